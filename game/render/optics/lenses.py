"""Prisms and lenses: clear cut glass, made once as a sprite and turned with its optic."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from game.core.geom import Floats
from game.render.look.camera import Camera
from game.render.look.theme import Palette
from game.render.paint.drawlist import DrawList, Sprite
from game.render.pieces.texture import solid_texture
from game.sim.mesh.mesh import centred, plain_mesh
from game.sim.view import OpticView

BEVEL_M = 0.032
"""m of cut edge along the rim."""
BODY, BEVEL, RIM = 0.13, 0.30, 0.85
"""Opacity in the middle, on the cut edge and at the very rim."""
RIM_PX = 1.5
"""px of bright rim, at a scale of 200 px per m."""
LIGHT = np.array([-0.62, 0.78])
"""Where the house's light comes from; a unit vector."""
SLANT = np.array([0.83, 0.56])
"""Across the streaks that a polished face mirrors."""
STREAKS = ((0.34, 0.050, 0.34), (0.47, 0.016, 0.22))
"""Where they lie on the face (shares of its extent along SLANT), how wide they are, and how opaque."""


@dataclass(frozen=True, slots=True, eq=False)
class _Pane:
    outline: Floats
    """As it was when the sprite was made, m."""
    middle: Floats
    sprite: Sprite
    origin: tuple[float, float]
    """Column and row of the middle in the sprite."""


class Panes:
    """Draws prisms and lenses; keeps a sprite of each."""

    def __init__(self, palette: Palette) -> None:
        self._palette = palette
        self._scale = 0.0
        self._panes: dict[str, _Pane] = {}

    def draw(self, out: DrawList, optics: Iterable[OpticView], camera: Camera) -> None:
        """Draw all prisms and lenses among some optics, before the light that runs in them."""
        if camera.scale != self._scale:
            self._scale, self._panes = camera.scale, {}
        for optic in optics:
            if optic.glass:
                self._draw_one(out, optic, camera)

    def _draw_one(self, out: DrawList, optic: OpticView, camera: Camera) -> None:
        pane = self._panes.get(optic.name)
        if pane is None:
            pane = self._panes[optic.name] = _cut(optic, self._scale, self._palette)
        before, now = (line[len(line) // 2] - line[0] for line in (pane.outline, optic.outline))
        turn = math.atan2(now[1], now[0]) - math.atan2(before[1], before[0])
        c, s = math.cos(turn), math.sin(turn)
        arm = pane.middle - pane.outline[0]
        at = optic.outline[0] + (c * arm[0] - s * arm[1], s * arm[0] + c * arm[1])
        x, y = camera.pixel((float(at[0]), float(at[1])))
        pose = (x, y, c, s, *pane.origin)
        out.sprite(pane.sprite, pose, math.hypot(*pane.sprite.shape))


def _cut(optic: OpticView, scale: float, palette: Palette) -> _Pane:
    """The sprite of a prism or lens."""
    mesh, middle = centred(plain_mesh(optic.outline))
    texture = solid_texture(mesh, scale, brushed=False)
    inside = np.maximum(texture.channels[..., 0] + 0.5, 0.0)
    slope = (
        texture.channels[..., 1:3]
        / np.maximum(np.hypot(*np.moveaxis(texture.channels[..., 1:3], 2, 0)), 1e-6)[..., None]
    )
    facing = slope @ LIGHT.astype(np.float32)
    bevel = np.clip(1.0 - inside / min(BEVEL_M * scale, 0.7 * texture.half_width), 0.0, 1.0)
    on_bevel = np.clip(bevel / 0.15, 0.0, 1.0)
    rim_px = RIM_PX * max(scale / 200.0, 0.8)
    rim = np.clip(1.5 - np.abs(inside - rim_px) / rim_px, 0.0, 1.0) * (inside > 0)
    streaks = _streaks(inside.shape)
    opacity = BODY + (BEVEL * (0.35 + 0.65 * np.abs(facing)) - BODY) * on_bevel + streaks * (1.0 - on_bevel)
    opacity = opacity + (RIM * (0.55 + 0.45 * np.maximum(facing, 0.0)) - opacity) * rim
    level = 0.55 + 0.25 * on_bevel * facing + 0.6 * streaks
    level = level + (0.80 + 0.20 * np.maximum(facing, 0.0) - level) * rim
    ramp = palette.tone(optic.colour).ramp()
    colour = ramp[(np.clip(level, 0.0, 0.96) * (len(ramp) - 1)).astype(np.intp)]
    cover = np.clip(inside, 0.0, 1.0) * np.clip(opacity, 0.0, 1.0)
    return _Pane(optic.outline, middle, _packed(colour, cover), texture.origin)


def _streaks(shape: tuple[int, ...]) -> Floats:
    """Opacity of the streaks of light on a face."""
    row, column = np.mgrid[: shape[0], : shape[1]]
    along = (column * SLANT[0] + row * SLANT[1]) / (shape[1] * SLANT[0] + shape[0] * SLANT[1])
    light = np.zeros(along.shape)
    for at, wide, strength in STREAKS:
        light += strength * np.exp(-(((along - at) / wide) ** 2))
    return light


def _packed(colour: Floats, cover: Floats) -> Sprite:
    """A sprite (see shading) from colours (H, W, 3) 0-255 and opacity (H, W) 0-1."""
    lanes = [np.round(255.0 * cover), *np.moveaxis(np.round(colour * cover[..., None]), 2, 0)]
    sprite: Sprite = np.zeros(cover.shape, np.uint64)
    for lane in lanes:
        sprite = (sprite << np.uint64(16)) | lane.astype(np.uint64)
    return sprite
