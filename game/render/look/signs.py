"""How the signs of pads are drawn: outlines as heavy as the type beside them, with letters or a mark within."""

from collections.abc import Callable, Mapping
from math import cos, pi, sin

import pygame

from game.core.signs import Sign
from game.render.look.theme import Rgb

SMOOTH = 4
"""Drawn so many times larger, and scaled down."""
HIGH, AIR = 1.06, 0.12
"""Height of a sign, and what is left free at both sides, in the size of the type."""
LINE = 0.075
"""Thickness of outlines, in the size of the type."""
LETTERS, SMALL = 0.62, 0.5
"""Size of a letter on a round sign, and of several on a pill, in the size of the type."""

Face = Callable[[int], pygame.font.Font]
"""The face of letters, at a height in px."""


def sign_picture(sign: Sign, px: int, colour: Rgb, face: Face) -> pygame.Surface:
    """A sign beside type of `px`, smooth, with alpha."""
    side = round(HIGH * px) * SMOOTH
    letters = None
    if sign.shape != "cross" and sign.label not in _MARKS:
        size = SMALL if sign.shape == "pill" else LETTERS
        letters = face(round(size * px * SMOOTH)).render(sign.label, True, colour)
    wide = max(side, letters.get_width() + side // 2) if sign.shape == "pill" and letters is not None else side
    large = pygame.Surface((wide, side), pygame.SRCALPHA)
    line, box = max(SMOOTH, round(LINE * px * SMOOTH)), pygame.Rect(0, 0, wide, side).inflate(-SMOOTH, -SMOOTH)
    if sign.shape == "cross":
        _draw_cross(large, box, sign.label, line, colour)
    elif sign.shape == "pill":
        pygame.draw.rect(large, colour, box.inflate(0, -side // 6), line, border_radius=side // 3)
    else:
        pygame.draw.circle(large, colour, box.center, box.height / 2, line)
        if sign.shape == "stick":
            pygame.draw.circle(large, colour, box.center, box.height / 2 - 1.8 * line, max(SMOOTH, line // 2))
    if sign.label in _MARKS and sign.shape == "round":
        _MARKS[sign.label](large, box.center, 0.26 * side, line, colour)
    if letters is not None:
        large.blit(letters, letters.get_rect(center=box.center))
    air = round(AIR * px)
    small = pygame.transform.smoothscale(large, (wide // SMOOTH, side // SMOOTH))
    made = pygame.Surface((small.get_width() + 2 * air, small.get_height()), pygame.SRCALPHA)
    made.blit(small, (air, 0))
    return made


def _draw_cross(large: pygame.Surface, box: pygame.Rect, way: str, line: int, colour: Rgb) -> None:
    """The cross of directions, with one arm full."""
    x, y, arm, half = box.centerx, box.centery, box.height // 2, box.height // 6
    corners = [(-half, -arm), (half, -arm), (half, -half), (arm, -half), (arm, half), (half, half)]
    outline = [(x + a, y + b) for a, b in corners + [(-a, -b) for a, b in corners]]
    pygame.draw.polygon(large, colour, outline, line)
    arms = {"up": (-half, -arm), "down": (-half, half), "left": (-arm, -half), "right": (half, -half)}
    left, top = arms[way]
    extent = (2 * half, arm - half) if way in ("up", "down") else (arm - half, 2 * half)
    large.fill(colour, ((x + left, y + top), extent))


def _polygon(count: int, turn: float) -> Callable[[pygame.Surface, tuple[int, int], float, int, Rgb], None]:
    """Draws a polygon of so many corners, the first one turned so far from the right, rad."""

    def draw(large: pygame.Surface, at: tuple[int, int], radius: float, line: int, colour: Rgb) -> None:
        turns = [turn + 2 * pi * number / count for number in range(count)]
        corners = [(at[0] + 1.15 * radius * cos(a), at[1] + 1.15 * radius * sin(a)) for a in turns]
        pygame.draw.polygon(large, colour, corners, line)

    return draw


def _cross(large: pygame.Surface, at: tuple[int, int], radius: float, line: int, colour: Rgb) -> None:
    x, y, reach = at[0], at[1], 0.85 * radius
    pygame.draw.line(large, colour, (x - reach, y - reach), (x + reach, y + reach), line)
    pygame.draw.line(large, colour, (x - reach, y + reach), (x + reach, y - reach), line)


def _ring(large: pygame.Surface, at: tuple[int, int], radius: float, line: int, colour: Rgb) -> None:
    pygame.draw.circle(large, colour, at, radius, line)


_MARKS: Mapping[str, Callable[[pygame.Surface, tuple[int, int], float, int, Rgb], None]] = {
    "cross": _cross,
    "ring": _ring,
    "square": _polygon(4, pi / 4),
    "triangle": _polygon(3, -pi / 2),
}
"""What is drawn on a button instead of letters."""
