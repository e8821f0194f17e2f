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
from game.sim.view import View

MOUTH, TIP = 0.98, 0.42
"""Half width of a vein at its mouth and at its tip, in that of a seam: it is drawn with a brush."""
GLEAM, SWELL, HEAT = 0.26, 0.30, 0.55
"""How strongly a vein shines by itself, how much more in the chord, and how much more while it is drawn."""
BREATH_HZ, BREATH = 0.23, 0.14
"""All veins breathe together, so often and so much."""
EMBER: Rgb = (255, 152, 46)
"""What gold shines like in the dark: where it adds up it is to stay gold."""
FRONT_HEAT = 0.75
"""From so much heat on it throws sparks."""
RIM: Rgb = (150, 150, 196)
RIM_LIGHT, RIM_FROM = 0.30, (-0.42, 0.91)
"""How brightly rims are seen in the dark, and where their light comes from: above, a little to the left."""
RIM_HALF_M = 0.0026
"""m of half width."""


class GoldenDrawing:
    """Draws what is left when the lamps are out."""

    def __init__(self, palette: Palette) -> None:
        self._seam = palette.seam
        self._time = 0.0

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
        cells = lay_cells(cracks, [where[crack.piece] for crack in cracks], camera)
        turn = np.array([turns[crack.flaw] for crack in cracks], dtype=float)[cells.crack]
        share, heat = drawn(view.game, turn, cells.place.mean(axis=1))
        share, seam = share * last.dark, self._seam
        seen = share > 0.0
        share, heat, start, end = share[seen], heat[seen], cells.start[seen], cells.end[seen]
        half = max(SEAM_M * camera.scale, 1.1) * (MOUTH + (TIP - MOUTH) * cells.place[seen])
        breath = 1.0 + BREATH * np.sin(2 * np.pi * BREATH_HZ * self._time)
        white = np.clip(0.75 * heat + 0.35 * last.swell, 0.0, 1.0)[:, None]
        body = np.array(seam.body) + (np.array(seam.bright) - seam.body) * white
        crest = np.array(seam.bright) + (np.array(seam.hot) - seam.bright) * np.maximum(white, 0.25)
        level = breath * (GLEAM + SWELL * last.swell + HEAT * heat)
        # From its soft edge to its core: an ember, gold, and light along the middle.
        out.strokes_add(strokes.lines(start, end, 2.6 * half, EMBER, 0.30 * share * breath))
        out.strokes_over(strokes.lines(start, end, half, body, share))
        out.strokes_over(strokes.lines(start, end, 0.45 * half, crest, 0.9 * share))
        shine = strokes.lines(start, end, 2.4 * half, EMBER, share * level)
        middle = cells.middle[seen]
        return SeamGlow(shine, middle[heat > FRONT_HEAT], middle)


def rims(view: View, where: dict[int, Pose], camera: Camera, strength: float) -> Rows:
    """Strokes of light along the upper rims of all that stands, for `strokes_add`; `strength` 0..1."""
    rows = [strokes.NONE]
    towards = np.array(RIM_FROM)
    for piece in view.sculpture.pieces:
        if not piece.standing:
            continue
        places = where[piece.key].place(piece.mesh.nodes)
        start, end = places[piece.mesh.sides[:, 0]], places[piece.mesh.sides[:, 1]]
        along = end - start
        # What is solid is on the left: outside is to the right.
        outward = np.column_stack([along[:, 1], -along[:, 0]]) / np.maximum(np.hypot(*along.T), 1e-9)[:, None]
        facing: Floats = np.clip(0.25 + 0.75 * (outward * towards).sum(axis=1), 0.0, 1.0)
        half = max(RIM_HALF_M * camera.scale, 0.6)
        rows.append(
            strokes.lines(camera.to_screen(start), camera.to_screen(end), half, RIM, strength * RIM_LIGHT * facing)
        )
    return np.concatenate(rows)
