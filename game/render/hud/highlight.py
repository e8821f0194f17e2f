"""A place to look at, marked in the style of the hand: a thin ring with three arcs that turn about it."""

import math
from dataclasses import dataclass

import numpy as np

from game.render.look.camera import Camera
from game.render.look.theme import Palette
from game.render.paint import strokes
from game.render.paint.drawlist import DrawList

WIDER = 1.6
"""A mark that is hardly there is wider by this share of its radius; it closes as it gets clear."""
ARC_SWEEP, ARC_AT = 0.72, 1.055
"""Of the brass arcs, rad, and how far out they lie, share of the radius."""
TURN_RATE = 0.5
"""rad/s."""


@dataclass(frozen=True, slots=True)
class Highlight:
    """What is marked."""

    at: tuple[float, float]
    """m."""
    radius: float
    """m."""
    strength: float = 1.0
    """How clear it is, 0 (not there) .. 1."""


def draw_highlight(out: DrawList, highlight: Highlight, camera: Camera, palette: Palette, time_s: float) -> None:
    """Draw a highlight; `time_s` turns it."""
    if highlight.strength <= 0.0:
        return
    tone, unit = palette.mirror, max(camera.scale / 200.0, 0.7)
    middle = camera.pixel(highlight.at)
    radius = highlight.radius * camera.scale * (1.0 + WIDER * (1.0 - highlight.strength))
    rows = [
        strokes.ring(middle, radius, 1.8 * unit, (0, 0, 0), 0.35 * highlight.strength),  # to be seen on light too
        strokes.ring(middle, radius, 0.5 * unit, tone.ring, 0.95 * highlight.strength),
    ]
    for third in range(3):
        start = TURN_RATE * time_s + third * 2 * math.pi / 3
        rows.append(
            strokes.arc(middle, ARC_AT * radius, start, ARC_SWEEP, 1.2 * unit, palette.ink.accent, highlight.strength)
        )
    out.arcs_over(np.concatenate(rows))
