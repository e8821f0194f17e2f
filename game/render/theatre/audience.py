"""Rows of silhouettes with warm rims that breathe, lean, gasp, rise and clap."""

from dataclasses import dataclass
from functools import lru_cache, partial

import numpy as np
import pygame
from numpy.typing import NDArray

from game.core.geom import Floats, Ints
from game.render.look.camera import STAGE_BOTTOM, Camera
from game.render.look.pan import FIRST_ROW, NEXT_ROW
from game.render.look.theme import Palette
from game.render.paint import strokes
from game.render.paint.bands import in_parallel
from game.render.paint.drawlist import DrawList

Mask = NDArray[np.float32]
BACK_ROW_Y = -0.392
"""m: heads of the row nearest to the stage."""
ROW_STEP = 0.088
"""m from the first row's heads down to the second's; rows in front are farther apart, as they are larger."""
HEAD_M = 0.050
"""m: half the width of a head in the back row."""
NEARER = 1.36
"""How much larger each row is than the one behind it."""
SEAT_IN_HEADS = 3.7
"""From seat to seat, in half widths of a head: shoulders show between the heads before them."""
CUTS = 7
"""Different people."""
LEAST_LIGHT, MOST_LIGHT = 0.30, 1.0
"""Brightness of the rims while the stage is dark, and at its brightest."""
RISE_M, GASP_M, BREATH_M, HOP_M = 0.085, 0.020, 0.0065, 0.010
"""m that people in the back row stand up, start up, breathe, and hop at a clap."""
LEAN_M = 0.30
"""m of sideways lean for a rad of sway."""
CLAP_HZ = 3.1
WAVING, WAVING_FALL = 0.32, 3.0
"""Share of the back row that claps over its heads, the others clap unseen; and the power of a row's size by which fewer
do so in front, where arms would hide the others and what is read."""
FAR_RIM = 0.92
"""Brightness of the rims in the back row; nearer ones turn away from the stage."""
RAISED_RIM = 0.6
"""Light on people with raised arms, against others: arms have more rim, and are not to glare."""
LOST = 0.76
"""Share of their rims that is not seen in the dark."""
HOLDERS, LAST_UP_S, UP_S = 0.42, 2.6, 0.9
"""Share of the people who hold up a light, s until the last of them does, and s that each takes."""
HELD, HELD_CORE = (255, 176, 84), (255, 244, 214)
"""Colours of a light, around it and in its middle."""
_RANKS = 37.0
_OVERSAMPLE, _OVERSAMPLE_LARGE, _LARGE = 3, 2, 100
"""How much larger silhouettes are drawn than they are, for smooth edges; and from how many px of width on less so."""
DOWN, TOGETHER, APART = 0, 1, 2
"""What hands do."""
HANDS, SIDES = 3, 3
"""Of those; and where the stage's light comes from: 0 right, 1 ahead, 2 left."""


@dataclass(frozen=True, slots=True, eq=False)
class _Row:
    """The people of one row, from left to right."""

    size: float
    """Against the back row."""
    x: Floats
    """px of the left of each sprite."""
    y: Floats
    """px of the top of each sprite."""
    look: Ints
    """The first sprite of each: who it is, and where the stage's light comes from."""
    phase: Floats
    """0..1, nobody's the same: how early, how much, how fast."""
    shift: float
    """How far it shifts when the camera pans, against the stage."""
    sprites: NDArray[np.uint32]
    """(S, h, w): by look, then hands; see `stand`."""


class Audience:
    """The house: placed and painted once for a window size."""

    def __init__(self, camera: Camera, palette: Palette) -> None:
        self._camera, self._palette = camera, palette.audience
        generator = np.random.Generator(np.random.PCG64(11))
        self._rows: list[_Row] = []
        y, size = BACK_ROW_Y, 1.0
        lowest = min(STAGE_BOTTOM, camera.to_stage((0, camera.size[1]))[1])
        while y - ROW_STEP > lowest or len(self._rows) < 3:
            head = HEAD_M * size * camera.scale
            width = max(8, round(2 * _WIDTH_IN_HEADS * head))
            sprites = _paint_row(width, head)
            self._rows.append(_seats(camera, y, size, len(self._rows), sprites, generator))
            y -= ROW_STEP * size
            size *= NEARER

    def draw(
        self,
        out: DrawList,
        pan: float,
        beat: float,
        sway: float,
        gasp: float,
        rise: float,
        light: float,
        time: float,
        dark: float = 0.0,
        held_s: float = 0.0,
    ) -> None:
        """Draw all rows, the back one first.

        Args:
            pan: px that what stands on the stage is shifted by, as the camera pans.
            beat: phase of the heartbeat, 0..1.
            sway: rad of the sculpture, positive to the left.
            gasp: 0..1, how startled the house is.
            rise: 0..1, how far it has stood up.
            light: 0..1, how brightly the stage shines on it.
            time: s, for clapping.
            dark: 0..1, how far the lamps of the house are out.
            held_s: s since people began to hold up small lights in the dark; 0 where nobody does.
        """
        level = (LEAST_LIGHT + (MOST_LIGHT - LEAST_LIGHT) * min(max(light, 0.0), 1.0)) * (1.0 - LOST * dark)
        scale = self._camera.scale
        for row in self._rows:
            lag = (beat - 0.16 * row.phase) % 1.0
            breath = BREATH_M * np.exp(-3.0 * lag) * np.sin(np.pi * np.minimum(1.0, 3.0 * lag))
            stood = np.clip(1.6 * rise - 0.6 * row.phase, 0.0, 1.0)
            clap = np.where((time * CLAP_HZ + row.phase) % 1.0 < 0.5, TOGETHER, APART)
            hands = np.where((stood < 0.6) | (row.phase > WAVING / row.size**WAVING_FALL), DOWN, clap)
            up = breath + GASP_M * gasp * (0.5 + row.phase) + RISE_M * stood + HOP_M * (hands == TOGETHER)
            aside = -LEAN_M * min(max(sway, -0.3), 0.3) * (0.6 + 0.4 * row.phase)
            at = np.column_stack([row.x + pan * row.shift + aside * row.size * scale, row.y - up * row.size * scale])
            tones = self._palette.body, self._palette.rim, int(256 * FAR_RIM * level / row.size**0.5)
            out.crowd(row.sprites, row.look + hands, at, *tones)
            if dark > 0.0 and held_s > 0.0:
                self._draw_lights(out, row, at, dark, held_s)

    def _draw_lights(self, out: DrawList, row: _Row, at: Floats, dark: float, held_s: float) -> None:
        """Small lights that people hold up, one after the other: over their heads, before those who sit in front."""
        rank = (row.phase * _RANKS) % 1.0  # another draw than who claps
        since = held_s - LAST_UP_S * rank / HOLDERS
        up = np.clip(since / UP_S, 0.0, 1.0) * (rank < HOLDERS)
        holds = up > 0.0
        up, phase = up[holds], 2 * np.pi * row.phase[holds]
        eased, head = up * up * (3.0 - 2.0 * up), HEAD_M * row.size * self._camera.scale
        width = row.sprites.shape[2]
        side = np.where(row.look[holds] // HANDS % 2 == 0, 1.0, -1.0)
        x = at[holds, 0] + width / 2 + head * (1.25 * side + 0.22 * np.sin(0.9 * held_s + phase))
        y = at[holds, 1] + _HEAD_AT * width + head * (2.2 - (3.4 + 2.2 * np.sin(7.0 * phase) ** 2) * eased)
        flicker = 0.86 + 0.14 * np.sin(5.3 * held_s + 3.0 * phase) * np.sin(3.1 * held_s + phase)
        points, strength = np.column_stack([x, y]), dark * eased * flicker
        flame = max(0.13 * head, 1.3)
        for size, share in ((14.0, 0.09), (6.0, 0.20), (2.2, 0.6)):
            out.strokes_add(strokes.dots(points, size * flame, HELD, share * strength))
        out.strokes_over(strokes.dots(points, flame, HELD_CORE, strength))


_HEAD_AT = 0.36
"""Where the middle of the head lies in a sprite, in widths of the sprite from its top."""
_WIDTH_IN_HEADS = 2.9
"""Half width of a sprite, in half widths of a head."""
_HEIGHT_IN_WIDTHS = 1.08


def _seats(
    camera: Camera, y: float, size: float, row: int, sprites: NDArray[np.uint32], generator: np.random.Generator
) -> _Row:
    """A row of seats at `y` m, never quite even."""
    width = sprites.shape[2]
    pitch = HEAD_M * size * camera.scale * SEAT_IN_HEADS
    middle = np.arange(-pitch * (1.3 + 0.5 * (row % 2)), camera.size[0] + 2 * pitch, pitch)
    middle += generator.uniform(-0.22, 0.22, len(middle)) * pitch
    head = camera.pixel((0.0, y))[1] + generator.uniform(-0.08, 0.08, len(middle)) * HEAD_M * size * camera.scale
    share = middle / camera.size[0]
    side = np.where(share < 0.36, 0, np.where(share > 0.64, 2, 1))
    return _Row(
        size,
        middle - width / 2,
        head - _HEAD_AT * width - 1.0,  # sprites begin with an empty row
        (generator.integers(CUTS, size=len(middle)) * SIDES + side) * HANDS,
        generator.uniform(size=len(middle)),
        FIRST_ROW + NEXT_ROW * row,
        sprites,
    )


@lru_cache(maxsize=16)
def _paint_row(width: int, head: float) -> NDArray[np.uint32]:
    """All sprites of a row, by cut, side and hands; `head` is px of half a head's width. Shared: never draw on it."""
    sprites = np.zeros((CUTS, SIDES, HANDS, round(width * _HEIGHT_IN_WIDTHS) + 2, width), np.uint32)

    def paint(cut: int, hands: int) -> None:
        mask = _silhouette(width, cut, hands)
        for side in range(SIDES):
            rim = _rim(mask, (side - 1) * 0.75, head) * (RAISED_RIM if hands else 1.0)
            cover = (255.0 * mask).astype(np.uint32)
            sprites[cut, side, hands, 1:-1] = (cover << np.uint32(16)) | (cover * rim).astype(np.uint32)

    in_parallel(partial(paint, cut, hands) for cut in range(CUTS) for hands in range(HANDS))
    return sprites.reshape(-1, *sprites.shape[-2:])


def _silhouette(width: int, cut: int, hands: int) -> Mask:
    """Coverage (h, w) of a person: head, hair or hat, neck, shoulders, and raised hands."""
    k = width * (_OVERSAMPLE if width < _LARGE else _OVERSAMPLE_LARGE)
    surface = pygame.Surface((k, round(k * _HEIGHT_IN_WIDTHS)), depth=32)
    head = k / (2 * _WIDTH_IN_HEADS)
    x, y = k / 2, _HEAD_AT * k
    white = (255, 255, 255)

    def blob(dx: float, dy: float, rx: float, ry: float) -> None:
        box = pygame.Rect(0, 0, round(2 * rx * head), round(2 * ry * head))
        box.center = (round(x + dx * head), round(y + dy * head))
        pygame.draw.ellipse(surface, white, box)

    broad = (1.0, 1.12, 0.92, 1.05, 1.0, 1.18, 0.95)[cut]
    blob(0, 0, 0.96, 1.14)
    pygame.draw.rect(surface, white, (x - 0.46 * head, y, 0.92 * head, 1.9 * head))
    blob(0, 3.1, 2.35 * broad, 1.62)
    pygame.draw.rect(surface, white, (x - 2.35 * broad * head, y + 3.0 * head, 4.7 * broad * head, k))
    hair: dict[int, list[tuple[float, float, float, float]]] = {
        1: [(0, -1.12, 0.42, 0.40)],
        2: [(0, -0.10, 1.14, 1.18), (-0.75, 0.75, 0.42, 0.9), (0.75, 0.75, 0.42, 0.9)],
        3: [(0, -0.72, 0.80, 0.80), (0, -0.62, 1.52, 0.17)],
        4: [(0.30, -0.95, 0.62, 0.42), (-0.2, -0.6, 0.9, 0.7)],
        5: [(0, -0.25, 1.22, 1.12)],
        6: [(0.85, 0.25, 0.42, 0.45), (0, -0.15, 1.0, 1.1)],
    }
    for part in hair.get(cut, []):
        blob(*part)
    if hands:
        apart = 0.24 if hands == TOGETHER else 0.95
        for sign in (-1, 1):
            shoulder, elbow, wrist = (sign * 1.70, 2.9), (sign * 1.95, 0.85), (sign * apart, -1.05)
            _limb(surface, (x, y), head, shoulder, elbow, (0.52, 0.36))
            _limb(surface, (x, y), head, elbow, wrist, (0.36, 0.20))
            blob(sign * apart, -1.36, 0.25, 0.42)
    small = pygame.transform.smoothscale(surface, (width, round(width * _HEIGHT_IN_WIDTHS)))
    return np.asarray(pygame.surfarray.array_red(small).T / 255.0, dtype=np.float32)


def _limb(
    surface: pygame.Surface,
    head_at: tuple[float, float],
    head: float,
    start: tuple[float, float],
    end: tuple[float, float],
    half: tuple[float, float],
) -> None:
    """A sleeve that narrows from joint to joint; places and half widths in heads, from the middle of the head."""
    along = np.array(end) - start
    aside = np.array([-along[1], along[0]]) / np.hypot(*along)
    corners = [start + half[0] * aside, end + half[1] * aside, end - half[1] * aside, start - half[0] * aside]
    pygame.draw.polygon(surface, "white", [tuple(head_at + head * corner) for corner in corners])
    for joint, radius in zip((start, end), half, strict=True):
        pygame.draw.circle(surface, "white", tuple(head_at + head * np.array(joint)), radius * head)


def _rim(mask: Mask, aside: float, head: float) -> Mask:
    """Where light from the stage, above and `aside` (-1 from the left .. 1 from the right), grazes a silhouette."""
    rim = np.zeros_like(mask)
    reach = max(1.0, 0.15 * head)
    for part, weight in ((0.30, 0.75), (0.8, 0.40), (2.0, 0.13)):
        down, right = max(1, round(reach * part)), round(-aside * reach * part)
        rim += weight * np.clip(mask - np.roll(mask, (down, right), axis=(0, 1)), 0.0, 1.0)
    fall = np.clip(np.linspace(1.25, -0.05, mask.shape[0], dtype=np.float32), 0.0, 1.0)[:, None]
    return np.asarray(np.clip(rim, 0.0, 1.0) * fall, dtype=np.float32)
