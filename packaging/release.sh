#!/usr/bin/env bash
# Builds what is shipped, so that whoever builds the same commit with the same Rust gets the same bytes (Linux):
#
#   packaging/release.sh OUT     OUT/kimpost, its bill of materials, how it was built, and SHA-256 of all three
#
# What else would end up in the program is fixed: the folder it is built in (OpenSSL writes its own into the library), the
# name of cargo's folder, the time (that of the commit), language and time zone, and nothing else of the environment comes in.
# Only what is committed is built. Licences, sources and advisories are checked first (tests/supply.sh): what they
# refuse is not built.
set -euo pipefail
out=${1:?which folder shall it go to?}
cd "$(dirname "$(readlink -f "$0")")/.."
command -v cargo >/dev/null || PATH="$HOME/.cargo/bin:$PATH"
mkdir -p "$out"
out=$(readlink -f "$out")
place=/var/tmp/kimpost-release
commit=$(git rev-parse HEAD)
epoch=$(git log -1 --format=%ct)

bash tests/supply.sh "$out/kimpost.sbom.json"
rm -rf "$place"
mkdir "$place"
trap 'rm -rf "$place"' EXIT
mkdir "$place/source"
# Files of an archive bear the time of the commit; what is embedded keeps it.
git archive "$commit" | tar -x -C "$place/source"
ln -s "$(readlink -f "${CARGO_HOME:-$HOME/.cargo}")" "$place/cargo"
rustup_home=$(readlink -f "${RUSTUP_HOME:-$HOME/.rustup}")
cd "$place/source"
build() {
  env -i PATH="$PATH" HOME="$place" CARGO_HOME="$place/cargo" RUSTUP_HOME="$rustup_home" CARGO_TARGET_DIR="$place/target" \
    CARGO_INCREMENTAL=0 SOURCE_DATE_EPOCH="$epoch" LC_ALL=C TZ=UTC "$@"
}
build cargo build --locked --profile dist --bin kimpost
install -m 755 "$place/target/dist/kimpost" "$out/kimpost"
{ echo "commit $commit"
  echo "SOURCE_DATE_EPOCH $epoch"
  echo "built in $place, profile dist"
  build rustc -vV
  build cc --version | head -1
} >"$out/BUILDINFO"
cd "$out"
sha256sum kimpost kimpost.sbom.json BUILDINFO | tee SHA256SUMS
