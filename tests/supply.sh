#!/usr/bin/env bash
# What is built in: tests/supply.sh [SBOM]
# Licences, bans and sources of all dependencies by cargo-deny (deny.toml), advisories where their database can be reached, and
# the bill of materials (CycloneDX 1.5, JSON), written to SBOM or thrown away after a look. Both tools come from crates.io
# and are compiled once into a folder that later runs find again.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
tools=${KIMPOST_TOOLS:-${XDG_CACHE_HOME:-$HOME/.cache}/kimpost-tools}
deny=0.20.2 cyclonedx=0.5.9
tool() { # NAME VERSION
  [ "$("$tools/bin/$1" "${1#cargo-}" --version 2>/dev/null | awk '{ print $NF }')" = "$2" ] ||
    CARGO_TARGET_DIR="$tools/build" cargo install "$1" --version "$2" --locked --root "$tools" --quiet
}
tool cargo-deny "$deny"
tool cargo-cyclonedx "$cyclonedx"
"$tools/bin/cargo-deny" --locked check licenses bans sources
if timeout 60 git ls-remote --quiet https://github.com/RustSec/advisory-db HEAD >/dev/null 2>&1; then
  "$tools/bin/cargo-deny" --locked check advisories
else
  echo "advisories: the database cannot be reached from here, not checked"
fi
trap 'rm -f kimpost-sbom.json' EXIT
"$tools/bin/cargo-cyclonedx" cyclonedx --format json --spec-version 1.5 --override-filename kimpost-sbom --quiet
packages=$(grep -c '^name = ' Cargo.lock)
/usr/bin/python3 - "$packages" <<'PY'
import json
import sys
sbom = json.load(open("kimpost-sbom.json"))
assert sbom["bomFormat"] == "CycloneDX", sbom["bomFormat"]
parts = sbom["components"]
# Those for other systems are in the lock file only.
assert 100 < len(parts) <= int(sys.argv[1]), (len(parts), sys.argv[1])
assert all(part.get("version") and part.get("purl") for part in parts)
print(f"bill of materials: {len(parts)} components")
PY
if [ $# -gt 0 ]; then mv kimpost-sbom.json "$1"; fi
