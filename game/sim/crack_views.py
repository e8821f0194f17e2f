"""Cracks as they are seen: copied when a view is asked for, built when somebody looks at them."""

from collections.abc import Iterable, Mapping, Sequence
from operator import attrgetter

from game.level.model import Flaw
from game.sim import constants as c
from game.sim.glass.fracture import AT_REST, Crack, cells_reached
from game.sim.glass.glass import Glass
from game.sim.sculpture.body import Body
from game.sim.sculpture.cracks import dryness
from game.sim.view import CrackView

_STATE_OF_GOLDEN = attrgetter("body", "passed", "ahead", "along", "intensity", "speed", "lit", "sealed")
"""All that may still change of a crack that is gold all along."""
Copied = Sequence[CrackView | tuple[Crack, Glass]]
"""Cracks as they are: seen already where they rest, copied where they may change."""


class CrackViews:
    """Builds what is seen of a level's cracks.

    What is gold all along has come to rest: it is built once, and every view has the same.
    """

    def __init__(self, flaws: Sequence[Flaw], wet_s: float) -> None:
        self._flaws, self._wet_s = flaws, wet_s
        self._golden: dict[int, tuple[tuple[object, ...], CrackView]] = {}
        """By key: the state of such a crack, and what was built of it."""

    def copied(self, cracks: Iterable[Crack], bodies: Mapping[int, Body]) -> Copied:
        """The cracks as they are now, for `built`."""
        return [
            self._rested(crack, bodies[crack.body].glass) if crack.healed else (crack.copy(), bodies[crack.body].glass)
            for crack in cracks
        ]

    def built(self, copied: Copied) -> tuple[CrackView, ...]:
        """What is seen of them."""
        return tuple(seen if isinstance(seen, CrackView) else self._built(*seen) for seen in copied)

    def _rested(self, crack: Crack, glass: Glass) -> CrackView:
        state = _STATE_OF_GOLDEN(crack)
        found = self._golden.get(crack.key)
        if found is None or found[0] != state:
            self._golden[crack.key] = found = state, self._built(crack.copy(), glass)
        return found[1]

    def _built(self, crack: Crack, glass: Glass) -> CrackView:
        line, cells = glass.path(crack.steps)
        path, cells = line.copy(), cells[: cells_reached(crack, glass)].copy()
        if crack.ahead != AT_REST:
            share = crack.along / glass.length(crack.nodes[-1], crack.ahead)
            path[-1] = path[-2] + share * (path[-1] - path[-2])
            cells[-1:, 1] = path[-1]
        exposure = crack.exposure[: len(cells)]
        for array in (path, cells, exposure):
            array.flags.writeable = False
        return CrackView(
            crack.key, crack.body, path, cells, exposure, exposure >= 1.0, _cut(crack), crack.intensity, crack.speed,
            crack.lit, crack.sealed, crack.flaw, self._part(crack), dryness(crack, self._wet_s),
        )  # fmt: skip

    def _part(self, crack: Crack) -> str:
        return (self._flaws[crack.flaw].part or "") if crack.flaw < len(self._flaws) else ""


def _cut(crack: Crack) -> tuple[tuple[int, int], ...]:
    """Edges of the mesh that the crack holds open; one that is gold all along carries load again."""
    if crack.healed:
        return ()
    exposure, of_edge = crack.exposure.tolist(), c.CELLS_PER_EDGE
    least = (min(exposure[of_edge * k : of_edge * (k + 1)]) for k in range(len(crack.nodes) - 1))
    return tuple(edge for edge, drunk in zip(crack.edges, least, strict=True) if drunk < 1.0)
