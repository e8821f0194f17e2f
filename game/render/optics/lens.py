"""The picture of a lens."""

from game.level.model import Lens
from game.render.look.theme import Palette
from game.render.optics.cut_glass import CutGlass, cut
from game.render.optics.picture import Picture
from game.sim.view import OpticView


def _cut(optic: OpticView[Lens], scale: float, palette: Palette) -> CutGlass:
    return cut(optic.outline, palette.tone(optic.spec.colour), scale)


PICTURE = Picture(glass=_cut)
