"""The heartbeat: a push on every beat."""

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from numpy.random import Generator
from pydantic import Field

from game.core.clock import TICK_S
from game.level.values.times import BEATS_PER_BAR, Tempo
from game.level.whispers.base import NOTHING, Bar, Effect, Performed, WhisperBase, side

SPREAD = 0.35
"""Share by which the impulses of beats differ."""
STEPS = {"L": -1.0, "l": -0.5, ".": 0.0, "r": 0.5, "R": 1.0}
"""What each letter of a pattern pushes, in strengths, to the right."""


class Heartbeat(WhisperBase):
    """A small sideways impulse on beats, by chance up to 35 % more or less, and growing where the level wants that."""

    event: ClassVar[str] = "beat"
    stream: ClassVar[str] = "heartbeat"
    type: Literal["heartbeat"]
    strength: Annotated[float, Field(ge=0, le=50, description="impulse of a beat at the curtain, N s", examples=[1.5])]
    growth: Annotated[
        float, Field(ge=0, le=1, description="share of `strength` added on each beat", examples=[0.01])
    ] = 0.0
    pattern: Annotated[
        str | None,
        Field(
            pattern=r"^[LlRr.]( [LlRr.]){0,31}$",
            description="a letter a beat, over and over: L or R pushes left or right, l or r half as much, . rests; "
            "by chance on every beat where null",
            examples=["L . R ."],
        ),
    ] = None

    bars: Annotated[
        tuple[Bar, Bar] | None,
        Field(description="its first and its last bar; from the curtain to the end where null", examples=[[25, 32]]),
    ] = None

    def performed(self, draw: Generator, tempo: Tempo) -> Performed:
        """Side and strength of every beat to come."""
        steps = [STEPS[letter] for letter in self.pattern.split()] if self.pattern else None
        beats = self._beats(tempo)
        drawn = tuple(
            (side(draw) if steps is None else steps[beat % len(steps)]) * (1.0 + float(draw.uniform(-SPREAD, SPREAD)))
            for beat in beats
        )
        sizes = (size * self.strength * (1.0 + self.growth * (beat + 1)) for beat, size in enumerate(drawn))
        return _Beats(tempo.beat_s, tuple(sizes), beats.start)

    def _beats(self, tempo: Tempo) -> range:
        """Those on which it pushes, counted from the curtain, which is none."""
        if self.bars is None:
            return range(1, tempo.beats + 1)
        first, last = self.bars
        return range(max(1, (first - 1) * BEATS_PER_BAR), min(tempo.beats, last * BEATS_PER_BAR - 1) + 1)


@dataclass(frozen=True, slots=True)
class _Beats:
    beat_s: float
    sizes: tuple[float, ...]
    """Impulses of its beats, N s, signed..."""
    first: int
    """...and which the first of them is, counted from the curtain."""

    @property
    def start(self) -> float:
        """s of its first beat."""
        return self.first * self.beat_s

    @property
    def lasts(self) -> float:
        """s until the beat that would follow its last."""
        return len(self.sizes) * self.beat_s

    def __call__(self, time: float) -> Effect:
        """What the heart does on the tick at `time` (s), whatever rounding did to it: it is asked a beat ahead, too."""
        tick = round(time / TICK_S)
        beat = int(tick * TICK_S / self.beat_s)
        if tick * TICK_S - beat * self.beat_s > 2.0 * TICK_S:  # long since: no need to ask which tick was the first
            return NOTHING
        before = int((tick - 1) * TICK_S / self.beat_s)
        if beat <= before or not self.first <= beat < self.first + len(self.sizes):
            return NOTHING
        size = self.sizes[beat - self.first]
        return Effect(size, begins=size)
