"""What every whisper is: what a level says of it, and what it does to the stage as a function of time alone."""

import math
from abc import abstractmethod
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Literal, NamedTuple, Protocol

from numpy.random import Generator
from pydantic import Field

from game.core.clock import TICK_S
from game.level.values.fields import Strict
from game.level.values.times import Tempo

Lasts = Annotated[float, Field(gt=0, le=600, description="from its beginning to its end, s", examples=[2])]
Bar = Annotated[int, Field(ge=1, le=999, description="bar of the music, counted from 1")]


class Effect(NamedTuple):
    """What a whisper does on one tick."""

    impulse: float = 0.0
    """Sideways on the standing pieces, shared by mass, N s."""
    shift: float = 0.0
    """How far aside the plinth is shaken, m."""
    begins: float | None = None
    """On the tick on which it begins, the size that its event has; None on all others."""


NOTHING = Effect()


class Performed(Protocol):
    """A whisper with all that chance decides drawn: a dataclass of numbers, which are all that it depends on."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def start(self) -> float:
        """When it begins, s..."""
        ...

    @property
    def lasts(self) -> float:
        """...and s after which it is over: before and after it does nothing, and is not asked."""
        ...

    def __call__(self, time: float) -> Effect:
        """What it does on the tick at `time` (s)."""
        ...


class WhisperBase(Strict):
    """One whisper of a level."""

    event: ClassVar[str]
    """Kind of the event that tells of it; its picture, sound and caption stand in their event tables."""
    stream: ClassVar[str]
    """The random stream that whispers of its kind draw from, in the order of the level."""

    @abstractmethod
    def performed(self, draw: Generator, tempo: Tempo) -> Performed:
        """Draw what chance decides."""


def is_first_tick(start: float, time: float) -> bool:
    """Whether the tick at `time` (s) is the first at or after `start`, whatever rounding did to either."""
    return round(time / TICK_S) == math.ceil(start / TICK_S - 1e-6)


Side = Annotated[
    Literal["left", "right"] | None,
    Field(description="towards which it pushes; by chance where null", examples=["left"]),
]


def side(draw: Generator, wanted: str | None = None) -> float:
    """Left (-1) or right (1): as wanted, or by the toss of a coin."""
    if wanted is not None:
        return 1.0 if wanted == "right" else -1.0
    return 1.0 if draw.random() < 0.5 else -1.0


@dataclass(frozen=True, slots=True)
class Wind:
    """A push that swells and fades, and may turn to and fro."""

    start: float
    lasts: float
    force: float
    """N, signed."""
    hz: float = 0.0
    """How often it turns, 1/s."""

    def __call__(self, time: float) -> Effect:
        """What it does on the tick at `time` (s)."""
        since, force = time - self.start, 0.0
        if not -TICK_S < since < self.lasts + TICK_S:
            return NOTHING
        if 0.0 <= since < self.lasts:
            force = self.force * math.sin(math.pi * since / self.lasts) * math.cos(2 * math.pi * self.hz * since)
        if is_first_tick(self.start, time):
            return Effect(force * TICK_S, begins=self.force)
        return Effect(force * TICK_S) if force else NOTHING
