"""The golden drawing: in the dark hall the seams alone, drawn like veins, and thin rims of what they are drawn on."""

import numpy as np

from game.core.geom import Floats
from game.render.effects.last_picture import LastPicture, drawn
from game.render.look.camera import Camera
from game.render.look.theme import Palette, Rgb
from game.render.paint import strokes
from game.render.paint.drawlist import DrawList, Rows
from game.render.pieces.cells import lay_cells
from game.render.pieces.cracks import SeamGlow
from game.render.pieces.sculpture import Pose
from game.render.pieces.seams import SEAM_M
from game.render.pieces.veins import Veins, grow
from game.sim.view import View

MOUTH, TIP = 1.20, 0.55
"""Half width of a vein at its mouth and at its tip, in that of a seam: it is drawn with a brush."""
GLEAM, SWELL, HEAT = 0.15, 0.18, 0.30
"""How strongly a vein shines by itself, how much more in the chord, and how much more while it is drawn."""
CREST = 0.55
"""Share of a vein's width that is light."""
HALOES = ((4.6, 0.10), (2.2, 0.26))
"""The soft light beside a vein: half widths in its own, and how strong."""
BREATH_HZ, BREATH = 0.23, 0.14
"""All veins breathe together, so often and so much."""
EMBER: Rgb = (255, 152, 46)
"""What gold shines like in the dark: where it adds up it is to stay gold."""
FRONT_HEAT = 0.75
"""From so much heat on it throws sparks."""
RIM: Rgb = (138, 142, 200)
RIM_LIGHT, RIM_LEAST, RIM_FROM = 0.27, 0.5, (-0.42, 0.91)
"""How brightly rims are seen in the dark, the share of it that they all have, and where the rest of their light comes
from: above, a little to the left."""
RIM_HALF_M, LEAST_RIM_PX = 0.0026, 0.6
"""m of half width, and px at least."""
WARM_M, WARM_LIGHT = 0.20, 0.50
"""m within which a seam lights the rims in gold (to 1/e), and how brightly."""


class GoldenDrawing:
    """Draws what is left when the lamps are out."""

    def __init__(self, palette: Palette) -> None:
        self._seam = palette.seam
        self._time = 0.0
        self._veins: dict[int, Veins] = {}
        """By the key of their piece: grown once, as nothing runs any more."""

    def advance(self, elapsed_s: float) -> None:
        """Let it breathe."""
        self._time += elapsed_s

    def draw(self, out: DrawList, view: View, where: dict[int, Pose], camera: Camera, last: LastPicture) -> SeamGlow:
        """Draw all seams that sing, as far as they are drawn by now; what shines comes back."""
        turns = [voice.turn for voice in view.game.voices]
        cracks = [
            crack
            for crack in view.sculpture.cracks
            if crack.voice and len(crack.cells) and crack.piece in where and crack.flaw >= 0 and turns[crack.flaw] >= 0
        ]
        if not cracks:
            return SeamGlow(strokes.NONE, np.zeros((0, 2)), np.zeros((0, 2)))
        out.strokes_add(self.veins(view, where, camera, EMBER, last.settled, last.dark))
        cells = lay_cells(cracks, [where[crack.piece] for crack in cracks], camera)
        turn = np.array([turns[crack.flaw] for crack in cracks], dtype=float)[cells.crack]
        share, heat = drawn(view.game, turn, cells.place.mean(axis=1))
        share, seam = share * last.dark, self._seam
        seen = share > 0.0
        share, heat, start, end = share[seen], heat[seen], cells.start[seen], cells.end[seen]
        half = max(SEAM_M * camera.scale, 1.1) * (MOUTH + (TIP - MOUTH) * cells.place[seen])
        breath = 1.0 + BREATH * np.sin(2 * np.pi * BREATH_HZ * self._time)
        white = np.clip(0.75 * heat + 0.35 * last.swell, 0.0, 1.0)[:, None]
        body = np.array(seam.body) + (np.array(seam.bright) - seam.body) * np.maximum(white, 0.35)
        crest = np.array(seam.bright) + (np.array(seam.hot) - seam.bright) * np.maximum(white, 0.25)
        level = breath * (GLEAM + SWELL * last.swell + HEAT * heat)
        # From its soft edge to its core: embers, gold, and light along the middle.
        for wide, strong in HALOES:
            out.strokes_add(strokes.lines(start, end, wide * half, EMBER, strong * share * breath))
        out.strokes_over(strokes.lines(start, end, half, body, share))
        out.strokes_over(strokes.lines(start, end, CREST * half, crest, 0.95 * share))
        shine = strokes.lines(start, end, 1.6 * half, EMBER, share * level)
        middle = cells.middle[seen]
        return SeamGlow(shine, middle[heat > FRONT_HEAT], middle)

    def veins(
        self, view: View, where: dict[int, Pose], camera: Camera, colour: Rgb, crept: float, light: float
    ) -> Rows:
        """Strokes of the veins that have crept on from all seams that sing: `crept` so far and so bright, 0..1."""
        rows = [strokes.NONE]
        for piece in view.sculpture.pieces if crept * light > 0.0 else ():
            seams = [crack.path for crack in view.sculpture.cracks if crack.piece == piece.key and crack.voice]
            if seams and piece.key in where:
                if piece.key not in self._veins:
                    self._veins[piece.key] = grow(piece.mesh, seams)
                rows.append(self._veins[piece.key].rows(where[piece.key], camera, colour, crept, light))
        return np.concatenate(rows)


def rims(view: View, where: dict[int, Pose], camera: Camera, strength: float, gold: Floats) -> Rows:
    """Strokes of light along the rims of all that stands and what it wears, for `strokes_add`.

    Args:
        strength: 0..1.
        gold: (N, 2) m: what shines by now; it lights the rims that are near.
    """
    standing = {piece.key for piece in view.sculpture.pieces if piece.standing}
    worn = [
        (each.mesh, where[each.piece].ridden(each.offset))
        for each in view.sculpture.ornaments
        if each.piece in standing
    ]
    rows = [strokes.NONE]
    for mesh, pose in [*((p.mesh, where[p.key]) for p in view.sculpture.pieces if p.key in standing), *worn]:
        places = pose.place(mesh.nodes)
        start, end = places[mesh.sides[:, 0]], places[mesh.sides[:, 1]]
        cool, warm = _facing(start, end), _near((start + end) / 2, gold)
        half = max(RIM_HALF_M * camera.scale, LEAST_RIM_PX)
        first, last = _parted(camera.to_screen(start), camera.to_screen(end), half)
        rows.append(strokes.lines(first, last, half, RIM, strength * RIM_LIGHT * cool))
        rows.append(strokes.lines(first, last, half, EMBER, strength * WARM_LIGHT * warm))
    return np.concatenate(rows)


def _parted(start: Floats, end: Floats, gap: float) -> tuple[Floats, Floats]:
    """Strokes, `gap` px shorter at each end: where their round ends meet, light is not added twice."""
    along = end - start
    short = along * (np.minimum(gap, 0.4 * np.hypot(*along.T)) / np.maximum(np.hypot(*along.T), 1e-9))[:, None]
    return start + short, end - short


def _facing(start: Floats, end: Floats) -> Floats:
    """(N,) 0..1: how much light falls on rims from m to m; what is solid is on their left."""
    along = end - start
    outward = np.column_stack([along[:, 1], -along[:, 0]]) / np.maximum(np.hypot(*along.T), 1e-9)[:, None]
    facing: Floats = np.clip((outward * RIM_FROM).sum(axis=1), 0.0, 1.0)
    return RIM_LEAST + (1.0 - RIM_LEAST) * facing


def _near(places: Floats, gold: Floats) -> Floats:
    """(N,) 0..1: how near places (N, 2) m are to what shines (M, 2) m."""
    if not len(gold):
        return np.zeros(len(places))
    apart = np.hypot(*(places[:, None] - gold[None]).transpose(2, 0, 1)).min(axis=1)
    near: Floats = np.exp(-apart / WARM_M)
    return near
