"""A tremor of the plinth."""

import math
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from numpy.random import Generator
from pydantic import Field

from game.core.clock import TICK_S
from game.level.values.times import Moment, Tempo
from game.level.whispers.base import NOTHING, Effect, Lasts, Performed, WhisperBase, is_first_tick


class Tremor(WhisperBase):
    """The plinth shakes sideways."""

    event: ClassVar[str] = "tremor"
    stream: ClassVar[str] = "tremors"
    type: Literal["tremor"]
    at: Annotated[Moment, Field(description="when it begins: s from the curtain, or a bar", examples=[30, {"bar": 9}])]
    lasts: Lasts
    amplitude: Annotated[
        float, Field(gt=0, le=0.1, description="how far the plinth moves to either side, m", examples=[0.004])
    ]
    hz: Annotated[float, Field(gt=0, le=30, description="how often it shakes to and fro, 1/s", examples=[5])] = 4.0

    def performed(self, draw: Generator, tempo: Tempo) -> Performed:
        """Nothing of it is left to chance."""
        return _Shaking(tempo.at(self.at), self.lasts, self.amplitude, self.hz)


@dataclass(frozen=True, slots=True)
class _Shaking:
    start: float
    lasts: float
    amplitude: float
    hz: float

    def __call__(self, time: float) -> Effect:
        """Where the plinth is on the tick at `time` (s)."""
        since, shift = time - self.start, 0.0
        if not -TICK_S < since < self.lasts + TICK_S:
            return NOTHING
        if 0.0 <= since < self.lasts:
            swell = math.sin(math.pi * since / self.lasts)
            shift = self.amplitude * swell * math.sin(2 * math.pi * self.hz * since)
        if is_first_tick(self.start, time):
            return Effect(shift=shift, begins=self.amplitude)
        return Effect(shift=shift) if shift else NOTHING
