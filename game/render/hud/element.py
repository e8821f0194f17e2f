"""What an element of the display is, and what its elements share: sizes, colours between colours, type on a shade."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import numpy as np
import pygame

from game.render.look.text import LEAST_PX, Typesetter
from game.render.look.theme import Palette, Rgb
from game.render.paint.drawlist import DrawList, Layer
from game.settings import Picture
from game.sim.balance import Balance
from game.sim.view import View

Size = tuple[int, int]
Written = tuple[pygame.Surface, tuple[float, float], float]
"""A line of type, where its upper left is (px), and how opaque it is."""
REFERENCE_HEIGHT = 720
"""px of window height at which sizes of elements are exact; they grow and shrink with the window."""
MARGIN = 0.036
"""Of the window's width and height (the larger), left free at the edges."""
LINE_EMS = 1.3
"""From line to line."""
SHADE = 0.88
"""Darkness under what is small and written over people and gold leaf."""


@dataclass(frozen=True, slots=True)
class Frame:
    """What elements are drawn from."""

    view: View
    size: Size
    """px of the window."""
    elapsed_s: float
    """Real seconds since the last frame."""
    settings: Picture
    balance: Balance
    danger: float
    """That of the balance, eased: 0 (calm) .. 1 (falling)."""

    @property
    def unit(self) -> float:
        """px of this window for one of the reference height."""
        return unit_of(self.size)

    def type_px(self, px: float) -> int:
        """Size of type, px, for one at the reference height, as large as the player likes it."""
        return type_px(px, self.settings.text * self.unit)


class Element(ABC):
    """One thing that is read. `hud.ELEMENTS` lists them."""

    name: ClassVar[str]

    def __init__(self, palette: Palette, typesetter: Typesetter, limit_s: float) -> None:
        """`limit_s` is how long the performance may last, s."""
        self._palette, self._type, self._limit_s = palette, typesetter, limit_s

    @staticmethod
    @abstractmethod
    def room(size: Size, text: float) -> pygame.FRect:
        """The room that it may take, px, in a window of `size` px with type of `text` times its made size.

        It lies inside the window, and in no other element's.
        """

    @abstractmethod
    def draw(self, out: DrawList, frame: Frame) -> None:
        """Draw it, and let time pass; what is type goes to `Layer.TYPE`."""

    def wear(self, palette: Palette) -> None:
        """Be drawn in these colours from now on."""
        self._palette = palette

    def reset(self) -> None:  # noqa: B027  (most remember nothing)
        """Begin a new performance."""


def unit_of(size: Size) -> float:
    """px of this window for one of the reference height."""
    return min(size[1] / REFERENCE_HEIGHT, size[0] / (REFERENCE_HEIGHT * 4 / 3))


def corner_of(size: Size) -> tuple[float, float]:
    """px from the window's sides and from its top to what stands in its upper corners."""
    return MARGIN * size[0], MARGIN * max(size[1], 0.6 * size[0])


def type_px(px: float, unit: float) -> int:
    """Size of type in this window, px."""
    return max(LEAST_PX, round(px * unit))


def put_on_shade(out: DrawList, line: pygame.Surface, at: tuple[float, float], opacity: float = 1.0) -> None:
    """Put a line on a soft darkness of its own: gold leaf and lit people may be behind it."""
    put_all_on_shade(out, [(line, at, opacity)])


def put_all_on_shade(out: DrawList, lines: Sequence[Written]) -> None:
    """Put lines that stand near each other on darkness: that of one lies under all others, not over them."""
    over = out.on(Layer.TYPE)
    for line, at, opacity in lines:
        put_shade(over, pygame.FRect(at, line.get_size()), opacity)
    for line, at, opacity in lines:
        over.image(line, at, opacity)


def put_shade(out: DrawList, room: pygame.FRect, opacity: float = 1.0) -> None:
    """Put a soft darkness under what is read in a room, px."""
    height = round(room.height)
    size = (round(room.width) + 2 * height, 2 * height)
    out.image(_shade(size), (room.left - height, room.top - height / 2), opacity)


@lru_cache(maxsize=32)
def _shade(size: Size) -> pygame.Surface:
    """A soft darkness of this size (px), for what is written over the rims of the house."""
    across, down = (np.abs(np.linspace(-1.0, 1.0, length)) for length in size)
    left = np.clip(1.0 - across[:, None] ** 4, 0.0, 1.0) * np.clip(1.0 - down[None, :] ** 2, 0.0, 1.0)
    shade = pygame.Surface(size, pygame.SRCALPHA, 32)
    shade.fill((0, 0, 0, 0))
    pygame.surfarray.pixels_alpha(shade)[:] = (255 * SHADE * left).astype(np.uint8)
    return shade


def between(a: Rgb, b: Rgb, share: float) -> Rgb:
    """A colour so far on the way from one to another."""
    red, green, blue = (round(x + (y - x) * share) for x, y in zip(a, b, strict=True))
    return red, green, blue
