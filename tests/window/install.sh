#!/usr/bin/env bash
# Installs the Debian 12 packages that window.py needs. Idempotent; needs root. Nothing is started.
set -euo pipefail
PKGS=(xvfb openbox x11-xkb-utils xkb-data dbus dbus-bin at-spi2-core gir1.2-atspi-2.0
      python3 python3-gi python3-xlib python3-pil
      fonts-dejavu-core libgl1 libegl1 libgl1-mesa-dri mesa-vulkan-drivers libvulkan1
      libx11-6 libx11-xcb1 libxcursor1 libxi6 libxkbcommon0 libxkbcommon-x11-0)
missing=()
for p in "${PKGS[@]}"; do
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null || true)" = installed ] || missing+=("$p")
done
if [ ${#missing[@]} -eq 0 ]; then echo "window: all packages present"; exit 0; fi
[ "$(id -u)" = 0 ] || { echo "window: must be root to install: ${missing[*]}" >&2; exit 1; }
export DEBIAN_FRONTEND=noninteractive
apt-get -o DPkg::Lock::Timeout=600 update -q </dev/null || echo "window: apt-get update failed, trying with the lists at hand" >&2
apt-get -o DPkg::Lock::Timeout=600 install -y -q --no-install-recommends "${missing[@]}" </dev/null
echo "window: installed ${missing[*]}"
