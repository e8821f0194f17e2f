"""Cracks: a dark line with cold bright edges and a glinting tip. They are what the player looks at: over all else on
the glass, wide enough, and dark on every colour, lit or not."""

from dataclasses import dataclass, field

import numpy as np

from game.core.geom import Floats
from game.render.look.camera import Camera
from game.render.look.theme import Palette
from game.render.paint import strokes
from game.render.paint.drawlist import DrawList, Rows
from game.render.paint.glyphs import along_path, glyph, marks, part_colour
from game.render.pieces.cells import Cells, lay_cells
from game.render.pieces.sculpture import Pose
from game.render.pieces.seams import SEAM_M, Song, lay_gold
from game.sim.rules.voices import part_of
from game.sim.view import CrackView, View

CORE_M, LEAST_CORE_PX = 0.0112, 1.2
"""m of half width of the dark core, 4.5 px wide at 720p; and px that it always has."""
TIP_M, TIP_SHARE = 0.030, 0.30
"""m before the tip in which a crack narrows, and to which share of its width."""
EDGE_M, LEAST_EDGE_PX = 0.0066, 0.8
"""m (and px at least) by which the bright edge is wider than the core on either side."""
LIP = (0.30, 0.42)
"""Where the edge is shifted to, in its own widths: light from above left falls on a crack's lower lip."""
FRESH_S, FRESH_JUMP_M = 0.45, 0.05
"""s (to 1/e) in which a crack that has just opened stops to glare, and m of a jump after which it does so anew."""
GLEAM_M_S, GLEAM_M, GLEAM_REST_M = 0.65, 0.035, 1.1
"""m/s at which a gleam runs along an open crack, its half length, and m that it stays away after each run."""
COOLING_S = 1.3
"""s in which fresh gold cools from white to yellow (to 1/e): wet gold follows the brush."""
LAYING = 6.0
"""Heat for each unit of exposure that a cell drinks in a second."""
BRUSHED_S, BRUSHING = 0.10, 2.0
"""s (to 1/e) for which a cell still shows that the brush is on it, and how much of that a unit a second makes."""
MARK_M, MARK_PERIOD_M = 0.0062, 0.11
"""m: half the width of the marks of a part along a crack, and after how much of it their pattern repeats."""
GLYPH_M, GLYPH_ASIDE_M = 0.036, 0.085
"""m: size of the glyph of a part, and how far before the mouth of its crack it stands."""
HOT, BEGUN = 0.35, 0.02
"""Heat from which gold throws sparks, and exposure from which a cell shows that it drinks light."""
STAR_M = 0.055
"""m that the star on a moving tip reaches."""


@dataclass(slots=True)
class _Memory:
    """What a crack looked like on the last frame."""

    exposure: Floats
    gold: Floats
    heat: Floats
    brushed: Floats
    length: float
    """m."""
    fresh: float
    """1 when it has just opened, then less."""


@dataclass(frozen=True, slots=True)
class SeamGlow:
    """Where cracks and gold shine: for the glow, and for motes and sparks to fly from."""

    rows: Rows
    """Strokes for the glow."""
    hot: Floats
    """(N, 2) m: middles of cells that are being laid."""
    singing: Floats
    """(N, 2) m: middles of cells that sing."""
    tips: Floats = field(default_factory=lambda: np.zeros((0, 2)))
    """(N, 2) m: tips that move."""


class Cracks:
    """Draws cracks and seams; remembers how hot their gold is, and which have just opened."""

    def __init__(self, palette: Palette) -> None:
        self._palette = palette
        self._bold, self._patterns = 1.0, False
        self._memory: dict[int, _Memory] = {}
        self._time = 0.0

    def wear(self, palette: Palette, bold: float, *, patterns: bool) -> None:
        """Be drawn in these colours, so many times as wide as made; `patterns` has every crack show its part."""
        self._palette, self._bold, self._patterns = palette, bold, patterns

    def advance(self, view: View, elapsed_s: float) -> None:
        """Heat what drinks light, cool the rest; forget cracks that are gone."""
        self._time += elapsed_s
        self._memory = {crack.key: self._aged(crack, elapsed_s) for crack in view.sculpture.cracks}

    def _aged(self, crack: CrackView, elapsed_s: float) -> _Memory:
        exposure, gold = crack.exposure.astype(float), crack.gold.astype(float)
        length, count = float(np.hypot(*np.diff(crack.path, axis=0).T).sum()), len(gold)
        old = self._memory.get(crack.key)
        if old is None:
            fresh = float(elapsed_s > 0 and not crack.voice)
            old = _Memory(exposure, gold, np.zeros(count), np.zeros(count), length, fresh)
        before, was_gold, heat, brushed = (_fit(p, count) for p in (old.exposure, old.gold, old.heat, old.brushed))
        fresh = old.fresh if length - old.length < FRESH_JUMP_M else 1.0
        if elapsed_s > 0:
            drunk = np.maximum(exposure - before, 0.0) / elapsed_s
            heat = np.maximum(heat * np.exp(-elapsed_s / COOLING_S), np.minimum(LAYING * drunk * exposure, 1.0))
            brushed = np.maximum(brushed * np.exp(-elapsed_s / BRUSHED_S), np.minimum(BRUSHING * drunk, 1.0))
            fresh *= float(np.exp(-elapsed_s / FRESH_S))
        heat = np.where(gold > was_gold, 1.0, heat)
        return _Memory(exposure, gold, heat, brushed, length, fresh)

    def draw(self, out: DrawList, view: View, where: dict[int, Pose], camera: Camera) -> SeamGlow:
        """Draw all cracks; what shines comes back."""
        cracks = [crack for crack in view.sculpture.cracks if len(crack.cells) and crack.piece in where]
        if not cracks:
            return SeamGlow(strokes.NONE, np.zeros((0, 2)), np.zeros((0, 2)))
        cells = lay_cells(cracks, [where[crack.piece] for crack in cracks], camera)
        known = [self._memory.get(crack.key) for crack in cracks]
        nothing = [np.zeros(len(crack.cells)) for crack in cracks]
        heat = np.concatenate([rest if m is None else m.heat for m, rest in zip(known, nothing, strict=True)])
        brushed = np.concatenate([rest if m is None else m.brushed for m, rest in zip(known, nothing, strict=True)])
        fresh = np.array([0.0 if m is None else m.fresh for m in known])
        over, light, shine = [strokes.NONE], [strokes.NONE], [strokes.NONE]
        self._bare(cells, fresh, camera, over, shine)
        over += self._warm(cells, camera)
        tips = []
        for row, crack in enumerate(cracks):
            if crack.speed > 0.0 and not crack.voice:
                tips.append(cells.points(row)[-1])
                self._tip(crack, tips[-1], camera, light, shine)
        song = Song.of(cracks, view.game.voices, self._time)
        gold = lay_gold(cells, heat, brushed, song, self._palette.seam, camera, self._bold)
        told = [self._part(view, crack, cells.points(row), camera) for row, crack in enumerate(cracks)]
        # Light first: what is being laid stays crisp in its own blaze.
        out.strokes_add(np.concatenate([strokes.NONE, *gold.light]))
        out.strokes_over(np.concatenate([*over, *gold.over, *told]))
        out.strokes_add(np.concatenate(light))
        sings = np.array([crack.voice for crack in cracks])
        shining = np.concatenate(shine + gold.shine)
        moving = np.array([camera.to_stage((float(x), float(y))) for x, y in tips]).reshape(-1, 2)
        return SeamGlow(shining, cells.middle[heat > HOT], cells.middle[sings[cells.crack]], moving)

    def _bare(self, cells: Cells, fresh: Floats, camera: Camera, over: list[Rows], shine: list[Rows]) -> None:
        """The dark core between its edges; they glare when it has just opened, and a gleam runs along them."""
        bare = ~cells.gold
        if not bare.any():
            return
        start, end, crack = cells.start[bare], cells.end[bare], cells.crack[bare]
        narrow = TIP_SHARE + (1.0 - TIP_SHARE) * np.clip(cells.to_tip[bare] / TIP_M, 0.0, 1.0)
        core = self._bold * max(CORE_M * camera.scale, LEAST_CORE_PX) * narrow
        edge = self._bold * max(EDGE_M * camera.scale, LEAST_EDGE_PX)
        bright = np.maximum(fresh[crack], self._gleam(cells)[bare])
        colours = self._palette.crack
        colour = np.array(colours.edge) + (np.array(colours.glint, float) - colours.edge) * bright[:, None]
        wide = core + (edge * (0.9 + 0.5 * bright))[:, None] * np.minimum(1.0, 0.4 + narrow)
        lip = np.array(LIP) * edge
        over.append(strokes.lines(start + lip, end + lip, wide, colour, 0.88 + 0.12 * bright))
        over.append(strokes.lines(start, end, core, colours.hair, 0.97))
        shine.append(strokes.lines(start, end, 2.0 * core, colours.edge, 1.2 * bright))

    def _gleam(self, cells: Cells) -> Floats:
        """(N,) 0..1 where the gleam is now; each crack has its own time."""
        length = (cells.along + cells.to_tip)[:, 0]
        turn = (GLEAM_M_S * self._time + 0.47 * cells.crack) % (length + GLEAM_REST_M)
        gleam: Floats = np.exp(-(((cells.along.mean(axis=1) - turn) / GLEAM_M) ** 2))
        return gleam

    def _warm(self, cells: Cells, camera: Camera) -> list[Rows]:
        """A warm breath where gold has begun."""
        drunk = np.clip(cells.exposure, 0.0, 1.0)
        begun = ~cells.gold & (drunk > BEGUN)
        width, level = 0.9 * SEAM_M * camera.scale, 0.65 * drunk[begun]
        return [strokes.lines(cells.start[begun], cells.end[begun], width, self._palette.seam.body, level)]

    def _part(self, view: View, crack: CrackView, points: Floats, camera: Camera) -> Rows:
        """The marks of a crack's part along it, and that part's glyph at its mouth, which a branch has not.

        Of a crack that one part alone gilds, as long as it does not sing. Where patterns are wanted, of all others
        too, in white: hue says what light they need. It is the part that sings or, as long as the crack is, would.
        """
        length = float(np.hypot(*np.diff(points, axis=0).T).sum())
        asks = crack.part if not crack.voice else ""
        part = asks or (_sings(view, crack) if self._patterns else "")
        if not part:
            return strokes.NONE
        colour = part_colour(self._palette, part) if asks else self._palette.ink.title
        half = max(MARK_M * camera.scale, 0.9)
        start, end = along_path(points, marks(part, length, MARK_PERIOD_M * camera.scale))
        rows = [
            strokes.lines(start, end, half + 0.9, self._palette.crack.hair, 0.9),
            strokes.lines(start, end, half, colour, 1.0),
        ]
        if not _is_branch(view, crack):
            out = points[0] - points[min(2, len(points) - 1)]
            at = points[0] + GLYPH_ASIDE_M * camera.scale * out / max(float(np.hypot(*out)), 1e-6)
            rows.append(glyph(part, (float(at[0]), float(at[1])), max(GLYPH_M * camera.scale, 5.0), colour))
        return np.concatenate(rows)

    def _tip(self, crack: CrackView, tip: Floats, camera: Camera, light: list[Rows], shine: list[Rows]) -> None:
        """A cold star on a tip that moves, twinkling."""
        flicker = 0.75 + 0.25 * np.sin(37.0 * self._time + 5.0 * crack.key)
        reach = camera.scale * STAR_M * flicker
        turn = 0.6 * self._time + crack.key
        arms = np.array([[np.cos(turn + k * np.pi / 2), np.sin(turn + k * np.pi / 2)] for k in range(4)])
        arms *= reach * np.array([1.0, 0.6, 1.0, 0.6])[:, None]
        centre = np.repeat(tip[None], 4, axis=0)
        taper = np.array([[1.7, 0.2]] * 4) * max(camera.scale / 250.0, 0.6)
        light.append(strokes.lines(centre, tip + arms, taper, self._palette.crack.glint, 0.95 * flicker))
        light.append(strokes.dots(tip[None], 0.013 * camera.scale, self._palette.crack.glint, 1.0))
        shine.append(strokes.dots(tip[None], 0.045 * camera.scale, self._palette.crack.edge, 1.3 * flicker))


def _sings(view: View, crack: CrackView) -> str:
    """The part that a crack sings with its branches, or would if it were sung as long as the longest of them is."""
    voices = view.game.voices
    told = voices[crack.flaw].part if crack.voice and 0 <= crack.flaw < len(voices) else ""
    kin = [one for one in view.sculpture.cracks if one.flaw == crack.flaw >= 0] or [crack]
    return told or part_of(max(float(np.hypot(*np.diff(one.path, axis=0).T).sum()) for one in kin))


def _is_branch(view: View, crack: CrackView) -> bool:
    """Whether a crack of its flaw was there before it."""
    return any(one.flaw == crack.flaw >= 0 and one.key < crack.key for one in view.sculpture.cracks)


def _fit(values: Floats, count: int) -> Floats:
    """Values cut or padded with zeros to a length: a crack grows cells at its tip."""
    fitted = np.zeros(count)
    fitted[: min(count, len(values))] = values[:count]
    return fitted
