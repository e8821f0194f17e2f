"""Flaws as they open on a sculpture at rest: their paths as far as they may ever run, and their branches."""

import numpy as np

from game.core.geom import Floats
from game.lab.reach.found import FlawReach
from game.level.sculpture.flaws import Flaw
from game.sim.glass.fracture import Crack, cell_ends, cells_reached, open_crack
from game.sim.sculpture.cracks import Opening
from game.sim.sculpture.sculpture import Sculpture

LONGEST = 0.60
"""m of a flaw's path that are looked at, where it does not open longer: no crack should be sung longer than that."""


def open_flaw(sculpture: Sculpture, row: int, flaw: Flaw) -> tuple[list[Crack], FlawReach]:
    """Open a flaw on its piece as if it were the only one: its path, with its branch where it has one."""
    home = sculpture.home_of(flaw)
    assert home is not None, "all of it stands"
    body, at = home
    opened, *branches = _opened(sculpture, home, row, flaw)
    stress, length = sculpture.stress[body.key], max(flaw.length, LONGEST)
    path = open_crack(opened.key, row, body.key, body.glass, at, stress, length=length, run=flaw.runs)
    arms = [path, *branches]
    lengths = [_lengths(ends_of(sculpture, arm)) for arm in arms]
    stem, opens = len(lengths[0]), np.ones(sum(map(len, lengths)), dtype=np.bool_)
    opens[cells_reached(opened, body.glass) : stem] = False
    return arms, FlawReach(row, flaw.piece, np.concatenate(lengths), stem, opens, np.zeros_like(opens))


def ends_of(sculpture: Sculpture, crack: Crack) -> Floats:
    """(C, 2, 2) m, body's frame: start and end of each cell that a crack has entered."""
    glass = sculpture.bodies[crack.body].glass
    return cell_ends(crack, glass)[: cells_reached(crack, glass)]


def _opened(sculpture: Sculpture, home: Opening, row: int, flaw: Flaw) -> list[Crack]:
    """A flaw's crack that has come to its length, and its branches; forgotten again: no other one meets it."""
    sculpture.open_crack(row, *home, flaw.opens_by, flaw.runs)
    cracks = sculpture.cracks
    while any(crack.is_opening for crack in cracks.all.values()):
        sculpture.grow()
    opened = cracks.of_flaw(row)
    for crack in opened:
        cracks.close(crack)
    return opened


def _lengths(ends: Floats) -> Floats:
    lengths: Floats = np.hypot(*(ends[:, 1] - ends[:, 0]).T)
    return lengths
