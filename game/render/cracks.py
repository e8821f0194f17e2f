"""Cracks and seams: a dark hair with a cold edge, a glinting tip, gold that is laid white-hot and then pulses."""

from dataclasses import dataclass, field

import numpy as np
import pygame

from game.core.geom import Floats
from game.render import strokes
from game.render.camera import Camera
from game.render.glyphs import along_path, glyph, marks, part_colour
from game.render.raster import Rows, pixels, stroke_add, stroke_over
from game.render.sculpture import Pose
from game.render.theme import Palette
from game.sim.view import CrackView, View

HAIR_M = 0.0052
"""m of half width at a crack's mouth; a third of it at the tip."""
SEAM_M = 0.0088
"""m of half width of a gold seam."""
LEAST_HALF_PX = 0.55
"""px: nothing is drawn thinner."""
JAG = 0.26
"""How far a crack strays from the mesh, in lengths of its cells: it walks edges, and should not look like it."""
COOLING_S = 0.9
"""s in which fresh gold cools from white to yellow (to 1/e)."""
LAYING = 6.0
"""Heat for each unit of exposure that a cell drinks in a second."""
MARK_M, MARK_PERIOD_M = 0.0062, 0.11
"""m: half the width of the marks of a part along a crack, and after how much of it their pattern repeats."""
GLYPH_M, GLYPH_ASIDE_M = 0.036, 0.085
"""m: size of the glyph of a part, and how far before the mouth of its crack it stands."""
PULSE_HZ = 0.42
"""Of a singing seam; each has its own phase."""


@dataclass(slots=True)
class _Memory:
    """What a crack looked like on the last frame."""

    exposure: Floats
    gold: Floats
    heat: Floats = field(default_factory=lambda: np.zeros(0))


@dataclass(frozen=True, slots=True)
class SeamGlow:
    """Where gold shines: for the glow, and for motes to rise from."""

    rows: Rows
    """Strokes for the glow."""
    hot: Floats
    """(N, 2) m: middles of cells that are being laid."""
    singing: Floats
    """(N, 2) m: middles of cells that sing."""


class Cracks:
    """Draws cracks and seams; remembers how hot their gold is."""

    def __init__(self, palette: Palette) -> None:
        self._palette = palette
        self._memory: dict[int, _Memory] = {}
        self._time = 0.0

    def advance(self, view: View, elapsed_s: float) -> None:
        """Heat what drinks light, cool the rest; forget cracks that are gone."""
        self._time += elapsed_s
        kept: dict[int, _Memory] = {}
        for crack in view.cracks:
            exposure, gold = crack.exposure.astype(float), crack.gold.astype(float)
            old = self._memory.get(crack.key) or _Memory(exposure, gold, np.zeros(len(gold)))
            heat, before, was_gold = (_fit(part, len(gold)) for part in (old.heat, old.exposure, old.gold))
            if elapsed_s > 0:
                drunk = np.maximum(exposure - before, 0.0) / elapsed_s
                heat = np.maximum(heat * np.exp(-elapsed_s / COOLING_S), np.minimum(LAYING * drunk * exposure, 1.0))
            heat = np.where(gold > was_gold, 1.0, heat)
            kept[crack.key] = _Memory(exposure, gold, heat)
        self._memory = kept

    def draw(self, target: pygame.Surface, view: View, where: dict[int, Pose], camera: Camera) -> SeamGlow:
        """Draw all cracks; what shines comes back."""
        over: list[Rows] = []
        light: list[Rows] = []
        shine: list[Rows] = []
        hot: list[Floats] = []
        singing: list[Floats] = []
        for crack in view.cracks:
            if not len(crack.cells) or crack.piece not in where:
                continue
            placed = where[crack.piece].place(_jagged(crack))
            points = camera.to_screen(placed)
            heat = self._memory[crack.key].heat if crack.key in self._memory else np.zeros(len(crack.cells))
            self._bare(crack, points, camera, over, light)
            over += self._part(crack, points, camera)
            self._gold(crack, points, heat, camera, over, light, shine)
            self._tip(crack, points, camera, light, shine)
            middles = 0.5 * (placed[1:] + placed[:-1])
            hot.append(middles[heat > 0.35])
            if crack.voice:
                singing.append(middles)
        # Light first: what is being laid stays crisp in its own blaze.
        if light:
            stroke_add(pixels(target), np.concatenate(light))
        if over:
            stroke_over(pixels(target), np.concatenate(over))
        none = np.zeros((0, 2))
        return SeamGlow(
            np.concatenate(shine) if shine else strokes.NONE,
            np.concatenate(hot) if hot else none,
            np.concatenate(singing) if singing else none,
        )

    def _bare(self, crack: CrackView, points: Floats, camera: Camera, over: list[Rows], light: list[Rows]) -> None:
        """The hair, with the light that its lower lip catches, and a warm breath where gold has begun."""
        bare = ~crack.gold
        if not bare.any():
            return
        taper = np.linspace(1.0, 0.33, len(points))
        half = np.maximum(HAIR_M * camera.scale * taper, LEAST_HALF_PX)
        ends = np.column_stack([half[:-1], half[1:]])[bare]
        start, end = points[:-1][bare], points[1:][bare]
        colours, lip = self._palette.crack, np.array([0.55, 0.85]) * (0.8 + half.mean())
        over.append(strokes.lines(start + lip, end + lip, 0.55 + 0.25 * ends, colours.edge, 0.78))
        over.append(strokes.lines(start, end, ends, colours.hair, 0.94))
        drunk = np.clip(crack.exposure[bare], 0.0, 1.0)
        warm = drunk > 0.02
        if warm.any():
            width = 2.0 * SEAM_M * camera.scale
            light.append(strokes.lines(start[warm], end[warm], width, self._palette.seam.body, 0.55 * drunk[warm]))

    def _part(self, crack: CrackView, points: Floats, camera: Camera) -> list[Rows]:
        """The marks of the only part that gilds a crack, along it, and that part's glyph at its mouth."""
        if not crack.part or crack.voice:
            return []
        colour = part_colour(self._palette, crack.part)
        length = float(np.hypot(*np.diff(points, axis=0).T).sum())
        half = max(MARK_M * camera.scale, 0.9)
        start, end = along_path(points, marks(crack.part, length, MARK_PERIOD_M * camera.scale))
        out = points[0] - points[min(2, len(points) - 1)]
        at = points[0] + GLYPH_ASIDE_M * camera.scale * out / max(float(np.hypot(*out)), 1e-6)
        return [
            strokes.lines(start, end, half + 0.9, self._palette.crack.hair, 0.9),
            strokes.lines(start, end, half, colour, 1.0),
            glyph(crack.part, (float(at[0]), float(at[1])), max(GLYPH_M * camera.scale, 5.0), colour),
        ]

    def _gold(
        self,
        crack: CrackView,
        points: Floats,
        heat: Floats,
        camera: Camera,
        over: list[Rows],
        light: list[Rows],
        shine: list[Rows],
    ) -> None:
        """A raised seam: dark bed, body, highlight on its upper left; white where it is hot."""
        seam = self._palette.seam
        gold, base = crack.gold, max(SEAM_M * camera.scale, 1.1)
        lay = heat > 0.05
        if gold.any():
            uneven = 0.86 + 0.28 * _noise(crack.key, len(points))
            ends = base * np.column_stack([uneven[:-1], uneven[1:]])[gold]
            start, end = points[:-1][gold], points[1:][gold]
            pulse = self._pulse(crack)
            warmth = np.clip(heat[gold], 0.0, 1.0)[:, None]
            body = np.array(seam.body) + (np.array(seam.hot) - seam.body) * np.maximum(0.7 * warmth, 0.10 * pulse)
            crest = np.array(seam.bright) + (np.array(seam.hot) - seam.bright) * np.maximum(warmth, 0.6 * pulse)
            shift = np.array([-0.30, -0.38]) * base
            over.append(strokes.lines(start - 0.5 * shift, end - 0.5 * shift, ends * 1.22 + 0.6, seam.edge, 0.90))
            over.append(strokes.lines(start, end, ends, body, 1.0))
            over.append(strokes.lines(start + shift, end + shift, 0.26 * ends, crest, 0.95))
            strength = 0.35 + 0.55 * pulse + 0.5 * warmth[:, 0]
            shine.append(strokes.lines(start, end, 2.6 * ends, seam.body, strength))
        if lay.any():
            start, end, level = points[:-1][lay], points[1:][lay], np.clip(heat[lay], 0.0, 1.0)
            light.append(strokes.lines(start, end, 1.3 * base, seam.bright, 0.42 * level))
            shine.append(strokes.lines(start, end, 2.6 * base, seam.bright, 0.7 * level))

    def _tip(self, crack: CrackView, points: Floats, camera: Camera, light: list[Rows], shine: list[Rows]) -> None:
        """A cold star on a tip that moves, twinkling."""
        if crack.speed <= 0.0 or crack.voice:
            return
        tip = points[-1]
        flicker = 0.75 + 0.25 * np.sin(37.0 * self._time + 5.0 * crack.key)
        reach = camera.scale * 0.050 * flicker
        turn = 0.6 * self._time + crack.key
        arms = np.array([[np.cos(turn + k * np.pi / 2), np.sin(turn + k * np.pi / 2)] for k in range(4)])
        arms *= reach * np.array([1.0, 0.6, 1.0, 0.6])[:, None]
        centre = np.repeat(tip[None], 4, axis=0)
        taper = np.array([[1.7, 0.2]] * 4) * max(camera.scale / 250.0, 0.6)
        light.append(strokes.lines(centre, tip + arms, taper, self._palette.crack.glint, 0.95 * flicker))
        light.append(strokes.dots(tip[None], 0.013 * camera.scale, self._palette.crack.glint, 1.0))
        shine.append(strokes.dots(tip[None], 0.045 * camera.scale, self._palette.crack.edge, 1.3 * flicker))

    def _pulse(self, crack: CrackView) -> float:
        """0..1, slow, for a seam that sings."""
        if not crack.voice:
            return 0.0
        return float(0.5 + 0.5 * np.sin(2 * np.pi * (PULSE_HZ * self._time + 0.37 * crack.key)))


def _fit(values: Floats, count: int) -> Floats:
    """Values cut or padded with zeros to a length: a crack grows cells at its tip."""
    fitted = np.zeros(count)
    fitted[: min(count, len(values))] = values[:count]
    return fitted


def _noise(key: int, count: int) -> Floats:
    """0..1 for each point of a crack, always the same for the same crack."""
    mixed = np.sin((np.arange(count) + 1) * 78.233 + key * 37.719) * 43758.5453
    return np.asarray(mixed - np.floor(mixed))


def _jagged(crack: CrackView) -> Floats:
    """The corners of a crack's cells (C + 1, 2) m, piece's frame, pushed off the mesh; mouth and tip stay."""
    points = np.vstack([crack.cells[:1, 0], crack.cells[:, 1]])
    run = crack.cells[:, 1] - crack.cells[:, 0]
    length = np.hypot(run[:, 0], run[:, 1])
    normal = np.column_stack([-run[:, 1], run[:, 0]])
    # Next to a short cell (a growing tip) a point moves little: nothing jumps when a cell is added.
    push = (_noise(crack.key, len(points)) - 0.5)[1:-1] * 2 * JAG
    points[1:-1] += normal[:-1] * (push * np.minimum(1.0, length[1:] / np.maximum(length[:-1], 1e-9)))[:, None]
    return points
