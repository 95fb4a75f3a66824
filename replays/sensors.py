# SPDX-License-Identifier: Apache-2.0
"""The sensors of the house Solgaarden, for make-nights: spans of what there is to see go in, the
messages that a real device would send come out. Knows nothing of people.

The seed is the caller's and only random() is used, so the same rows come out everywhere; therefore
the order in which chance is asked is part of the result.
"""
import json
import random

SECOND, MINUTE, HOUR = 1000, 60_000, 3_600_000
DWELLINGS = [str(n) for n in range(101, 111)]
MATS = ['101', '102', '104', '105', '107', '109', '110']
STRAPS = ['106', '108']
RADARS = ['105', '106', '110']
BATHS = [d for d in DWELLINGS if d != '110']
PIRS = [d for d in DWELLINGS if d != '106']
DOORS = [d for d in DWELLINGS if d != '110']
COMMON = ['corridor', 'lounge', 'kitchen', 'entrance']


def clock(text):
    """'02:17' or '02:17:05' in ms since the noon the night begins with."""
    part = [int(p) for p in text.split(':')] + [0]
    return ((part[0] - 12) % 24) * HOUR + part[1] * MINUTE + part[2] * SECOND


class Chance:
    """Nothing but random(): its sequence is the same in every Python 3."""

    def __init__(self, seed):
        self.source = random.Random(seed)

    def between(self, low, high):
        return low + int(self.source.random() * (high - low))

    def near(self, middle, spread):
        return middle + self.between(-spread, spread)

    def happens(self, share):
        return self.source.random() < share


def merged(spans):
    """Spans in order, those that touch made one."""
    out = []
    for start, end in sorted(spans):
        if out and start <= out[-1][1]:
            out[-1][1] = max(out[-1][1], end)
        else:
            out.append([start, end])
    return out


def without(spans, holes):
    """What is left of the spans when the holes are cut out."""
    out = merged(spans)
    for low, high in merged(holes):
        cut = []
        for start, end in out:
            if start < low:
                cut.append([start, min(end, low)])
            if end > high:
                cut.append([max(start, high), end])
        out = [s for s in cut if s[0] < s[1]]
    return out


# --- wires: what a device says of what it saw ------------------------------------------------------

def compact(fields):
    return json.dumps(fields, separators=(',', ':'))


class Wire:
    """One device: spans go in, rows (ms, topic, payload) come out."""

    def __init__(self, chance, topic, beat):
        self.chance, self.topic, self.beat = chance, topic, beat
        self.spans = []
        self.dies = None                     # the last moment at which it speaks
        self.battery = chance.between(62, 101)
        self.quality = chance.between(60, 190)

    def add(self, start, end):
        if end > start:
            self.spans.append((start, end))

    def radio(self):
        return max(12, min(255, self.chance.near(self.quality, 14)))

    def changes(self):
        """(ms, state) in order; the state before the first is self.idle()."""
        raise NotImplementedError

    def payload(self, state):
        raise NotImplementedError

    def idle(self):
        return False

    def rows(self, end):
        """All that it says from 0 to end, the heartbeats among it. A row at 0 is the retained state."""
        out, state, beat = [], self.idle(), self.chance.between(0, self.beat)
        changes = [c for c in self.changes() if 0 < c[0] < end]
        for t, new in [c for c in self.changes() if c[0] <= 0]:
            state = new
        out.append((0, self.topic, self.payload(state)))
        for t, new in changes + [(end, None)]:
            while beat < t:
                if beat > 0:
                    out.append((beat, self.topic, self.payload(state)))
                beat += self.chance.near(self.beat, self.beat // 20)
            if new is not None:
                state = new
                out.append((t, self.topic, self.payload(state)))
        return [r for r in out if self.dies is None or r[0] <= self.dies]


class Contact(Wire):
    """A door: contact true is closed. One in thirty openings bounces."""

    def changes(self):
        out = []
        for start, end in merged(self.spans):
            out.append((start, True))
            if self.bounce(start) and end - start > 2 * SECOND:
                out += [(start + 140, False), (start + 310, True)]
            out.append((end, False))
        return out

    def bounce(self, start):
        return start % 30 == 7

    def payload(self, is_open):
        return compact({'battery': self.battery, 'contact': not is_open, 'linkquality': self.radio(),
                        'tamper': False, 'voltage': 2700 + 3 * self.battery})


class Motion(Wire):
    """A PIR: on at the first movement, "true" again now and then, off a minute after the last."""

    HOLD = MINUTE

    def changes(self):
        out, until = [], None
        for start, end in merged(self.spans):
            t = start
            while t <= end:
                if until is not None and t > until:
                    out.append((until, False))
                    until = None
                if until is None or t - said >= 25 * SECOND:
                    out.append((t, True))
                    said = t
                until = t + self.HOLD
                t += self.step(t, end)
        if until is not None:
            out.append((until, False))
        return out

    @staticmethod
    def step(t, end):
        """From one movement to the next; the last one is at the span's end. Fixed, as chance
        must not be asked twice for the same thing."""
        step = 27 * SECOND + t % 21_000
        return end - t if t < end < t + step else step

    def payload(self, moving):
        return compact({'battery': self.battery, 'illuminance': self.chance.between(0, 60),
                        'linkquality': self.radio(), 'occupancy': moving, 'tamper': False})


class Mat(Wire):
    """A bed mat with a sender of its own: "1" or "0", every 5 minutes. It chatters: a short hole
    when somebody turns over, and a flutter when they lie down."""

    def __init__(self, chance, topic, beat):
        super().__init__(chance, topic, beat)
        self.unrest = 45 * MINUTE            # from one hole to the next, about
        self.cached = None

    def changes(self):
        if self.cached is None:
            self.cached = []
            for start, end in merged(self.spans):
                self.cached.append((start, True))
                if self.chance.happens(0.4):
                    self.cached += [(start + 900, False), (start + 1700, True)]
                t = start + self.chance.between(3 * MINUTE, 2 * self.unrest)
                while t < end - MINUTE:
                    self.cached += [(t, False), (t + self.chance.between(600, 5 * SECOND), True)]
                    t += self.chance.between(20 * SECOND, 2 * self.unrest)
                self.cached.append((end, False))
        return self.cached

    def payload(self, lying):
        return '1' if lying else '0'


class Strap(Wire):
    """A strap under the mattress (zigbee): slower than a mat, and does not chatter."""

    def changes(self):
        out = []
        for start, end in merged(self.spans):
            out += [(start + 4 * SECOND, True), (end + 3 * SECOND, False)]
        return out

    def payload(self, lying):
        return compact({'battery': self.battery, 'illuminance': 0, 'linkquality': self.radio(),
                        'occupancy': lying, 'work_state': 'presence' if lying else 'none'})


class Radar(Wire):
    """A fall radar: sees also who sits still; warns of a fall first and is sure 30 s later."""

    def __init__(self, chance, topic, beat):
        super().__init__(chance, topic, beat)
        self.falls = []

    def idle(self):
        return (False, 'normal')

    def changes(self):
        flips = []
        for start, end in merged(self.spans):
            flips += [(start + SECOND, 'seen', True), (end + 30 * SECOND, 'seen', False)]
        for start, end in self.falls:
            flips += [(start + 7 * SECOND, 'fall', 'fall_warning'), (start + 37 * SECOND, 'fall', 'fall_alarm'),
                      (end + 12 * SECOND, 'fall', 'normal')]
        out, seen, fall = [], False, 'normal'
        for t, what, value in sorted(flips, key=lambda f: f[0]):
            seen, fall = (value, fall) if what == 'seen' else (seen, value)
            out.append((t, (seen, fall)))
        return out

    def payload(self, state):
        return compact({'fall_status': state[1], 'linkquality': self.radio(), 'occupancy': state[0],
                        'sensor_status': 'activity' if state[0] else 'none'})


class Button(Wire):
    """An SOS button: one press is "emergency", "" at once, and the plain text on <device>/action."""

    def changes(self):
        return []

    def payload(self, action):
        fields = {'action': action} if isinstance(action, str) else {}
        fields.update({'battery': self.battery, 'linkquality': self.radio(), 'voltage': 2900})
        return compact(fields)

    def rows(self, end):
        out = super().rows(end)
        for start, _ in self.spans:
            out += [(start, self.topic, self.payload('emergency')),
                    (start + 2, self.topic + '/action', 'emergency'),
                    (start + 90, self.topic, self.payload(''))]
        return out


# --- the house: which device sees which place ------------------------------------------------------

class House:
    """All devices, by place. `end` is the length of the night in ms."""

    def __init__(self, seed, end=24 * HOUR):
        chance = self.chance = Chance(seed)
        self.end = end
        self.truth = []
        self.broker_down = []
        z2m = 'zigbee2mqtt/'
        self.doors = {p: Contact(chance, z2m + 'door-' + p, 59 * MINUTE) for p in DOORS + ['entrance']}
        self.beds = {p: Mat(chance, 'care/bed/' + p, 5 * MINUTE) for p in MATS}
        self.beds.update({p: Strap(chance, z2m + 'bed-' + p, 20 * MINUTE) for p in STRAPS})
        self.pirs = {p: Motion(chance, z2m + 'pir-' + p, 67 * MINUTE) for p in PIRS + COMMON}
        self.pirs.update({p + '.bath': Motion(chance, z2m + 'pir-%s-bath' % p, 67 * MINUTE) for p in BATHS})
        self.radars = {p: Radar(chance, z2m + 'radar-' + p, 15 * MINUTE) for p in RADARS}
        self.buttons = {p: Button(chance, z2m + 'sos-' + p, 4 * HOUR) for p in DWELLINGS}

    def wires(self):
        for kind in (self.doors, self.beds, self.pirs, self.radars, self.buttons):
            yield from kind.values()

    def see(self, place, start, end):
        if place in self.pirs:
            self.pirs[place].add(start, end)

    def door(self, place, start, end):
        if place in self.doors:
            self.doors[place].add(start, end)

    def incident(self, start, end, place, kind, note):
        self.truth.append((clock(start), clock(end), place, kind, note))
