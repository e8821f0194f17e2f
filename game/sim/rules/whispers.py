"""Whispers: what disturbs the sculpture. All from the level, all seeded."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from game.core.clock import TICK_S
from game.core.rng import stream
from game.level.model import Gust, Heartbeat, Level, Note, Tremor
from game.sim import constants as c
from game.sim.events import EventKind

GUST_JITTER_S = 1.5
"""s by which a gust may come early or late."""
BEAT_SPREAD = 0.35
"""Share by which the impulses of beats differ."""


@dataclass(frozen=True, slots=True)
class Wind:
    """A gust with its drawn side and start, or a note with its side."""

    start: float
    lasts: float
    force: float
    """N, signed."""
    hz: float = 0.0
    """How often it turns, 1/s."""


@dataclass(frozen=True, slots=True)
class Disturbance:
    """What shakes the sculpture on one tick."""

    impulse: float
    """Sideways on the standing pieces, shared by mass, N s."""
    plinth_velocity: float
    """m/s."""
    news: tuple[tuple[EventKind, float], ...]
    """What began, with its size."""


class Whispers:
    """The level's disturbances as functions of the tick."""

    def __init__(self, level: Level, seed: int) -> None:
        draw = stream(seed, "gusts")
        self._gusts = [
            Wind(
                max(0.0, gust.at + float(draw.uniform(-GUST_JITTER_S, GUST_JITTER_S))),
                gust.lasts,
                gust.force * (1.0 if draw.random() < 0.5 else -1.0),
            )
            for gust in level.whispers
            if isinstance(gust, Gust)
        ]
        self._tremors = [whisper for whisper in level.whispers if isinstance(whisper, Tremor)]
        side = stream(seed, "notes")
        self._notes = [
            Wind(note.at, note.lasts, note.force * (1.0 if side.random() < 0.5 else -1.0), note.hz)
            for note in level.whispers
            if isinstance(note, Note)
        ]
        self._heart = next((whisper for whisper in level.whispers if isinstance(whisper, Heartbeat)), None)
        self._beats = stream(seed, "heartbeat")
        self._beat_s = 60.0 / level.music.bpm
        self._beat = 0
        self._shift = 0.0

    def fingerprint(self) -> bytes:
        """What the next tick depends on besides the level, for the digest."""
        return repr((self._gusts, self._notes, self._beats.bit_generator.state, self._beat, self._shift)).encode()

    def phase(self, time: float) -> float:
        """Where in the beat a time (s) is, 0 on the beat .. 1."""
        return (time / self._beat_s) % 1.0

    def tick(self, time: float, ovation: float | None) -> Disturbance:
        """What shakes the stage at `time` (s); `ovation` is how long the applause has lasted (s), or None."""
        news: list[tuple[EventKind, float]] = []
        wind = self._wind(time, self._gusts, EventKind.GUST, news) + self._wind(time, self._notes, EventKind.NOTE, news)
        impulse = self._beat_impulse(time, news) + wind * TICK_S
        shift = self._shaken_to(time, ovation, news)
        velocity, self._shift = (shift - self._shift) / TICK_S, shift
        return Disturbance(impulse, velocity, tuple(news))

    def _beat_impulse(self, time: float, news: list[tuple[EventKind, float]]) -> float:
        beat = int(time / self._beat_s)
        if beat <= self._beat:
            return 0.0
        self._beat = beat
        size = 0.0
        if self._heart is not None:
            side = 1.0 if self._beats.random() < 0.5 else -1.0
            spread = 1.0 + float(self._beats.uniform(-BEAT_SPREAD, BEAT_SPREAD))
            size = side * spread * self._heart.strength * (1.0 + self._heart.growth * beat)
        news.append((EventKind.BEAT, size))
        return size

    @staticmethod
    def _wind(time: float, winds: Sequence[Wind], kind: EventKind, news: list[tuple[EventKind, float]]) -> float:
        force = 0.0
        for wind in winds:
            since = time - wind.start
            if 0.0 <= since < wind.lasts:
                turned = math.cos(2 * math.pi * wind.hz * since)
                force += wind.force * math.sin(math.pi * since / wind.lasts) * turned
            if _begins(wind.start, time):
                news.append((kind, wind.force))
        return force

    def _shaken_to(self, time: float, ovation: float | None, news: list[tuple[EventKind, float]]) -> float:
        shift = 0.0
        for tremor in self._tremors:
            since = time - tremor.at
            if 0.0 <= since < tremor.lasts:
                swell = math.sin(math.pi * since / tremor.lasts)
                shift += tremor.amplitude * swell * math.sin(2 * math.pi * tremor.hz * since)
            if _begins(tremor.at, time):
                news.append((EventKind.TREMOR, tremor.amplitude))
        if ovation is not None:
            swell = math.sin(math.pi * min(1.0, ovation / c.OVATION_S))
            shift += c.OVATION_TREMOR * swell * math.sin(2 * math.pi * c.OVATION_HZ * ovation)
        return shift


def _begins(start: float, time: float) -> bool:
    """Whether the tick at `time` (s) is the first at or after `start`, whatever rounding did to either."""
    return round(time / TICK_S) == math.ceil(start / TICK_S - 1e-6)
