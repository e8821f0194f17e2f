"""Springs and cables."""

import math

import numpy as np

from game.core.geom import Floats
from game.render.look.camera import Camera
from game.render.look.theme import Palette
from game.render.optics.frames import DARK, caps
from game.render.paint import strokes
from game.render.paint.drawlist import Rows
from game.sim.view import LinkView

COILS, COIL_M = 11, 0.022
"""Turns of a spring, and half its thickness, m."""
CABLE_HALF_M = 0.0045
"""m."""
CABLE_POINTS = 17
"""Of a cable that sags."""


def link(found: LinkView, palette: Palette, camera: Camera) -> list[Rows]:
    """A spring in its coils, or a cable, taut or sagging; both warm to a warning as they are loaded."""
    ends = camera.to_screen(found.ends)
    span = math.dist(*found.ends)
    warm = min(max(found.load, 0.0), 1.0) ** 2
    steel = np.array(palette.solid["steel"].vivid, float)
    colour = steel + (np.array(palette.ink.danger) - steel) * warm
    points = _coil(ends, camera.scale) if found.kind == "spring" else _sag(ends, span, found.length)
    half = max(CABLE_HALF_M * camera.scale, 0.8)
    return [
        strokes.polyline(points, half + 1.1, DARK, 0.7),
        strokes.polyline(points, half, 0.55 * colour, 1.0),
        strokes.polyline(points - half * np.array([0.25, 0.35]), 0.5 * half, colour, 1.0),
        *caps(ends, 2.4 * half, palette),
    ]


def _coil(ends: Floats, scale: float) -> Floats:
    """A zigzag between two points, with straight ends."""
    run = ends[1] - ends[0]
    normal = np.array([-run[1], run[0]]) / max(float(np.hypot(*run)), 1e-6)
    at = np.linspace(0.12, 0.88, 2 * COILS)
    side = np.where(np.arange(len(at)) % 2 == 0, 1.0, -1.0) * COIL_M * scale
    side[[0, -1]] = 0.0
    coils: Floats = ends[0] + at[:, None] * run + side[:, None] * normal
    return np.vstack([ends[:1], coils, ends[1:]])


def _sag(ends: Floats, span: float, length: float) -> Floats:
    """A parabola of the cable's length: sag^2 = 3/8 span (length - span) for a shallow one, as a catenary nearly is."""
    at = np.linspace(0.0, 1.0, CABLE_POINTS)
    points: Floats = ends[0] + at[:, None] * (ends[1] - ends[0])
    depth = math.sqrt(max(0.375 * span * (length - span), 0.0))
    points[:, 1] += 4.0 * at * (1.0 - at) * depth * float(np.hypot(*(ends[1] - ends[0]))) / max(span, 1e-9)
    return points
