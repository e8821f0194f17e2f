"""The dark hall: at the end the lamps go out over all that was drawn, and the golden drawing shines in their stead."""

import numpy as np

from game.render.effects.last_picture import LastPicture
from game.render.look.camera import Camera
from game.render.look.theme import Palette
from game.render.paint import strokes
from game.render.paint.drawlist import DrawList, Layer
from game.render.pieces.cracks import SeamGlow
from game.render.pieces.golden import GoldenDrawing, rims
from game.render.pieces.sculpture import Pose
from game.sim.view import View

DARK = 0.965
"""Share of the house's light that is gone when all lamps are out."""
OUT = (
    Layer.EMBERS,
    Layer.BEAMS,
    Layer.PLUMB,
    Layer.CRACKS,
    Layer.OPTICS,
    Layer.RINGS,
    Layer.HAND,
    Layer.MOOD,
    Layer.HUD,
    Layer.TYPE,
)
"""What goes out with the lamps."""
DEEP = 0.085
"""Share of it that the glass has of itself by the time that it has settled: its colours are seen in the dark."""
KEPT = 0.8
"""How clearly the veins that crept on in the dark are seen once the house is lit again."""
BLOOM = 0.5
"""How much farther light is seen to reach then."""


class DarkHall:
    """How far the lamps are out, and what is drawn instead of what they lit."""

    def __init__(self, palette: Palette) -> None:
        self._palette = palette
        self.reset()

    def reset(self) -> None:
        """A new performance: all lamps are lit."""
        self.last = LastPicture()
        """How far the last picture is."""
        self._golden = GoldenDrawing(self._palette)

    def pose(self) -> None:
        """Stand as it is at its best, for a photograph."""
        self.last = LastPicture.posed()

    def advance(self, view: View, elapsed_s: float) -> None:
        """Let real seconds pass."""
        self._golden.advance(elapsed_s)
        self.last.advance(view, elapsed_s)

    @property
    def is_dark(self) -> bool:
        """Whether any of the lamps' light is gone."""
        return self.last.dark > 0.0

    @property
    def lamps(self) -> float:
        """What is left of the lamps, 0..1."""
        return 1.0 - self.last.dark

    @property
    def in_glass(self) -> float:
        """What is left of the house's light where there is glass, 0..1."""
        return 1.0 - (DARK - DEEP * self.last.settled) * self.last.dark

    @property
    def bloom(self) -> float:
        """By how much of its own more the bloom spreads."""
        return BLOOM * self.last.dark

    def draw_kept(self, out: DrawList, view: View, where: dict[int, Pose], camera: Camera) -> None:
        """The veins that crept on in the dark, as they are seen when the house is lit again."""
        last, gold = self.last, self._palette.seam.bright
        kept = self._golden.veins(view, where, camera, gold, last.settled, KEPT * (1.0 - last.dark))
        out.on(Layer.CRACKS).strokes_over(kept)

    def put_out(self, out: DrawList, view: View, where: dict[int, Pose], camera: Camera, seams: SeamGlow) -> SeamGlow:
        """Put the lamps out in what was added so far, and draw what shines by itself; that comes back."""
        last = self.last
        left = round(256 * (1.0 - DARK * last.dark))
        out.on(Layer.SHADOWS).tint((left, left, left), (0, 0, 0))
        out.fade(OUT, self.lamps)
        golden = self._golden.draw(out.on(Layer.CRACKS), view, where, camera, last)
        out.on(Layer.PIECES).strokes_add(rims(view, where, camera, last.dark, golden.singing))
        dimmed = strokes.faded(seams.rows, self.lamps)
        return SeamGlow(np.concatenate([dimmed, golden.rows]), golden.hot, golden.singing)
