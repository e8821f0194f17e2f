"""The search: mirrors are turned while the sculpture rests, and where that leaves cells dark, while it sways."""

import math

from game.core.clock import TICKS_PER_SECOND
from game.core.geom import Floats
from game.lab.reach.found import Reach
from game.lab.reach.lit_stage import LitStage
from game.level import Level
from game.sim import constants as c
from game.sim.rules.hands import lean_rate

FEWER = 3
"""In a swing of the sculpture the angles of a mirror lie so many times farther apart."""
QUICKER = 4
"""For a quick look they lie so many times farther apart."""
SWING_S = 3.0
"""s of lean to either side, at most: half a swing of the slowest sculptures."""
POSES, POSES_OF_LEAN = 6, 160
"""Of a swing, that are looked at where a hand turns mirrors; and where the lean alone brings glass to the light."""


def reach(level: Level, *, quick: bool = False) -> Reach:
    """What light can reach in a level; a quick look turns mirrors in wider steps, each alone, and nothing sways.

    Raises:
        ValueError: the level's sculpture cannot be built (what `check_any` accepts can be).
    """
    lit = LitStage(level)
    rest = lit.sculpture.motion.copy(), lit.sculpture.rigid.plinth
    left_out = list[str]()
    for stop in lit.turn_mirrors(QUICKER if quick else 1, alone=quick):
        if lit.is_spent:
            left_out.append("not all mirrors were turned all the way round")
            break
        if lit.look(*rest):
            lit.note(stop)
    if lit.widened:
        left_out.append(f"mirrors were turned by {math.degrees(lit.widened):.1f} degrees at a time")
    if not quick and not lit.is_all_lit and not _looks_at_sway(level, lit):
        left_out.append("the sculpture was not looked at in all of its sway")
    for flaw in lit.found:
        flaw.causes = lit.causes(flaw, rest[0])
    return Reach(tuple(lit.found), lit.dark_mirrors(), lit.met_by_lamp(), tuple(left_out))


def _looks_at_sway(level: Level, lit: LitStage) -> bool:
    """Turn mirrors while the sculpture sways, until all is lit; returns whether all of that could be looked at."""
    for pose in _swing(level, lit):
        for _ in lit.turn_mirrors(FEWER):
            if lit.is_spent:
                return False
            lit.look(*pose)
            if lit.is_all_lit:
                break
    return True


Pose = tuple[Floats, tuple[float, float]]
"""(n, 6) poses and velocities of the bodies, and the plinth's shift (m) and lean (rad)."""


def _swing(level: Level, lit: LitStage) -> list[Pose]:
    """Some poses of a swing to both sides: a full lean one way, then the other, short of what makes gasp."""
    poses, limit, sculpture = list[Pose](), math.radians(level.lean.limit), lit.sculpture
    count = POSES if lit.hands.swivels else POSES_OF_LEAN
    for wish in (1.0, -1.0):
        for _ in range(round(min(SWING_S, sculpture.own_period) * TICKS_PER_SECOND)):
            sculpture.step(0.0, lean_rate(wish, sculpture.rigid.plinth[1], limit), 0.0)
            poses.append((sculpture.motion.copy(), sculpture.rigid.plinth))
            if sculpture.stance().sway * wish > c.GASP_SWAY:
                break
    return poses[:: max(1, len(poses) // count)]
