"""Mirrors on their rails, the ring of the hand, the ghost ray, and everything else that light starts from or meets."""

import math
from dataclasses import replace

import numpy as np

from game.core.geom import Floats, rotation
from game.render.look.camera import Camera
from game.render.look.theme import Palette
from game.render.optics import fittings
from game.render.optics.lamps import lamp
from game.render.optics.lenses import Panes
from game.render.paint import strokes
from game.render.paint.drawlist import DrawList, Rows
from game.sim.view import LampView, LinkView, MirrorView, OpticView, View

RING_M = 0.29
"""m: radius of the ring round the held mirror; larger for a mirror that would not fit."""
BREATH_SWEEP = math.radians(120.0)
"""The breath's arc when the meter is full, at the foot of the ring."""
_GHOST_DASH_PX = (9.0, 11.0)
_ARC_STEP = math.radians(3.0)
"""rad between points of a bent mirror."""
_TURN_RATE = 0.16
"""rad/s of the ring's ticks: alive, but quiet."""


class Optics:
    """Draws what the hand can take, and what shines on it."""

    def __init__(self, palette: Palette) -> None:
        self._palette = palette
        self._panes = Panes(palette)
        self._lamps: dict[str, tuple[LampView, Camera, Rows, Rows]] = {}
        self._fittings: dict[str, tuple[Floats, Camera, Rows]] = {}
        self._time = 0.0

    def draw_glass(self, out: DrawList, view: View, previous: View, alpha: float, camera: Camera) -> None:
        """Draw prisms and lenses: under the light that runs in them."""
        self._panes.draw(out, _between(view, previous, alpha), camera)

    def draw(self, out: DrawList, view: View, previous: View, alpha: float, camera: Camera) -> Rows:
        """Draw lamps, links, everything that stands in the light, rails and mirrors; strokes for the glow come back."""
        over, bows, shine = [strokes.NONE], [strokes.NO_ARCS], [strokes.NONE]
        for found in _links(view, previous, alpha):
            over += fittings.link(found, self._palette, camera)
        for light in view.light.lamps:
            rows, glow = self._lamp(light, camera)
            over, shine = [*over, rows], [*shine, glow]
        total = sum(light.power for light in view.light.lamps)
        for optic in _between(view, previous, alpha):
            if optic.kind == "detector":
                met = view.light.segments.hit == optic.row
                way = (view.light.segments.end[met] - view.light.segments.start[met]).sum(axis=0)
                dial, arcs_of = fittings.detector(optic, total, way, self._palette, camera)
                over, bows = over + dial, bows + arcs_of
            else:
                over.append(self._fitting(optic, camera))
        before = {mirror.name: mirror for mirror in previous.light.mirrors}
        for mirror in view.light.mirrors:
            old = before.get(mirror.name, mirror)
            centre = np.array(old.centre) + alpha * (np.array(mirror.centre) - old.centre)
            turn = old.angle + alpha * (mirror.angle - old.angle)
            if mirror.rail is not None:
                over += self._rail(camera.to_screen(mirror.rail), camera.scale / 200.0)
            over += self._mirror(mirror, centre, turn, camera, shine)
        out.strokes_over(np.concatenate(over))
        out.arcs_over(np.concatenate(bows))
        return np.concatenate(shine)

    def _lamp(self, light: LampView, camera: Camera) -> tuple[Rows, Rows]:
        """Strokes of a lamp, and those of its glow; kept while it does not change."""
        kept = self._lamps.get(light.name)
        if kept is None or kept[0] != light or kept[1].scale != camera.scale:
            shine = [strokes.NONE]
            rows = np.concatenate(lamp(light, self._palette, camera, shine))
            kept = self._lamps[light.name] = (light, camera, rows, np.concatenate(shine))
        shift = kept[1].shift_to(camera)
        return strokes.moved(kept[2], shift), strokes.moved(kept[3], shift)

    def _fitting(self, optic: OpticView, camera: Camera) -> Rows:
        """Strokes of whatever is neither glass nor detector; kept while it does not move."""
        kept = self._fittings.get(optic.name)
        if kept is None or kept[0] is not optic.outline or kept[1].scale != camera.scale:
            rows = np.concatenate([strokes.NONE, *self._fit(optic, camera)])
            kept = self._fittings[optic.name] = (optic.outline, camera, rows)
        return strokes.moved(kept[2], kept[1].shift_to(camera))

    def _fit(self, optic: OpticView, camera: Camera) -> list[Rows]:
        match optic.kind:
            case "filter":
                return fittings.gel(optic, self._palette, camera)
            case "splitter":
                return fittings.splitter(optic, self._palette, camera)
            case "blocker":
                return fittings.flag(optic, self._palette, camera)
            case "mirror":
                return fittings.bar(camera.to_screen(optic.outline), 0.5, self._palette, camera)
            case _:
                return []

    def draw_hand(self, out: DrawList, view: View, camera: Camera, elapsed_s: float) -> None:
        """Draw the ring round the held mirror, its breath, and the ghost ray."""
        self._time += elapsed_s
        held = next((mirror for mirror in view.light.mirrors if mirror.held), None)
        if held is None:
            return
        tone, unit = self._palette.mirror, max(camera.scale / 200.0, 0.7)
        x, y = camera.pixel(held.centre)
        radius = ring_radius(held) * camera.scale
        foot, breathing = -math.pi / 2, view.game.time_scale < 1.0
        sweep = BREATH_SWEEP * min(max(view.game.breath, 0.0), 1.0)
        drawn = [
            strokes.ring((x, y), radius, 0.25 * unit, tone.ring, 0.66),
            strokes.arc((x, y), 0.91 * radius, foot - BREATH_SWEEP / 2, BREATH_SWEEP, 0.3 * unit, tone.ring, 0.24),
            strokes.arc(
                (x, y), 0.91 * radius, foot - sweep / 2, sweep, (1.6 if breathing else 1.0) * unit,
                self._palette.crack.edge, 1.0 if breathing else 0.75,
            ),
        ]  # fmt: skip
        ticks = []
        for k in range(3):
            start = self._time * _TURN_RATE + k * 2 * math.pi / 3
            drawn.append(strokes.arc((x, y), radius * 1.055, start, 0.72, 0.9 * unit, tone.brass, 0.9))
            way = np.array([[math.cos(start - 0.12), -math.sin(start - 0.12)]]) * radius
            ticks.append(strokes.lines((x, y) + 1.02 * way, (x, y) + 1.09 * way, 0.6 * unit, tone.ring, 0.8))
        out.arcs_over(np.concatenate(drawn))
        out.strokes_over(np.concatenate(ticks))
        if view.light.ghost is not None:
            self._ghost(out, camera.to_screen(view.light.ghost), unit)

    def _ghost(self, out: DrawList, ends: Floats, unit: float) -> None:
        dash, gap = (part * unit for part in _GHOST_DASH_PX)
        start, end = strokes.dashed(ends[0], ends[1], dash, gap, 26.0 * unit * self._time)
        tone = self._palette.mirror.ring
        rows = [strokes.lines(start, end, 0.55 * unit, tone, 0.34), strokes.dots(ends[1:], 3.4 * unit, tone, 0.55)]
        out.strokes_add(np.concatenate(rows))

    def _rail(self, ends: Floats, unit: float) -> list[Rows]:
        """A thin brass line with end stops."""
        tone = self._palette.mirror
        run = ends[1] - ends[0]
        normal = np.array([-run[1], run[0]]) / max(float(np.hypot(*run)), 1e-6)
        stops = np.stack([ends - normal * 5 * unit, ends + normal * 5 * unit], axis=1)
        dark = (18, 10, 12)
        return [
            strokes.lines(ends[:1], ends[1:], 2.1 * unit, dark, 0.6),
            strokes.lines(ends[:1], ends[1:], 0.85 * unit, tone.brass, 0.95),
            strokes.lines(stops[:, 0], stops[:, 1], 1.5 * unit, tone.brass, 1.0),
        ]

    def _mirror(self, mirror: MirrorView, centre: Floats, turn: float, camera: Camera, shine: list[Rows]) -> list[Rows]:
        """A silvered bar with a bright face, caps, and the swivel that it turns on."""
        tone, lit = self._palette.mirror, 0.0 if mirror.incoming is None else 1.0
        points = camera.to_screen(_face(mirror.length, mirror.curve) @ rotation(turn).T + centre)
        thick = max(fittings.MIRROR_HALF_M * camera.scale, 1.6)
        if lit:
            inner = points[[0, -1]] * 0.6 + points[[-1, 0]] * 0.4
            shine.append(strokes.lines(inner[:1], inner[1:], 3 * thick, tone.silver, 0.5))
        swivel = points[len(points) // 2][None]
        return [
            *fittings.bar(points, lit, self._palette, camera),
            strokes.dots(swivel, thick * 1.55, tone.brass, 1.0),
            strokes.dots(swivel - 0.3 * thick, thick * 0.5, tone.ring, 0.9),
        ]


def _between(view: View, previous: View, alpha: float) -> list[OpticView]:
    """All optics, `alpha` of the way from one view to the next. What stands still keeps its own outline."""
    before = {optic.name: optic.outline for optic in previous.light.optics}
    found = []
    for optic in view.light.optics:
        old = before.get(optic.name, optic.outline)
        is_still = old is optic.outline or old.shape != optic.outline.shape
        found.append(optic if is_still else replace(optic, outline=old + alpha * (optic.outline - old)))
    return found


def _links(view: View, previous: View, alpha: float) -> list[LinkView]:
    """Springs and cables, `alpha` of the way from one view to the next."""
    before = {found.name: found.ends for found in previous.sculpture.links}
    moved = []
    for found in view.sculpture.links:
        old, new = np.array(before.get(found.name, found.ends)), np.array(found.ends)
        a, b = (old + alpha * (new - old)).tolist()
        moved.append(replace(found, ends=((a[0], a[1]), (b[0], b[1]))))
    return moved


def _face(length: float, curve: float) -> Floats:
    """Points (N, 2) m along a mirror's face in its own frame, its chord's middle at the origin; N is odd.

    Above 0 a `curve` (m) bulges to the right of the face's direction.
    """
    if curve == 0.0:
        return np.array([[-length / 2, 0.0], [0.0, 0.0], [length / 2, 0.0]])
    half = math.asin(min(length / 2 / abs(curve), 1.0))
    turns = np.linspace(-half, half, 2 * math.ceil(half / _ARC_STEP) + 1)
    depth = abs(curve) * (np.cos(turns) - math.cos(half))
    return np.column_stack([abs(curve) * np.sin(turns), -math.copysign(1.0, curve) * depth])


def ring_radius(mirror: MirrorView) -> float:
    """m: radius of the ring round a held mirror."""
    return max(RING_M, 0.62 * mirror.length)
