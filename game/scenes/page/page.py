"""The look that all pages around a performance share: a theatre programme, gold on dark."""

import math
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
import pygame

from game.core.geom import Floats
from game.render import Palette, Typesetter
from game.render.look.contrast import in_contrast
from game.render.look.text import LEAST_PX
from game.render.look.theme import Rgb
from game.scenes.page.backdrops import Backdrops
from game.settings import Picture

Point = tuple[float, float]
Size = tuple[int, int]

DESIGN_SIZE = (1280.0, 720.0)
"""Sizes on pages are written for this window and scaled from it, px."""
LEFT = 120.0
"""Left edge of a page's text in that window, px."""
COLUMN = 430.0
"""Width of that text, px."""
LEAST_UNIT = 0.5
"""Pages do not shrink below half: text would not be readable."""
BODY_PX = 18.0
"""Height of what most of a page is written in, px of the design."""
FOOT = 0.86
"""Where a sculpture stands, share of the window's height."""
OVERLINE_PX = 13.0
OVERLINE_SPACING = 0.22
"""Size (px of the design) and letter spacing (ems) of small headings."""
NO_BREAK = "\N{NO-BREAK SPACE}"
"""Between words that a paragraph keeps on one line."""
LEADING = 1.3
"""From one line of text to the next at least, in its size."""
LARGE_PX, LARGE_SHARE = 40.0, 0.25
"""Type of this size (px of the design) is read anyway: it grows and shrinks by this share of what small type does."""
DIM = 0.80
"""Brightness of the accent where it only orders the page: numerals, rules, ornaments."""

BLUR, BLUR_RADIUS = 16, 2
"""What lies under a page is made so many times smaller, blurred by so many of its pixels twice, and enlarged again."""
_VEIL_LIGHT = (0.34, 0.08)
"""Light that a veil leaves in the middle and at the sides..."""
_VEIL_MIDDLE = 0.30
"""...and how far from the middle the sides begin, share of half the width."""
_SKY_SHARES = (0.0, 0.45, 0.80, 1.0)
"""Where the wall's colours stand, share of the height; the last is the floor's shadow."""
_WALL = 0.84
"""Brightness of the wall, share of the stage's."""
_GLOW = 0.46
"""Strength of the glow behind the sculpture and of the pool of light that it stands in."""
_POOL = (0.34, 0.036)
"""Half width and half height of that pool, shares of the window's height."""
_CURTAIN_SHARE = 0.085
"""Width of a curtain's visible edge, share of the window's."""
_FOLDS = 3.2
"""Folds in that edge."""
_GRAIN = 1.1
"""Noise that hides the bands of a dark gradient, steps of 8-bit colour."""


class Style:
    """Face and colours of all pages."""

    def __init__(self, palette: Palette) -> None:
        self.palette = palette
        self.title: Rgb = palette.ink.title
        self.accent: Rgb = palette.ink.accent
        self.quiet: Rgb = palette.ink.quiet
        self.danger: Rgb = palette.ink.danger
        self.text = 1.0
        """Size of all text against the size it was made in; may be changed at any time."""
        self.dim: Rgb = shaded(self.accent, DIM)
        self.type = Typesetter()
        self._backdrops = Backdrops(lambda size, centre: _backdrop(size, centre, palette))

    def obey(self, settings: Picture) -> None:
        """Be as large, and stand out as much, as the player likes it."""
        self.text = settings.text
        ink = in_contrast(self.palette).ink if settings.contrast else self.palette.ink
        self.title, self.accent, self.quiet, self.danger = ink.title, ink.accent, ink.quiet, ink.danger
        self.dim = self.accent if settings.contrast else shaded(self.accent, DIM)

    def backdrop(self, size: Size, centre: Point) -> pygame.Surface:
        """The empty page with a warm glow round `centre` (shares of the window). Shared: never draw on it."""
        return self._backdrops.of(size, centre)


class Sheet:
    """A surface that is drawn on in pixels of the design, so that a page looks the same in every window."""

    def __init__(self, target: pygame.Surface, style: Style) -> None:
        self.target, self.style = target, style
        self.unit = unit(target.get_size())
        self.width, self.height = target.get_width() / self.unit, target.get_height() / self.unit

    @property
    def text(self) -> float:
        """Size of all text against the size it was made in, as the player likes it.

        In a window so small that it could not be read it is larger, and pages make room as for any large text.
        """
        return max(self.style.text, LEAST_PX / (BODY_PX * self.unit))

    def pixel(self, at: Point) -> tuple[int, int]:
        """The pixel at a point of the design."""
        return round(at[0] * self.unit), round(at[1] * self.unit)

    def place(self, line: pygame.Surface, at: Point, anchor: float = 0.0, share: float = 1.0) -> None:
        """Put a line at `at`, its top; `anchor` 0 left, 0.5 middle, 1 right; `share` fades it in."""
        if share <= 0.0:
            return
        if share < 1.0:
            line = line.copy()  # lines are shared with whoever sets the same words
            line.set_alpha(round(255 * share))
        x, y = self.pixel(at)
        self.target.blit(line, (x - round(anchor * line.get_width()), y))

    def write(
        self,
        text: str,
        at: Point,
        px: float,
        colour: Rgb,
        *,
        strong: bool = False,
        anchor: float = 0.0,
        share: float = 1.0,
        room: float = math.inf,
        centred: bool = False,
    ) -> None:
        """Set a line of text and place it.

        It is `px` high, as the player likes it; smaller where it would be wider than `room`, px of the design, and then
        on the same line as what stands beside it. `at` is its top; if `centred`, the middle of its height, for rows
        whose text may be small or large.
        """
        line, face = self._line(text, px, colour, strong, room), self.style.type.font(self.text_px(px), strong)
        smaller_by = self.style.type.line(text, self.text_px(px), colour, strong).get_height() - line.get_height()
        drop = -0.5 * line.get_height() if centred else smaller_by * face.get_ascent() / face.get_height()
        self.place(line, (at[0], at[1] + drop / self.unit), anchor, share)

    def paragraph(
        self, text: str, at: Point, px: float, colour: Rgb, *, room: float, most: int = 2, share: float = 1.0
    ) -> int:
        """Set text in up to `most` lines, the last smaller if need be; returns how many there are.

        A dot between two parts of it is left out where a line ends or begins there.
        """
        lines = self.broken(text, px, room, most)
        for row, written in enumerate(lines):
            self.write(written, (at[0], at[1] + row * self.step(0.0, px)), px, colour, share=share, room=room)
        return len(lines)

    def broken(self, text: str, px: float, room: float, most: int = 2) -> list[str]:
        """The lines of a paragraph, up to `most`, none of them wider than `room` but for the last, if need be."""
        lines, words = [""], text.split(" ")
        while words:
            longer = f"{lines[-1]} {words[0]}".lstrip()
            line = self.style.type.line(longer, self.text_px(px), self.style.title)
            if lines[-1] and line.get_width() > room * self.unit and len(lines) < most:
                lines[-1] = lines[-1].rstrip(" ·")
                lines.append("")
                while words[0] in ("", "·"):
                    words = words[1:]
            else:
                lines[-1] = longer
                words = words[1:]
        return lines

    def overline(self, text: str, at: Point, share: float = 1.0, *, room: float = math.inf) -> None:
        """A small heading in spaced capitals; smaller where it would be wider than `room`, px of the design."""
        px = self.text_px(OVERLINE_PX)
        line = spaced(self.style.type, text, px, self.style.dim)
        if line.get_width() > room * self.unit:
            line = spaced(self.style.type, text, _fitting(px, line, room * self.unit), self.style.dim)
        self.place(line, at, share=share)

    def text_px(self, px: float) -> int:
        """Pixels of the window that type of `px` of the design is high, as the player likes it."""
        wanted = 1.0 + (self.text - 1.0) * (LARGE_SHARE if px >= LARGE_PX else 1.0)
        return round(px * self.unit * wanted)

    def width_of(self, text: str, px: float, *, strong: bool = False) -> float:
        """Width of a line that `write` sets with all the room that it wants, px of the design."""
        return self.style.type.line(text, self.text_px(px), self.style.title, strong).get_width() / self.unit

    def fitting(self, texts: Iterable[str], px: float, room: float, *, strong: bool = False) -> float:
        """The size, at most `px`, at which each of them fits: the lines of a list are to be alike."""
        texts = tuple(texts)
        while self.text_px(px) > LEAST_PX:
            widest = max((self.width_of(text, px, strong=strong) for text in texts), default=0.0)
            if widest <= room:
                break
            size = self.text_px(px)
            px *= min(room / widest, (size - 1) / size)  # letters do not shrink evenly: look again
        return px

    def step(self, least: float, px: float) -> float:
        """From one line of type of `px` to the next, px of the design: `least`, or what large text needs."""
        return max(least, LEADING * self.text_px(px) / self.unit)

    def _line(self, text: str, px: float, colour: Rgb, strong: bool, room: float) -> pygame.Surface:
        size = self.text_px(px)
        line = self.style.type.line(text, size, colour, strong)
        while line.get_width() > room * self.unit and size > LEAST_PX:
            size = _fitting(size, line, room * self.unit)
            line = self.style.type.line(text, size, colour, strong)
        return line

    def rule(self, start: Point, length: float, *, both: bool = False, share: float = 1.0) -> None:
        """A hairline to the right of `start` that fades out at its end, or at both."""
        colour = shaded(self.style.dim, share)
        line = _tapered(max(2, round(length * self.unit)), max(1, round(self.unit)), colour, both)
        self.target.blit(line, self.pixel(start))

    def lozenge(self, centre: Point, radius: float, colour: Rgb) -> None:
        """The programme's ornament: a small upright rhombus."""
        x, y, r = centre[0] * self.unit, centre[1] * self.unit, radius * self.unit
        corners = [(x, y - r), (x + 0.62 * r, y), (x, y + r), (x - 0.62 * r, y)]
        pygame.draw.polygon(self.target, colour, corners)
        pygame.draw.aalines(self.target, colour, True, corners)


@lru_cache(maxsize=16)
def spaced(
    type_: Typesetter, text: str, px: int, colour: Rgb, spacing: float = OVERLINE_SPACING, *, strong: bool = False
) -> pygame.Surface:
    """A line of text with `spacing` (ems) between its letters. Shared: never draw on it."""
    letters = [type_.font(px, strong).render(letter, True, colour) for letter in text]
    gap = round(spacing * px)
    width = sum(letter.get_width() for letter in letters) + gap * (len(letters) - 1)
    line = pygame.Surface((width, letters[0].get_height()), pygame.SRCALPHA)
    x = 0
    for letter in letters:
        line.blit(letter, (x, 0))
        x += letter.get_width() + gap
    return line


def _fitting(px: int, line: pygame.Surface, width: float) -> int:
    """A smaller size, at which a line set at `px` is about so wide: letters do not shrink evenly."""
    return max(1, min(px - 1, int(px * width / line.get_width())))


def unit(size: Size) -> float:
    """Pixels of this window for one pixel of the design."""
    return max(LEAST_UNIT, min(size[0] / DESIGN_SIZE[0], size[1] / DESIGN_SIZE[1]))


def shaded(colour: Rgb, share: float) -> Rgb:
    """A colour at a share of its brightness."""
    red, green, blue = (min(255, max(0, round(channel * share))) for channel in colour)
    return red, green, blue


def eased(share: float) -> float:
    """0..1 with a soft beginning and end (smoothstep); clipped outside."""
    share = min(1.0, max(0.0, share))
    return share * share * (3.0 - 2.0 * share)


def darken(target: pygame.Surface, share: float) -> None:
    """Turn the lights down: 0 leaves the picture, 1 makes it black."""
    if share > 0.0:
        light = round(255 * (1.0 - min(1.0, share)))
        target.fill((light, light, light), special_flags=pygame.BLEND_RGB_MULT)


def veil(target: pygame.Surface, share: float) -> None:
    """Put out of focus what lies under a page, and turn its lights down, less in the middle; `share` 0..1 fades it in.

    Nothing is left that an eye could follow, so that nothing is in the way of what is written.
    """
    width, height = target.get_size()
    small = pygame.transform.smoothscale(target, (max(1, width // BLUR), max(1, height // BLUR)))
    for _ in range(2):
        small = pygame.transform.box_blur(small, BLUR_RADIUS)
    soft = pygame.transform.smoothscale(small, (width, height))
    soft.set_alpha(round(255 * share))
    target.blit(soft, (0, 0))
    aside = np.clip(np.abs(np.linspace(-1.0, 1.0, width)) / _VEIL_MIDDLE, 0.0, 1.0) ** 2
    light = 1.0 - share * (1.0 - (_VEIL_LIGHT[0] + (_VEIL_LIGHT[1] - _VEIL_LIGHT[0]) * aside))
    strip = pygame.Surface((width, 1), depth=32)
    pygame.surfarray.blit_array(strip, np.repeat((255 * light).astype(np.uint8)[:, None, None], 3, axis=2))
    target.blit(pygame.transform.scale(strip, (width, height)), (0, 0), special_flags=pygame.BLEND_RGB_MULT)


@lru_cache(maxsize=16)
def _tapered(length: int, thickness: int, colour: Rgb, both: bool) -> pygame.Surface:
    """A line that fades out at its right end, or at both."""
    along: Floats = np.linspace(0.0, 1.0, length)
    fade = np.sin(along * np.pi) ** 0.6 if both else np.cos(along * np.pi / 2) ** 0.8
    line = pygame.Surface((length, thickness), pygame.SRCALPHA)
    line.fill(colour)
    alpha = pygame.surfarray.pixels_alpha(line)
    alpha[:] = (np.clip(fade, 0.0, 1.0) * 255.0).astype(np.uint8)[:, None]
    del alpha  # the surface stays locked for as long as this array lives
    return line


def _backdrop(size: Size, centre: Point, palette: Palette) -> pygame.Surface:
    """Back wall, glow and curtain edges, as floats first so that the dark gradient can be dithered."""
    width, height = size
    across = np.linspace(0.0, 1.0, width, dtype=np.float32)[:, None, None]
    down = np.linspace(0.0, 1.0, height, dtype=np.float32)[None, :, None]
    wall = palette.backdrop.cold
    sky = np.array([wall.top, wall.middle, wall.horizon, wall.middle], dtype=np.float32) * _WALL
    light = np.stack([np.interp(down[0, :, 0], _SKY_SHARES, sky[:, i]) for i in range(3)], axis=1)[None]
    far = ((across - centre[0]) * width / height) ** 2 + ((down - centre[1]) * 0.8) ** 2
    light = light.astype(np.float32) + np.exp(-far * 7.0) * (_GLOW * np.array(wall.glow, dtype=np.float32))
    pool = ((across - centre[0]) * width / height / _POOL[0]) ** 2 + ((down - FOOT) / _POOL[1]) ** 2
    light += np.exp(-1.6 * pool) * (_GLOW * np.array(palette.floor.pool, dtype=np.float32))
    edge = np.minimum(across, 1.0 - across) / _CURTAIN_SHARE
    cloth = np.clip(1.15 - edge, 0.0, 1.0) ** 0.7
    fold = 0.24 + 0.84 * np.sin(edge * _FOLDS * np.pi + 0.6) ** 2 * (1.0 - 0.35 * down)
    light += cloth * (fold * np.array(palette.curtain.body, dtype=np.float32) - light)
    light *= 1.0 - 0.55 * np.clip(((across - 0.5) * 1.5) ** 2 + ((down - 0.5) * 1.3) ** 2, 0.0, 1.0)
    light += np.random.default_rng(0).uniform(-_GRAIN, _GRAIN, (width, height, 1)).astype(np.float32)
    page = pygame.Surface(size)
    pygame.surfarray.blit_array(page, np.clip(light, 0.0, 255.0).astype(np.uint8))
    return page
