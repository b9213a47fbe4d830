#!/usr/bin/env bash
# A profile whose key lies in a real Secret Service (gnome-keyring on a session bus of its own): made, opened again,
# and refused once the keyring has lost the entry. Needs dbus and gnome-keyring; tests/servers/install.sh has them.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
program=$(readlink -f "${CARGO_TARGET_DIR:-target}/debug/kimpost")
work=$(mktemp -d "${TMPDIR:-/tmp}/kimpost-keyring.XXXXXX")
trap 'rm -rf "$work"' EXIT
export HOME=$work/home XDG_DATA_HOME=$work/data XDG_RUNTIME_DIR=$work/run PROGRAM=$program WORK=$work
mkdir -m 700 -p "$HOME" "$XDG_DATA_HOME" "$XDG_RUNTIME_DIR"
timeout 60 dbus-run-session -- bash -euo pipefail -c '
  fail() { echo "keyring: $1" >&2; exit 1; }
  gnome-keyring-daemon --foreground --unlock --components=secrets < <(printf secret) >/dev/null 2>&1 &
  daemon=$!
  trap "kill $daemon 2>/dev/null || true" EXIT
  # Only the bus is asked whether the keyring is there: a call to the keyring itself would make the bus start a second,
  # locked one, which sometimes wins the name.
  owned=
  for _ in $(seq 200); do
    owned=$(dbus-send --session --print-reply=literal --dest=org.freedesktop.DBus /org/freedesktop/DBus \
      org.freedesktop.DBus.NameHasOwner string:org.freedesktop.secrets)
    case $owned in *true*) break ;; esac
    sleep 0.1
  done
  case $owned in *true*) ;; *) fail "gnome-keyring did not start within 20 s" ;; esac
  made=$("$PROGRAM" --profile "$WORK/profile" init --json) || fail "init failed: $made"
  case $made in *\"key_store\":\"keyring\"*) ;; *) fail "not in the keyring: $made" ;; esac
  listed=$("$PROGRAM" --profile "$WORK/profile" list --json) || fail "the profile did not open: $listed"
  # From the keyring to a passphrase and back, and the doctor tries the keyring.
  changed=$("$PROGRAM" --profile "$WORK/profile" key change --new-passphrase-fd 3 --json 3<<<"ein langer neuer Satz") ||
    fail "key change failed: $changed"
  case $changed in *\"key_store\":\"passphrase\"*) ;; *) fail "not by passphrase: $changed" ;; esac
  "$PROGRAM" --profile "$WORK/profile" list --passphrase-fd 3 >/dev/null 3<<<"ein langer neuer Satz" || fail "the passphrase does not open it"
  changed=$("$PROGRAM" --profile "$WORK/profile" key change --passphrase-fd 3 --keyring --json 3<<<"ein langer neuer Satz") ||
    fail "back into the keyring failed: $changed"
  case $changed in *\"key_store\":\"keyring\"*) ;; *) fail "not in the keyring again: $changed" ;; esac
  listed=$("$PROGRAM" --profile "$WORK/profile" list --json) || fail "the profile did not open from the keyring: $listed"
  doctor=$("$PROGRAM" --profile "$WORK/profile" doctor --json) || fail "doctor: $doctor"
  # A keyring that has lost the entry: a clear error, and the store stays as it is.
  before=$(sha256sum "$WORK/profile/store.db")
  sed -i "s/\"entry\": \"profile-./\"entry\": \"profile-x/" "$WORK/profile/key.json"
  code=0; lost=$("$PROGRAM" --profile "$WORK/profile" list --json) || code=$?
  [ "$code" = 3 ] || fail "exit $code instead of 3 without the key: $lost"
  case $lost in *KEY-MISSING*) ;; *) fail "wrong error: $lost" ;; esac
  [ "$before" = "$(sha256sum "$WORK/profile/store.db")" ] || fail "the store was changed"
'
echo "keyring: made, opened, and refused without its entry"
