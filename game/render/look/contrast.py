"""High contrast: what is played with stands out, and the rest is dim and grey."""

from game.render.look.theme import Palette
from game.render.paint.drawlist import DrawList, Layer

BOLD = 1.45
"""How much wider cracks, seams and the ring of the brush are."""
HOUSE, GLASS = (112, 36), (160, 90)
"""Of 256, the light and the colour that wall, floor and curtains keep; and then the glass, and these once more."""
BLOOM = 0.35
"""What is left of the light that spreads: it would lie over the cracks."""


def dim_house(out: DrawList) -> None:
    """After what is painted of the house, before anything stands on it."""
    out.on(Layer.HOUSE).wash(*HOUSE)


def dim_glass(out: DrawList) -> None:
    """After the sculpture and all other glass, before the light."""
    out.on(Layer.GLASS).wash(*GLASS)


def in_contrast(palette: Palette) -> Palette:
    """The palette in which all ink is as bright as the brightest, and the edges of cracks are white."""
    ink = palette.ink.model_copy(update={"title": (255, 255, 255), "quiet": (255, 255, 255)})
    crack = palette.crack.model_copy(update={"hair": (0, 0, 0), "edge": (255, 255, 255), "glint": (255, 255, 255)})
    return palette.model_copy(update={"ink": ink, "crack": crack})
