"""The right hand: follows the line of a crack with the brush, ahead of the glass that moves."""

import math
from dataclasses import dataclass

import numpy as np

from game.bots import eye
from game.bots.attention import middle_of, piece_of
from game.bots.limits import Limits
from game.sim import View
from game.sim.view import CrackView, PieceView

Point = tuple[float, float]

TREMBLE_S = 0.30
"""s over which the hand's error wanders."""
SLACK = 0.3
"""Share of a beam's half width by which its middle may be beside the mark."""
CORRECTION = 0.7
"""Share of what its eye sees the light miss by that a move of the hand makes good."""
ARRIVED = 0.04
"""m from where the hand is going at which it is there: only then can the eye tell what the move did."""
SETTLING = 1.5
"""Reaction times that the hand has to be there before the eye trusts what it sees."""
FARTHEST = 0.5
"""m beside the crack that it points at most, however glass bends the light."""
WARM = 0.2
"""Heat of glass at which it turns the light away that it has no use for."""
AWAY = 0.45
"""m beside the crack, or over the top of all, where it lets the light wait."""


@dataclass(slots=True)
class Painter:
    """Moves the aim point."""

    limits: Limits
    draw: np.random.Generator
    """What its tremble is drawn from."""
    aim: Point | None = None
    _error: float = 0.0
    _offset: float = 0.0
    """m beside its mark, to the left seen from the mirror, that it points: glass bends light."""
    _rests: float = 0.0
    """Real s that the hand has been where it was going."""
    _minds: tuple[int, int] = (-1, -1)
    """Crack and mirror that the offset was learnt with."""

    def target(self, before: View, later: View, crack: CrackView, cell: int, held: int | None) -> Point:
        """Stage point whose aim lights a cell of a crack.

        Args:
            before: what it sees, a reaction time late...
            later: ...and a moment after that: the glass moves.
            held: the mirror in hand, None while it takes another.
        """
        row, piece = piece_of(before, crack)
        mark = middle_of(piece, crack, cell)
        if held is None:
            return mark
        mirror = before.light.mirrors[held]
        if self._minds != (crack.key, held):
            self._minds, self._offset, self._rests = (crack.key, held), 0.0, 0.0
        self._look(before, held, row, mark, crack.part)
        x, y = self._lead(before, later, piece, mark)
        aside = self._offset / max(math.dist(mirror.centre, (x, y)), 1e-6)
        return x - aside * (y - mirror.centre[1]), y + aside * (x - mirror.centre[0])

    def rest(self, view: View, held: int | None) -> Point | None:
        """Over the top, while there is nothing to gild and the light that it holds warms the glass; else anywhere."""
        if held is None or not eye.warms(view, held, WARM):
            return None
        standing = (piece.position for piece in view.sculpture.pieces if piece.standing)
        x, y = max(standing, key=lambda at: at[1], default=(0.0, 0.0))
        return x, y + AWAY

    def point(self, view: View, target: Point | None, elapsed: float) -> Point | None:
        """Move the hand towards the target for `elapsed` real s, at its speed and with its tremble."""
        if target is None:
            return None
        keep = math.exp(-elapsed / TREMBLE_S)
        self._error = keep * self._error + math.sqrt(1 - keep * keep) * float(self.draw.normal())
        x, y = self.aim or target
        span = math.dist((x, y), target)
        share = min(1.0, self.limits.aim_speed * elapsed / span) if span > 0 else 1.0
        x, y = self.aim = (x + share * (target[0] - x), y + share * (target[1] - y))
        self._rests = self._rests + elapsed if math.dist(self.aim, target) < ARRIVED else 0.0
        held = next((mirror for mirror in view.light.mirrors if mirror.held), None)
        if held is None:
            return self.aim
        miss = self._error * math.radians(self.limits.aim_noise)
        return x + miss * (y - held.centre[1]), y - miss * (x - held.centre[0])

    def _look(self, view: View, held: int, piece: int, mark: Point, part: str) -> None:
        """Close the loop by eye: once it sees what its last move did, point as far beside the mark as light misses it.

        Hands that follow what they see a reaction time late correct by fits and starts (Craik, "Theory of the human
        operator in control systems", 1947).
        """
        if self._rests <= SETTLING * self.limits.delay:
            return
        self._rests = 0.0
        miss = eye.miss(view, held, piece, mark, part)
        if miss is None:
            self._offset = 0.0
            return
        aside, half = miss
        if abs(aside) > SLACK * half:
            self._offset = max(-FARTHEST, min(FARTHEST, self._offset + CORRECTION * aside))

    def _lead(self, before: View, later: View, piece: PieceView, mark: Point) -> Point:
        """Where a mark in a piece will be once the hand acts on what it sees, as far as it looks ahead."""
        moved = next((other for other in later.sculpture.pieces if other.key == piece.key), None)
        if moved is None or later.time <= before.time:
            return mark
        ahead = self.limits.predicts * self.limits.delay * later.game.time_scale / (later.time - before.time)
        turn = moved.angle - piece.angle
        x, y = mark[0] - piece.position[0], mark[1] - piece.position[1]
        dx = moved.position[0] - piece.position[0] - turn * y
        dy = moved.position[1] - piece.position[1] + turn * x
        return mark[0] + ahead * dx, mark[1] + ahead * dy
