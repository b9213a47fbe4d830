#!/usr/bin/env bash
# Runs everything that has to be right before a change lands:
#
#   tests/run.sh          installs what the tests need (Debian packages, as root), then format, lints, the fast
#                         tests, and the tests against Dovecot, Postfix and slapd
#   tests/run.sh --fast   format, lints and fast tests only: nothing is installed, no server is started
#
# A test file (or folder with a main.rs) that names KIMTB_DIR needs the servers; all others are fast, and an ignored
# test among them is a failure, for nobody would ever run it. Every step runs even when an earlier one failed; a
# server that does not start is a failure. The last line counts: "N passed, N failed". CARGO_TARGET_DIR
# is respected.
set -uo pipefail
cd "$(dirname "$(readlink -f "$0")")/.." || exit 1
command -v cargo >/dev/null || PATH="$HOME/.cargo/bin:$PATH"

fast_only=no
case "${1:-}" in
  "") ;;
  --fast) fast_only=yes ;;
  *) sed -n '2,12p' "$0" | sed 's/^# \{0,1\}//'; exit 2 ;;
esac

passed=0 failed=0 servers=
log=$(mktemp "${TMPDIR:-/tmp}/kimpost-tests.XXXXXX")
# Proofs by many cases add their rows here (tests/support/proof.rs); this run tries a sample, tests/proof.sh --long all.
export KIMPOST_PROOF_TABLE=$log.proofs
stop_servers() {
  if [ -n "$servers" ]; then bash tests/servers/down.sh --dir "$servers" || true; fi
  servers=
}
finish() {
  stop_servers
  rm -f "$log" "$KIMPOST_PROOF_TABLE"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# step NAME COMMAND…: a step without counts of its own; its failure counts as one.
step() {
  local name=$1; shift
  echo "== $name"
  if ! "$@" </dev/null; then
    echo "== $name FAILED"
    failed=$((failed + 1))
    return 1
  fi
}

# counted WORD: the sum of "N WORD;" over all closing lines of the test runner.
counted() {
  awk -v word="$1;" '/^test result: / { for (i = 2; i <= NF; i++) if ($i == word) n += $(i - 1) } END { print n + 0 }' "$log"
}

# run_tests NAME ARGUMENTS…: cargo test; adds what the test runner counted.
run_tests() {
  local name=$1 status p f ignored; shift
  echo "== $name"
  cargo test --locked --no-fail-fast "$@" </dev/null 2>&1 | tee "$log"
  status=${PIPESTATUS[0]}
  p=$(counted passed)
  f=$(counted failed)
  ignored=$(counted ignored)
  if [ "$ignored" != 0 ]; then
    echo "== $ignored ignored tests would never run: name KIMTB_DIR in their file"
    f=$((f + ignored))
  fi
  passed=$((passed + p))
  failed=$((failed + f))
  # Did not compile, crashed, or ran nothing: not a pass.
  if [ "$status" != 0 ] && [ "$f" = 0 ]; then failed=$((failed + 1)); fi
  if [ "$status" = 0 ] && [ "$p" = 0 ] && [ "$name" != "doc tests" ]; then
    echo "== $name ran no test"
    failed=$((failed + 1))
  fi
}

fast=(--lib --bins) real=()
for file in tests/*.rs tests/*/main.rs; do
  [ -e "$file" ] || continue
  case $file in
    */main.rs) file=$(dirname "$file"); name=$(basename "$file") ;;
    *) name=$(basename "$file" .rs) ;;
  esac
  if grep -rq KIMTB_DIR "$file" && [ "$name" != tidy ]; then real+=(--test "$name"); else fast+=(--test "$name"); fi
done

if [ "$fast_only" = no ]; then
  step "packages for servers" bash tests/servers/install.sh
  step "packages for windows" bash tests/window/install.sh
fi
step "format" cargo fmt --check
step "lints" cargo clippy --all-targets --locked -- -D warnings
if [ "$fast_only" = no ]; then step "supply chain" bash tests/supply.sh; fi
run_tests "fast tests" "${fast[@]}"
run_tests "doc tests" --doc
if [ "$fast_only" = no ]; then
  step "real keyring" bash tests/keyring.sh && passed=$((passed + 1))
  echo "== servers"
  if servers=$(bash tests/servers/up.sh --quiet </dev/null) && [ -n "$servers" ]; then
    export KIMTB_DIR=$servers
    if [ ${#real[@]} -gt 0 ]; then run_tests "tests against real servers" "${real[@]}" -- --include-ignored; fi
  else
    echo "== the servers did not start"
    servers=
    failed=$((failed + 1))
  fi
  stop_servers
fi

if [ -s "$KIMPOST_PROOF_TABLE" ]; then bash tests/proof.sh --print "$KIMPOST_PROOF_TABLE"; fi
echo
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
