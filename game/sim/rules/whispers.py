"""Whispers in the world: what all of them, the beat and the applause do together. All from the level, all seeded."""

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import NamedTuple

from game.core.clock import TICK_S
from game.core.rng import stream
from game.level.model import Heartbeat, Level
from game.level.values.times import Tempo
from game.level.whispers import Performed
from game.level.whispers.base import NOTHING
from game.sim import constants as c
from game.sim.events import EventKind

ROUNDING = 1e-6
"""Of a beat: times that differ by less are the same."""
SLACK_S = 3.0 * TICK_S
"""Before its start and after its end for which a whisper is asked all the same, whatever rounding did to either."""
SILENT_HEART = Heartbeat(type="heartbeat", strength=0.0)
"""Where a level has no heart the beats of its music still count, and push nothing."""


@dataclass(frozen=True, slots=True)
class Omen:
    """What comes in a beat."""

    kind: EventKind
    size: float
    """As its event will have it: signed where it has a side."""


class Disturbance(NamedTuple):
    """What shakes the sculpture on one tick."""

    impulse: float
    """Sideways on the standing pieces, shared by mass, N s."""
    plinth_velocity: float
    """m/s."""
    news: tuple[tuple[EventKind, float], ...]
    """What began, with its size."""
    omens: tuple[Omen, ...] = ()
    """What begins in a beat."""


UNSHAKEN = Disturbance(0.0, 0.0, ())
"""A calm tick."""


@dataclass(slots=True)
class State:
    """What the next tick depends on besides the level and the time."""

    drawn: tuple[tuple[float | tuple[float, ...], ...], ...]
    """All that chance drew, for the whole performance: the fields of each whisper."""
    shift: float = 0.0
    """How far aside the plinth was shaken on the last tick, m."""


class Whispers:
    """The level's disturbances as functions of the tick."""

    def __init__(self, level: Level, seed: int, own_s: float = math.inf) -> None:
        """Draw all that chance decides; `own_s` is the period of the sculpture's own sway, s."""
        self._beat_s = level.music.tempo.beat_s
        self.omen_s = round(self._beat_s / TICK_S) * TICK_S
        """s by which whispers are told ahead: a beat, in whole ticks."""
        tempo = Tempo(self._beat_s, math.ceil((level.goal.within + c.OVATION_S) / self._beat_s), own_s)
        has_heart = any(isinstance(whisper, Heartbeat) and whisper.bars is None for whisper in level.whispers)
        whispers = level.whispers if has_heart else (SILENT_HEART, *level.whispers)
        streams = {name: stream(seed, name) for name in sorted({whisper.stream for whisper in whispers})}
        self._performed = [
            (EventKind(whisper.event), whisper.performed(streams[whisper.stream], tempo)) for whisper in whispers
        ]
        self._awake: list[tuple[EventKind, Performed]] = []
        """Those that may do or tell something..."""
        self._since, self._until = math.inf, -math.inf
        """...from and to these times, s."""
        self.state = State(tuple(astuple(whisper) for _, whisper in self._performed))

    def phase(self, time: float) -> float:
        """Where in the beat a time (s) is, 0 on the beat .. 1."""
        return (time / self._beat_s) % 1.0

    def is_beat(self, time: float) -> bool:
        """Whether the tick at a time (s) is the first of a beat."""
        return self._beats(time) != self._beats(time - TICK_S)

    def _beats(self, time: float) -> int:
        return math.floor(time / self._beat_s + ROUNDING)

    def beside_beat(self, time: float) -> float:
        """How far a time is from the nearest beat, s."""
        phase = self.phase(time)
        return self._beat_s * min(phase, 1.0 - phase)

    def tick(self, time: float) -> Disturbance:
        """What shakes the stage at `time` (s)."""
        impulse = shift = 0.0
        news: list[tuple[EventKind, float]] = []
        omens: list[Omen] = []
        if not self._since <= time < self._until:
            self._rouse(time)
        for kind, whisper in self._awake:
            coming = whisper(time + self.omen_s).begins
            if coming:
                omens.append(Omen(kind, coming))
            effect = whisper(time)
            if effect is NOTHING:
                continue
            impulse += effect.impulse
            shift += effect.shift
            if effect.begins is not None:
                news.append((kind, effect.begins))
        return self._disturbance(impulse, shift, news, omens)

    def _rouse(self, time: float) -> None:
        """Find who may do or tell something at a time (s), and for how long that stays so: most sleep most of it."""
        self._awake, self._since, self._until = [], -math.inf, math.inf
        for kind, whisper in self._performed:
            wakes, sleeps = whisper.start - self.omen_s - SLACK_S, whisper.start + whisper.lasts + SLACK_S
            if wakes <= time < sleeps:
                self._awake.append((kind, whisper))
            for change in (wakes, sleeps):
                if change <= time:
                    self._since = max(self._since, change)
                else:
                    self._until = min(self._until, change)

    def applaud(self, ovation: float | None) -> Disturbance:
        """What shakes the stage once all voices sing: the applause alone, when it comes."""
        return self._disturbance(0.0, 0.0 if ovation is None else _applause(ovation), [], [])

    def _disturbance(
        self, impulse: float, shift: float, news: Sequence[tuple[EventKind, float]], omens: Sequence[Omen]
    ) -> Disturbance:
        if not (news or omens or impulse or shift or self.state.shift):
            return UNSHAKEN
        velocity, self.state.shift = (shift - self.state.shift) / TICK_S, shift
        return Disturbance(impulse, velocity, tuple(news), tuple(omens))


def _applause(since: float) -> float:
    """How far aside (m) the plinth is shaken by an ovation that has lasted so long (s)."""
    swell = math.sin(math.pi * min(1.0, since / c.OVATION_S))
    return c.OVATION_TREMOR * swell * math.sin(2 * math.pi * c.OVATION_HZ * since)
