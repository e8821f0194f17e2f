"""Dust in the air: it is everywhere, and shows only where a beam lights it."""

import numpy as np

from game.render.look.camera import STAGE_BOTTOM, STAGE_LEFT, STAGE_RIGHT, STAGE_TOP, Camera
from game.render.paint import strokes
from game.render.paint.drawlist import DIVISOR, Glow, Rows

COUNT = 620
"""Motes over the whole stage; a few dozen of them are lit at a time."""
DRIFT_M_S = 0.035
WIND_M_S = 0.8
"""m/s that the strongest wind blows them at."""
HALF_M = 0.0042
"""m of half width of the larger motes."""
THRESHOLD = 0.05
"""Light (of the glow) below which a mote is not seen: only the beams' own width is above it."""
FADING = 0.2
"""Share of the motes that are on their way in or out, where not all are seen."""
_WHITE = np.array([255.0, 246.0, 232.0])


class Dust:
    """Drifting motes; a fixed cloud that wraps around at the edges of the stage."""

    def __init__(self, seed: int) -> None:
        generator = np.random.Generator(np.random.PCG64(seed))
        self._at = generator.uniform((STAGE_LEFT, STAGE_BOTTOM), (STAGE_RIGHT, STAGE_TOP), (COUNT, 2))
        self._drift = generator.normal(0.0, DRIFT_M_S, (COUNT, 2)) - (0.0, 0.4 * DRIFT_M_S)
        self._size = HALF_M * generator.uniform(0.35, 1.0, COUNT) ** 2
        self._phase = generator.uniform(0.0, 2 * np.pi, COUNT)
        self._rank = np.arange(COUNT) / COUNT
        self._time = 0.0

    def advance(self, elapsed_s: float, wind: float = 0.0) -> None:
        """Let the motes drift; `wind` -1 (to the left) .. 1 blows them aside."""
        self._time += elapsed_s
        blown = np.array([WIND_M_S * wind, 0.0])
        low = np.array([STAGE_LEFT, STAGE_BOTTOM])
        span = np.array([STAGE_RIGHT - STAGE_LEFT, STAGE_TOP - STAGE_BOTTOM])
        self._at = low + (self._at + (self._drift + blown) * elapsed_s - low) % span

    def lit(self, glow: Glow, camera: Camera, share: float = 1.0) -> Rows:
        """Strokes of light for the motes that a beam lights now.

        Args:
            glow: with nothing but beams in it, not yet spread.
            share: of the motes that are there at all; the last of them are faint.
        """
        at = camera.to_screen(self._at)
        column = np.clip(at[:, 0] / DIVISOR, 0, glow.shape[1] - 1).astype(np.intp)
        row = np.clip(at[:, 1] / DIVISOR, 0, glow.shape[0] - 1).astype(np.intp)
        there = np.clip((share * (1.0 + FADING) - self._rank) / FADING, 0.0, 1.0)
        light = (glow[row, column].max(axis=1) - THRESHOLD) * (there > 0.0)
        seen = light > 0.0
        twinkle = 0.65 + 0.35 * np.sin(1.9 * self._time + self._phase[seen])
        half = np.maximum(self._size[seen] * camera.scale, 0.55)
        return strokes.dots(at[seen], half, _WHITE, np.minimum(6.0 * light[seen], 1.0) * twinkle * there[seen])
