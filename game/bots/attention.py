"""What a bot minds: one crack at a time, and the mirror for it."""

from dataclasses import dataclass, field

import numpy as np

from game.bots.limits import Limits
from game.bots.stands import Stand, stands
from game.sim import View
from game.sim.view import CrackView, PieceView

PATIENCE_S = 2.5
"""Real s without progress after which it tries another mirror, or another place on its rail..."""
PROGRESS = 0.3
"""...where progress is so much new exposure, in cells."""
CELL_S = 0.9
"""Real s after which it leaves a cell that does not turn to gold: gold creeps into what no ray can reach."""
SHORT = 8
"""Cells that a crack is left short of, until it may sing with others: about what a breath's light finishes; fewer
would turn to gold beside the brush before the eye sees it."""

FIRM = 0.83
"""Load factor below which it leaves nothing short for a chord: each voice mends, and what is weaker falls while it
waits."""


@dataclass(slots=True)
class Attention:
    """What the bot is busy with."""

    limits: Limits
    crack: int | None = None
    """Key of the crack."""
    stand: Stand | None = None
    """Which mirror it paints with, and where that is to be; None where the stage has none."""
    best: float = 0.0
    """Most exposure it has seen on the crack since it took this stand."""
    idle: float = 0.0
    """Real s since that grew."""
    cell: int = 0
    """Which of its cells it paints."""
    tried: float = 0.0
    """Real s that it has painted that cell."""
    left: set[int] = field(default_factory=set)
    """Cells that it has left for later."""
    vain: list[Stand] = field(default_factory=list)
    """Stands from which this crack's gold did not grow."""

    @property
    def mirror(self) -> int:
        """The mirror that it paints with."""
        return self.stand.mirror if self.stand is not None else 0

    def choose(self, view: View, elapsed: float) -> CrackView | None:
        """The crack to paint now: one until it is gold or gone, and then the longest of those that are left."""
        cracks = [crack for crack in unfinished(view) if not self._waits(crack, view)]
        crack = next((crack for crack in cracks if crack.key == self.crack), None)
        if crack is None:
            crack = max(cracks, key=lambda crack: (len(crack.cells), -crack.key), default=None)
            self.crack, self.best, self.idle, self.left = crack.key if crack else None, 0.0, 0.0, set()
            self.vain = []
            if crack is not None:
                self.stand = next(iter(stands(view, crack)), None)
        if crack is None:
            return None
        self._lose_patience(view, crack, elapsed)
        self._choose_cell(crack, elapsed)
        return crack

    def _waits(self, crack: CrackView, view: View) -> bool:
        """Whether a crack is left short, because others are still to be painted that will sing with it."""
        if not self.limits.chords or not is_short(crack) or view.sculpture.load_factor < FIRM:
            return False
        return any(not is_short(other) for other in unfinished(view) if other.flaw != crack.flaw)

    def _lose_patience(self, view: View, crack: CrackView, elapsed: float) -> None:
        """Turn to the next mirror, or slide this one on, where light from where it is brings nothing."""
        done = float(np.minimum(crack.exposure, 1.0).sum())
        self.idle += elapsed
        if done > self.best + PROGRESS:
            self.idle, self.best = 0.0, done
        if self.idle <= PATIENCE_S or self.stand is None:
            return
        self.idle, self.best = 0.0, done
        self.vain.append(self.stand)
        found = stands(view, crack)
        others = [stand for stand in found if not any(stand.is_like(vain) for vain in self.vain)]
        if not others:
            self.vain = []
        self.stand = next(iter(others or found))

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
    return [crack for crack in cracks if not crack.voice and crack.piece in standing and crack.dark]


def is_short(crack: CrackView) -> bool:
    """Whether but the last bit of a crack is gold."""
    return crack.dark <= SHORT < len(crack.gold)


def piece_of(view: View, crack: CrackView) -> tuple[int, PieceView]:
    """The piece that a crack is in, and its row."""
    return next((row, p) for row, p in enumerate(view.sculpture.pieces) if p.key == crack.piece)


def middle_of(piece: PieceView, crack: CrackView, cell: int) -> tuple[float, float]:
    """Middle of a cell of a crack on the stage, m."""
    (x0, y0), (x1, y1) = crack.cells[cell].tolist()
    return piece.on_stage(((x0 + x1) / 2.0, (y0 + y1) / 2.0))
