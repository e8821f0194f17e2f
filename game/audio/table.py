"""From what happened to what is heard: the one table, used by the live mixer and the offline one alike."""

import math
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from game.audio.cues import BOW, ORNAMENT, SHOCK, STILLNESS, VITAL, WIDEST, Bus, Cue, Hush, side_of
from game.audio.patches import (
    APPLAUSE,
    CLICK,
    EXHALE,
    FALLING,
    FLAWS,
    INHALE,
    TICK_STEPS,
    TREMOR,
    TRIUMPH,
    VARIANTS,
    Orchestra,
    Patch,
)
from game.sim.events import Event, EventKind

Score = Callable[[Event, Orchestra], Iterable[Cue]]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the table: what an event sounds like, and how soon it may sound again."""

    score: Score
    gap_s: float = 0.0
    """s after one such event in which further ones are not heard."""
    hush: Hush | None = None


FASTEST_TIP = 0.10
"""m/s: the tip speed of the highest tick, near the plateau of the weaker glass."""
HEAVY_SHARD = (2.0, 12.0)
"""kg: a smaller part under the first is a small break, over the second a large one."""
LONG_JUMP = (0.09, 0.17)
"""m: a flaw that jumps open by less than the first makes a small sound, by more than the second a large one."""
HARD_HIT = 12.0
"""N s: half way to the loudest hit."""
STRONG_BEAT = 1.5
"""N s: half way to the loudest heartbeat."""
STRONG_GUST = 25.0
"""N: half way to the loudest gust."""
STRONG_LOAD = 4000.0
"""N: half way to the loudest break."""


def _share(size: float, half: float) -> float:
    """How strong, 0..1: one half at `half`, saturating, whatever a level's numbers are."""
    return abs(size) / (abs(size) + half)


def _draw(event: Event, salt: int = 0) -> int:
    """A number that looks random and depends on the event alone, so that a replay sounds the same."""
    return zlib.crc32(f"{event.tick}/{event.kind}/{event.subject}/{event.at[0]:.3f}/{salt}".encode())


def _variant(kind: str, event: Event, *first: int, salt: int = 0) -> Patch:
    return Patch(kind, (*first, _draw(event, salt) % VARIANTS[kind]))


def _beat(event: Event, orchestra: Orchestra) -> Iterable[Cue]:
    yield Cue(orchestra.heartbeat, 0.22 + 0.22 * _share(event.size, STRONG_BEAT), bus=Bus.MUSIC, priority=VITAL)


def _gust(event: Event, _: Orchestra) -> Iterable[Cue]:
    side = -math.copysign(0.45, event.size)  # wind that pushes to the right comes from the left
    yield Cue(_variant("wind", event), 0.20 + 0.45 * _share(event.size, STRONG_GUST), side, priority=VITAL)


def _note(event: Event, orchestra: Orchestra) -> Iterable[Cue]:
    side = -math.copysign(0.6, event.size)
    yield Cue(orchestra.discord, 0.16 + 0.30 * _share(event.size, STRONG_GUST), side, priority=VITAL)


def _tremor(_event: Event, _: Orchestra) -> Iterable[Cue]:
    yield Cue(TREMOR, 0.42, priority=VITAL)


def _omen(event: Event, orchestra: Orchestra) -> Iterable[Cue]:
    patch = orchestra.omens.get(event.subject)
    if patch is None:  # a heartbeat is told by the music
        return
    side = 0.0 if event.subject == EventKind.TREMOR else -math.copysign(WIDEST, event.size)
    yield Cue(patch, 0.16 + 0.30 * _share(event.size, STRONG_GUST), side, priority=VITAL)


def _flaw(event: Event, _: Orchestra) -> Iterable[Cue]:
    size = sum(event.size > limit for limit in LONG_JUMP)
    yield Cue(FLAWS[size], 0.40 + 0.07 * size, side_of(event.at), priority=VITAL)


def _crack(event: Event, _: Orchestra) -> Iterable[Cue]:
    speed = min(1.0, abs(event.size) / FASTEST_TIP)
    step = round(math.sqrt(speed) * (TICK_STEPS - 1))
    for i in range(2 + round(2 * speed)):  # the glass lets go by fits and starts: the faster, the closer
        late = i * (0.085 - 0.055 * speed)
        yield Cue(_variant("tick", event, step, salt=i), (0.16 + 0.34 * speed) * 0.7**i, side_of(event.at), late)


def _gild(event: Event, orchestra: Orchestra) -> Iterable[Cue]:
    yield Cue(orchestra.ping(event.size), 0.17, side_of(event.at), bus=Bus.MUSIC, priority=ORNAMENT)


def _last(_event: Event, _: Orchestra) -> Iterable[Cue]:
    yield Cue(Patch("thud", (0, 0)), 0.30, bus=Bus.MUSIC)


def _ripe(event: Event, orchestra: Orchestra) -> Iterable[Cue]:
    side = side_of(event.at)
    for late, share in ((0.0, 0.72), (0.10, 1.0)):
        yield Cue(orchestra.ping(share), 0.24, side, late, Bus.MUSIC)


def _chord(event: Event, orchestra: Orchestra) -> Iterable[Cue]:
    chimes = orchestra.chord()[-2 - round(min(4.0, max(2.0, event.size))) :]
    for i, patch in enumerate(chimes):  # upwards, from one side to the other, after the voices' own
        side = WIDEST * (2.0 * i / (len(chimes) - 1) - 1.0)
        yield Cue(patch, 0.20, side, 0.18 + 0.075 * i, Bus.MUSIC)


def _silence(_event: Event, _: Orchestra) -> Iterable[Cue]:
    return ()


def _voice(event: Event, orchestra: Orchestra) -> Iterable[Cue]:
    side = side_of(event.at)
    yield Cue(orchestra.chime(event.size), 0.42, side, bus=Bus.MUSIC, priority=VITAL)
    if event.in_time:
        for late, gain in ((0.0, 0.20), (0.09, 0.16)):
            yield Cue(orchestra.chime(event.size, bright=True), gain, side, late, Bus.MUSIC)


def _silenced(event: Event, orchestra: Orchestra) -> Iterable[Cue]:
    yield Cue(orchestra.fall(event.size), 0.32, side_of(event.at), bus=Bus.MUSIC)


def _split(event: Event, _: Orchestra) -> Iterable[Cue]:
    size = sum(event.size > limit for limit in HEAVY_SHARD)
    yield Cue(_variant("shatter", event, size), 0.46 + 0.10 * size, side_of(event.at), priority=VITAL)


def _glitter(event: Event, _: Orchestra) -> Iterable[Cue]:
    for i in range(3):  # dust of glass, falling: the highest ticks there are, ever softer
        tick = _variant("tick", event, TICK_STEPS - 1, salt=i)
        yield Cue(tick, 0.13 * 0.7**i, side_of(event.at), 0.04 + 0.055 * i, priority=ORNAMENT)


def _break(event: Event, _: Orchestra) -> Iterable[Cue]:
    gain = 0.34 + 0.28 * _share(event.size, STRONG_LOAD)
    yield Cue(_variant("snap", event), gain, side_of(event.at), priority=VITAL)


def _hit(event: Event, _: Orchestra) -> Iterable[Cue]:
    side, force = side_of(event.at), _share(event.size, HARD_HIT)
    yield Cue(_variant("clink", event), 0.10 + 0.26 * force, side, priority=ORNAMENT)
    if force > 0.2:
        yield Cue(_variant("thud", event, int(force > 0.5)), 0.12 + 0.46 * force, side)


def _heat(event: Event, _: Orchestra) -> Iterable[Cue]:
    for i, late in enumerate((0.0, 0.31, 0.47)):  # like a lamp that warms up: a few slow ticks
        yield Cue(_variant("tick", event, 0, salt=i), 0.20 - 0.04 * i, side_of(event.at), late)


def _dry(event: Event, orchestra: Orchestra) -> Iterable[Cue]:
    yield from _heat(event, orchestra)  # it ticks as it sets...
    yield Cue(_variant("creak", event), 0.44, side_of(event.at), 0.12, priority=VITAL)  # ...and the joints answer


def _creak(event: Event, _: Orchestra) -> Iterable[Cue]:
    yield Cue(_variant("creak", event), 0.36, side_of(event.at))


def _gasp(event: Event, _: Orchestra) -> Iterable[Cue]:
    yield Cue(_variant("gasp", event), 0.42, bus=Bus.AUDIENCE)


def _take(event: Event, _: Orchestra) -> Iterable[Cue]:
    yield Cue(CLICK, 0.24, side_of(event.at), bus=Bus.INTERFACE)


def _ovation(event: Event, _: Orchestra) -> Iterable[Cue]:
    for i, (late, side) in enumerate(((0.0, 0.5), (0.34, -0.4), (0.52, 0.2), (0.81, -0.7))):
        yield Cue(_variant("clap", event, salt=i), 0.22, side, late, Bus.AUDIENCE)
    yield Cue(APPLAUSE, 0.40, delay=0.7, bus=Bus.AUDIENCE, priority=VITAL)


def _won(_event: Event, orchestra: Orchestra) -> Iterable[Cue]:
    chord = orchestra.chord()
    for i, patch in enumerate(chord):
        side = WIDEST * (2.0 * i / max(1, len(chord) - 1) - 1.0)
        yield Cue(patch, 0.30, side, 0.11 * i, Bus.MUSIC, VITAL)
    yield Cue(TRIUMPH, 0.46, delay=0.25, bus=Bus.AUDIENCE, priority=VITAL)


def _topple(event: Event, _: Orchestra) -> Iterable[Cue]:
    yield Cue(FALLING, 0.62, priority=VITAL)
    for i, (late, side, size) in enumerate(((0.06, -0.3, 2), (0.38, 0.5, 1), (0.71, -0.6, 1), (1.2, 0.2, 0))):
        yield Cue(_variant("shatter", event, size, salt=i), 0.42 - 0.22 * late, side, late, priority=VITAL)
    for i, (late, side) in enumerate(((1.7, -0.2), (2.15, 0.45), (2.9, -0.5))):
        yield Cue(_variant("clink", event, salt=i), 0.16 - 0.04 * late, side, late)
    yield Cue(_variant("gasp", event), 0.34, delay=0.15, bus=Bus.AUDIENCE)


def _lost(event: Event, orchestra: Orchestra) -> Iterable[Cue]:
    late = 1.6 if event.subject == "toppled" else 0.2  # the fall is heard out first
    yield Cue(orchestra.lament, 0.46, delay=late, bus=Bus.MUSIC, priority=VITAL)


TABLE: Mapping[EventKind, Entry] = MappingProxyType(
    {
        EventKind.BEAT: Entry(_beat),
        EventKind.GUST: Entry(_gust),
        EventKind.NOTE: Entry(_note),
        EventKind.TREMOR: Entry(_tremor),
        EventKind.OMEN: Entry(_omen),
        EventKind.FLAW: Entry(_flaw),
        EventKind.CRACK: Entry(_crack, gap_s=0.025),
        EventKind.GILD: Entry(_gild, gap_s=0.07),
        EventKind.LAST: Entry(_last),
        EventKind.DRY: Entry(_dry),
        EventKind.RIPE: Entry(_ripe),
        EventKind.CHORD: Entry(_chord),
        EventKind.HUSH: Entry(_silence),
        EventKind.VOICE: Entry(_voice, hush=BOW),
        EventKind.SILENCED: Entry(_silenced, gap_s=0.15),
        EventKind.SPLIT: Entry(_split, gap_s=0.05, hush=SHOCK),
        EventKind.GLITTER: Entry(_glitter, gap_s=0.04),
        EventKind.BREAK: Entry(_break, gap_s=0.06, hush=SHOCK),
        EventKind.HIT: Entry(_hit, gap_s=0.045),
        EventKind.HEAT: Entry(_heat),
        EventKind.CREAK: Entry(_creak),
        EventKind.GASP: Entry(_gasp, gap_s=1.0),
        EventKind.TAKE: Entry(_take, gap_s=0.05),
        EventKind.OVATION: Entry(_ovation, gap_s=2.0),
        EventKind.WON: Entry(_won),
        EventKind.TOPPLE: Entry(_topple, hush=STILLNESS),
        EventKind.LOST: Entry(_lost),
    }
)
"""Every kind of event has a sound. One that should have none would say so here with an empty score."""

BREATH = Cue(INHALE, 0.30)
"""A breath is taken..."""
LET_GO = Cue(EXHALE, 0.22)
"""...and let go."""
Tap = Literal["move", "accept", "back"]


def tap(kind: Tap, orchestra: Orchestra) -> Iterable[Cue]:
    """What a menu sounds like: a tick of the swivel to move, chimes to go on and back."""
    third, fifth = orchestra.chord()[1], orchestra.chord()[2]
    if kind == "move":
        return [Cue(CLICK, 0.14, bus=Bus.INTERFACE)]
    return [Cue(fifth if kind == "accept" else third, 0.18, bus=Bus.INTERFACE)]


class Director:
    """Reads the table for a stream of events, and keeps crowds of equal sounds apart."""

    def __init__(self, orchestra: Orchestra) -> None:
        """Conduct this orchestra."""
        self.orchestra = orchestra
        self._heard: dict[EventKind, float] = {}

    def cues(self, event: Event, now: float) -> list[Cue]:
        """What this event, at `now` seconds, sounds like; nothing if its kind was heard a moment ago."""
        entry = TABLE[event.kind]
        if now - self._heard.get(event.kind, -math.inf) < entry.gap_s:
            return []
        self._heard[event.kind] = now
        return list(entry.score(event, self.orchestra))

    def restart(self) -> None:
        """Forget what was heard."""
        self._heard.clear()
