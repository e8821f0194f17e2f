"""What a bot minds: one crack at a time, and the mirror for it."""

import math
from dataclasses import dataclass, field

import numpy as np

from game.bots import eye
from game.bots.limits import Limits
from game.sim import View
from game.sim.view import CrackView, MirrorView, PieceView

PATIENCE_S = 2.5
"""Real s without progress after which it tries another mirror..."""
PROGRESS = 0.3
"""...where progress is so much new exposure, in cells."""
CELL_S = 0.9
"""Real s after which it leaves a cell that does not turn to gold: gold creeps into what no ray can reach."""
SHORT = 4
"""Cells that a crack is left short of, until it may sing with others: as many as the brush beside them leaves dark."""

FIRM = 0.9
"""Load factor below which it leaves nothing short for a chord: each voice mends, and what is weaker falls while it
waits."""


@dataclass(slots=True)
class Attention:
    """What the bot is busy with."""

    limits: Limits
    crack: int | None = None
    """Key of the crack."""
    mirror: int = 0
    best: float = 0.0
    """Most exposure it has seen on the crack since it took this mirror."""
    idle: float = 0.0
    """Real s since that grew."""
    cell: int = 0
    """Which of its cells it paints."""
    tried: float = 0.0
    """Real s that it has painted that cell."""
    left: set[int] = field(default_factory=set)
    """Cells that it has left for later."""

    def choose(self, view: View, elapsed: float) -> CrackView | None:
        """The crack to paint now: one until it is gold or gone, and then the longest of those that are left."""
        cracks = [crack for crack in unfinished(view) if not self._waits(crack, view)]
        crack = next((crack for crack in cracks if crack.key == self.crack), None)
        if crack is None:
            crack = max(cracks, key=lambda crack: (len(crack.cells), -crack.key), default=None)
            self.crack, self.best, self.idle, self.left = crack.key if crack else None, 0.0, 0.0, set()
            if crack is not None:
                self.mirror = _best_mirror(view, crack)
        if crack is None:
            return None
        self._lose_patience(crack, len(view.light.mirrors), elapsed)
        self._choose_cell(crack, elapsed)
        return crack

    def _waits(self, crack: CrackView, view: View) -> bool:
        """Whether a crack is left short, because others are still to be painted that will sing with it."""
        if not self.limits.chords or not is_short(crack) or view.sculpture.load_factor < FIRM:
            return False
        return any(not is_short(other) for other in unfinished(view) if other.flaw != crack.flaw)

    def _lose_patience(self, crack: CrackView, mirrors: int, elapsed: float) -> None:
        """Turn to the next mirror where the one in hand brings nothing."""
        done = float(np.minimum(crack.exposure, 1.0).sum())
        self.idle += elapsed
        if done > self.best + PROGRESS:
            self.idle, self.best = 0.0, done
        if self.idle > PATIENCE_S and mirrors > 1:
            self.mirror, self.idle, self.best = (self.mirror + 1) % mirrors, 0.0, done

    def _choose_cell(self, crack: CrackView, elapsed: float) -> None:
        """The first cell that is not gold, but for those where it was in vain; those in the end.

        The first is the one at the root, or at the tip for whoever knows that gold there holds the crack.
        """
        dark = np.flatnonzero(~crack.gold).tolist()
        if self.limits.holds_tips:
            dark.reverse()
        if self.cell in dark and self.tried > CELL_S:
            self.left.add(self.cell)
        if self.left.issuperset(dark):
            self.left = set()
        cell = next(cell for cell in dark if cell not in self.left)
        self.tried = self.tried + elapsed if cell == self.cell and self.tried <= CELL_S else 0.0
        self.cell = cell


def unfinished(view: View) -> list[CrackView]:
    """Cracks of what stands that are not gold all along."""
    standing = {piece.key for piece in view.sculpture.pieces if piece.standing}
    cracks = view.sculpture.cracks
    return [k for k in cracks if not k.voice and k.piece in standing and len(k.cells) and not k.gold.all()]


def is_short(crack: CrackView) -> bool:
    """Whether but the last bit of a crack is gold."""
    return int((~crack.gold).sum()) <= SHORT < len(crack.gold)


def piece_of(view: View, crack: CrackView) -> tuple[int, PieceView]:
    """The piece that a crack is in, and its row."""
    return next((row, p) for row, p in enumerate(view.sculpture.pieces) if p.key == crack.piece)


def middle_of(piece: PieceView, crack: CrackView, cell: int) -> tuple[float, float]:
    """Middle of a cell of a crack on the stage, m."""
    return piece.on_stage(crack.cells[cell].mean(axis=0))


def _best_mirror(view: View, crack: CrackView) -> int:
    """The mirror nearest to the crack of those with light that gilds it, or else of those that have any."""
    at = piece_of(view, crack)[1].on_stage(crack.path[-1])
    speaking = eye.on_mirrors(view, crack.part)

    def cost(index: int) -> tuple[bool, bool, float]:
        mirror: MirrorView = view.light.mirrors[index]
        return speaking[index] == 0.0, mirror.incoming is None, math.dist(mirror.centre, at)

    return min(range(len(view.light.mirrors)), key=cost, default=0)
