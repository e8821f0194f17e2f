"""The picture of a prism."""

from game.level.model import Prism
from game.render.look.theme import Palette
from game.render.optics.cut_glass import CutGlass, cut
from game.render.optics.picture import Picture
from game.sim.view import OpticView


def _cut(optic: OpticView[Prism], scale: float, palette: Palette) -> CutGlass:
    return cut(optic.outline, palette.tone(optic.spec.colour), scale)


PICTURE = Picture(glass=_cut)
