"""What light can reach, as it was found."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from game.core.geom import Floats
from game.core.json_source import quoted

Bools = NDArray[np.bool_]


class Stop(NamedTuple):
    """A mirror held still."""

    mirror: str
    angle: float
    """Degrees, as in a level."""
    along: float
    """Where on its rail, 0..1."""


@dataclass(slots=True)
class FlawReach:
    """What of a flaw light can reach."""

    flaw: int
    """Its row in the level."""
    piece: str
    lengths: Floats
    """(C,) m of each cell: of its path from the mouth on, as far as it may ever run; then of its branch."""
    stem: int
    """How many of them are of the path."""
    opens: Bools
    """(C,) which of them are there once it has opened."""
    lit: Bools
    """(C,) which of them some light gilds, none of them by creeping."""
    stops: list[Stop] = field(default_factory=list)
    """Where mirrors light some of it while the sculpture rests, in the order in which they were tried."""
    parked: float = 0.0
    """Largest share of the cells of its opening that turn gold within PARKED_S, creeping included, where nothing moves
    but lamps..."""
    parked_at: Stop | None = None
    """...and the mirror that was turned to where that is; None where no hand turns any."""
    causes: list[str] = field(default_factory=list)
    """Why cells stay dark, the commonest first."""

    @property
    def share(self) -> float:
        """Share of its length that some light gilds."""
        return float(self.lengths[self.lit].sum() / self.lengths.sum())

    @property
    def complaints(self) -> Iterator[str]:
        """What an author should know, in words: cells that no light reaches, a crack that needs no hand."""
        if not self.lit.all():
            dark = "no light reaches it" if not self.lit.any() else f"no light reaches {1.0 - self.share:.0%} of it"
            yield f"{dark}: {'; '.join(self.causes)}"
        if self.parked >= 1.0:
            still = "the light as it falls"
            if self.parked_at is not None:
                still = f"{quoted(self.parked_at.mirror)} held still at {self.parked_at.angle:.1f} degrees"
            yield f"{still} gilds all of it as it opens; let it open longer, or across the light"


class Reach(NamedTuple):
    """What light can reach in a level."""

    flaws: tuple[FlawReach, ...]
    """In the order of the level."""
    dark_mirrors: tuple[str, ...]
    """Mirrors that no light meets, however the others are turned."""
    met: dict[str, tuple[str, ...]]
    """By lamp: all pieces and optics that its light meets at some angle of some mirror, as `row_names` has them."""
    left_out: tuple[str, ...] = ()
    """What was not looked at, in words, where there is too much light to look at all of it."""
