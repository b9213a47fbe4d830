#!/usr/bin/env bash
# Builds Kimpost and opens the demo, on a bare Debian 12 machine with rustup's toolchain and git: tests/demo.sh
# Installs the packages it needs as root; without a display it runs under Xvfb (then nobody sees it, but it runs).
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
command -v cargo >/dev/null || PATH="$HOME/.cargo/bin:$PATH"
need=(gcc libc6-dev make perl libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon0 libxkbcommon-x11-0 libegl1 libgl1
      libgl1-mesa-dri libwayland-client0 libwayland-egl1 libfontconfig1)
[ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] || need+=(xvfb xauth)
missing=()
for p in "${need[@]}"; do
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null || true)" = installed ] || missing+=("$p")
done
if [ ${#missing[@]} -gt 0 ]; then
  root=(); [ "$(id -u)" = 0 ] || root=(sudo)
  "${root[@]}" apt-get -o DPkg::Lock::Timeout=600 update -q
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 install -y -q --no-install-recommends "${missing[@]}"
fi
cargo build --locked
program="${CARGO_TARGET_DIR:-target}/debug/kimpost"
if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then exec "$program" demo "$@"; else exec xvfb-run -a -s '-screen 0 1280x800x24' "$program" demo "$@"; fi
