#!/usr/bin/env bash
# Proofs by many cases (faults, hostile mail, load): runs them and prints one table of rule, way, cases and result.
#
#   tests/proof.sh                    the quick form, a sample of cases chosen by a fixed seed; tests/run.sh has it too
#   tests/proof.sh --long [--seed N]  every case; takes an hour or more on two cores
#   tests/proof.sh … --write          also writes the table to its part of tests/PROOF.md, with date and commit
#   tests/proof.sh --print FILE       prints the rows another run gathered in FILE
#
# A row is there only when its proof held; a proof that failed is named below the table, and the exit status is not 0.
set -uo pipefail
cd "$(dirname "$(readlink -f "$0")")/.." || exit 1
command -v cargo >/dev/null || PATH="$HOME/.cargo/bin:$PATH"

form=quick seed= write=no gathered=
while [ $# -gt 0 ]; do
  case $1 in
    --long) form=long ;;
    --seed) seed=${2:?--seed needs a number}; shift ;;
    --write) write=yes ;;
    --print) gathered=${2:?--print needs a file}; shift ;;
    *) sed -n '2,9p' "$0" | sed 's/^# \{0,1\}//'; exit 2 ;;
  esac
  shift
done

# table ROWS: the rows in the order of their rules.
table() {
  printf '| rule or figure | how it was tried | cases | result |\n|---|---|---|---|\n'
  sort "$1"
}
if [ -n "$gathered" ]; then table "$gathered"; exit; fi

rows=$(mktemp "${TMPDIR:-/tmp}/kimpost-proof.XXXXXX")
log=$rows.log
trap 'rm -f "$rows" "$log" "$log".*' EXIT
# Every test that reports rows names the file that does it.
proofs=()
for file in $(grep -l 'support/proof.rs' tests/*.rs tests/*/main.rs); do
  case $file in */main.rs) file=$(dirname "$file") ;; esac
  proofs+=(--test "$(basename "$file" .rs)")
done
export KIMPOST_PROOF=$form KIMPOST_PROOF_TABLE=$rows
if [ -n "$seed" ]; then export KIMPOST_PROOF_SEED=$seed; fi
begun=$(date +%s)
cargo test --locked --no-fail-fast "${proofs[@]}" </dev/null >"$log" 2>&1
status=$?
head="$(LC_ALL=C date '+%d.%m.%Y'), commit $(git rev-parse --short HEAD)$(git diff --quiet HEAD || echo ' with changes'), $form form,"
head="$head seed ${seed:-of the quick form}, debug build, $(nproc) cores, $(( ($(date +%s) - begun + 59) / 60 )) min"

echo "$head"
table "$rows"
if [ "$status" != 0 ]; then
  echo
  grep -E '^test .* FAILED$|^error' "$log" || tail -20 "$log"
fi
if [ "$write" = yes ]; then
  { printf '%s\n\n' "$head"
    table "$rows"
    if [ "$status" != 0 ]; then printf '\nNot held:\n\n'; grep -E '^test .* FAILED$' "$log"; fi
  } >"$log.page"
  # Each form has its own part of the page.
  awk -v part="$form" -v new="$log.page" '
    $0 == "<!-- " part " -->" { print; while ((getline line < new) > 0) print line; skip = 1; next }
    $0 == "<!-- end of " part " -->" { skip = 0 }
    !skip' tests/PROOF.md >"$log.whole" && cat "$log.whole" >tests/PROOF.md
fi
exit "$status"
