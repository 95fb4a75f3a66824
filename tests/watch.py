# SPDX-License-Identifier: Apache-2.0
"""The collector against a real broker: killed, starved, lied to.

    watch.py NATVAGT FOLDER [PORT]

Prints TAP (with PORT: runs one part of itself, against that broker). Nothing waits for a time: it waits for a condition, and a
condition that does not come within DEADLINE seconds is a failure.
"""

import hashlib
import json
import os
import pty
import random
import select
import shutil
import signal
import socket
import sqlite3
import struct
import subprocess
import sys
import time

NATVAGT, FOLDER = sys.argv[1], sys.argv[2]
DEADLINE = 20
KILLS = 20
SITE = """
site: { id = "%s"; name = "Test"; zone = "Europe/Copenhagen"; language = "da"; night = "22:00-07:00"; };
broker: { host = "%s"; port = %d; };
journal = "home.journal";
plans = ( { name = "Stuen"; file = "stuen.plan"; } );
places = ( { id = "101"; kind = "dwelling"; }, { id = "102"; kind = "dwelling"; } );
devices = (
  { id = "door-101"; topic = "z/door-101"; place = "101"; technology = "door";
    reads = ( { signal = "door"; at = "/contact"; on = "false"; off = "true"; },
      { signal = "battery"; at = "/battery"; number = true; } ); },
  { id = "bed-101"; topic = "care/bed/101"; place = "101"; technology = "bed";
    reads = ( { signal = "bed"; on = "1"; off = "0"; } ); } );
statuses = ( { id = "bed"; when = "bed"; mark = "z"; colour = "blue"; label = "Seng"; },
  { id = "out"; when = "door"; mark = ">"; colour = "yellow"; label = "Ude"; } );
rules = ( { id = "open"; each = "dwelling"; when = "door for 2s"; priority = "high"; latch = true;
  text = "Dør"; } );
"""
PLAN = "+-----+-----+\n|101  |102  |\n|     |     |\n+-----+-----+\n"
DOOR, BED = "z/door-101", "care/bed/101"

ntest = nfailed = 0
started = []  # every process that must not outlive this one


def check(name, good, *notes):
    global ntest, nfailed
    ntest += 1
    nfailed += not good
    print("%sok %d - %s" % ("" if good else "not ", ntest, name))
    for note in notes if not good else ():
        for line in str(note).splitlines():
            print("#", line)
    sys.stdout.flush()
    return good


def same(name, got, wanted):
    check(name, got == wanted, "got    %r" % (got,), "wanted %r" % (wanted,))


def skip(name, why):
    global ntest
    ntest += 1
    print("ok %d - %s # SKIP %s" % (ntest, name, why))


def await_(condition, seconds=DEADLINE):
    """What condition() returns once it is true, or its last answer."""
    end = time.monotonic() + seconds
    while True:
        answer = condition()
        if answer or time.monotonic() > end:
            return answer
        time.sleep(0.01)


def start(args, **files):
    process = subprocess.Popen(args, **files)
    started.append(process)
    return process


def slurp(path):
    with open(path, "rb") as file:
        return file.read()


class Broker:
    def __init__(self, folder, port=None):
        self.port = port
        if port is not None:
            return  # it runs already
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.conf = os.path.join(folder, "mosquitto.conf")
        self.log = os.path.join(folder, "mosquitto.log")
        with open(self.conf, "w") as file:
            file.write("listener %d 127.0.0.1\nallow_anonymous true\n"
                       "max_queued_messages 5000\nsys_interval 1\n" % self.port)
        self.start()

    def start(self):
        with open(self.log, "ab") as log:
            self.process = start(["mosquitto", "-c", self.conf], stdout=log, stderr=log)
        assert await_(self.answers), "the broker does not start"

    def answers(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def publish(self, topic, *payloads, retain=False):
        """Returns when the broker has them all (QoS 1)."""
        for payload in payloads:
            if isinstance(payload, str):
                payload = payload.encode()
            subprocess.run(["mosquitto_pub", "-h", "127.0.0.1", "-p", str(self.port), "-q", "1",
                            "-t", topic, "-s" if payload else "-n"] + ["-r"] * retain,
                           input=payload, check=True, timeout=DEADLINE)

    def count(self):
        """Returns when what $SYS tells was counted after the call."""
        before = self.retained("$SYS/broker/uptime")
        await_(lambda: self.retained("$SYS/broker/uptime") != before)

    def publish_lines(self, topic, lines):
        subprocess.run(["mosquitto_pub", "-h", "127.0.0.1", "-p", str(self.port), "-q", "1",
                        "-t", topic, "-l"], input="\n".join(lines).encode() + b"\n", check=True,
                       timeout=DEADLINE)

    def retained(self, topic):
        """What a subscriber who comes now is told: topic to line."""
        end = "test/end-of-retained"
        self.publish(end, ".", retain=True)
        process = start(["mosquitto_sub", "-h", "127.0.0.1", "-p", str(self.port), "-v",
                         "-t", topic, "-t", end], stdout=subprocess.PIPE)
        told = {}
        for line in process.stdout:
            topic, payload = line.decode().rstrip("\n").split(" ", 1)
            if topic == end:
                break
            told[topic] = payload
        process.kill()
        process.stdout.close()
        return told

    def listen(self, topic, path):
        with open(path, "wb") as out:
            return start(["mosquitto_sub", "-h", "127.0.0.1", "-p", str(self.port), "-q", "1",
                          "-t", topic], stdout=out)


class House:
    """A configuration, its journal, and the collector that runs on it."""

    def __init__(self, name, port, host="127.0.0.1"):
        self.folder = os.path.join(FOLDER, name)
        os.mkdir(self.folder)
        self.site = SITE % (name, host, port)
        self.configure(self.site)
        with open(os.path.join(self.folder, "stuen.plan"), "w") as file:
            file.write(PLAN)
        self.journal = os.path.join(self.folder, "home.journal")
        self.log = os.path.join(self.folder, "log")
        self.process = None

    def configure(self, text):
        self.conf = os.path.join(self.folder, "home.conf")
        with open(self.conf, "w") as file:
            file.write(text)

    def run(self, *args):
        return subprocess.run([NATVAGT, *args, "-c", self.conf], stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, timeout=DEADLINE)

    def start(self, **environment):
        with open(self.log, "ab") as log:
            self.process = start([NATVAGT, "watch", "-c", self.conf], stderr=log,
                                 env=dict(os.environ, **environment))

    def pause(self):
        """Stops the process, but not while it keeps the journal locked."""
        db = sqlite3.connect(self.journal, isolation_level=None, timeout=0)
        while True:
            self.process.send_signal(signal.SIGSTOP)
            os.waitpid(self.process.pid, os.WUNTRACED)
            try:
                db.execute("BEGIN IMMEDIATE")
                return db.close()
            except sqlite3.OperationalError:
                self.process.send_signal(signal.SIGCONT)

    def reload(self, text):
        self.configure(text)
        self.process.send_signal(signal.SIGHUP)

    def kill(self):
        self.process.kill()
        return self.process.wait()

    def stop(self):
        self.process.terminate()
        try:
            return self.process.wait(DEADLINE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            return "does not stop"

    def said(self, text):
        return text in slurp(self.log).decode(errors="replace")

    def rows(self, topic=None):
        """(seq, t, topic, payload) of the journal, by another reader's eyes."""
        if not os.path.exists(self.journal):
            return []
        db = sqlite3.connect("file:%s?mode=ro" % self.journal, uri=True, timeout=DEADLINE)
        try:
            rows = db.execute("SELECT seq, t, name, payload FROM message JOIN topic"
                              " ON topic.id = message.topic ORDER BY seq").fetchall()
        except sqlite3.OperationalError:
            rows = []  # being made
        finally:
            db.close()
        return [row for row in rows if topic in (None, row[2])]

    def payloads(self, topic):
        return [json.loads(row[3]) for row in self.rows(topic)]

    def connected(self):
        states = self.payloads("$natvagt/broker")
        return states != [] and states[-1]["connected"]

    def write(self, topic, payload, n=1, ahead=0):
        """Another process's rows, in one transaction; ahead: ms that they lie ahead."""
        db = sqlite3.connect(self.journal, isolation_level=None, timeout=DEADLINE)
        db.execute("BEGIN IMMEDIATE")
        seq, t = db.execute("SELECT max(seq), max(t) FROM message").fetchone()
        t = max(t, int(time.time() * 1000)) + ahead
        db.execute("INSERT OR IGNORE INTO topic (name) VALUES (?)", (topic,))
        db.execute("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
                   " INSERT INTO message (seq, t, topic, retained, payload)"
                   " SELECT ? + i, ?, (SELECT id FROM topic WHERE name = ?), 0, ? FROM n",
                   (n, seq, t, topic, payload))
        db.execute("COMMIT")
        db.close()

    def act(self, action, meanwhile=lambda: None):
        """A staff's action, as a console appends it; meanwhile with the journal locked."""
        payload = json.dumps(action, separators=(",", ":"))
        db = sqlite3.connect(self.journal, isolation_level=None, timeout=DEADLINE)
        db.execute("BEGIN IMMEDIATE")
        meanwhile()
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
        return link.hex()

    def replayed(self):
        """The alert events of the present night, as its export replays."""
        night = os.path.join(self.folder, "x.night")
        with open(night, "wb") as file:
            file.write(self.run("export").stdout)
        out = self.run("replay", "--print", "--only", "alert", night).stdout.decode()
        return out.splitlines()


class Lines:
    """A console in lines on the house's journal."""

    def __init__(self, house, language):
        self.out = os.path.join(house.folder, "lines." + language)
        with open(self.out, "wb") as out:
            self.process = start([NATVAGT, "console", "--linear", "-c", house.conf], stdout=out,
                                 stdin=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                 env=dict(os.environ, LANGUAGE=language, LC_ALL="C.UTF-8"))

    def type(self, text):
        self.process.stdin.write(text.encode() + b"\n")
        self.process.stdin.flush()

    def line(self, text):
        """The first that has it, or None."""
        for line in slurp(self.out).decode().splitlines():
            if text in line:
                return line
        return None

    def said(self, text):
        return self.line(text) is not None


def door(is_open, battery=None):
    return json.dumps({"contact": not is_open, "battery": battery, "linkquality": 7, "who": "KM"})


def events_of(path):
    return [json.loads(line)["event"] for line in slurp(path).splitlines()]


def tell(prefix, house):
    """What the collector said, where something went wrong."""
    print("# the log of", prefix)
    for line in slurp(house.log).decode(errors="replace").splitlines()[-20:]:
        print("#", line)


def live(broker):
    """One house, from its first message to a restart."""
    house = House("live", broker.port)
    heard = os.path.join(house.folder, "heard")
    heads = os.path.join(house.folder, "heads")
    broker.listen("natvagt/live/alert", heard)
    broker.listen("natvagt/live/audit", heads)
    broker.publish(BED, "0", retain=True)
    house.start()

    def events():
        return events_of(heard)

    def state():
        return broker.retained("natvagt/live/alert/+")

    def audit():
        return [(told["links"], told["head"]) for told in map(
            json.loads, broker.retained("natvagt/live/audit").values())]

    alert_1 = "natvagt/live/alert/1"
    same("with no link there is no head at the broker", audit(), [])
    check("the collector connects", await_(house.connected))
    check("a retained value comes with a new session, marked", await_(lambda: house.rows(BED)) and
          b"r\t%s\t0\n" % BED.encode() in house.run("export").stdout)
    broker.publish("z/nobody", "{}")
    broker.publish(DOOR, door(True, 90))
    await_(lambda: house.rows(DOOR))
    same("the journal keeps what is read, and nothing else", house.payloads(DOOR),
         [{"contact": False, "battery": 90}])
    same("a topic that nobody claims is not journaled", house.rows("z/nobody"), [])

    check("a rule fires with no further message", await_(lambda: events() == ["raised"]), events())
    opened = house.rows(DOOR)[0]
    after = [row for row in house.rows() if row[0] > opened[0]]
    same("which a tick brought about", {row[2] for row in after}, {"$natvagt/tick"})
    check("at its time", 0 <= after[0][1] - opened[1] - 2000 < 500, after[0][1] - opened[1])

    head = house.act({"do": "ack", "alert": 1, "version": 1, "by": "KM"})
    check("another process's action is folded", await_(lambda: events() == ["raised", "taken"]),
          events())
    same("who subscribes is told its present state", state(),
         {alert_1: slurp(heard).decode().splitlines()[1]})
    same("and the audit chain holds it", house.run("verify").stdout.decode(),
         "1 links in the audit chain, head %s\n" % head)
    check("whose head the broker is told", await_(lambda: audit() == [(1, head)]), audit())

    second = house.run("watch")
    same("a second collector says so", second.returncode, 75)
    check("and names the first", b"process %d " % house.process.pid in second.stderr, second.stderr)

    before = house.replayed()
    bad = [b"x" * 60000, b"\xff\xfe{", b'{"contact":"\xc3(","battery":1}', b"[" * 5000 + b"]" * 5000,
           b'{"contact":' * 40 + b"1" + b"}" * 40, b'{"contact":false', b"", b"\0\0", b'"\x1b[2J"']
    broker.publish(DOOR, b"a" * 1000000, *bad)
    for topic in "$natvagt/action", "$natvagt/tick", "$natvagt/segment":
        broker.publish(topic, '{"do":"close","alert":1,"version":2,"by":"XX","outcome":1}')
    broker.publish(BED, "1")
    check("hostile payloads stop nothing", await_(lambda: house.payloads(BED) == [0, 1]))
    same("nor change a signal", house.payloads(DOOR), [{"contact": False, "battery": 90}])
    same("nor come in by natvagt's own topics", (house.replayed(), len(house.rows("$natvagt/action"))),
         (before, 1))
    told = house.payloads("$natvagt/bad")
    check("they are counted, once a minute at most", len(told) == 1 and told[0]["device"] ==
          "door-101" and told[0]["count"] >= 1, told)

    house.configure(house.site.replace("door for 2s", "door for for 2s"))
    house.process.send_signal(signal.SIGHUP)
    check("a faulty configuration is refused", await_(lambda: house.said("the old one stays")))
    check("with its faults", house.said("home.conf:"))
    house.configure(house.site.replace("door for 2s", "(door for 2s) and true"))
    house.process.send_signal(signal.SIGHUP)
    check("a changed one begins a segment", await_(
        lambda: [s["why"] for s in house.payloads("$natvagt/segment")] == ["start", "reload"]))
    check("and the collector goes on", await_(house.connected))

    house.kill()
    broker.publish(DOOR, door(False, 89))
    head = house.act({"do": "attend", "alert": 1, "version": 2, "by": "KM"})
    house.start()
    check("what was published meanwhile arrives", await_(
        lambda: house.payloads(DOOR)[-1]["battery"] == 89))
    lines = house.replayed()
    same("the export tells what happened, once", [json.loads(line)["event"] for line in lines],
         ["raised", "taken", "attended"])
    same("and the broker was told the same, by events", slurp(heard).decode().splitlines(),
         lines[:2])
    check("and by the state", await_(lambda: state() == {alert_1: lines[2]}), state(), lines[2])
    check("and of a link that came while nobody watched", await_(lambda: audit() == [(2, head)]),
          audit())
    kept = list(dict.fromkeys(json.loads(line)["head"] for line in slurp(heads).splitlines()))
    result = house.run("verify", *kept)
    same("verify knows each head that the broker was told", (result.returncode, [
        line.split(", of ")[0] for line in result.stdout.decode().splitlines()[1:]]),
         (0, ["head %s was link %d" % (kept[i], i + 1) for i in (0, 1)]))
    result = house.run("verify", kept[1].upper(), "0" * 63 + "1")
    check("and names one that it does not", result.returncode == 65 and
          b"no link of the audit chain has the head '0000" in result.stderr, result.stderr)
    same("what cannot be one is wrong use", house.run("verify", "3b0c").returncode, 64)
    same("a retained value does not come with an old session", house.payloads(BED), [0, 1])

    broker.stop()
    check("a lost broker is a row", await_(lambda: not house.connected()))
    house.write("$natvagt/action", '{"do":"ack","alert":99,"version":1,"by":"KM"}', 300)
    check("what is too much to wait for it is said", await_(
        lambda: house.said("too many alert messages wait")))
    broker.start()
    check("as is its return", await_(house.connected))
    check("after which the state is told anew", await_(lambda: state() == {alert_1: lines[2]}),
          state())
    check("and the head", await_(lambda: audit() == [(2, head)]), audit())
    same("that much was said once", slurp(house.log).count(b"too many alert messages"), 1)
    broker.publish(DOOR, door(True, 88))
    check("after which messages arrive", await_(
        lambda: house.payloads(DOOR)[-1]["battery"] == 88))

    same("it stops when asked", house.stop(), 0)
    broker.publish(DOOR, door(True, 87))
    house.start()
    check("and the session outlives it", await_(lambda: house.payloads(DOOR)[-1]["battery"] == 87))
    house.stop()
    return house


def new_night(house, broker):
    """A journal that was left the day before."""
    heard = os.path.join(house.folder, "heard at noon")
    broker.listen("natvagt/live/alert", heard)
    db = sqlite3.connect(house.journal)
    db.execute("UPDATE segment SET night = '2020-01-01'")
    db.commit()
    db.close()
    house.start()
    check("a new night begins a segment", await_(
        lambda: house.payloads("$natvagt/segment")[-1]["why"] == "noon"))
    await_(house.connected)
    house.act({"do": "ack", "alert": 99, "version": 1, "by": "KM"})
    check("of which nobody is told", await_(lambda: events_of(heard)) and
          set(events_of(heard)) == {"refused"}, events_of(heard))
    house.stop()
    rows = house.rows()
    at = max(i for i, row in enumerate(rows) if row[2] == "$natvagt/segment")
    same("which a tick precedes", rows[at - 1][1:3], (rows[at][1], "$natvagt/tick"))
    carries = [json.loads(row[3]) for row in rows[at + 1:] if row[2] == "$natvagt/carry"]
    same("and is told all that is carried", len(carries), json.loads(rows[at][3])["carries"])
    check("an open alert with it", any(c.get("rule") == "open" and c.get("by") == "KM"
                                       for c in carries), carries)
    out = os.path.join(house.folder, "out")
    os.mkdir(out)
    same("nights are exported by date", (house.run("export", "-o", out, "2020-01-01").returncode,
         os.listdir(out)), (0, ["2020-01-01.night"]))
    same("another date is an error", (house.run("export", "2020-01-02").returncode,
         house.run("export", "../x").returncode), (66, 64))


def killed(broker):
    """500 messages, the collector killed over and over, at moments that a seed decides."""
    house = House("killed", broker.port)
    chance = random.Random(20261121)
    house.start()
    await_(house.connected)
    sent = kills = 0
    for cut in sorted(chance.sample(range(1, 500), KILLS)) + [500]:
        broker.publish_lines(DOOR, [door(False, i) for i in range(sent, cut)])
        target = chance.randint(sent, cut)
        sent = cut
        if cut < 500 and await_(lambda: len(house.rows(DOOR)) >= target):
            house.kill()
            kills += 1
            house.start()
    same("it was killed %d times" % KILLS, kills, KILLS)
    wanted = set(range(500))
    check("all of 500 messages are in the journal", await_(
        lambda: {p["battery"] for p in house.payloads(DOOR)} == wanted),
        sorted(wanted - {p["battery"] for p in house.payloads(DOOR)}))
    check("which it was in the midst of", len(house.rows("$natvagt/start")) > KILLS / 2,
          len(house.rows("$natvagt/start")))
    house.stop()


def mixed(broker):
    """Staff's actions, taken while the collector waits with messages for its turn."""
    house = House("mixed", broker.port)
    house.configure(house.site.replace("door for 2s", "door").replace(
        'priority = "high"; latch = true', 'priority = "low"'))
    heard = os.path.join(house.folder, "heard")
    broker.listen("natvagt/mixed/alert", heard)
    house.start()
    await_(house.connected)

    def told():
        # Once each: a line that was not confirmed in time comes again.
        return list(dict.fromkeys(slurp(heard).decode().splitlines()))

    def send(alert):
        """The door closes and opens, which raises that alert; in ten messages."""
        broker.publish_lines(DOOR, [door(i >= 5, 10 * alert + i) for i in range(10)])

    for alert in range(1, 21):
        last = {"do": "ack", "alert": max(1, alert - 1), "version": 1, "by": "KM"}
        house.act(last, lambda: send(alert))
        if alert % 3 == 0:
            house.act(last)
        if not await_(lambda: len(house.rows(DOOR)) == 10 * alert):
            break
    events = [json.loads(line)["event"] for line in house.replayed()]
    same("each action finds what was there before it", [events.count(event) for event in (
        "raised", "taken", "refused")], [20, 19, 7])
    lines = house.replayed()
    check("and what was told is what the journal replays", await_(lambda: told() == lines),
          [pair for pair in zip(told(), lines) if pair[0] != pair[1]][:3])
    house.stop()


def starved(broker):
    """The journal locked by another for longer than a turn waits."""
    house = House("starved", broker.port)
    house.start()
    await_(house.connected)
    db = sqlite3.connect(house.journal, isolation_level=None)
    db.execute("BEGIN IMMEDIATE")
    broker.publish(DOOR, door(True, 1))
    check("a locked journal is said", await_(lambda: house.said("keeps it locked")))
    db.execute("ROLLBACK")
    db.close()
    check("and what came meanwhile comes again", await_(lambda: house.rows(DOOR)))
    check("the cure is said", await_(lambda: house.said("can be written again")))
    return house


def drops(broker):
    """A broker whose queue for somebody is full."""
    house = House("drops", broker.port)
    house.start()

    def told():
        return house.payloads("$natvagt/broker_drops")

    check("that nothing is dropped is told once", await_(told) == [
        {"dropping": False, "dropped": 0}], told())
    await_(house.connected)
    subprocess.run(["mosquitto_sub", "-h", "127.0.0.1", "-p", str(broker.port), "-q", "1", "-c",
                    "-i", "sleeper", "-t", "flood", "-E"], check=True, timeout=DEADLINE)
    house.kill()
    broker.publish_lines("flood", ["x"] * 5100)
    broker.count()
    house.start()
    check("nor what was before us", await_(lambda: len(told()) == 2) and not told()[1]["dropping"],
          told())
    await_(lambda: slurp(house.log).count(b"connected to the broker") == 2)
    broker.publish_lines("flood", ["x"] * 7)
    check("what the broker drops is told", await_(lambda: len(told()) == 3) and
          told()[2]["dropping"] and told()[2]["dropped"] > 0, told())
    check("and said", house.said("the broker has dropped"))
    house.stop()
    subprocess.run(["mosquitto_sub", "-h", "127.0.0.1", "-p", str(broker.port), "-i", "sleeper",
                    "-t", "flood", "-E"], check=True, timeout=DEADLINE)


def crowded(broker, house):
    """So many rows of others that folding them takes a while: nobody waits for that."""
    house.pause()
    house.write("$natvagt/tick", "{}", 300000)
    broker.publish(DOOR, door(False, 2))
    db = sqlite3.connect(house.journal, isolation_level=None, timeout=0)
    last = db.execute("SELECT max(seq) FROM message").fetchone()[0]
    house.process.send_signal(signal.SIGCONT)
    begun = free = time.monotonic()
    longest = 0
    while free - begun < DEADLINE:
        try:
            db.execute("BEGIN IMMEDIATE")
            seq = db.execute("SELECT max(seq) FROM message").fetchone()[0]
            db.execute("ROLLBACK")
        except sqlite3.OperationalError:
            longest = max(longest, time.monotonic() - free)
            continue
        free = time.monotonic()
        if seq > last:
            break
    db.close()
    check("others write while many rows are folded", longest < (free - begun) / 2,
          "locked for %.3f of %.3f s" % (longest, free - begun))
    house.stop()


def rules(broker):
    """Reloads: what they raise, and what they drop."""
    house = House("rules", broker.port)
    more = house.site.replace("rules = (", 'rules = ( { id = "bed"; each = "dwelling"; when = "bed";'
                         ' priority = "low"; text = "Seng"; },')
    heard = os.path.join(house.folder, "heard")

    def told():
        # Once each: a line that was not confirmed in time comes again.
        return list(dict.fromkeys((e["event"], e["alert"], e["rule"]) for e in map(
            json.loads, slurp(heard).splitlines())))

    def open_alerts():
        return [(e["alert"], e["rule"], e["event"]) for e in map(json.loads, broker.retained(
            "natvagt/rules/alert/+").values())]

    def segments():
        return len(house.payloads("$natvagt/segment"))

    broker.listen("natvagt/rules/alert", heard)
    house.start()
    await_(house.connected)
    broker.publish(BED, "1")
    broker.publish(DOOR, door(True, 1))
    await_(told)
    house.reload(more)
    check("a rule that is true at once is told", await_(lambda: len(told()) > 1) and
          told() == [("raised", 1, "open"), ("raised", 2, "bed")], told())
    await_(house.connected)
    house.reload(more.replace("Seng", "I seng"))
    await_(lambda: segments() == 3 and house.connected())
    house.act({"do": "ack", "alert": 1, "version": 1, "by": "KM"})
    check("what goes on is not", await_(lambda: len(told()) > 2) and told()[2:] ==
          [("taken", 1, "open")], told())

    house.reload(house.site.replace('id = "open"', 'id = "ajar"'))
    check("an alert whose rule is gone is a row", await_(
        lambda: len(house.rows("$natvagt/dropped")) == 2))
    rows = house.rows()
    at = max(i for i, row in enumerate(rows) if row[2] == "$natvagt/segment")
    same("of the segment before", [row[2:] for row in rows[at - 3:at]],
         [("$natvagt/tick", "{}"),
          ("$natvagt/dropped", '{"alert":2,"rule":"bed","place":"101"}'),
          ("$natvagt/dropped", '{"alert":1,"rule":"open","place":"101"}')])
    check("and is said", await_(lambda: house.said("alert 1 of rule 'open' at '101' is dropped")))
    check("and is open no more for the broker", await_(
        lambda: open_alerts() == [(3, "ajar", "raised")]), open_alerts())

    house.kill()
    house.act({"do": "ack", "alert": 3, "version": 1, "by": "KM"})
    house.act({"do": "close", "alert": 3, "version": 2, "by": "KM", "outcome": 1})
    broker.publish(BED, "0")
    house.start()
    check("what was closed while nobody watched is cleared", await_(lambda: open_alerts() == []),
          open_alerts())
    house.stop()

    house.start()
    await_(house.connected)
    broker.publish(DOOR, door(False, 2))
    broker.publish(DOOR, door(True, 3))
    check("it is raised anew", await_(lambda: open_alerts() == [(4, "ajar", "raised")]),
          open_alerts())
    house.stop()
    db = sqlite3.connect(house.journal)
    db.execute("UPDATE conf SET body = CAST('what is this' AS BLOB)")
    db.commit()
    db.close()
    house.configure(more.replace('id = "open"', 'id = "ajar"'))
    house.start()
    await_(lambda: segments() == 5 and house.connected())
    check("a kept configuration that cannot be read is said",
          house.said("folded under the present one"))
    house.act({"do": "ack", "alert": 4, "version": 1, "by": "KM"})
    check("and drops no alert", await_(lambda: open_alerts() == [(4, "ajar", "taken")]),
          open_alerts())
    house.stop()


def reloaded(broker):
    """Read again and again under load: the broker is the same, and so is the connection."""
    house = House("reloaded", broker.port)
    late = "care/bed/102"
    first = house.site.replace("door for 2s", "door")
    second = first.replace('priority = "high"; latch = true', 'priority = "low"').replace(
        "devices = (", """devices = ( { id = "bed-102"; topic = "%s"; place = "102"; technology = "bed";
        reads = ( { signal = "bed"; on = "1"; off = "0"; } ); },""" % late)
    broker.publish(late, "1", retain=True)
    house.start()
    await_(house.connected)
    sender = start(["mosquitto_pub", "-h", "127.0.0.1", "-p", str(broker.port), "-q", "1", "-t",
                    DOOR, "-l"], stdin=subprocess.PIPE)

    def read_again():
        return slurp(house.log).count(b"has been read again\n")

    for turn in range(1, 21):
        lines = [door(True, i) for i in range(200 * turn - 200, 200 * turn)]
        sender.stdin.write("\n".join(lines + [""]).encode())
        sender.stdin.flush()
        house.reload(second if turn % 2 else first)
        if not await_(lambda: read_again() == turn):
            break
    sender.stdin.close()
    same("it is read again 20 times", read_again(), 20)
    check("and of 4000 messages meanwhile each came once, in order", await_(
        lambda: len(house.rows(DOOR)) >= 4000) and
        [p["battery"] for p in house.payloads(DOOR)] == list(range(4000)), len(house.rows(DOOR)))
    check("what a new topic retains came", await_(lambda: house.rows(late)))
    broker.publish(late, "0")
    check("a topic that is read no more is ended", await_(
        lambda: house.said("on topics that no device claims")))
    before = len(house.rows(late))
    house.reload(second)
    check("and begins anew", await_(lambda: len(house.rows(late)) == before + 1) and
          house.run("export").stdout.splitlines()[-1].endswith(b"r\t%s\t1" % late.encode()),
          house.rows(late))
    broker.publish(late, "0")
    check("it is heard", await_(lambda: house.payloads(late)[-1] == 0))
    check("the broker has open alerts in the new words", await_(lambda: [
        json.loads(told)["priority"] for told in broker.retained(
            "natvagt/reloaded/alert/+").values()] == ["low"]))
    house.process.send_signal(signal.SIGHUP)
    check("the same once more is nothing new", await_(
        lambda: slurp(house.log).endswith(b"read again: nothing new\n")))
    broker.publish(BED, "1")
    check("and goes on", await_(lambda: house.rows(BED)))
    same("all on one connection", (house.payloads("$natvagt/broker"), slurp(broker.log).count(
        b" as natvagt-reloaded ")), ([{"connected": False}, {"connected": True}], 1))
    house.stop()


def console_says(house, text):
    """Whether a console on the house's journal comes to show that text."""
    pid, fd = pty.fork()
    if pid == 0:
        os.environ.update(TERM="xterm", LANGUAGE="en", LINES="24", COLUMNS="100")
        os.execv(NATVAGT, [NATVAGT, "console", "-c", house.conf])
    end = time.monotonic() + DEADLINE
    seen = b""
    while text not in seen and time.monotonic() < end:
        if select.select([fd], [], [], 0.1)[0]:
            try:
                seen += os.read(fd, 65536)
            except OSError:
                break
    os.kill(pid, signal.SIGTERM)
    os.close(fd)
    os.waitpid(pid, 0)
    return text in seen


def quick(site):
    return site.replace("door for 2s", "door for 500ms")


def fires(broker, house, battery):
    """How long after the door's opening the journal has the tick that raises the alert."""
    broker.publish(DOOR, door(True, battery))
    if not await_(lambda: house.payloads(DOOR)[-1:] == [
            {"contact": False, "battery": battery}]):
        return None
    opened = house.rows(DOOR)[-1]

    def later():
        return [row[1] - opened[1] for row in house.rows("$natvagt/tick")
                if row[0] > opened[0] and row[1] >= opened[1] + 500]

    return (await_(later, 5) or [None])[0]


def ahead(broker):
    """A journal whose time lies ahead of the clock: by another's row, and at the start."""
    house = House("ahead", broker.port)
    heard = os.path.join(house.folder, "heard")
    house.configure(quick(house.site))
    broker.listen("natvagt/ahead/alert", heard)
    house.start()
    await_(house.connected)
    day = 24 * 3600 * 1000
    house.write("$natvagt/tick", "{}", ahead=day + 60000)
    late = fires(broker, house, 1)
    check("a day ahead of the clock alerts fire", late is not None and late < 1000, late)
    check("and are told", await_(lambda: events_of(heard) == ["raised"]), events_of(heard))
    check("a console says that the clock is behind",
          console_says(house, b"THE CLOCK WAS SET BACK: it is 24 h"))
    house.stop()
    house.start()
    check("so it is at the start, which is said", await_(
        lambda: house.said("behind the journal's last row")))
    check("and is a row", await_(lambda: house.rows("$natvagt/clock")) and abs(
        house.payloads("$natvagt/clock")[-1]["step_ms"] + day) < 60000)
    broker.publish(DOOR, door(False, 2))
    late = fires(broker, house, 3)
    check("and alerts fire", late is not None and late < 1000, late)
    house.stop()


def faketime():
    for folder in "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib", "/usr/lib64":
        path = os.path.join(folder, "faketime", "libfaketime.so.1")
        if os.path.exists(path):
            return path
    return None


def set_back(broker):
    """The clock itself, set back while the collector runs and then put right."""
    name = "with a clock set back alerts fire"
    if faketime() is None:
        return skip(name, "there is no libfaketime")
    house = House("set-back", broker.port)
    house.configure(quick(house.site))
    offset = os.path.join(house.folder, "offset")

    def set_clock(text):
        with open(offset + ".new", "w") as file:
            file.write(text)
        os.rename(offset + ".new", offset)

    set_clock("+0")
    house.start(LD_PRELOAD=faketime(), FAKETIME_TIMESTAMP_FILE=offset, FAKETIME_NO_CACHE="1",
                FAKETIME_DONT_FAKE_MONOTONIC="1", DONT_FAKE_MONOTONIC="1",
                ASAN_OPTIONS="verify_asan_link_order=0")
    await_(house.connected)
    set_clock("-3600")
    check("a clock set back is a row", await_(lambda: house.rows("$natvagt/clock")) and abs(
        house.payloads("$natvagt/clock")[-1]["step_ms"] + 3600000) < 100)
    late = fires(broker, house, 1)
    check(name, late is not None and late < 1000, late)
    set_clock("+0")
    await_(lambda: len(house.rows("$natvagt/clock")) == 2)
    broker.publish(BED, "1")
    await_(lambda: house.rows(BED))
    now = int(time.time() * 1000)
    check("put right it is used again", now - 2000 < house.rows(BED)[-1][1] <= now,
          house.rows(BED), now)
    house.stop()


def full_disk(broker):
    """On a file system of its own, in a namespace of its own, by a run of its own."""
    disk = os.path.join(FOLDER, "disk")
    os.mkdir(disk)
    inside = ["unshare", "-rm", "sh", "-c", 'mount -t tmpfs -o size=1m none "$0" && exec "$@"', disk]
    name = "a full disk is said, and loses nothing"
    if shutil.which("unshare") is None or subprocess.run(
            inside + ["true"], stderr=subprocess.DEVNULL).returncode != 0:
        return skip(name, "no file system can be mounted here")
    run = subprocess.run(inside + [sys.executable, __file__, NATVAGT, disk, str(broker.port)],
                         stdout=subprocess.PIPE, timeout=3 * DEADLINE)
    check(name, run.returncode == 0, run.stdout.decode())


def full_disk_inside(port):
    broker = Broker(FOLDER, port)
    house = House("full", port)
    house.start()
    try:
        assert await_(house.connected), "does not connect"
        assert [p["low"] for p in house.payloads("$natvagt/disk")] == [True], "is not low"
        assert house.said("is nearly full"), "is not said to be"
        broker.publish(DOOR, door(True, 0))
        staff = {language: Lines(house, language) for language in ("da", "en")}
        for lines in staff.values():
            assert await_(lambda: lines.said("101: Dør")), "is not told of an alert"
        filler = os.path.join(FOLDER, "filler")
        with open(filler, "wb", buffering=0) as file:
            try:
                while file.write(b"x" * 4096) > 0:
                    pass
            except OSError:
                pass
        for language, text in ("da", "gemmer … disken er fuld"), ("en", "saving … the disk is full"):
            staff[language].type("n 101 " + language)
            assert await_(lambda: staff[language].said(text)), "staff are not told " + text
            assert len(staff[language].line(text)) < 80, "is too wide for a screen"
        broker.publish_lines(DOOR, [door(True, i) for i in range(300)])
        assert await_(lambda: house.said("the disk is full")), "is not said"
        assert house.said("there is no ballast to remove"), "a ballast that was never made is named"
        os.unlink(filler)
        assert await_(lambda: {p["battery"] for p in house.payloads(DOOR)} ==
                      set(range(300))), "is not cured"
        assert await_(lambda: {p.get("text") for p in house.payloads("$natvagt/action")} ==
                      {"da", "en"}), "what staff did is not saved"
    finally:
        for line in slurp(house.log).decode().splitlines():
            print(line)
        for process in started:
            process.kill()


def refused(broker):
    """Files that are no journals of ours stay as they are."""
    made = House("made", broker.port)
    made.start()
    await_(made.connected)
    made.stop()
    ours = slurp(made.journal)
    cases = {"a text": b"dear diary\n" * 400,
             "a foreign database": ours[:68] + b"\0\0\0\0" + ours[72:],
             "a newer schema": ours[:60] + b"\0\0\0\x63" + ours[64:]}
    for name, content in cases.items():
        house = House(name.replace(" ", "-"), broker.port)
        with open(house.journal, "wb") as file:
            file.write(content)
        for command in "watch", "export", "verify":
            result = house.run(command)
            check("%s refuses %s" % (command, name), result.returncode not in (0, 75) and
                  b"home.journal" in result.stderr, result.stderr)
        check("%s stays as it is" % name, slurp(house.journal) == content)
    house = House("missing", broker.port)
    house.configure(house.site.replace("home.journal", "nowhere/home.journal"))
    result = house.run("watch")
    check("a missing folder is said", result.returncode == 73 and b"nowhere" in result.stderr,
          result.stderr)
    chained = House("chained", broker.port)
    shutil.copy(made.journal, chained.journal)
    chained.act({"do": "ack", "alert": 1, "version": 1, "by": "KM"})
    db = sqlite3.connect(chained.journal)
    db.execute("UPDATE message SET payload = replace(payload, 'KM', 'XX')")
    db.commit()
    row = db.execute("SELECT max(seq) FROM message").fetchone()[0]
    db.close()
    result = chained.run("verify")
    check("verify names a row that was changed", result.returncode == 65 and
          b"row %d" % row in result.stderr, result.stderr)


def main():
    broker = Broker(FOLDER)
    try:
        house = live(broker)
        new_night(house, broker)
        if nfailed:
            tell("live", house)
        rules(broker)
        reloaded(broker)
        ahead(broker)
        set_back(broker)
        killed(broker)
        mixed(broker)
        crowded(broker, starved(broker))
        drops(broker)
        full_disk(broker)
        refused(broker)
    finally:
        for process in started:
            process.kill()
    print("1..%d" % ntest)
    return nfailed != 0


sys.exit(main() if len(sys.argv) < 4 else full_disk_inside(int(sys.argv[3])))
