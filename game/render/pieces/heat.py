"""Glass that light has warmed: a dull red glow at the heart of a piece, brighter the nearer it is to cracking."""

import numpy as np

from game.render.look.camera import Camera
from game.render.look.theme import Rgb
from game.render.paint import strokes
from game.render.paint.drawlist import Rows
from game.render.pieces.sculpture import Pose
from game.sim.view import PieceView, View

LEAST = 0.06
"""Heat below which nothing shows."""
EMBER: Rgb = (255, 58, 14)
REACH = 0.62
"""Radius of the glow, as a share of the piece's own."""
LEVEL = 0.62
"""Strength of the glow at full heat."""
THROB_FROM, THROB_HZ, THROB = 0.6, 1.1, 0.22
"""Heat from which the glow throbs, how fast and how far: slow enough to be no flash, but seen."""


def embers(view: View, where: dict[int, Pose], time: float, camera: Camera) -> Rows:
    """Strokes of light, one for each warm piece; for the picture and for the glow."""
    warm = [piece for piece in view.sculpture.pieces if piece.heat > LEAST and piece.key in where]
    return np.concatenate([strokes.NONE, *(_ember(piece, where[piece.key], time, camera) for piece in warm)])


def _ember(piece: PieceView, pose: Pose, time: float, camera: Camera) -> Rows:
    heat = min(piece.heat, 1.0)
    throb = THROB * max(0.0, heat - THROB_FROM) / (1.0 - THROB_FROM)
    swell = 1.0 + throb * np.sin(2 * np.pi * THROB_HZ * time)
    radius = REACH * float(np.linalg.norm(piece.mesh.nodes, axis=1).mean()) * camera.scale
    at = np.array([camera.pixel((pose.x, pose.y))])
    return strokes.dots(at, radius * (0.8 + 0.2 * heat), EMBER, LEVEL * heat**1.5 * swell)
