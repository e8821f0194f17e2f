"""Red velvet: two curtains held back at the sides, and a valance where the window is tall enough to show one."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from game.render.look.camera import Camera
from game.render.look.theme import Curtain, Rgb

Image = NDArray[np.float32]
INNER_X = 2.62
"""m from the middle to a curtain's inner edge at the height of its tie."""
TIE_Y = 0.95
"""m: where a cord gathers it."""
INNERMOST_X = 2.3
"""m from the middle within which no curtain hangs."""
VALANCE_Y, VALANCE_FOOT = 3.02, 2.70
"""m: lowest points of the valance, the stage itself ends below it; and of its shadow."""
SEEN_M = 0.20
"""m of a curtain, at its tie, that is seen at least: it tells of whispers."""
BILLOW_M = 0.16
"""m that the strongest breath blows them aside."""
RAIL_Y, HELD = 3.4, 0.25
"""m: where they hang; and what is left of a breath at the cord, share."""
_FOLD = 0.155
"""m from fold to fold."""


def hung_in(camera: Camera) -> float:
    """m by which the curtains hang farther in, so that a camera that looks straight ahead sees their edges."""
    return max(0.0, INNER_X + SEEN_M - camera.size[0] / (2.0 * camera.scale))


def edge_x(y: NDArray[Any]) -> NDArray[Any]:
    """m from the middle to a curtain's inner edge at heights `y`, m."""
    above = np.maximum(y - TIE_Y, 0.0)
    below = np.maximum(TIE_Y - y, 0.0)
    inner: NDArray[Any] = INNER_X - 0.055 * above**1.5 - 0.10 * np.sin(np.minimum(below * 1.35, 1.5)) * below
    return inner


def billow(y: NDArray[Any]) -> NDArray[Any]:
    """How far velvet is blown aside at heights `y` m, 0-1: its rail holds it, its cord holds it back."""
    above = np.sin(np.pi * np.clip((y - TIE_Y) / (RAIL_Y - TIE_Y), 0.0, 1.0))
    below = np.sin(0.5 * np.pi * np.clip((TIE_Y - y) / 1.2, 0.0, 1.0))
    held = HELD * np.clip((RAIL_Y - y) / 0.4, 0.0, 1.0)
    return np.asarray(held + (1.0 - HELD) * np.where(y > TIE_Y, above, below))


def side_shadow(x: Image, y: Image, inward: float) -> Image:
    """How much light (h, w), 0-1, the curtains leave to the wall behind them; x (1, w), y (h, 1), `inward` in m."""
    depth = np.abs(x) - edge_x(y) + inward
    return np.asarray(1.0 - 0.62 * np.exp(-np.maximum(-depth, 0.0) / 0.16), dtype=np.float32)


def velvet(x: Image, y: Image, cloth: Curtain, light: Rgb, inward: float) -> tuple[Image, Image]:
    """The curtains: colours (h, w, 3), 0-255, and how far they cover (h, w), 0-1.

    Args:
        x: (1, w) m.
        y: (h, 1) m.
        light: what the stage throws onto the velvet.
        inward: m by which they hang farther in.
    """
    depth = np.abs(x) - edge_x(y) + inward
    return _velvet(np.abs(x), y, depth, cloth, light), np.clip(depth / 0.008 + 0.5, 0.0, 1.0)


def fold_light(x: NDArray[Any]) -> NDArray[Any]:
    """How much light velvet throws back that falls on it `x` m from the middle, around 1: little in its folds."""
    across = (np.abs(x) - INNER_X) / _FOLD
    return np.asarray(0.30 + 1.35 * _wave(across))


def _wave(across: NDArray[Any]) -> NDArray[Any]:
    """0 in a fold, 1 on it; `across` is in folds."""
    return np.asarray(0.5 - 0.5 * np.cos(2 * np.pi * (across + 0.13 * np.sin(2 * np.pi * across))))


def _velvet(x: Image, y: Image, depth: Image, cloth: Curtain, light: Rgb) -> Image:
    """Folds that gather towards the tie; velvet is bright where it turns away, and dark head on."""
    spread = 1.0 + 0.16 * np.abs(y - TIE_Y)
    across = depth / (_FOLD * spread) + 0.10 * np.sin(2.1 * y + 9 * x)
    wave = _wave(across)
    wide = 0.5 + 0.5 * np.sin(2.0 * across + 1.0)
    ridge = np.clip(wave * (0.45 + 0.55 * wide), 0.0, 1.0)
    sheen = np.clip(np.sin(2 * np.pi * (across + 0.17)), 0.0, 1.0) ** 4 * (0.35 + 0.65 * wide)
    shade, body, bright = (np.array(c, np.float32) for c in (cloth.shade, cloth.body, cloth.sheen))
    colour = shade + (body - shade) * ridge[..., None] + 0.34 * (bright - body) * sheen[..., None]
    lit = np.exp(-np.maximum(depth, 0.0) / 0.34) * np.exp(-(((y - 0.7) / 1.5) ** 2))
    colour = colour * (0.42 + 0.75 * lit)[..., None]
    colour += 0.07 * np.array(light, np.float32) * (lit * ridge)[..., None]
    trim = np.exp(-(((depth - 0.016) / 0.008) ** 2)) * (0.25 + 0.75 * lit)
    colour += (np.array(cloth.trim, np.float32) - colour) * (0.62 * trim)[..., None]
    tie = np.exp(-(((y - TIE_Y + 0.12 * np.maximum(depth, 0.0)) / 0.014) ** 2)) * (depth > 0) * (0.3 + lit)
    return np.asarray(colour + (np.array(cloth.trim) - colour) * np.clip(0.5 * tie, 0, 1)[..., None], np.float32)


def valance(x: Image, y: Image, cloth: Curtain, light: Rgb) -> tuple[Image, Image]:
    """Swags along the top with their shadow, as `velvet`; seen only where the window leaves room above the stage."""
    swag = x / 0.92
    part = swag - np.round(swag)
    hem = VALANCE_Y + 0.05 + 0.26 * (2 * part) ** 2
    inside = y - hem
    fold = 0.5 + 0.5 * np.cos(2 * np.pi * (inside / 0.12 + 3.0 * part**2))
    shade, body = np.array(cloth.shade, np.float32), np.array(cloth.body, np.float32)
    colour = shade + (body - shade) * (0.42 * (0.35 + 0.65 * fold) * np.exp(-np.maximum(inside, 0) / 0.6))[..., None]
    colour += 0.03 * np.array(light, np.float32) * fold[..., None]
    trim = np.exp(-(((inside - 0.02) / 0.012) ** 2))
    colour += (np.array(cloth.trim, np.float32) - colour) * (0.45 * trim)[..., None]
    cover = np.clip(inside / 0.008 + 0.5, 0.0, 1.0)
    both = cover + (1.0 - cover) * 0.6 * np.exp(-np.maximum(-inside, 0.0) / 0.10)
    return np.asarray(colour * (cover / np.maximum(both, 1e-6))[..., None], np.float32), np.asarray(both, np.float32)
