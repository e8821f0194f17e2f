"""Clear cut glass, as prisms and lenses are: made once as a sprite and turned with its optic."""

import math
from dataclasses import dataclass

import numpy as np

from game.core.geom import Floats
from game.render.look.camera import Camera
from game.render.look.theme import Tone
from game.render.paint.drawlist import DrawList, Sprite
from game.render.paint.packing import as_texels
from game.render.pieces.texture import solid_texture
from game.sim.mesh.mesh import centred, plain_mesh

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
class CutGlass:
    """A body of clear glass as it was cut, to be turned and moved with its optic."""

    outline: Floats
    """(N, 2) m, when it was cut."""
    middle: Floats
    """(2,) m, its own."""
    sprite: Sprite
    origin: tuple[float, float]
    """Column and row of the middle in the sprite."""

    def draw(self, out: DrawList, outline: Floats, camera: Camera) -> None:
        """Draw it where its outline (N, 2) m is now."""
        before, now = (line[len(line) // 2] - line[0] for line in (self.outline, outline))
        turn = math.atan2(now[1], now[0]) - math.atan2(before[1], before[0])
        c, s = math.cos(turn), math.sin(turn)
        arm = self.middle - self.outline[0]
        at = outline[0] + (c * arm[0] - s * arm[1], s * arm[0] + c * arm[1])
        x, y = camera.pixel((float(at[0]), float(at[1])))
        out.sprite(self.sprite, (x, y, c, s, *self.origin), math.hypot(*self.sprite.shape))


def cut(outline: Floats, tone: Tone, scale: float) -> CutGlass:
    """A body with an outline (N, 2) m, of glass in a hue, at so many px per m."""
    mesh, middle = centred(plain_mesh(outline))
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
    ramp = tone.ramp()
    colour = ramp[(np.clip(level, 0.0, 0.96) * (len(ramp) - 1)).astype(np.intp)]
    cover = np.clip(inside, 0.0, 1.0) * np.clip(opacity, 0.0, 1.0)
    return CutGlass(outline, middle, as_texels(colour, cover), texture.origin)


def _streaks(shape: tuple[int, ...]) -> Floats:
    """Opacity of the streaks of light on a face."""
    row, column = np.mgrid[: shape[0], : shape[1]]
    along = (column * SLANT[0] + row * SLANT[1]) / (shape[1] * SLANT[0] + shape[0] * SLANT[1])
    light = np.zeros(along.shape)
    for at, wide, strength in STREAKS:
        light += strength * np.exp(-(((along - at) / wide) ** 2))
    return light
