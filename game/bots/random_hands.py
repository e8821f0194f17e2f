"""Hands that know nothing: they lean and point anywhere, now and then elsewhere."""

from dataclasses import dataclass, field

import numpy as np

from game.core.rng import stream
from game.sim import Intent, View

LEANS = (-1.0, 0.0, 0.0, 0.0, 1.0)
"""What it draws its lean from."""
LEANS_S = (0.15, 0.8)
"""s between which a lean lasts."""
POINTS_S = (0.4, 2.0)
"""s between which the hand takes from one place to the next."""
LEFT, RIGHT, LOW, HIGH = -0.6, 0.6, 0.1, 2.8
"""m between which it points."""
TAKES = 0.01
"""How often of all decisions it takes up a mirror."""


@dataclass(slots=True)
class RandomHands:
    """A bot's mind: call it with each new view, and it returns the intent of its hands."""

    seed: int
    _draw: np.random.Generator = field(init=False)
    _lean: float = 0.0
    _lean_until: float = 0.0
    _from: tuple[float, float] = (0.0, 1.0)
    _to: tuple[float, float] = (0.0, 1.0)
    _span: tuple[float, float] = (0.0, 0.0)
    """Stage s between which it moves from one place to the other."""

    def __post_init__(self) -> None:
        self._draw = stream(self.seed, "random")

    def __call__(self, view: View) -> Intent:
        """Go on with what it does, or begin something else."""
        if view.time >= self._lean_until:
            self._lean = float(self._draw.choice(LEANS))
            self._lean_until = view.time + float(self._draw.uniform(*LEANS_S))
        if view.time >= self._span[1]:
            self._from, self._to = (
                self._to,
                (float(self._draw.uniform(LEFT, RIGHT)), float(self._draw.uniform(LOW, HIGH))),
            )
            self._span = view.time, view.time + float(self._draw.uniform(*POINTS_S))
        share = (view.time - self._span[0]) / (self._span[1] - self._span[0])
        x = self._from[0] + share * (self._to[0] - self._from[0])
        y = self._from[1] + share * (self._to[1] - self._from[1])
        mirrors = len(view.light.mirrors)
        takes = mirrors and self._draw.random() < TAKES
        return Intent(self._lean, (x, y), take=int(self._draw.integers(mirrors)) if takes else None)
