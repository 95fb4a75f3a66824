# SPDX-License-Identifier: Apache-2.0
# PINs typed at a pty, for tests/staff.sh: "ok NAME" or "not_ok NAME" a line.
import fcntl
import os
import pty
import select
import signal
import sys
import termios
import time

NATVAGT = os.environ["NATVAGT"]
PATIENCE = 20
# A shell ignores some for what it starts with &, and nohup does, and natvagt
# leaves them so; a shell at a terminal does not.
DEFAULTS = (signal.SIGHUP, signal.SIGINT, signal.SIGQUIT, signal.SIGTERM, signal.SIGTSTP,
            signal.SIGTTOU)


def check(name, good, *what):
    print("ok" if good else "not_ok", name, *(what if not good else ()), flush=True)


class Terminal:
    """A session of its own on a pty, with natvagt as its foreground group."""

    def __init__(self, *args):
        self.seen = b""
        self.master, slave = pty.openpty()
        self.ready, ready = os.pipe()
        self.leader = os.fork()
        if self.leader == 0:
            os.close(self.master)
            os.setsid()
            fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
            for fd in 0, 1, 2:
                os.dup2(slave, fd)
            self.lead(ready, args)
        os.close(slave)
        os.close(ready)

    # The leader stands for a shell: it lives on and says how natvagt did.
    def lead(self, ready, args):
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        child = os.fork()
        if child == 0:
            os.setpgid(0, 0)
            os.tcsetpgrp(0, os.getpid())
            for number in DEFAULTS:
                signal.signal(number, signal.SIG_DFL)
            os.execv(NATVAGT, (NATVAGT, "staff") + args)
        os.write(ready, b"%d " % child)
        while True:
            _, status = os.waitpid(child, os.WUNTRACED)
            if os.WIFSTOPPED(status):
                os.write(ready, b"stopped ")
                continue
            os.write(ready, b"code:%d " % os.waitstatus_to_exitcode(status))
            break
        signal.pause()

    def read(self, fd):
        if not select.select([fd], [], [], 0.02)[0]:
            return b""
        try:
            return os.read(fd, 4096)
        except OSError:
            return b""

    def await_(self, condition):
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            self.seen += self.read(self.master)
            if condition():
                return True
        return False

    def shows(self, text):
        if not self.await_(lambda: text in self.seen):
            return False
        self.seen = self.seen[self.seen.index(text) + len(text):]
        return True

    def echoes(self):
        return bool(termios.tcgetattr(self.master)[3] & termios.ECHO)

    def type(self, text):
        os.write(self.master, text)

    # What the leader tells, word by word; the first is natvagt's process.
    def told(self, text=b" "):
        word = b""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and not word.endswith(text):
            word += self.read(self.ready)
        return word.decode().strip()

    def close(self):
        os.kill(self.leader, signal.SIGKILL)
        os.waitpid(self.leader, 0)
        os.close(self.master)
        os.close(self.ready)


def typed(name, pins, code, said, *args):
    terminal = Terminal(*args)
    terminal.told()
    everything = b""
    for i, pin in enumerate(pins):
        check("%s: it asks" % name, terminal.shows(b": "))
        check("%s: the echo is off" % name, terminal.await_(lambda: not terminal.echoes()))
        everything += terminal.seen
        terminal.type(pin)
    check("%s: it says so" % name, terminal.shows(said), terminal.seen)
    check("%s: and exits" % name, terminal.told() == "code:%d" % code)
    check("%s: the echo is on again" % name, terminal.echoes())
    everything += terminal.seen
    check("%s: what was typed was never shown" % name,
          not any(pin.strip() in everything for pin in pins if pin.strip(b"\n\x04")), everything)
    terminal.close()


def signalled(name, send, code):
    terminal = Terminal("pin", "KM")
    pid = int(terminal.told())
    terminal.shows(b": ")
    terminal.await_(lambda: not terminal.echoes())
    terminal.type(b"159")
    send(terminal, pid)
    check("%s ends it" % name, terminal.told() == "code:%d" % code)
    check("%s: the echo is on again" % name, terminal.echoes())
    terminal.close()


def stopped():
    terminal = Terminal("pin", "KM")
    pid = int(terminal.told())
    terminal.shows(b": ")
    terminal.await_(lambda: not terminal.echoes())
    terminal.type(b"15\x1a")
    check("Ctrl-Z stops it", terminal.told() == "stopped")
    check("Ctrl-Z: the echo is on again", terminal.echoes())
    os.kill(pid, signal.SIGCONT)
    check("and who goes on is asked anew", terminal.shows(b"New PIN for KM: "))
    check("with the echo off", terminal.await_(lambda: not terminal.echoes()))
    terminal.type(b"9517\n")
    terminal.shows(b"The same again: ")
    terminal.type(b"9517\n")
    check("and has the new PIN", terminal.told() == "code:0")
    terminal.close()


def main():
    typed("a PIN", [b"1590\n", b"1590\n"], 0, b"KM has a new PIN", "pin", "KM")
    typed("staff with a PIN", [b"15907\n", b"15907\n"], 0, b"EF added", "add", "ef", "--pin")
    typed("a slip, taken back", [b"14\x7f590\n", b"1590\n"], 0, b"KM has a new PIN", "pin", "KM")
    typed("another the second time", [b"1590\n", b"1591\n"], 65, b"not the same", "pin", "KM")
    typed("one too easy", [b"9876\n"], 65, b"too easy", "pin", "KM")
    typed("one of 200 digits", [b"1590" * 50 + b"\n"], 65, b"4 to 12 digits", "pin", "KM")
    typed("none", [b"\x04"], 65, b"no PIN was given", "pin", "KM")
    signalled("Ctrl-C", lambda terminal, pid: terminal.type(b"\x03"), -signal.SIGINT)
    signalled("Ctrl-\\", lambda terminal, pid: terminal.type(b"\x1c"), -signal.SIGQUIT)
    for number in signal.SIGTERM, signal.SIGHUP:
        signalled(number.name, lambda terminal, pid: os.kill(pid, number), -number)
    stopped()
    check("the end", True)


sys.exit(main())
