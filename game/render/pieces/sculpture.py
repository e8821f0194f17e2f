"""The pieces and the plinth: interpolated poses, textures made once, shaded on every frame."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from game.core.geom import Floats
from game.level.values.materials import MATERIALS
from game.render.look.camera import Camera
from game.render.look.spectrum import fringe_colours
from game.render.look.theme import Palette
from game.render.paint.bands import in_parallel
from game.render.paint.drawlist import DrawList, Glow, Rows, Sprite, Turned
from game.render.pieces.glass import (
    FACET_FIELDS,
    FRINGE_LIGHT,
    Cut,
    cut_of,
    facet_light,
    stress_terms,
    waves_per_pascal,
)
from game.render.pieces.shading import FRINGE_ORDERS, shade_glass, shade_solid
from game.render.pieces.solid import Finish, band_table, finish_of
from game.render.pieces.strain import NO_TIPS, TIP_CORE_M, TIP_REACH_M, Seen, Strain, tip_rows
from game.render.pieces.texture import MARGIN, Texture, glass_texture, solid_texture
from game.sim.constants import PLINTH_HEIGHT
from game.sim.mesh.mesh import Mesh, centred, plain_mesh
from game.sim.view import OrnamentView, PieceView, View

SHADE_TURNS = 2
"""Pieces are shaded anew on one in this many of the frames on which any are: with every other frame, 15 times a
second."""
CALMED = 0.85
"""Share of the colours of stress that glass loses as it settles."""
DEEPER, DARKER = 0.55, 0.94
"""How much more colourful it is then, and how bright against before."""
_FRINGE_ENTRIES = 512
PLINTH_STEP = 0.055
"""m that the plinth's foot stands out on each side."""
_PLINTH_LIP = 0.05
"""m of height of its top plate."""


@dataclass(frozen=True, slots=True)
class Pose:
    """Where a piece is drawn."""

    x: float
    """m."""
    y: float
    """m."""
    angle: float
    """rad."""

    def place(self, points: Floats) -> Floats:
        """Points (..., 2) of the piece's frame on the stage, m."""
        c, s = math.cos(self.angle), math.sin(self.angle)
        placed: Floats = points @ np.array([[c, s], [-s, c]]) + (self.x, self.y)
        return placed

    def ridden(self, offset: tuple[float, float]) -> "Pose":
        """The pose of what rides on the piece, its origin at an offset (m) in the piece's frame."""
        c, s = math.cos(self.angle), math.sin(self.angle)
        x, y = offset
        return Pose(self.x + c * x - s * y, self.y + s * x + c * y, self.angle)


def poses(previous: View, view: View, alpha: float) -> dict[int, Pose]:
    """The pose of each piece, by key, `alpha` of the way from one view to the next; new pieces as they are."""
    before = {piece.key: piece for piece in previous.sculpture.pieces}
    return {piece.key: _between(before.get(piece.key, piece), piece, alpha) for piece in view.sculpture.pieces}


def _between(a: PieceView, b: PieceView, alpha: float) -> Pose:
    return Pose(
        a.position[0] + alpha * (b.position[0] - a.position[0]),
        a.position[1] + alpha * (b.position[1] - a.position[1]),
        a.angle + alpha * (b.angle - a.angle),
    )


@dataclass(slots=True, eq=False)
class _Skin:
    """What is kept of a piece between frames."""

    mesh: Mesh
    texture: Texture
    reach: float
    """px from the centre of mass to the farthest node."""
    ramp: Rows
    cut: Cut | None
    """Of glass."""
    finish: Finish | None
    """Of everything else."""
    sprite: Sprite
    is_new: bool = True


class Sculpture:
    """Draws everything that stands, falls or lies."""

    def __init__(self, palette: Palette, plinth_width: float | None) -> None:
        """Without a width there is no plinth."""
        self._palette = palette
        self._skins: dict[int, _Skin] = {}
        self._bands = band_table()
        self._fringes = (FRINGE_LIGHT * fringe_colours(_FRINGE_ENTRIES, FRINGE_ORDERS)).astype(np.float32)
        self._plinth_mesh: Mesh | None = None
        self._plinth_middle = np.zeros(2)
        if plinth_width is not None:
            self._plinth_mesh, self._plinth_middle = centred(plain_mesh(_plinth_outline(plinth_width)))
        self._plinth: _Skin | None = None
        self._scale = 0.0
        self._turn = 0
        self.house = 1.0
        """How brightly the lamps of the house light it, 0..1; may be replaced at any time."""
        self.settled = 0.0
        """How far its glass has taken its lines in, 0..1: colours deepen, stress calms down; may be replaced too."""
        self._lit_by = 1.0

    def draw(
        self,
        out: DrawList,
        glow: Glow,
        pieces: Sequence[PieceView],
        strain: Strain,
        where: dict[int, Pose],
        plinth: Pose,
        camera: Camera,
        *,
        strength: float,
        is_shading: bool,
        shade_turns: int = SHADE_TURNS,
        ornaments: Sequence[OrnamentView] = (),
    ) -> None:
        """Draw the plinth and all pieces, in order, and what rides on them behind or before them.

        Args:
            glow: the light field; see bloom.
            strain: what the stress in the glass looks like.
            where: poses by key.
            plinth: the middle of its top, and its lean.
            strength: of the colours of stress, 0..1.
            is_shading: whether light falls anew on the pieces whose turn it is; it always does on new ones.
            shade_turns: each piece's turn comes once in so many times.
        """
        self._keep([*pieces, *ornaments], camera.scale)
        if self._plinth is None and self._plinth_mesh is not None:
            self._plinth = self._skin(self._plinth_mesh, "plinth", "plinth")
        middle = plinth.place(self._plinth_middle)
        stand = Pose(float(middle[0]), float(middle[1]), plinth.angle)
        drawn: list[tuple[_Skin, PieceView | None, Pose]] = []
        if self._plinth is not None:
            drawn.append((self._plinth, None, stand))
        worn = [(each.behind, self._skin_of(each), where[each.piece].ridden(each.offset)) for each in ornaments]
        drawn += [(skin, None, pose) for behind, skin, pose in worn if behind]
        drawn += [(self._skin_of(piece), piece, where[piece.key]) for piece in pieces]
        drawn += [(skin, None, pose) for behind, skin, pose in worn if not behind]
        shading: list[Callable[[], None]] = []
        is_fading, self._lit_by = self._lit_by != self.house, self.house  # that is seen on every frame
        for index, (skin, piece, pose) in enumerate(drawn):
            turned = _turned(skin, pose, camera)
            if skin.is_new or is_fading or (is_shading and index % shade_turns == self._turn):
                seen = strain.seen(piece) if piece is not None else None
                shading.append(partial(self._shade, glow, skin, piece, pose, turned, camera.scale, seen, strength))
                skin.is_new = False
            out.sprite(skin.sprite, turned, skin.reach + MARGIN)
        in_parallel(shading)
        if is_shading:
            self._turn = (self._turn + 1) % shade_turns

    def _skin_of(self, piece: PieceView | OrnamentView) -> _Skin:
        skin = self._skins.get(piece.key)
        if skin is None:
            skin = self._skins[piece.key] = self._skin(piece.mesh, piece.material, piece.colour)
        return skin

    def _keep(self, pieces: Sequence[PieceView | OrnamentView], scale: float) -> None:
        """Forget skins of another scale, and of pieces that are gone or were cut anew."""
        if scale != self._scale:
            self._skins, self._plinth, self._scale = {}, None, scale
        alive = {piece.key: piece.mesh for piece in pieces}
        self._skins = {key: skin for key, skin in self._skins.items() if alive.get(key) is skin.mesh}

    def _skin(self, mesh: Mesh, material: str, colour: str) -> _Skin:
        is_glass = material in MATERIALS and MATERIALS[material].family == "glass"
        finish = None if is_glass else finish_of(material)
        if finish is None:
            texture, cut = glass_texture(mesh, self._scale), cut_of(mesh)
        else:
            texture, cut = solid_texture(mesh, self._scale, brushed=finish.is_brushed), None
        reach = float(np.linalg.norm(mesh.nodes, axis=1).max()) * self._scale
        ramp = self._palette.tone(colour).ramp()
        sprite = np.zeros(texture.channels.shape[:2], np.uint64)
        return _Skin(mesh, texture, reach, ramp, cut, finish, sprite)

    def _shade(
        self,
        glow: Glow,
        skin: _Skin,
        piece: PieceView | None,
        pose: Pose,
        turned: Turned,
        scale: float,
        seen: Seen | None,
        strength: float,
    ) -> None:
        """Let the light of this moment fall on a piece."""
        if skin.cut is not None:
            facets, open_tips, waves = facet_light(skin.cut, pose.angle, scale), NO_TIPS, 0.0
            if piece is not None and seen is not None:
                waves, open_tips = (
                    waves_per_pascal(piece.stress_optic, piece.thickness, strength * self._unrest),
                    seen.tips,
                )
                facets[:, 3:FACET_FIELDS] = stress_terms(seen.mesh, seen.stress, scale, waves)
            tips = tip_rows(open_tips, scale, waves)
            channels, ids = skin.texture.channels, skin.texture.facets
            around = (TIP_REACH_M * scale, TIP_CORE_M * scale)
            ramp = _deepened(skin.ramp, self.settled)
            shade_glass(
                skin.sprite, glow, channels, ids, facets, ramp, self._fringes, tips, around, turned, skin.reach,
                self.house,
            )  # fmt: skip
            return
        finish = skin.finish
        assert finish is not None, "what is not cut is finished"
        # Bands hang in the room: they slide over a piece that turns, and a little over one that moves.
        phase = finish.turn * pose.angle + 0.22 * pose.x / finish.wave_m
        per_px = 1 / (finish.wave_m * scale)
        numbers = (finish.contrast, finish.grain, per_px, phase, finish.level, finish.bounce)
        shade_solid(skin.sprite, glow, skin.texture.channels, skin.ramp, self._bands, numbers, turned, self.house)

    @property
    def _unrest(self) -> float:
        """Share of the stress that is shown."""
        return 1.0 - CALMED * self.settled


def _deepened(ramp: Rows, share: float) -> Rows:
    """A ramp of colours of which a share (0..1) has become deeper."""
    if share <= 0.0:
        return ramp
    grey = ramp.mean(axis=1, keepdims=True)
    deep = np.clip(grey + (1.0 + DEEPER) * (ramp - grey), 0.0, 255.0)
    return np.asarray(ramp + share * (DARKER * deep - ramp), dtype=np.float32)


def _turned(skin: _Skin, pose: Pose, camera: Camera) -> Turned:
    x, y = camera.pixel((pose.x, pose.y))
    return (x, y, math.cos(pose.angle), math.sin(pose.angle), *skin.texture.origin)


def _plinth_outline(width: float) -> Floats:
    """A block with a lip and a foot, its top's middle at the origin, m, counter-clockwise."""
    half, foot = width / 2, width / 2 + PLINTH_STEP
    waist = half - 0.03
    right = [
        (foot, -PLINTH_HEIGHT),
        (foot, -PLINTH_HEIGHT + 0.035),
        (waist, -PLINTH_HEIGHT + 0.075),
        (waist, -_PLINTH_LIP - 0.02),
        (half, -_PLINTH_LIP),
        (half, 0.0),
    ]
    return np.array(right + [(-x, y) for x, y in reversed(right)])
