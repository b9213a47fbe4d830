#!/usr/bin/env bash
# Measures the figures we promise, beside mpop and an empty window on the same machine: tests/bench.sh
# Installs the servers and what the window needs (Debian packages, as root), builds in release mode, starts the servers,
# prints every figure with its goal. About a quarter of an hour after the build (loading 100,000 directory entries is most of it), on a machine that does nothing else.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
bash tests/servers/install.sh
bash tests/window/install.sh
cargo bench --locked --bench mailbox --bench scrolling --bench directory --bench answers --bench start --no-run
KIMTB_DIR=$(bash tests/servers/up.sh --quiet --no-tls-matrix --no-vzd)
export KIMTB_DIR
trap 'bash tests/servers/down.sh --dir "$KIMTB_DIR"' EXIT
for figure in mailbox scrolling directory answers start; do
  # What was written before shall not be flushed to the disk while the next figures are taken.
  sync
  cargo bench --quiet --locked --bench "$figure"
done
