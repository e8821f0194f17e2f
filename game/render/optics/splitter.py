"""The picture of a splitter."""

from game.level.model import Splitter
from game.render.look.camera import Camera
from game.render.look.theme import Palette
from game.render.optics.frames import DARK, FRAME_HALF_M, caps, frame_line
from game.render.optics.picture import Picture
from game.render.paint import strokes
from game.render.paint.drawlist import Rows
from game.sim.view import OpticView

GLASS = 4.0
"""How many times as wide as its frame a pane's shine is: a thin line amid the stage is taken for the plumb."""


def splitter(optic: OpticView[Splitter], palette: Palette, camera: Camera) -> list[Rows]:
    """A pane, silvered on one half of its thickness: the more it throws back, the more."""
    ends, _, normal = frame_line(optic, camera)
    half = FRAME_HALF_M * camera.scale
    silver, aside = palette.mirror.silver, 0.5 * half * normal
    return [
        strokes.lines(ends[:1], ends[1:], GLASS * half, silver, 0.2),
        strokes.lines(ends[:1], ends[1:], half + 1.0, DARK, 0.5),
        strokes.lines(ends[:1], ends[1:], half, palette.mirror.shade, 0.55),
        strokes.lines(ends[:1] + aside, ends[1:] + aside, 0.5 * half, silver, 0.25 + 0.7 * optic.spec.reflects),
        strokes.lines(ends[:1] - aside, ends[1:] - aside, 0.22 * half, silver, 0.55),
        *caps(ends, 1.25 * half, palette),
    ]


PICTURE = Picture(strokes=splitter)
