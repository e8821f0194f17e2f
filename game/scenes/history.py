"""What was seen and what happened lately, and which moment of it decided a loss. Frozen data: nothing is simulated."""

import math
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from game.core.clock import TICKS_PER_SECOND
from game.level import Level
from game.render.pieces.sculpture import Pose
from game.sim import Event, EventKind, View
from game.sim.constants import GASP_SWAY, LAST_BREATH_S
from game.sim.events import BREAKS
from game.sim.view import CrackView, PieceView

Metres = tuple[float, float]

KEPT_S = 12.0
"""Stage time that is remembered: the longest chain of breaks that was met, and what came before it."""
KEPT_TICKS = 2
"""From one view that is kept to the next at least: 60 a second, and the picture stands between two of them."""
CHAIN_S = 3.0
"""Breaks within so many seconds of each other belong together: one piece's fall brings down the next."""
SLACK_TICKS = 2
"""Sums of ticks are not exact: the last breath may be so much shorter."""
CLOSE_M = 0.22
"""Half of what is looked at round a joint that gave way..."""
FOOT_M = 0.40
"""...and round a foot that tipped..."""
CRACK_M = (0.18, 0.46)
"""...and at least and at most round a crack, which may be long..."""
AROUND_M = 0.07
"""...with so much of the glass round it."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A view, and all that happened since the one before it."""

    view: View
    events: tuple[Event, ...]


class History:
    """The last seconds of a performance, oldest first."""

    def __init__(self) -> None:
        self._moments: deque[Moment] = deque()
        self._since: list[Event] = []

    def add(self, view: View, events: Iterable[Event]) -> None:
        """Remember a frame: what was seen at its end, and what happened in it. The oldest is forgotten."""
        self._since += events
        if self._moments and view.tick - self._moments[-1].view.tick < KEPT_TICKS:
            return
        self._moments.append(Moment(view, tuple(self._since)))
        self._since.clear()
        while view.tick - self._moments[0].view.tick > KEPT_S * TICKS_PER_SECOND:
            self._moments.popleft()

    @property
    def moments(self) -> tuple[Moment, ...]:
        """All that is remembered."""
        return tuple(self._moments)


@dataclass(frozen=True, slots=True)
class Breach:
    """Where and when a performance was lost, and by what."""

    tick: int
    words: str
    """In one line."""
    at: Metres
    """On the stage at that tick, m."""
    radius: float
    """m round it that show what happened."""
    piece: int = -1
    """Key of the piece that it is on; -1 where it is on none."""
    spot: Metres = (0.0, 0.0)
    """Where on that piece, in its frame, m."""

    def place(self, view: View) -> Metres:
        """Where to look in a view: the place goes with its piece, and stays where that gave way."""
        piece = next((piece for piece in view.sculpture.pieces if piece.key == self.piece), None)
        if piece is None or view.tick > self.tick:
            return self.at
        x, y = _pose(piece).place(np.array(self.spot)).tolist()
        return x, y


def find_breach(moments: Sequence[Moment], level: Level) -> Breach | None:
    """What decided a loss by falling or breaking, if that is remembered; None for other ends.

    It is the first break or split of the chain that led to the end; where nothing broke, the last upright moment.
    """
    events = [event for moment in moments for event in moment.events]
    end = next((event for event in reversed(events) if event.kind is EventKind.LOST), None)
    if end is None or end.subject not in ("toppled", "silence"):
        return None
    # A hopeless performance goes on for a last breath: what breaks in it decides nothing any more.
    hopeless = round(LAST_BREATH_S * TICKS_PER_SECOND) - SLACK_TICKS if end.subject == "silence" else 0
    first, linked = None, end.tick - hopeless
    for event in reversed(events):
        if event.kind in BREAKS and event.tick <= linked:
            if linked - event.tick > CHAIN_S * TICKS_PER_SECOND:
                break
            first, linked = event, event.tick
    if first is not None:
        return _broken(first, moments, level)
    return _leaned(moments, end.tick) if end.subject == "toppled" else None


def _broken(event: Event, moments: Sequence[Moment], level: Level) -> Breach:
    """The breach that a break or a split was."""
    view = next((moment.view for moment in reversed(moments) if moment.view.tick <= event.tick), moments[0].view)
    if event.kind is EventKind.SPLIT:
        names: Sequence[str] = (event.subject,)
        words = f"The crack in the {_spoken(event.subject)} ran through"
    else:
        names, words = _joint(event, level)
    named = [piece for piece in view.sculpture.pieces if piece.name in names]
    if not named:
        return Breach(event.tick, words, event.at, CLOSE_M)
    piece = min(named, key=lambda piece: math.dist(piece.position, event.at))
    pose = _pose(piece)
    spot, radius = np.array(event.at) - (pose.x, pose.y), CLOSE_M
    spot = Pose(0.0, 0.0, -pose.angle).place(spot)
    crack = _longest(piece, view.sculpture.cracks) if event.kind is EventKind.SPLIT else None
    if crack is not None:
        low, high = crack.path.min(axis=0), crack.path.max(axis=0)
        spot, radius = (low + high) / 2, float(np.clip(math.dist(low, high) / 2 + AROUND_M, *CRACK_M))
    x, y = pose.place(spot).tolist()
    return Breach(event.tick, words, (x, y), radius, piece.key, (float(spot[0]), float(spot[1])))


def _leaned(moments: Sequence[Moment], end: int) -> Breach:
    """Nothing broke: the foot, when the sculpture was last as upright as it may be."""
    upright = [
        moment.view for moment in moments if moment.view.tick <= end and abs(moment.view.sculpture.sway) <= GASP_SWAY
    ]
    view = upright[-1] if upright else moments[0].view
    return Breach(view.tick, "It leaned too far", (view.sculpture.plinth[0], 0.0), FOOT_M)


def _joint(event: Event, level: Level) -> tuple[Sequence[str], str]:
    """The pieces of a joint that broke, and what became of it."""
    joint = next((joint for joint in level.joints if "-".join(joint.pieces) == event.subject), None)
    if joint is None:
        return (), "A joint gave way"
    a, b = (_spoken(name) for name in joint.pieces)
    how = f"gave way at {_force(event.size)}" if event.size > joint.strength else "bent too far"
    return joint.pieces, f"The {joint.type} of {a} and {b} {how}"


def _force(newtons: float) -> str:
    return f"{newtons / 1000:.1f} kN" if newtons >= 1000.0 else f"{newtons:.0f} N"


def _spoken(name: str) -> str:
    """An id as one would say it."""
    return name.replace("_", " ").replace("-", " ")


def _longest(piece: PieceView, cracks: Iterable[CrackView]) -> CrackView | None:
    """The longest crack of a piece that does not sing."""
    own = [crack for crack in cracks if crack.piece == piece.key and not crack.voice and len(crack.path) > 1]
    lengths = [float(np.hypot(*np.diff(crack.path, axis=0).T).sum()) for crack in own]
    return own[int(np.argmax(lengths))] if own else None


def _pose(piece: PieceView) -> Pose:
    return Pose(*piece.position, piece.angle)
