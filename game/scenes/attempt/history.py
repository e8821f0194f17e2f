"""What was seen and what happened lately, and where in it a loss was decided. Frozen data: nothing is simulated."""

import math
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from game.core.clock import TICKS_PER_SECOND
from game.level import Level
from game.render.pieces.sculpture import Pose
from game.scenes.attempt.deeds import Speaker, cause_of, joint_of
from game.sim import Event, EventKind, View
from game.sim.view import CrackView, PieceView

Metres = tuple[float, float]

KEPT_S = 12.0
"""Stage time that is remembered: the longest chain of breaks that was met, and what came before it."""
KEPT_TICKS = 2
"""From one view that is kept to the next at least: 60 a second, and the picture stands between two of them."""
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


def find_breach(moments: Sequence[Moment], level: Level, speaker: Speaker) -> Breach | None:
    """Where what decided a loss is seen, as the simulation found it, told by a speaker; None for other ends."""
    game = moments[-1].view.game
    event, words = game.breach, cause_of(game.breach, game.deed, level, speaker)
    if event is None:
        return None
    view = next((moment.view for moment in reversed(moments) if moment.view.tick <= event.tick), moments[0].view)
    if event.kind is EventKind.TOPPLE:
        return Breach(event.tick, words, (view.sculpture.plinth[0], 0.0), FOOT_M)
    return _broken(event, words, view, level)


def _broken(event: Event, words: str, view: View, level: Level) -> Breach:
    """The breach that a break, a split or a crack that did not sing was, by the view before it."""
    joint, in_glass = joint_of(event, level), event.kind is not EventKind.BREAK
    names = (event.subject,) if in_glass else joint.pieces if joint is not None else ()
    named = [piece for piece in view.sculpture.pieces if piece.name in names]
    if not named:
        return Breach(event.tick, words, event.at, CLOSE_M)
    piece = min(named, key=lambda piece: math.dist(piece.position, event.at))
    pose = _pose(piece)
    spot, radius = np.array(event.at) - (pose.x, pose.y), CLOSE_M
    spot = Pose(0.0, 0.0, -pose.angle).place(spot)
    crack = _longest(piece, view.sculpture.cracks) if in_glass else None
    if crack is not None:
        low, high = crack.path.min(axis=0), crack.path.max(axis=0)
        spot, radius = (low + high) / 2, float(np.clip(math.dist(low, high) / 2 + AROUND_M, *CRACK_M))
    x, y = pose.place(spot).tolist()
    return Breach(event.tick, words, (x, y), radius, piece.key, (float(spot[0]), float(spot[1])))


def _longest(piece: PieceView, cracks: Iterable[CrackView]) -> CrackView | None:
    """The longest crack of a piece that does not sing."""
    own = [crack for crack in cracks if crack.piece == piece.key and not crack.voice and len(crack.path) > 1]
    lengths = [float(np.hypot(*np.diff(crack.path, axis=0).T).sum()) for crack in own]
    return own[int(np.argmax(lengths))] if own else None


def _pose(piece: PieceView) -> Pose:
    return Pose(*piece.position, piece.angle)
