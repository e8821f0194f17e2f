"""A read-only picture of one tick: all that a window, a choir, a bot or a log may look at.

Everything is in stage coordinates: metres, y up, origin at the middle of the plinth's top at rest; angles in
radians, counter-clockwise. Arrays are read-only and shared: never write to them. Meshes keep their identity
for the life of a piece, so `id(mesh)`-keyed or attribute caches of drawn things are safe while it is referenced.
"""

from game.sim.view.deferred import Deferred
from game.sim.view.game import GameView, OmenView, VoiceView
from game.sim.view.light import LampView, LightView, MirrorView, OpticView, Segments
from game.sim.view.sculpture import CrackView, JointView, LinkView, OrnamentView, PieceView, SculptureView
from game.sim.view.seen import seen

__all__ = [
    "CrackView",
    "Deferred",
    "GameView",
    "JointView",
    "LampView",
    "LightView",
    "LinkView",
    "MirrorView",
    "OmenView",
    "OpticView",
    "OrnamentView",
    "PieceView",
    "SculptureView",
    "Segments",
    "View",
    "VoiceView",
]


@seen()
class View:
    """The whole stage at one tick."""

    tick: int
    time: float
    """s."""
    sculpture: SculptureView
    light: LightView
    game: GameView
