#!/usr/bin/python3
"""How long a program needs from its start to the picture it stays with, on a private X server (window.py).

    start_time.py [--runs N] [--idle SECONDS] [--keep PICTURE] [--keyring HOME [--first COMMAND]] -- PROGRAM ARGUMENT…

Each run waits until the window has not been drawn for a second. `usable_s` is the first moment from which on the picture
is that last one, apart from small changes (at most 2 % of its pixels); `window_s` is the first picture at all. Both are
seen from outside (XDamage), so any two programs can be compared. Prints one line of JSON: the best of the runs, and the
program's CPU share while nobody touches it. The first run only warms caches and does not count. With --keyring the
session has a Secret Service (gnome-keyring) whose entries lie in HOME; --first is a shell command that is run there once
before anything is measured, to make what needs the keyring.
"""
import argparse, json, os, subprocess, sys, time

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import window

SIZE = (1280, 800)
QUIET = 1.0   # seconds without a new picture that end a run
SAME = 0.02   # share of pixels that may still differ


class Watched(window.Session):
    """A session that takes a picture whenever the window was drawn."""
    keyring = False
    first = None

    @classmethod
    def _surroundings(cls, info, env, theme, keymap):
        super()._surroundings(info, env, theme, keymap)
        if cls.keyring:
            daemon = subprocess.Popen(["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"], env=env,
                                      stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
            daemon.stdin.write(b"secret")
            daemon.stdin.close()
            bus = window.connect(info["bus"])
            name = window.variant("(s)", "org.freedesktop.secrets")
            ask = lambda: bus.call_sync("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "NameHasOwner", name, None, 0, 5000, None)
            window.until(lambda: ask().unpack()[0], 20, "the keyring")
        if cls.first:
            subprocess.run(["sh", "-c", cls.first], env=env, check=True, stdout=sys.stderr)
            cls.first = None

    def _program(self, command, env, size, scale, theme, extra, timeout, keep_size):
        from Xlib.ext import damage
        self.env = env
        env = dict(env, **{window.ROLE: "program"})
        root = self.x.screen().root
        self.x.damage_query_version()
        handle = root.damage_create(damage.DamageReportNonEmpty)
        self.x.sync()
        born = time.monotonic()
        self._spawn(self.info, "program", command, env, log="program.log")
        pictures, last = [], time.monotonic()
        while not pictures or time.monotonic() - last < QUIET:
            if time.monotonic() - born > timeout:
                raise window.Failure("the picture never came to rest")
            if not self.pids():
                raise window.Failure(f"the program ended at once\n{self.log(15)}")
            if not self.x.pending_events():
                time.sleep(0.001)
                continue
            while self.x.pending_events():
                self.x.next_event()
            self.x.damage_subtract(handle)
            if not self.windows():
                continue
            taken = root.get_image(0, 0, *size, 2, 0xffffffff).data
            if not pictures or pictures[-1][1] != taken:
                last = time.monotonic()
                pictures.append((last - born, taken))
        self.info["figures"] = {"window_s": round(pictures[0][0], 3), "usable_s": round(usable(pictures), 3)}
        self.save()


def usable(pictures):
    """When the picture was first the one it stays with."""
    final = pictures[-1][1]
    first = pictures[-1][0]
    for at, picture in reversed(pictures):
        if differing(picture, final) > SAME:
            break
        first = at
    return first


def differing(a, b):
    from PIL import Image, ImageChops
    images = [Image.frombytes("RGB", SIZE, bytes(x), "raw", "BGRX") for x in (a, b)]
    grey = ImageChops.difference(*images).convert("L").point(lambda v: 255 if v > 8 else 0)
    return grey.histogram()[255] / (SIZE[0] * SIZE[1])


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--runs", type=int, default=5)
    p.add_argument("--idle", type=float, default=5.0)
    p.add_argument("--keep", metavar="PICTURE")
    p.add_argument("--keyring", metavar="HOME")
    p.add_argument("--first", metavar="COMMAND")
    p.add_argument("command", nargs=argparse.REMAINDER)
    a = p.parse_args()
    command = a.command[1:] if a.command[:1] == ["--"] else a.command
    Watched.keyring, Watched.first = bool(a.keyring), a.first
    runs, idle = [], 0.0
    for run in range(a.runs + 1):
        session = Watched.start(command, SIZE, home=a.keyring)
        try:
            runs.append(session.info["figures"])
            if run == a.runs:
                idle = session.cpu(a.idle)["percent"]
                if a.keep:
                    session.shot(a.keep)
        finally:
            session.stop()
    counted = runs[1:]
    print(json.dumps({key: min(r[key] for r in counted) for key in counted[0]} | {"idle_percent": idle, "runs": counted}))


if __name__ == "__main__":
    try:
        main()
    except window.Failure as e:
        sys.exit(f"start_time.py: {e}")
