#!/usr/bin/env bash
# Sets up the judge of the Konnektor tests: a Python environment with gematik's own schemas (package koap), lxml and
# zeep in exactly the versions below. Idempotent. Prints the path of its python.
#
#   tests/konnektor/install.sh DIR
#
# Needs Debian's python3 and python3-venv (tests/servers/install.sh) and PyPI. koap comes without its own
# dependencies: only its WSDL and XSD files are used.
set -euo pipefail
dir=$1
wanted="lxml==5.3.0 zeep==4.3.1 koap==0.4.0"
if [ "$(cat "$dir/installed" 2>/dev/null || true)" != "$wanted" ]; then
  mkdir -p "$(dirname "$dir")"
  exec 9>"$dir.lock"
  flock 9
  if [ "$(cat "$dir/installed" 2>/dev/null || true)" != "$wanted" ]; then
    rm -rf "$dir"
    # Debian's own interpreter where there is one: others may come without a working venv.
    python=/usr/bin/python3
    [ -x "$python" ] || python=python3
    "$python" -m venv "$dir" >&2
    "$dir/bin/pip" install --quiet --disable-pip-version-check lxml==5.3.0 zeep==4.3.1 >&2
    "$dir/bin/pip" install --quiet --disable-pip-version-check --no-deps koap==0.4.0 >&2
    echo "$wanted" >"$dir/installed"
  fi
fi
echo "$dir/bin/python"
