"""Outlines of the level's shapes as arrays: the one place where they become points."""

import math

import numpy as np

from game.core.geom import Floats, signed_area, turned
from game.level.model import Arc, Box, Disc, Piece, Polygon
from game.level.optics.arcs import CURVE_STEP


def shape_outline(shape: Box | Polygon | Disc | Arc) -> Floats:
    """Corners of a shape about its own origin, (N, 2) m, counter-clockwise, first not repeated."""
    match shape:
        case Box(size=(width, height)):
            x, y = width / 2, height / 2
            points = np.array([[-x, -y], [x, -y], [x, y], [-x, y]])
        case Polygon(points=corners):
            points = np.array(corners, dtype=float)
        case Disc(radius=radius):
            points = radius * _circle(0.0, 2 * math.pi)[:-1]
        case Arc(radius=radius, band=band, start=start, sweep=sweep):
            turn = _circle(math.radians(start), math.radians(sweep))
            points = np.vstack([(radius + band / 2) * turn, (radius - band / 2) * turn[::-1]])
    return points if signed_area(points) >= 0 else points[::-1].copy()


def piece_outline(piece: Piece) -> Floats:
    """Corners of a piece where it stands on the stage, (N, 2) m, counter-clockwise."""
    placed: Floats = turned(shape_outline(piece.shape), math.radians(piece.angle)) + np.array(piece.at)
    return placed


def _circle(start: float, sweep: float) -> Floats:
    angles = start + np.linspace(0.0, sweep, max(2, math.ceil(sweep / CURVE_STEP) + 1))
    return np.array([(math.cos(angle), math.sin(angle)) for angle in angles.tolist()])
