# SPDX-License-Identifier: Apache-2.0
"""natvagt on a pseudo-terminal, its bytes read by pyte as a terminal would.

For each kind of terminal, locale and size: the recorded night is drawn whole,
with no switching of character sets and nothing that the emulator does not
take; keys do as they are told; the terminal is given back. Then what may
happen to a terminal: no colours wanted, a storm of sizes, its end.
"""
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time

import pyte

PROGRAM, SOURCE, FOLDER = (os.path.abspath(a) for a in sys.argv[1:4])
CONF = SOURCE + "/tests/screens/house.conf"
NIGHT = SOURCE + "/tests/screens/birken.night"
DEADLINE = 20
number = failed = 0


def ok(name, good, why=""):
    global number, failed
    number += 1
    failed += not good
    print("ok" if good else "not ok", number, "-", name)
    if not good:
        for line in str(why).splitlines():
            print("#", line)


class Terminal:
    """A child on a terminal, and what the emulator makes of its bytes."""

    def __init__(self, arguments, term, locale, cols, rows, **environment):
        self.screen = pyte.Screen(cols, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.raw = b""
        self.code = None
        ready, go = os.pipe()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.close(go)
            os.read(ready, 1)  # until the size is set
            env = dict(os.environ, TERM=term, LC_ALL=locale, **environment)
            for name in ("LINES", "COLUMNS", "COLORTERM"):
                env.pop(name, None)
            os.execve(PROGRAM, ["natvagt"] + arguments, env)
        os.close(ready)
        self.resize(cols, rows)
        self.before = termios.tcgetattr(self.fd)
        os.close(go)

    def resize(self, cols, rows):
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ,
                    struct.pack("HHHH", rows, cols, 0, 0))
        self.screen.resize(rows, cols)

    def read(self, seconds):
        if select.select([self.fd], [], [], seconds)[0]:
            try:
                got = os.read(self.fd, 65536)
            except OSError:
                got = b""
            self.raw += got
            self.stream.feed(got)
            return got != b""
        return None

    def text(self):
        return "\n".join(self.screen.display)

    def comes_to(self, condition):
        end = time.monotonic() + DEADLINE
        while not condition(self.text()) and time.monotonic() < end:
            if self.read(0.2) is False:
                break
        return condition(self.text())

    def shows(self, *texts):
        return self.comes_to(lambda now: all(text in now for text in texts))

    def type(self, text):
        os.write(self.fd, text.encode())

    def ends(self):
        end = time.monotonic() + DEADLINE
        while time.monotonic() < end:
            self.read(0.05)
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid != 0:
                self.code = os.waitstatus_to_exitcode(status)
                while self.read(0):
                    pass
                return True
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        return False

    def close(self):
        os.close(self.fd)


def replay(*arguments):
    return ["replay", "-c", CONF, "--at", "02:21", *arguments, NIGHT]


def known(term):
    return subprocess.run(["infocmp", term], stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL).returncode == 0


def try_kind(term, locale, cols, rows):
    name = f"{term}, {locale}, {cols}x{rows}"
    t = Terminal(replay(), term, locale, cols, rows)
    utf8 = locale == "C.UTF-8"
    room = "Køkken" if utf8 else "Koekken"
    wall = "│101" if utf8 else "|101"
    good = t.shows(room, wall, "02:21:00", "Kald")
    ok(f"{name}: the night", good, t.text())
    ok(f"{name}: one character set, and no code shown",
       b"\x1b(0" not in t.raw and b"\x0e" not in t.raw and
       not re.search(r"\[\d+;|\d+m|\?25|2004", t.text()), t.text())
    if not utf8:
        ok(f"{name}: ASCII alone", all(b < 0x80 for b in t.raw))
    t.type("l")
    ok(f"{name}: l", t.comes_to(
        lambda now: "ny alarm" in now and wall not in now), t.text())
    t.type("\x1b")
    ok(f"{name}: Esc", t.shows(wall), t.text())
    t.type("q")
    ok(f"{name}: q", t.shows("Luk skærmen?" if utf8 else "Luk skaermen?"),
       t.text())
    t.type("j")
    ok(f"{name}: it ends", t.ends() and t.code == 0, t.code)
    ok(f"{name}: as it was", termios.tcgetattr(t.fd) == t.before)
    t.close()


def colours(raw):
    return re.findall(rb"\x1b\[(?:\d+;)*(?:3[0-8]|4[0-8])[;m]", raw)


def try_colours():
    for environment, arguments, wanted in (
            ({}, (), True),
            ({"NO_COLOR": "1"}, (), False),
            ({"NO_COLOR": ""}, (), True),
            ({"NO_COLOR": "1"}, ("--theme", "light"), True),
            ({}, ("--theme", "mono"), False)):
        t = Terminal(replay(*arguments), "xterm-256color", "C.UTF-8", 80, 24,
                     **environment)
        t.shows("02:21:00")
        ok(f"colours with {environment} {arguments}: {wanted}",
           (colours(t.raw) != []) == wanted, t.raw[:400])
        t.type("*")
        ok("another theme is told", t.shows("Farver: "), t.text())
        t.type("qj")
        ok("it ends", t.ends())
        t.close()


def try_refusals():
    for term in ("dumb", "no-such-terminal", ""):
        t = Terminal(replay(), term, "C.UTF-8", 80, 24)
        ok(f"TERM={term} is refused, with the way out", t.ends() and
           t.code == 69 and "--linear" in t.text().replace("\n", ""),
           t.text())
        t.close()


def try_sizes():
    """A thousand sizes, each with its signal, and then one that stays."""
    t = Terminal(replay(), "xterm-256color", "C.UTF-8", 80, 24)
    t.shows("02:21:00")
    for i in range(1000):
        t.resize(1 + i * 7 % 211, 1 + i * 5 % 61)
        t.read(0)
    t.resize(132, 43)
    ok("a thousand sizes: the last one is drawn",
       t.shows("02:21:00", "│101", "q luk"), t.text())
    t.type("qj")
    ok("and it ends", t.ends() and t.code == 0)
    t.close()


def is_alive(pid):
    try:
        with open(f"/proc/{pid}/stat") as stat:
            return stat.read().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def lock_holder(path):
    try:
        with open(path) as lock:
            return int(lock.read() or 0)
    except (OSError, ValueError):
        return 0


def awaits(condition):
    end = time.monotonic() + DEADLINE
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


def try_end():
    """A console with its collector, whose terminal goes away, read or not."""
    with open(CONF) as conf:
        text = conf.read()
    for name in os.listdir(SOURCE + "/tests/screens"):
        if name.endswith(".plan"):
            with open(f"{SOURCE}/tests/screens/{name}") as plan, \
                    open(f"{FOLDER}/{name}", "w") as copy:
                copy.write(plan.read())
    journal = FOLDER + "/t.db"
    text = re.sub(r'^journal = .*$', "", text, flags=re.M)
    with open(FOLDER + "/t.conf", "w") as conf:
        conf.write(f'journal = "{journal}";\n' + text)
    for stuck in (False, True):
        t = Terminal(["-c", FOLDER + "/t.conf"], "xterm-256color", "C.UTF-8",
                     80, 24)
        ok("a console", t.shows("│101"), t.text())
        ok("with a collector", awaits(
            lambda: is_alive(lock_holder(journal + ".lock"))))
        collector = lock_holder(journal + ".lock")
        if stuck:  # help and back, again and again, and nobody reads
            for _ in range(300):
                t.type("?")
                time.sleep(0.002)
        t.close()
        ok(f"its terminal goes, stuck {stuck}: it ends", awaits(
            lambda: os.waitpid(t.pid, os.WNOHANG)[0] != 0))
        ok("and its collector", awaits(lambda: not is_alive(collector)))


for kind in ("linux", "xterm-256color", "xterm", "vt220", "vt100", "screen",
             "screen-256color", "tmux", "putty", "putty-256color", "rxvt"):
    if known(kind):
        try_kind(kind, "C.UTF-8", 80, 24)
for kind in ("linux", "vt220", "xterm-256color"):
    if known(kind):
        try_kind(kind, "C", 80, 24)
        try_kind(kind, "C.UTF-8", 200, 60)
try_colours()
try_refusals()
try_sizes()
try_end()
print(f"1..{number}")
sys.exit(failed != 0)
