#!/usr/bin/env bash
# Measures the figures we promise against mpop on the same Dovecot: tests/bench.sh
# Installs the servers (Debian packages, as root), starts them, builds in release mode, prints ratios.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
bash tests/servers/install.sh
KIMTB_DIR=$(bash tests/servers/up.sh --quiet --no-tls-matrix --no-vzd)
export KIMTB_DIR
trap 'bash tests/servers/down.sh --dir "$KIMTB_DIR"' EXIT
cargo bench --locked --bench mailbox
cargo bench --locked --bench directory
