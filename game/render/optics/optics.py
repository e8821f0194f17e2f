"""Everything that light starts from or meets besides the sculpture, layer by layer; each kind has its own picture."""

from dataclasses import replace

import numpy as np

from game.core.geom import Floats
from game.level.model import Optic
from game.render.look.camera import Camera
from game.render.look.theme import Palette
from game.render.optics import mirror as mirrors
from game.render.optics.cut_glass import CutGlass
from game.render.optics.hand import Hand
from game.render.optics.lamps import lamp
from game.render.optics.links import link
from game.render.optics.picture import IncidentLight
from game.render.optics.pictures import PICTURES
from game.render.paint import strokes
from game.render.paint.drawlist import DrawList, Rows
from game.sim.view import LampView, LinkView, OpticView, View


class Optics:
    """Draws what the hand can take, and what shines on it."""

    def __init__(self, palette: Palette) -> None:
        self._palette = palette
        self._hand = Hand(palette)
        self._scale = 0.0
        self._glass: dict[str, CutGlass] = {}
        self._lamps: dict[str, tuple[LampView, Camera, Rows, Rows]] = {}
        self._strokes: dict[str, tuple[Floats, Camera, Rows]] = {}

    def draw_glass(self, out: DrawList, view: View, previous: View, alpha: float, camera: Camera) -> None:
        """Draw what is a body of glass: under the light that runs in it."""
        if camera.scale != self._scale:
            self._scale, self._glass = camera.scale, {}
        for optic in _between(view, previous, alpha):
            cut = PICTURES[optic.spec.type].glass
            if cut is None:
                continue
            if optic.spec.id not in self._glass:
                self._glass[optic.spec.id] = cut(optic, camera.scale, self._palette)
            self._glass[optic.spec.id].draw(out, optic.outline, camera)

    def draw(self, out: DrawList, view: View, previous: View, alpha: float, camera: Camera) -> Rows:
        """Draw lamps, links, everything that stands in the light, rails and mirrors; strokes for the glow come back."""
        over, bows, shine = [strokes.NONE], [strokes.NO_ARCS], [strokes.NONE]
        for each in _links(view, previous, alpha):
            over += link(each, self._palette, camera)
        for light in view.light.lamps:
            rows, glow = self._lamp(light, camera)
            over, shine = [*over, rows], [*shine, glow]
        for optic in _between(view, previous, alpha):
            over.append(self._still(optic, camera))
            if (live := PICTURES[optic.spec.type].live) is not None:
                rows_now, arcs_now = live(optic, _light_on(optic, view), self._palette, camera)
                over, bows = over + rows_now, bows + arcs_now
        before = {mirror.name: mirror for mirror in previous.light.mirrors}
        for mirror in view.light.mirrors:
            old = before.get(mirror.name, mirror)
            centre = np.array(old.centre) + alpha * (np.array(mirror.centre) - old.centre)
            turn = old.angle + alpha * (mirror.angle - old.angle)
            if mirror.rail is not None:
                over += mirrors.rail(camera.to_screen(mirror.rail), self._palette, camera)
            over += mirrors.swivelled(mirror, centre, turn, self._palette, camera, shine)
        out.strokes_over(np.concatenate(over))
        out.arcs_over(np.concatenate(bows))
        return np.concatenate(shine)

    def draw_hand(self, out: DrawList, view: View, camera: Camera, elapsed_s: float) -> None:
        """Draw the ring round the held mirror, its breath, and the ghost ray."""
        self._hand.draw(out, view, camera, elapsed_s)

    def _lamp(self, light: LampView, camera: Camera) -> tuple[Rows, Rows]:
        """Strokes of a lamp, and those of its glow; kept while it does not change."""
        kept = self._lamps.get(light.name)
        if kept is None or kept[0] != light or kept[1].scale != camera.scale:
            shine = [strokes.NONE]
            rows = np.concatenate(lamp(light, self._palette, camera, shine))
            kept = self._lamps[light.name] = (light, camera, rows, np.concatenate(shine))
        shift = kept[1].shift_to(camera)
        return strokes.moved(kept[2], shift), strokes.moved(kept[3], shift)

    def _still(self, optic: OpticView[Optic], camera: Camera) -> Rows:
        """Strokes of what does not change while it stands; kept while it does not move."""
        draw = PICTURES[optic.spec.type].strokes
        if draw is None:
            return strokes.NONE
        kept = self._strokes.get(optic.spec.id)
        if kept is None or kept[0] is not optic.outline or kept[1].scale != camera.scale:
            rows = np.concatenate(draw(optic, self._palette, camera))
            kept = self._strokes[optic.spec.id] = (optic.outline, camera, rows)
        return strokes.moved(kept[2], kept[1].shift_to(camera))


def _light_on(optic: OpticView[Optic], view: View) -> IncidentLight:
    segments = view.light.segments
    met = segments.hit == optic.row
    return IncidentLight(
        sum(light.power for light in view.light.lamps), (segments.end[met] - segments.start[met]).sum(axis=0)
    )


def _between(view: View, previous: View, alpha: float) -> list[OpticView[Optic]]:
    """All optics, `alpha` of the way from one view to the next. What stands still keeps its own outline."""
    before = {optic.spec.id: optic.outline for optic in previous.light.optics}
    moved = []
    for optic in view.light.optics:
        old = before.get(optic.spec.id, optic.outline)
        is_still = old is optic.outline or old.shape != optic.outline.shape
        moved.append(optic if is_still else replace(optic, outline=old + alpha * (optic.outline - old)))
    return moved


def _links(view: View, previous: View, alpha: float) -> list[LinkView]:
    """Springs and cables, `alpha` of the way from one view to the next."""
    before = {each.name: each.ends for each in previous.sculpture.links}
    moved = []
    for each in view.sculpture.links:
        old, new = np.array(before.get(each.name, each.ends)), np.array(each.ends)
        a, b = (old + alpha * (new - old)).tolist()
        moved.append(replace(each, ends=((a[0], a[1]), (b[0], b[1]))))
    return moved
