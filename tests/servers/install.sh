#!/usr/bin/env bash
# Installs what the tests need on a bare Debian 12: the compiler's tools (SQLCipher and OpenSSL are built
# from C), the mail servers and the LDAP server. Idempotent; needs root only when something is missing.
# No service is started: policy-rc.d says no while packages are set up.
set -euo pipefail
PKGS=(gcc g++ libc6-dev make perl pkg-config git ca-certificates
      dovecot-core dovecot-pop3d dovecot-lmtpd dovecot-sqlite postfix
      slapd ldap-utils
      openssl python3 python3-venv hostname procps
      dbus dbus-bin gnome-keyring
      swaks mpop curl
      libnet-ssleay-perl libio-socket-ssl-perl libauthen-sasl-perl libnet-dns-perl)
missing=()
for p in "${PKGS[@]}"; do
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null || true)" = installed ] || missing+=("$p")
done
if [ ${#missing[@]} -eq 0 ]; then echo "servers: all packages present"; exit 0; fi
[ "$(id -u)" = 0 ] || { echo "servers: must be root to install: ${missing[*]}" >&2; exit 1; }
made=""
if [ ! -e /usr/sbin/policy-rc.d ]; then
  printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d; chmod +x /usr/sbin/policy-rc.d; made=1
fi
trap '[ -z "$made" ] || rm -f /usr/sbin/policy-rc.d' EXIT
export DEBIAN_FRONTEND=noninteractive
apt-get -o DPkg::Lock::Timeout=600 -o APT::Update::Error-Mode=any update -q </dev/null ||
  echo "servers: apt-get update failed, trying with the lists at hand" >&2
# The system's own servers stay without a configuration; the tests bring theirs.
apt-get -o DPkg::Lock::Timeout=600 install -y -q --no-install-recommends debconf </dev/null
printf '%s\n' "postfix postfix/main_mailer_type select No configuration" \
  "slapd slapd/no_configuration boolean true" | debconf-set-selections
apt-get -o DPkg::Lock::Timeout=600 install -y -q --no-install-recommends "${missing[@]}" </dev/null
echo "servers: installed ${missing[*]}"
