"""Where the player aims: with the mouse, with a stick that pushes the aim about, or not at all."""

from math import dist
from typing import Protocol

from game.core.clock import TICK_S
from game.sim.view import MirrorView, View

Pixel = tuple[float, float]
Metres = tuple[float, float]

MOUSE_SLACK = 6.0
"""Pixels that the mouse must travel before it aims a mirror just taken up: till then the mirror rests."""
SWIVEL = 0.14
"""A cursor within this distance of the held mirror's middle (m) names no direction."""
STICK_SPEED = 2.4
"""How fast a full stick pushes the aim, m/s: across half of the stage in about a second."""
FINE_SHARE = 0.3
"""Share of that speed while aiming finely."""
TENTH_MILLIMETRES = 4
"""Decimals kept of the aim, m: finer than any hand, and short in a replay."""
STAGE_BOX = (-3.2, 3.2, -0.4, 3.4)
"""Left, right, bottom and top that a stick can push the aim to, m."""
ROUND_MIRROR = 0.5
"""It can always be pushed round the held mirror at this distance (m), wherever that stands."""
FIRST_AIM = (0.0, 1.2)
"""Where a stick starts from if the mirror throws no beam: the heart of most sculptures, m."""


class StageMap(Protocol):
    """The part of a camera that hands need."""

    @property
    def size(self) -> tuple[int, int]:
        """px of the window."""
        ...

    def to_stage(self, pixel: Pixel) -> Metres:
        """The stage point (m) under a pixel."""
        ...


class Aim:
    """The aim point. It rests (None) until mouse or stick moves, and again after a mirror is taken."""

    def __init__(self) -> None:
        self._mouse: Pixel | None = None
        self._rested_at: Pixel | None = None
        self._point: Metres | None = None

    def mouse_to(self, pixel: Pixel) -> None:
        """The mouse moved there."""
        if self._rested_at is not None and dist(pixel, self._rested_at) < MOUSE_SLACK:
            return
        self._mouse, self._rested_at, self._point = pixel, None, None

    def rest(self, at: Pixel | None = None) -> None:
        """Leave the mirror as it is until something moves; `at` is the mouse's place, if it has one."""
        self._rested_at = at or self._mouse or self._rested_at
        self._mouse = self._point = None

    def push(self, across: float, up: float, fine: bool, view: View) -> None:
        """A stick pushes the aim for one tick; both -1..1."""
        if not across and not up:
            return
        x, y = self._point or _start(view)
        step = STICK_SPEED * TICK_S * (FINE_SHARE if fine else 1.0)
        left, right, bottom, top = _reach(view)
        self._point = (min(right, max(left, x + across * step)), min(top, max(bottom, y + up * step)))
        self._mouse = None

    def point(self, view: View, camera: StageMap) -> Metres | None:
        """The stage point aimed at, m; None at rest, or too near the held mirror to name a direction."""
        point = self._point if self._mouse is None else camera.to_stage(self._mouse)
        held = held_mirror(view)
        if point is None or (held is not None and dist(point, held.centre) < SWIVEL):
            return None
        return round(point[0], TENTH_MILLIMETRES), round(point[1], TENTH_MILLIMETRES)


def held_mirror(view: View) -> MirrorView | None:
    """The mirror in the hand, if there is one."""
    return next((mirror for mirror in view.light.mirrors if mirror.held), None)


def _reach(view: View) -> tuple[float, float, float, float]:
    """Left, right, bottom and top that the aim can be pushed to, m: whatever the mirror, all directions are in it."""
    held = held_mirror(view)
    if held is None:
        return STAGE_BOX
    (x, y), (left, right, bottom, top) = held.centre, STAGE_BOX
    least, most = (x - ROUND_MIRROR, y - ROUND_MIRROR), (x + ROUND_MIRROR, y + ROUND_MIRROR)
    return min(left, least[0]), max(right, most[0]), min(bottom, least[1]), max(top, most[1])


def _start(view: View) -> Metres:
    """Where the held mirror's beam goes now: a stick begins there, so that nothing jumps."""
    return view.light.ghost[1] if view.light.ghost is not None else FIRST_AIM
