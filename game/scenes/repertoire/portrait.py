"""The next performance's sculpture, swaying in half light behind a page: the real one, before it is hurt."""

import math
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor
from dataclasses import dataclass
from threading import Event

import numpy as np
import pygame

from game.level import Level
from game.render import Camera, Palette
from game.render.paint import software
from game.render.paint.drawlist import DIVISOR, DrawList
from game.render.pieces.sculpture import Pose, Sculpture
from game.render.pieces.strain import Strain
from game.scenes.page.page import FOOT, Size, Style, darken, eased, unit
from game.scenes.repertoire.repertoire import Entry
from game.scenes.repertoire.silhouette import Silhouette
from game.scenes.repertoire.warming import warm_up
from game.sim import View, World
from game.sim.constants import PLINTH_HEIGHT

STAGE_CENTRE = (0.735, 0.60)
"""Middle of the glow behind the sculpture, shares of the window."""
ROOM_WIDTH = 430.0
"""Width that it may fill, px of the design."""
HEADROOM = 84.0
"""Least space above it, px of the design."""
SWAY = 0.030
"""Sideways sway of the crown, share of its height."""
BEND = 1.7
"""The sway grows with this power of the height: a mast that is held at its foot."""
LAG = 0.9
"""How far the crown swings behind the foot, rad."""
PERIOD_S = 5.2
"""A slow breath."""
HALF_LIGHT = 0.28
"""How far the lights are down."""
SHADE = (20, 13, 19)
"""Of a sculpture against the light."""
FADE_S = 0.6
"""It steps out of the dark for so long."""


@dataclass(frozen=True, slots=True, eq=False)
class _Sitter:
    """What the stagehand brings: the sculpture at rest, its skins already made."""

    view: View
    painter: Sculpture
    height: float
    """m from the plinth's top to the crown."""
    half_width: float
    """m."""

    def camera(self, size: Size) -> Camera:
        """Sees it standing at its place of a window of this size."""
        u, foot = unit(size), size[1] * FOOT
        tall = (foot - HEADROOM * u) / (self.height + PLINTH_HEIGHT)
        scale = min(tall, ROOM_WIDTH * u / (2.0 * self.half_width))
        return Camera(size, scale, (size[0] * STAGE_CENTRE[0], foot - PLINTH_HEIGHT * scale))

    def draw(self, target: pygame.Surface, time_s: float) -> None:
        """Paint it, swaying."""
        size = target.get_size()
        dark = np.zeros((-(-size[1] // DIVISOR), -(-size[0] // DIVISOR), 3), np.float32)
        where = {piece.key: self._swayed(*piece.position, piece.angle, time_s) for piece in self.view.sculpture.pieces}
        rest = Pose(0.0, 0.0, 0.0)
        out = DrawList()
        self.painter.draw(
            out,
            dark,
            self.view.sculpture.pieces,
            Strain(),
            where,
            rest,
            self.camera(size),
            strength=0.0,
            is_shading=True,
            ornaments=self.view.sculpture.ornaments,
        )
        software.draw(out, target)

    def _swayed(self, x: float, y: float, angle: float, time_s: float) -> Pose:
        """Where a piece stands that rests at (x, y), bent with the mast s(y) = sway rise^bend sin(swing - lag rise)."""
        rise = min(1.0, max(0.0, y / self.height))
        phase = 2.0 * math.pi * time_s / PERIOD_S - LAG * rise
        shift = SWAY * self.height * rise**BEND * math.sin(phase)
        slope = SWAY * (BEND * rise ** (BEND - 1.0) * math.sin(phase) - LAG * rise**BEND * math.cos(phase))
        return Pose(x + shift, y, angle - slope)


class Portrait:
    """A sculpture that is fetched behind the stage and steps into the half light when it is there."""

    def __init__(self, stagehand: Executor, level: Level, palette: Palette, size: Size) -> None:
        self._cancelled = Event()
        self._silhouette = Silhouette(level, on_plinth=True)
        self._job = stagehand.submit(_fetch, level, palette, size, self._cancelled)
        self._shown_s = 0.0

    @property
    def is_there(self) -> bool:
        """Whether it can be drawn.

        What went wrong behind the stage is not told here: getting the performance ready meets it again, and tells.
        """
        return self._job.done() and not self._job.cancelled() and self._job.exception() is None

    def move(self, elapsed_s: float) -> None:
        """Step out of the dark, once it is there."""
        if self.is_there:
            self._shown_s += elapsed_s

    def step_back(self) -> None:
        """Into the dark, to appear anew."""
        self._shown_s = 0.0

    def draw(self, target: pygame.Surface, style: Style, time_s: float) -> None:
        """Paint it over the backdrop: against the light, until it is there and has stepped into it."""
        dark = 1.0 - eased(self._shown_s / FADE_S)
        if self.is_there and dark <= 0.0:
            self._job.result().draw(target, time_s)
            return
        if not self.is_there:
            self.draw_dark(target)
            return
        size = target.get_size()
        half = pygame.Rect(size[0] // 2, 0, size[0] - size[0] // 2, size[1])
        shade = style.backdrop(size, STAGE_CENTRE).copy()
        self.draw_dark(shade)
        self._job.result().draw(target, time_s)
        shade.set_alpha(round(255 * dark))
        target.blit(shade, half, half)

    def draw_dark(self, target: pygame.Surface) -> None:
        """Paint it against the light, where it will stand."""
        size = target.get_size()
        u, foot = unit(size), size[1] * FOOT
        room = round(ROOM_WIDTH * u), round(foot - HEADROOM * u)
        shape = self._silhouette.fitted(room, SHADE)
        target.blit(shape, shape.get_rect(midbottom=(round(size[0] * STAGE_CENTRE[0]), round(foot))))

    def cancel(self) -> None:
        """Nobody waits for it any more."""
        self._cancelled.set()
        self._job.cancel()


class Portraits:
    """The portraits of a repertoire, each fetched when it is first wanted, and kept."""

    def __init__(
        self,
        stagehand: Executor,
        palette: Palette,
        repertoire: tuple[Entry, ...],
        size: Callable[[], Size],
        is_still: Callable[[], bool] = lambda: False,
    ) -> None:
        """`is_still` says whether they stand still, for who wants the house calm."""
        self._stagehand, self._palette, self._repertoire, self._size = stagehand, palette, repertoire, size
        self._is_still = is_still
        self._portraits: dict[int, Portrait] = {}

    def move(self, row: int, elapsed_s: float) -> None:
        """Let the portrait of a row step further into the light."""
        if (portrait := self._of(row)) is not None:
            portrait.move(elapsed_s)

    def change_to(self, row: int) -> None:
        """Another row is shown from now on: its portrait comes out of the dark."""
        if (portrait := self._of(row)) is not None:
            portrait.step_back()

    def draw(self, target: pygame.Surface, style: Style, row: int, time_s: float, *, is_lit: bool = True) -> None:
        """Paint an empty page with the portrait of a row on it, all in half light; against it where it is not lit."""
        target.blit(style.backdrop(target.get_size(), STAGE_CENTRE), (0, 0))
        if (portrait := self._of(row)) is not None:
            if is_lit:
                portrait.draw(target, style, 0.0 if self._is_still() else time_s)
            else:
                portrait.draw_dark(target)
        darken(target, HALF_LIGHT)

    def _of(self, row: int) -> Portrait | None:
        """The portrait of a row; None where nothing can be played."""
        level = self._repertoire[row].level if row < len(self._repertoire) else None
        if level is not None and row not in self._portraits:
            self._portraits[row] = Portrait(self._stagehand, level, self._palette, self._size())
        return self._portraits.get(row)

    def leave_off(self) -> None:
        """Something else is more urgent: what is not here yet is fetched when it is wanted again."""
        for portrait in self._portraits.values():
            portrait.cancel()
        self._portraits = {row: portrait for row, portrait in self._portraits.items() if portrait.is_there}


def _fetch(level: Level, palette: Palette, size: Size, cancelled: Event) -> _Sitter:
    """The sculpture, drawn once where nobody looks: that makes its skins, and compiles what drawing needs."""

    def heed(_done: int, _total: int, _name: str) -> None:
        if cancelled.is_set():
            raise CancelledError

    warm_up(heed)
    view = World(level).view()
    corners = np.vstack([piece.mesh.nodes + piece.position for piece in view.sculpture.pieces])
    height, half_width = float(corners[:, 1].max()), float(np.abs(corners[:, 0]).max())
    sitter = _Sitter(view, Sculpture(palette, level.plinth.width), height, max(half_width, level.plinth.width / 2))
    heed(0, 0, "")
    sitter.draw(pygame.Surface(size, depth=32), 0.0)
    return sitter
