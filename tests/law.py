# SPDX-License-Identifier: Apache-2.0
"""The law of replay on real journals: a real broker, random statuses and rules, a collector that is
killed, started again and told to read its configuration again at random moments.

    law.py NATVAGT FOLDER

For what `natvagt export` gives of such a night:

1. Without its segments and what they carry it prints the same: a segment begins with a world that
   goes on as if it had not begun. Always, to the byte.
2. Without any row of natvagt's own but staff's actions it prints the same, up to the first deadline
   that fell between a kill and the next start: nobody was watching then, and it fires at the start
   (DESIGN, section 4). To see such deadlines in what is printed, windows lie not within windows and
   alerts clear at once there. A row in the same millisecond as a sensor's is a moment of its own
   (section 7), whatever it says: such rows stay, as ticks.

LAW_SEED=N is the first house's (the same houses and messages; when what is killed is up to the
machine); LAW_HOUSES=N: so many houses (a few otherwise). Prints TAP.
"""

import hashlib
import json
import os
import random
import signal
import socket
import sqlite3
import struct
import subprocess
import sys
import time

NATVAGT, FOLDER = sys.argv[1], sys.argv[2]
DEADLINE = 20
SEED = int(os.environ.get("LAW_SEED", "1"))
HOUSES = int(os.environ.get("LAW_HOUSES", "3"))
MESSAGES = 60
TOPICS = {"door-101": ["0", "1"], "bed-101": ["0", "1"], "pir-101": ["0", "1"], "bath": ["0", "1"],
          "call": ["press", "-"], "lux": ["0", "1", "2", "3"], "bed-102": ["0", "1"]}
SITE = """
site: { id = "law%d"; name = "Law"; zone = "Europe/Copenhagen"; language = "en"; night = "22:00-07:00"; };
broker: { host = "127.0.0.1"; port = %d; };
journal = "home.journal";
places = ( { id = "101"; kind = "dwelling"; }, { id = "101.bath"; within = "101"; },
  { id = "102"; kind = "dwelling"; } );
devices = (
  { id = "door-101"; topic = "door-101"; place = "101"; reads = ( { signal = "door"; on = "1"; off = "0"; } ); },
  { id = "bed-101"; topic = "bed-101"; place = "101"; reads = ( { signal = "bed"; on = "1"; off = "0"; } ); },
  { id = "pir-101"; topic = "pir-101"; place = "101"; reads = ( { signal = "motion"; on = "1"; off = "0"; } ); },
  { id = "bath"; topic = "bath"; place = "101.bath"; reads = ( { signal = "motion"; on = "1"; off = "0"; } ); },
  { id = "call"; topic = "call"; place = "101"; reads = ( { signal = "call"; on = "press"; hold = "150ms"; } ); },
  { id = "lux"; topic = "lux"; place = "101"; reads = ( { signal = "lux"; number = true; } ); },
  { id = "bed-102"; topic = "bed-102"; place = "102"; reads = ( { signal = "bed"; on = "1"; off = "0"; } ); } );
"""

SEGMENTS = b"$natvagt/segment", b"$natvagt/carry"

ntest = nfailed = 0
lines_told = []
started = []


def check(name, good, *notes):
    global ntest, nfailed
    ntest += 1
    nfailed += not good
    print("%sok %d - %s" % ("" if good else "not ", ntest, name))
    for note in notes if not good else ():
        for line in str(note).splitlines()[:40]:
            print("#", line)
    sys.stdout.flush()
    return good


def await_(condition):
    end = time.monotonic() + DEADLINE
    while not condition():
        assert time.monotonic() < end, condition
        time.sleep(0.005)


def start(args, **files):
    process = subprocess.Popen(args, **files)
    started.append(process)
    return process


def run(*args):
    done = subprocess.run([NATVAGT, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          timeout=DEADLINE)
    assert done.returncode == 0, (args, done.stderr)
    return done.stdout


def answers(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def start_broker():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    conf = os.path.join(FOLDER, "mosquitto.conf")
    with open(conf, "w") as file:
        file.write("listener %d 127.0.0.1\nallow_anonymous true\n" % port)
    start(["mosquitto", "-c", conf], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    await_(lambda: answers(port))
    return port


# Expressions. plain: of windows none within another, no rise and no fall; and a call, which is a
# window itself (its hold), within none.

LEVELS = ["door", "bed", "motion", "motion@bath", "lux > 1", "lux == 0", "bed", "bed@102"]


def signal_(dice):
    return dice.choice(LEVELS + ["call"])


def window(dice, plain, depth):
    inner = dice.choice(LEVELS) if plain else signal_(dice) if depth == 0 else "(%s)" % expression(dice, plain, depth - 1)
    ms = dice.choice([40, 100, 250, 400, 1000])
    return dice.choice(["(%s for %dms)" % (inner, ms), "(%s within %dms)" % (inner, ms),
                        "(count(%s, %dms) >= %d)" % (inner, 4 * ms, dice.randint(1, 3))])


def expression(dice, plain, depth):
    if depth == 0:
        return signal_(dice)
    kind = dice.randrange(7 if plain else 9)
    if kind < 3:
        return window(dice, plain, depth)
    inner = expression(dice, plain, depth - 1)
    if kind == 3:
        return "(not (%s))" % inner
    if kind > 6:
        return "%s(%s)" % (dice.choice(["rise", "fall"]), inner)
    return "(%s %s %s)" % (inner, ["and", "or", "since"][kind - 4], expression(dice, plain, depth - 1))


def rules(dice, plain):
    depth = 2 if plain else 4
    text = "statuses = (\n"
    text += ",\n".join('  { id = "s%d"; when = "%s"; mark = "%d"; label = "S"; }' %
                       (i, expression(dice, plain, depth), i) for i in range(3))
    text += " );\nrules = (\n"
    text += ",\n".join('  { id = "r%d"; when = "%s"; priority = "%s"; latch = %s; clear_after = "%s";'
                       ' text = "R"; }' % (
                           i, expression(dice, plain, depth), dice.choice(["low", "medium", "high"]),
                           dice.choice(["true", "false"]),
                           "0s" if plain else dice.choice(["0s", "80ms", "300ms"])) for i in range(5))
    text += ' );\noverride = ( { place = "102"; rule = "r0"; when = "%s"; },\n' % expression(
        dice, plain, 1).replace("door", "bed")
    return text + '  { place = "101"; rule = "r1"; off = true; } );\n'


class House:
    def __init__(self, seed, port, plain):
        self.dice = random.Random(seed)
        self.folder = os.path.join(FOLDER, "law%d" % seed)
        os.mkdir(self.folder)
        self.conf = os.path.join(self.folder, "home.conf")
        self.log = os.path.join(self.folder, "log")
        self.text = SITE % (seed, port) + rules(self.dice, plain)
        self.write_conf()
        run("check", "-c", self.conf)
        self.journal = os.path.join(self.folder, "home.journal")
        self.port, self.sent, self.restarts, self.reloads = port, 0, 0, 0
        self.lines = {topic: start(["mosquitto_pub", "-p", str(port), "-q", "1", "-t", topic, "-l"],
                                   stdin=subprocess.PIPE) for topic in TOPICS}
        self.watch = None
        self.start()
        await_(self.connected)

    def write_conf(self):
        with open(self.conf, "w") as file:
            file.write(self.text)

    def start(self):
        with open(self.log, "ab") as log:
            self.log_mark = log.tell()
            self.watch = start([NATVAGT, "watch", "-c", self.conf], stderr=log)

    def query(self, sql, *values):
        if not os.path.exists(self.journal):
            return []
        db = sqlite3.connect(self.journal, isolation_level=None, timeout=DEADLINE)
        try:
            return db.execute(sql, values).fetchall()
        except sqlite3.OperationalError:
            return []  # being made
        finally:
            db.close()

    def rows(self, topic):
        return self.query("SELECT seq, payload FROM message JOIN topic ON topic.id = message.topic"
                          " WHERE name = ? ORDER BY seq", topic)

    def connected(self):
        states = self.rows("$natvagt/broker")
        return states and b"true" in bytes(states[-1][1], "utf-8")

    def act(self):
        """Staff's action, as a console appends it; many are refused."""
        action = {"do": self.dice.choice(["ack", "ack", "attend", "close", "undo"]),
                  "alert": self.dice.randint(1, 8), "version": self.dice.randint(1, 3), "by": "KM",
                  "outcome": 1}
        payload = json.dumps(action, separators=(",", ":"))
        db = sqlite3.connect(self.journal, isolation_level=None, timeout=DEADLINE)
        db.execute("BEGIN IMMEDIATE")
        seq, t = db.execute("SELECT max(seq) + 1, max(t) FROM message").fetchone()
        t = max(t, int(time.time() * 1000))
        head = db.execute("SELECT link FROM message WHERE link IS NOT NULL"
                          " ORDER BY seq DESC LIMIT 1").fetchone()
        link = hashlib.sha256((head[0] if head else bytes(32)) + struct.pack(">qq", seq, t) +
                              b"$natvagt/action" + payload.encode()).digest()
        db.execute("INSERT OR IGNORE INTO topic (name) VALUES ('$natvagt/action')")
        db.execute("INSERT INTO message SELECT ?, ?, id, 0, ?, ? FROM topic"
                   " WHERE name = '$natvagt/action'", (seq, t, payload, link))
        db.execute("COMMIT")
        db.close()

    def send(self):
        topic = self.dice.choice(sorted(TOPICS))
        self.lines[topic].stdin.write(self.dice.choice(TOPICS[topic]).encode() + b"\n")
        self.lines[topic].stdin.flush()

    def is_up(self):
        """Until a collector says so a SIGHUP ends it, like any process that is just starting."""
        with open(self.log, "rb") as log:
            return b": watching" in log.read()[self.log_mark:]

    def disturb(self, what):
        if what in ("reload", "same"):
            await_(self.is_up)
        if what == "kill":
            self.watch.kill()
            self.watch.wait()
            self.start()
            self.restarts += 1
        elif what == "reload":
            self.text += "# touched\n"
            self.write_conf()
            self.watch.send_signal(signal.SIGHUP)
            self.reloads += 1
        elif what == "same":
            self.watch.send_signal(signal.SIGHUP)

    def live(self):
        for _ in range(MESSAGES):
            self.send()
            # Sensors' own rhythm, not a wait for anything.
            time.sleep(self.dice.choice([0, 0, 0.001, 0.01, 0.05, 0.1]))
            if self.dice.random() < 0.15:
                self.act()
            chance = self.dice.random()
            self.disturb("kill" if chance < 0.06 else "reload" if chance < 0.11 else
                         "same" if chance < 0.13 else "")
        for line in self.lines.values():
            line.stdin.close()
            line.wait()
        await_(self.connected)
        # What the broker has kept meanwhile comes before this.
        subprocess.run(["mosquitto_pub", "-p", str(self.port), "-q", "1", "-t", "lux", "-m", "77"],
                       check=True)
        await_(lambda: any(row[1] == "77" for row in self.rows("lux")))
        segments = len(self.rows("$natvagt/segment"))
        self.disturb("reload")
        await_(lambda: len(self.rows("$natvagt/segment")) > segments)
        self.watch.terminate()
        self.watch.wait()

    def export(self):
        nights = self.query("SELECT DISTINCT night FROM segment ORDER BY seq")
        return run("export", "-c", self.conf, *[night[0] for night in nights])

    def printed(self, name, lines):
        path = os.path.join(self.folder, name)
        with open(path, "wb") as file:
            file.writelines(line + b"\n" for line in lines)
        return run("replay", "--print", "-c", self.conf, path).splitlines()


def ms_of(stamp):
    from datetime import datetime
    return round(datetime.fromisoformat(stamp).timestamp() * 1000)


def gaps(lines):
    """[(last row before a start, the start)], in ms."""
    found, last = [], None
    for line in lines:
        t, topic = line.split(b"\t")[:2]
        t = round(float(t.rstrip(b"r")) * 1000)
        if topic == b"$natvagt/start":
            found.append((last, t))
        last = t
    return found[1:]  # the first is no gap: nothing was watched before


def topic_of(line):
    return line.split(b"\t")[1]


def time_of(line):
    return line.split(b"\t")[0].rstrip(b"r")


def bare(lines):
    """What sensors and staff sent; the end of the night as a tick."""
    theirs = [line for line in lines if not topic_of(line).startswith(b"$natvagt/") or
              topic_of(line) == b"$natvagt/action"]
    shared = {time_of(line) for line in theirs}
    tick = b"%s\t$natvagt/tick\t{}"
    theirs = set(theirs)
    left = [line if line in theirs else tick % time_of(line) for line in lines
            if line in theirs or (time_of(line) in shared and topic_of(line) not in SEGMENTS)]
    return left + [tick % time_of(lines[-1])]


def difference(a, b):
    for i, (x, y) in enumerate(zip(a, b)):
        if x != y:
            return "line %d\n%r\n%r" % (i + 1, x, y)
    return "%d and %d lines" % (len(a), len(b))


def judge(seed, port, plain):
    """Returns how many starts the second sentence was judged over."""
    house = House(seed, port, plain)
    house.live()
    lines = house.export().splitlines()
    told = house.printed("whole.night", lines)
    what = "house %d, %d lines from %d rows, %d kills, %d reloads" % (
        seed, len(told), len(lines), house.restarts, house.reloads)
    uncut = house.printed("uncut.night", [line for line in lines if topic_of(line) not in SEGMENTS])
    lines_told.extend(told)
    if not check("without segments the same: " + what, told == uncut,
                 difference(told, uncut), house.text):
        return 0
    if not plain:
        return 0
    want = house.printed("bare.night", bare(lines))
    times = [ms_of(json.loads(line)["t"]) for line in want]
    end, starts = float("inf"), 0
    for last, start_ in gaps(lines):
        if any(last < t < start_ for t in times):
            end = last
            break
        starts += 1
    want = [line for line, t in zip(want, times) if t <= end]
    got = [line for line in told if ms_of(json.loads(line)["t"]) <= end]
    check("sensors and staff alone say the same: %d lines, %d starts" % (len(want), starts),
          want == got, difference(got, want), house.text)
    return starts


def main():
    port = start_broker()
    starts = houses = 0
    try:
        # Some starts must have been judged; chance has it how many houses that takes.
        while (houses < HOUSES or starts < 2) and nfailed == 0 and houses < HOUSES + 12:
            starts += judge(SEED + houses, port, houses % 2 == 0)
            houses += 1
        check("starts and lines were judged", starts >= 2 and len(lines_told) > 20, starts,
              len(lines_told))
    finally:
        for process in started:
            process.kill()
    print("1..%d" % ntest)
    return nfailed != 0


sys.exit(main())
