"""What is to be drawn, as data: a list of commands, each of a kind, for a layer, with the arrays that it needs.

Nothing here knows how they are drawn: `software` maps kinds to its kernels, and a renderer on a graphics card would map
them to its own.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum, auto
from typing import Any, NamedTuple, Protocol

import numpy as np
import pygame
from numpy.typing import NDArray

from game.core.geom import Floats, Ints

Canvas = NDArray[np.uint32]
"""(H, W) pixels, 0xRRGGBB."""
Glow = NDArray[np.float32]
"""(h, w, 3) linear light: red, green, blue, 1 = full."""
Rows = NDArray[np.float32]
"""(N, fields), one row for each thing of a kind; see `raster` and `quads` for their fields."""
Tile = NDArray[np.uint8]
"""(h, w) smoke or noise that repeats."""
Sprite = NDArray[np.uint64]
"""(h, w) with 16 bits for each of opacity, red, green, blue, 0-255, colours times opacity."""
Band = tuple[int, int]
"""Rows of a picture: the first, and the one after the last."""
Shade = tuple[int, int, int]
"""Red, green, blue, 0-256."""
Turned = tuple[float, float, float, float, float, float]
"""Where a sprite is drawn: x, y of its centre on the canvas (px), cosine and sine of its angle, column and row of the
centre in the sprite."""


DIVISOR = 4
"""Canvas pixels per glow pixel, along each side. Enlarging light counts on it."""
STROKE_FIELDS = 10
"""x0, y0, x1, y1, half width at both ends (px), red, green, blue (0-255), opacity or strength."""
ARC_FIELDS = 10
"""Centre x, y, radius, half width (px), start, sweep (rad, counter-clockwise as seen), then colour and strength."""
QUAD_FIELDS = 20
"""Four corners of x, y, across, strength; then red, green, blue (0-255); then what makes it a tent, see `quads`."""


class Layer(IntEnum):
    """Of a picture, back to front."""

    HOUSE = auto()
    SHADOWS = auto()
    PIECES = auto()
    EMBERS = auto()
    GLASS = auto()
    """Prisms and lenses: under the light that runs in them."""
    BEAMS = auto()
    PLUMB = auto()
    """What tells of balance: under the cracks."""
    OPTICS = auto()
    BLOOM = auto()
    CRACKS = auto()
    """Over what shines: a crack stays dark in the strongest beam, and gold is not lost in its own blaze."""
    DUST = auto()
    RINGS = auto()
    FLOOR = auto()
    SPARKS = auto()
    HAND = auto()
    HIGHLIGHT = auto()
    MOOD = auto()
    STRESS = auto()
    AUDIENCE = auto()
    BEFORE = auto()
    """The stage as it was until now, fading: from here on all is at the window's own resolution."""
    HUD = auto()
    """What is read, from here on."""
    TYPE = auto()


STAGE_LAYERS = tuple(layer for layer in Layer if layer < Layer.BEFORE)
"""What may be drawn coarsely."""


class Kind(StrEnum):
    """Of a command; `DrawList` has a method for each, with what its arrays are."""

    STROKES_OVER = auto()
    STROKES_ADD = auto()
    STROKES_SHADE = auto()
    ARCS_OVER = auto()
    ARCS_ADD = auto()
    QUADS = auto()
    SPRITE = auto()
    PICTURE = auto()
    ENLARGED = auto()
    SCALED = auto()
    CLOTH = auto()
    CROWD = auto()
    LIGHT = auto()
    TINT = auto()
    WASH = auto()
    MIRROR = auto()
    IMAGE = auto()
    STROKES_GLOW = auto()
    QUADS_GLOW = auto()


class Command(NamedTuple):
    """One thing to draw. Its arrays are read when it is drawn: whoever adds it leaves them alone until then."""

    kind: Kind
    layer: Layer
    arrays: tuple[Any, ...]
    """As the method of `DrawList` named like the kind takes them."""
    rows: Band | None = None
    """The only rows of the picture that it touches, where that is known."""


@dataclass(frozen=True, slots=True, eq=False)
class DrawList:
    """Commands for one picture; what is added goes to one layer, and `on` gives the same list at another."""

    layer: Layer = Layer.HOUSE
    commands: list[Command] = field(default_factory=list)

    def on(self, layer: Layer) -> "DrawList":
        """The same list; what is added by it goes to this layer."""
        return DrawList(layer, self.commands)

    def take(self, layers: Collection[Layer] = tuple(Layer)) -> list[Command]:
        """Remove the commands of some layers: back to front, those of one layer in the order in which they came."""
        taken = sorted((command for command in self.commands if command.layer in layers), key=lambda each: each.layer)
        self.commands[:] = [command for command in self.commands if command.layer not in layers]
        return taken

    def fade(self, layers: Collection[Layer], share: float) -> None:
        """Leave a share (0..1) of what was added to some layers: strokes, arcs, quads of light and images."""
        for index, command in enumerate(self.commands):
            if command.layer in layers and command.kind in _OPACITIES:
                self.commands[index] = command._replace(arrays=_OPACITIES[command.kind](share, *command.arrays))

    def strokes_over(self, rows: Rows) -> None:
        """Paint strokes (N, STROKE_FIELDS) over the picture."""
        self._strokes(Kind.STROKES_OVER, rows)

    def strokes_add(self, rows: Rows) -> None:
        """Add strokes (N, STROKE_FIELDS) of light, soft to their edges."""
        self._strokes(Kind.STROKES_ADD, rows)

    def strokes_shade(self, rows: Rows) -> None:
        """Take light away along strokes (N, STROKE_FIELDS), soft to their edges."""
        self._strokes(Kind.STROKES_SHADE, rows)

    def arcs_over(self, rows: Rows) -> None:
        """Paint arcs (N, ARC_FIELDS) over the picture."""
        self._arcs(Kind.ARCS_OVER, rows, False)

    def arcs_add(self, rows: Rows) -> None:
        """Add arcs (N, ARC_FIELDS) of light, soft to their edges."""
        self._arcs(Kind.ARCS_ADD, rows, True)

    def quads(self, quads: Rows, smoke: Tile, dither: Tile, drift: tuple[int, int]) -> None:
        """Add quads of light (N, QUAD_FIELDS), seen through smoke that has drifted so many px; see `quads.quad_add`."""
        if len(quads):
            self._put(Kind.QUADS, quads, smoke, dither, drift)

    def sprite(self, sprite: Sprite, pose: Turned, reach: float) -> None:
        """Lay a sprite over the picture, turned and moved; `reach` is px from its centre to its farthest texel."""
        rows = int(pose[1] - reach) - 1, int(pose[1] + reach) + 2
        self._put(Kind.SPRITE, rows, sprite, pose, rows=rows)

    def picture(self, picture: Canvas, left: Floats, top: int) -> None:
        """Fill all from a larger picture, each row from its own `left` (px) on; `top` rows of it lie above."""
        self._put(Kind.PICTURE, picture, left, top)

    def enlarged(self, small: Canvas) -> None:
        """Fill all with a picture of half the width and height (rounded up), smoothly."""
        self._put(Kind.ENLARGED, small)

    def scaled(self, small: pygame.Surface) -> None:
        """Fill all with a smaller picture of whatever size, smoothly."""
        self._put(Kind.SCALED, small)

    def cloth(self, cloth: Canvas, left: Floats, y: int) -> None:
        """Lay a picture with opacity (0xAARRGGBB, colours times opacity) over.

        `left` (the picture's height,) is where each row begins, `y` where the first one lies, px.
        """
        self._put(Kind.CLOTH, cloth, left, y, rows=(y, y + len(cloth)))

    def crowd(self, people: Canvas, which: Ints, at: Floats, body: Shade, rim: Shade, light: int) -> None:
        """Lay silhouettes with lit rims over.

        Args:
            people: (S, h, w) cover in the upper 16 bits, rim in the lower.
            which: (P,) the silhouette of each; at: (P, 2) px of its upper left corner.
            body, rim: colours; light: how brightly rims are lit, of 256.
        """
        rows = int(at[:, 1].min()), int(at[:, 1].max()) + people.shape[1] + 1
        self._put(Kind.CROWD, people, which, at, body, rim, light, rows=rows)

    def light(self, wide: Canvas) -> None:
        """Add the light that shines from all that glows; see `layers.pack_light`."""
        self._put(Kind.LIGHT, wide)

    def tint(self, left: Shade, added: Shade) -> None:
        """Keep `left` of 256 of each colour of the picture, and add so much light (0-255)."""
        self._put(Kind.TINT, left, added)

    def wash(self, light: int, colour: int) -> None:
        """Keep so many of 256 of the picture's light, and of how far its colours are from grey."""
        self._put(Kind.WASH, light, colour)

    def mirror(self, above: pygame.Rect, below: pygame.Rect, fade: pygame.Surface) -> None:
        """Show what is `above` upside down `below`, squeezed, through the opacity of `fade`, as large as `below`."""
        self._put(Kind.MIRROR, above, below, fade)

    def image(self, image: pygame.Surface, at: tuple[float, float], opacity: float = 1.0) -> None:
        """Put an image with transparency, its upper left corner at (x, y) px."""
        self._put(Kind.IMAGE, image, at, opacity)

    def strokes_glow(self, rows: Rows, scale: float) -> None:
        """Add strokes (N, STROKE_FIELDS) to a glow that has `scale` of its pixels for a pixel of the canvas."""
        if len(rows):
            self._put(Kind.STROKES_GLOW, rows, scale)

    def quads_glow(self, quads: Rows, profile: Rows, scale: float) -> None:
        """Add quads (N, QUAD_FIELDS) to a glow; `profile` (E,) is their brightness from middle to side."""
        if len(quads):
            self._put(Kind.QUADS_GLOW, quads, profile, scale)

    def _strokes(self, kind: Kind, rows: Rows) -> None:
        if len(rows):
            reach = float(rows[:, 4:6].max()) + 2.0
            ys = rows[:, 1:4:2]
            self._put(kind, rows, rows=(int(ys.min() - reach), int(ys.max() + reach) + 1))

    def _arcs(self, kind: Kind, rows: Rows, as_light: bool) -> None:
        if len(rows):
            reach = rows[:, 2] + rows[:, 3] + 2.0
            self._put(kind, rows, as_light, rows=(int((rows[:, 1] - reach).min()), int((rows[:, 1] + reach).max()) + 1))

    def _put(self, kind: Kind, *arrays: Any, rows: Band | None = None) -> None:
        self.commands.append(Command(kind, self.layer, arrays, rows))


def _rows_left(share: float, rows: Rows, *others: Any) -> tuple[Any, ...]:
    """Strokes and arcs end in their opacity."""
    left = rows.copy()
    left[:, -1] *= share
    return (left, *others)


def _quads_left(share: float, quads: Rows, *others: Any) -> tuple[Any, ...]:
    """Each corner of a quad has its strength."""
    left = quads.copy()
    left[:, 3:16:4] *= share
    return (left, *others)


def _image_left(share: float, image: pygame.Surface, at: tuple[float, float], opacity: float) -> tuple[Any, ...]:
    return image, at, opacity * share


_OPACITIES: dict[Kind, Callable[..., tuple[Any, ...]]] = {
    Kind.STROKES_OVER: _rows_left,
    Kind.STROKES_ADD: _rows_left,
    Kind.ARCS_OVER: _rows_left,
    Kind.ARCS_ADD: _rows_left,
    Kind.STROKES_GLOW: _rows_left,
    Kind.QUADS: _quads_left,
    Kind.QUADS_GLOW: _quads_left,
    Kind.IMAGE: _image_left,
}
"""Called as (share, *arrays); returns the arrays of what is left."""


class Rasteriser(Protocol):
    """What draws commands: `software`, or whatever takes its place."""

    def draw(self, out: DrawList, target: pygame.Surface, layers: Collection[Layer] = ...) -> None:
        """Draw the commands of some layers on a surface for which `raster.is_canvas` holds, and forget them."""
        ...

    def shine(self, out: DrawList, glow: Glow) -> None:
        """Draw commands for a glow into it, and forget them."""
        ...
