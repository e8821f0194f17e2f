"""How different two pictures look, and sheets that show it."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pygame
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""(height, width, 3)."""
STRONG = 12.0
"""Difference in CIELAB above which a pixel is another one; 2.3 is just seen side by side."""
AMPLIFIED = 4
"""Differences on a sheet are so many times as bright as they are."""
CELL = (480, 270)
"""px of a picture on a sheet."""
GAP = 10
CAPTION = 26
"""px between pictures on a sheet, and above each."""
PAPER, INK = (24, 20, 28), (232, 222, 206)

_TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
"""sRGB primaries, D65 white (IEC 61966-2-1)."""


class Difference(NamedTuple):
    """How far two pictures are apart."""

    mean: float
    """Over all pixels, in CIELAB."""
    strong: float
    """Share of pixels that are STRONG-ly different."""


def pixels_of(picture: pygame.Surface) -> Pixels:
    """The pixels of a picture."""
    array: Pixels = pygame.surfarray.array3d(picture).swapaxes(0, 1)
    return array


def linear(pixels: NDArray[np.floating] | Pixels) -> NDArray[np.float64]:
    """sRGB 0..255 to linear light 0..1 (IEC 61966-2-1)."""
    value = np.asarray(pixels, np.float64) / 255.0
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def luminance(pixels: NDArray[np.floating] | Pixels) -> NDArray[np.float64]:
    """Relative luminance 0..1 of sRGB pixels, as WCAG 2 has it."""
    return np.asarray(linear(pixels) @ _TO_XYZ[1])


def lab(pixels: NDArray[np.floating] | Pixels) -> NDArray[np.floating]:
    """CIELAB of sRGB pixels (CIE 15:2004, D65)."""
    return _lab_of_light(linear(pixels))


def _lab_of_light(light: NDArray[np.floating]) -> NDArray[np.floating]:
    """CIELAB of linear light 0..1."""
    share = light @ (_TO_XYZ.T / _TO_XYZ.sum(axis=1)).astype(light.dtype)
    root = np.where(share > (6 / 29) ** 3, np.cbrt(share), share / (3 * (6 / 29) ** 2) + 4 / 29)
    x, y, z = np.moveaxis(root, -1, 0)
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=-1)


def difference(a: Pixels, b: Pixels) -> Difference:
    """How far two pictures of one size are apart, to an eye that does not mind the noise of single pixels."""
    steps = _lab_of_light(_soft_light(a)) - _lab_of_light(_soft_light(b))
    apart = np.sqrt(np.einsum("...i,...i", steps, steps))
    return Difference(float(apart.mean()), float((apart > STRONG).mean()))


_LIGHT_OF_NINE = linear(np.arange(9 * 255 + 1) / 9.0).astype(np.float32)
"""Linear light of nine pixels' mean, by their sum: there are few, and powers are dear."""


def _soft_light(pixels: Pixels) -> NDArray[np.float32]:
    """Linear light of the means of 3 by 3 pixels."""
    padded = np.pad(pixels.astype(np.uint16), ((1, 1), (1, 1), (0, 0)), mode="edge")
    height, width = pixels.shape[:2]
    columns = padded[:, :width] + padded[:, 1 : width + 1] + padded[:, 2:]
    return np.asarray(_LIGHT_OF_NINE[columns[:height] + columns[1 : height + 1] + columns[2:]])


def amplified(a: pygame.Surface, b: pygame.Surface) -> pygame.Surface:
    """What differs, made brighter."""
    apart = np.abs(pygame.surfarray.array3d(a).astype(np.int16) - pygame.surfarray.array3d(b))
    return pygame.surfarray.make_surface(np.minimum(255, AMPLIFIED * apart).astype(np.uint8))


def sheet(rows: Sequence[Sequence[tuple[str, pygame.Surface]]]) -> pygame.Surface:
    """Pictures with captions in rows, all of them at the same size."""
    pygame.font.init()
    face = pygame.font.Font(None, CAPTION - 4)
    step = (CELL[0] + GAP, CELL[1] + CAPTION + GAP)
    paper = pygame.Surface((GAP + step[0] * max(map(len, rows)), GAP + step[1] * len(rows)), depth=32)
    paper.fill(PAPER)
    for y, row in enumerate(rows):
        for x, (caption, picture) in enumerate(row):
            at = (GAP + x * step[0], GAP + y * step[1])
            paper.blit(face.render(caption, True, INK), at)
            paper.blit(fitted(picture, CELL), (at[0], at[1] + CAPTION - 4))
    return paper


def fitted(picture: pygame.Surface, size: tuple[int, int]) -> pygame.Surface:
    """A picture made to fit into a size, centred on paper."""
    scale = min(size[0] / picture.get_width(), size[1] / picture.get_height())
    made = pygame.transform.smoothscale(
        picture, (round(picture.get_width() * scale), round(picture.get_height() * scale))
    )
    cell = pygame.Surface(size, depth=32)
    cell.fill(PAPER)
    cell.blit(made, made.get_rect(center=cell.get_rect().center))
    return cell
