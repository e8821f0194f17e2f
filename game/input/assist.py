"""Auto-aim: the aim is drawn to the nearest part of a crack that is not gold yet. Pure: view and aim in, aim out.

Glass bends light, so that a beam aimed at a crack misses it. How far it misses is seen in the view, and the aim is put
right by that, tick by tick. What comes out stands in the intent: replays need no assist of their own.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.core.geom import Floats, Ints, turned
from game.input.aim import TENTH_MILLIMETRES, Metres, held_mirror
from game.sim.view import Segments, View

REACH_M = 0.25
"""A crack draws the aim within this distance..."""
LIT_REACH_M = 0.45
"""...and one that is lit within this: gold is followed to the crack's end while the cursor rests."""
KEEP_M = 0.05
"""A cell that is almost gold counts as so much nearer: between two at the same distance the light does not waver."""
MOST_MISS_M = 0.35
"""A beam that passes farther from its target tells nothing about the way to it."""
GAIN = 0.5
"""Share of a miss that is put right in a tick: refraction answers to a turn with more or less than one to one."""
MOST_BEND = math.radians(14.0)
"""Largest turn away from the straight line to the target: beyond it another way is better."""
DEAD_M = 0.002
"""A smaller miss is a hit."""
SAME_POINT_M = 1e-6
"""A run of light begins where the one before it ended, but for rounding."""
MOST_SURFACES = 8
"""Light is followed through so many surfaces behind the mirror."""


@dataclass(frozen=True, slots=True)
class _Goals:
    """All cells of cracks that are not gold yet."""

    at: Floats
    """(N, 2) m: their middles, on the stage."""
    piece: Ints
    """(N,) rows of their pieces in the view."""
    reach: Floats
    """(N,) m from where they draw the aim."""
    head_start: Floats
    """(N,) m that they count as nearer."""


def drawn_aim(view: View, aim: Metres) -> Metres:
    """Where to aim instead of `aim` (m); the same where no open crack is near."""
    goals = _goals(view)
    if not len(goals.at):
        return aim
    return _toward_nearest(view, goals, np.hypot(*(goals.at - aim).T)) or aim


def drawn_beam(view: View) -> Metres | None:
    """Where to aim if nobody points anywhere, but the held mirror's beam passes near an open crack; else None."""
    goals, lit = _goals(view), _from_hand(view)
    if not len(goals.at) or not len(lit):
        return None
    misses = np.array([np.abs(_misses(view.light.segments, lit, at)[0]).min() for at in goals.at])
    return _toward_nearest(view, goals, misses)


def _toward_nearest(view: View, goals: _Goals, distance: Floats) -> Metres | None:
    """The aim that hits the nearest goal, if one is within its reach."""
    distance = np.where(distance <= goals.reach, distance - goals.head_start, np.inf)
    nearest = int(np.argmin(distance))
    if not math.isfinite(distance[nearest]):
        return None
    x, y = _put_right(view, goals.at[nearest], int(goals.piece[nearest]))
    return round(x, TENTH_MILLIMETRES), round(y, TENTH_MILLIMETRES)


def _goals(view: View) -> _Goals:
    rows = {piece.key: row for row, piece in enumerate(view.sculpture.pieces) if piece.standing}
    at, row, reach, near = [np.zeros((0, 2))], [np.zeros(0, np.int64)], [np.zeros(0)], [np.zeros(0)]
    for crack in view.sculpture.cracks:
        if crack.voice or crack.piece not in rows:
            continue
        piece, left = view.sculpture.pieces[rows[crack.piece]], ~crack.gold
        at.append(turned(crack.cells[left].mean(axis=1), piece.angle) + piece.position)
        row.append(np.full(left.sum(), rows[crack.piece], np.int64))
        reach.append(np.full(left.sum(), LIT_REACH_M if crack.lit else REACH_M))
        near.append(KEEP_M * np.clip(crack.exposure[left], 0.0, 1.0))
    return _Goals(np.concatenate(at), np.concatenate(row), np.concatenate(reach), np.concatenate(near))


def _put_right(view: View, goal: Floats, piece: int) -> Metres:
    """The aim that sends the held mirror's light through a goal in a piece, as far as the view tells."""
    straight = float(goal[0]), float(goal[1])
    lit, trace = _from_hand(view), view.light.segments
    inside = lit[trace.medium[lit] == piece]
    if not len(inside):
        return straight
    leaving = lit[trace.depth[lit] == trace.depth[lit].min()]
    misses, passes = _misses(trace, inside, goal)
    near = passes & (np.abs(misses) < MOST_MISS_M)
    if not near.any():
        return straight
    miss = float(np.average(misses[near], weights=trace.total[inside][near]))
    weights = trace.total[leaving]
    pivot: Floats = np.average(trace.start[leaving], axis=0, weights=weights)
    direction: Floats = np.average(_directions(trace, leaving), axis=0, weights=weights)
    to_goal = goal - pivot
    span, ahead = math.hypot(*to_goal), math.atan2(to_goal[1], to_goal[0])
    turn = GAIN * miss / span if abs(miss) > DEAD_M else 0.0
    bend = math.remainder(math.atan2(direction[1], direction[0]) + turn - ahead, 2 * math.pi)
    angle = ahead + min(MOST_BEND, max(-MOST_BEND, bend))
    return float(pivot[0] + span * math.cos(angle)), float(pivot[1] + span * math.sin(angle))


def _from_hand(view: View) -> Ints:
    """Rows of the light that left the held mirror, surface by surface; none in the dark."""
    trace, held = view.light.segments, held_mirror(view)
    none = np.zeros(0, np.int64)
    if held is None or not len(trace.hit):
        return none
    tube = trace.beam * (int(trace.ray.max()) + 1) + trace.ray
    stage = tube * (int(trace.depth.max()) + 2) + trace.depth  # one number for a tube and the surfaces it has met
    steps, edge = [none], np.flatnonzero(trace.hit == held.row)
    for _ in range(MOST_SURFACES):
        rows = np.flatnonzero(np.isin(stage, stage[edge] + 1))
        gap = np.abs(trace.start[rows][:, None, :] - trace.end[edge]).max(axis=2)
        edge = rows[((stage[rows][:, None] == stage[edge] + 1) & (gap < SAME_POINT_M)).any(axis=1)]
        if not len(edge):
            break
        steps.append(edge)
    return np.unique(np.concatenate(steps))


def _misses(trace: Segments, rows: Ints, point: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """How far (m) each run passes a point, above 0 where that is to its left, and whether it passes beside it."""
    directions = _directions(trace, rows)
    to_point = point - trace.start[rows]
    along = (directions * to_point).sum(axis=1)
    length = np.hypot(*(trace.end[rows] - trace.start[rows]).T)
    across = directions[:, 0] * to_point[:, 1] - directions[:, 1] * to_point[:, 0]
    beyond = along - np.clip(along, 0.0, length)
    return np.copysign(np.hypot(across, beyond), across), np.abs(beyond) < REACH_M / 2


def _directions(trace: Segments, rows: Ints) -> Floats:
    """(N, 2) unit directions of runs of light."""
    run = trace.end[rows] - trace.start[rows]
    directions: Floats = run / np.maximum(np.hypot(*run.T), 1e-9)[:, None]
    return directions
