"""Cracks and seams: a dark hair with a cold edge, a glinting tip, gold that is laid white-hot and then pulses."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from game.core.geom import Floats
from game.render.look.camera import Camera
from game.render.look.theme import Palette
from game.render.paint import strokes
from game.render.paint.drawlist import DrawList, Rows
from game.render.paint.glyphs import along_path, glyph, marks, part_colour
from game.render.pieces.sculpture import Pose
from game.sim.view import CrackView, View

HAIR_M = 0.0052
"""m of half width at a crack's mouth."""
TIP_SHARE = 0.33
"""Of that width at the tip."""
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
HOT, LAID, BEGUN = 0.35, 0.05, 0.02
"""Heat from which gold throws sparks and glows, and exposure from which a cell shows that it drinks light."""
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
        for crack in view.sculpture.cracks:
            exposure, gold = crack.exposure.astype(float), crack.gold.astype(float)
            old = self._memory.get(crack.key) or _Memory(exposure, gold, np.zeros(len(gold)))
            heat, before, was_gold = (_fit(part, len(gold)) for part in (old.heat, old.exposure, old.gold))
            if elapsed_s > 0:
                drunk = np.maximum(exposure - before, 0.0) / elapsed_s
                heat = np.maximum(heat * np.exp(-elapsed_s / COOLING_S), np.minimum(LAYING * drunk * exposure, 1.0))
            heat = np.where(gold > was_gold, 1.0, heat)
            kept[crack.key] = _Memory(exposure, gold, heat)
        self._memory = kept

    def draw(self, out: DrawList, view: View, where: dict[int, Pose], camera: Camera) -> SeamGlow:
        """Draw all cracks; what shines comes back."""
        cracks = [crack for crack in view.sculpture.cracks if len(crack.cells) and crack.piece in where]
        if not cracks:
            return SeamGlow(strokes.NONE, np.zeros((0, 2)), np.zeros((0, 2)))
        cells = lay_cells(cracks, [where[crack.piece] for crack in cracks], camera)
        heat = np.concatenate([self._heat_of(crack) for crack in cracks])
        over, light, shine = self._bare(cells, camera), [strokes.NONE], [strokes.NONE]
        light += self._warm(cells, camera)
        for row, crack in enumerate(cracks):
            if crack.part and not crack.voice:
                over += self._part(crack, cells.points(row), camera)
            if crack.speed > 0.0 and not crack.voice:
                self._tip(crack, cells.points(row)[-1], camera, light, shine)
        self._gold(cells, heat, np.array([self._pulse(crack) for crack in cracks]), camera, over, light, shine)
        # Light first: what is being laid stays crisp in its own blaze.
        out.strokes_add(np.concatenate(light))
        out.strokes_over(np.concatenate(over))
        sings = np.array([crack.voice for crack in cracks])
        return SeamGlow(np.concatenate(shine), cells.middle[heat > HOT], cells.middle[sings[cells.crack]])

    def _heat_of(self, crack: CrackView) -> Floats:
        known = self._memory.get(crack.key)
        return known.heat if known is not None else np.zeros(len(crack.cells))

    def _bare(self, cells: "Cells", camera: Camera) -> list[Rows]:
        """The hair, with the light that its lower lip catches."""
        bare = ~cells.gold
        half = np.maximum(HAIR_M * camera.scale * (1.0 - (1.0 - TIP_SHARE) * cells.place[bare]), LEAST_HALF_PX)
        start, end = cells.start[bare], cells.end[bare]
        lip = np.array([0.55, 0.85]) * (0.8 + half.mean(axis=1, keepdims=True))
        colours = self._palette.crack
        return [
            strokes.lines(start + lip, end + lip, 0.55 + 0.25 * half, colours.edge, 0.78),
            strokes.lines(start, end, half, colours.hair, 0.94),
        ]

    def _warm(self, cells: "Cells", camera: Camera) -> list[Rows]:
        """A warm breath where gold has begun."""
        drunk = np.clip(cells.exposure, 0.0, 1.0)
        begun = ~cells.gold & (drunk > BEGUN)
        width, level = 2.0 * SEAM_M * camera.scale, 0.55 * drunk[begun]
        return [strokes.lines(cells.start[begun], cells.end[begun], width, self._palette.seam.body, level)]

    def _part(self, crack: CrackView, points: Floats, camera: Camera) -> list[Rows]:
        """The marks of the only part that gilds a crack, along it, and that part's glyph at its mouth."""
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
        cells: "Cells",
        heat: Floats,
        pulses: Floats,
        camera: Camera,
        over: list[Rows],
        light: list[Rows],
        shine: list[Rows],
    ) -> None:
        """A raised seam: dark bed, body, highlight on its upper left; white where it is hot."""
        seam, gold, lay = self._palette.seam, cells.gold, heat > LAID
        base = max(SEAM_M * camera.scale, 1.1)
        if gold.any():
            ends = base * (0.86 + 0.28 * cells.noise[gold])
            start, end = cells.start[gold], cells.end[gold]
            pulse, warmth = pulses[cells.crack[gold]], np.clip(heat[gold], 0.0, 1.0)
            white = np.maximum(0.7 * warmth, 0.10 * pulse)[:, None]
            body = np.array(seam.body) + (np.array(seam.hot) - seam.body) * white
            white = np.maximum(warmth, 0.6 * pulse)[:, None]
            crest = np.array(seam.bright) + (np.array(seam.hot) - seam.bright) * white
            shift = np.array([-0.30, -0.38]) * base
            over.append(strokes.lines(start - 0.5 * shift, end - 0.5 * shift, ends * 1.22 + 0.6, seam.edge, 0.90))
            over.append(strokes.lines(start, end, ends, body, 1.0))
            over.append(strokes.lines(start + shift, end + shift, 0.26 * ends, crest, 0.95))
            shine.append(strokes.lines(start, end, 2.6 * ends, seam.body, 0.35 + 0.55 * pulse + 0.5 * warmth))
        if lay.any():
            start, end, level = cells.start[lay], cells.end[lay], np.clip(heat[lay], 0.0, 1.0)
            light.append(strokes.lines(start, end, 1.3 * base, seam.bright, 0.42 * level))
            shine.append(strokes.lines(start, end, 2.6 * base, seam.bright, 0.7 * level))

    def _tip(self, crack: CrackView, tip: Floats, camera: Camera, light: list[Rows], shine: list[Rows]) -> None:
        """A cold star on a tip that moves, twinkling."""
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


def _noise(key: NDArray[np.int64], point: NDArray[np.int64]) -> Floats:
    """0..1 for points of cracks, always the same for the same ones."""
    mixed = np.sin((point + 1) * 78.233 + key * 37.719) * 43758.5453
    return np.asarray(mixed - np.floor(mixed))


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """All cells of all cracks, one after another, as they are drawn: pushed off the mesh."""

    start: Floats
    """(N, 2) px."""
    end: Floats
    """(N, 2) px."""
    middle: Floats
    """(N, 2) m, on the stage."""
    crack: NDArray[np.int64]
    """(N,) rows of their cracks."""
    place: Floats
    """(N, 2) how far along their cracks they begin and end, 0 at the mouth .. 1 at the tip."""
    noise: Floats
    """(N, 2) 0..1 at their begin and end."""
    exposure: Floats
    gold: NDArray[np.bool_]

    def points(self, row: int) -> Floats:
        """The corners of a crack (C + 1, 2) px, from its mouth to its tip."""
        own = self.crack == row
        return np.vstack([self.start[own][:1], self.end[own]])


def lay_cells(cracks: Sequence[CrackView], poses: Sequence[Pose], camera: Camera) -> Cells:
    """Cells of cracks in pieces at these poses. Mouths and tips stay where they are, corners between them stray."""
    counts = np.array([len(crack.cells) for crack in cracks])
    crack = np.repeat(np.arange(len(cracks)), counts)
    point = np.arange(len(crack)) - np.repeat(np.cumsum(counts) - counts, counts)
    keys = np.array([crack.key for crack in cracks])[crack]
    noise = np.column_stack([_noise(keys, point), _noise(keys, point + 1)])
    cells = np.concatenate([crack.cells for crack in cracks])
    run = cells[:, 1] - cells[:, 0]
    length = np.hypot(run[:, 0], run[:, 1])
    # Next to a short cell (a growing tip) a corner moves little: nothing jumps when a cell is added.
    least = np.minimum(1.0, np.append(length[1:], 0.0) / np.maximum(length, 1e-9)) * (point + 1 < counts[crack])
    push = np.column_stack([-run[:, 1], run[:, 0]]) * (2 * JAG * (noise[:, 1] - 0.5) * least)[:, None]
    cells[:, 1] += push
    cells[1:, 0] += np.where(point[1:, None] > 0, push[:-1], 0.0)
    x, y, angle = np.array([(pose.x, pose.y, pose.angle) for pose in poses])[crack].T[:, :, None]
    c, s = np.cos(angle), np.sin(angle)
    placed = np.stack([x + c * cells[..., 0] - s * cells[..., 1], y + s * cells[..., 0] + c * cells[..., 1]], axis=2)
    seen = camera.to_screen(placed)
    return Cells(
        start=seen[:, 0],
        end=seen[:, 1],
        middle=placed.mean(axis=1),
        crack=crack,
        place=np.column_stack([point, point + 1]) / counts[crack][:, None],
        noise=noise,
        exposure=np.concatenate([crack.exposure for crack in cracks]),
        gold=np.concatenate([crack.gold for crack in cracks]),
    )
