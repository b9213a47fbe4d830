#!/usr/bin/env bash
# Makes the pictures of the README from the real window with the demo's mails: tests/pictures.sh
# Installs Xvfb and its companions (Debian packages, as root) and drives the window with tests/window/window.py.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
bash tests/window/install.sh
cargo build --locked
program=$(readlink -f "${CARGO_TARGET_DIR:-target}/debug/kimpost")
window=$PWD/tests/window/window.py
out=assets/pictures
mkdir -p "$out"
state=
trap '[ -z "$state" ] || "$window" -s "$state" stop >/dev/null' EXIT

open_demo() { # THEME
  state=$("$window" start --size 1280x800 --env "KIMPOST_THEME=$1" -- "$program" demo 2>/dev/null | head -n 1)
  w wait 'Alle Konten: Posteingang, [0-9]+' --timeout 30
  sleep 3
}
close_demo() { "$window" -s "$state" stop >/dev/null; state=; }
w() { "$window" -s "$state" "$@" >/dev/null; }
picture() { w shot "$out/$1.png"; }

open_demo light
w click '.*Kassenantwort …0000004718.*' --role 'list item'
sleep 2
picture main-light
w click 'Technische E-Mails.*'
w type '4711' --into Suche
sleep 1
w click '.*Kassenantwort …0000004711.*' --role 'list item' --double
w click 'manuelle Verarbeitung'
w type 'Antwort fehlt im Plan' --into 'Begründung'
picture detail-manual
w click 'Schließen'
w click 'Kassenantworten'
sleep 1
picture answers
w click 'Adressbuch'
w type 'Müller' --into 'Name, Praxis, Einrichtung'
w key Return
sleep 2
picture address-book
w key ctrl+comma
w click 'Übersicht'
sleep 6
picture overview
w key Escape
w click 'Neue Nachricht'
w type 'Müller' --into 'An'
sleep 2
picture write
close_demo
open_demo dark
w click '.*unlesbar.*' --role 'list item'
sleep 1
picture main-dark
close_demo
# A palette of 256 colours looks the same and is a third of the size.
/usr/bin/python3 - "$out" <<'PY'
import pathlib, sys
from PIL import Image
for path in pathlib.Path(sys.argv[1]).glob("*.png"):
    Image.open(path).convert("RGB").quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
PY
ls -l "$out"
