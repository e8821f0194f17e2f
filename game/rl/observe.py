"""A view as an observation: see `spaces` for what stands where."""

import math
from collections.abc import Sequence

import numpy as np

from game.lab.arrays import tip_of, to_stage
from game.rl.spaces import STATES, Observation
from game.sim import View
from game.sim.view import CrackView, PieceView

_FULL_TURN = 2.0 * math.pi


def observe(view: View, names: Sequence[str], flaws: int, sway_rate: float) -> Observation:
    """What is to be told of a view.

    Args:
        view: the present tick.
        names: ids of the level's pieces, in its order: of one that came apart its largest fragment is told.
        flaws: how many flaws the level has.
        sway_rate: rad/s.
    """
    game, sculpture = view.game, view.sculpture
    omen = game.omen
    stage = (
        game.time_left,
        sculpture.sway,
        sway_rate,
        sculpture.load_factor,
        sculpture.crown,
        *sculpture.plinth,
        game.breath,
        game.beat % 1.0,
        game.bar % 1.0,
        0.0 if omen is None else omen.size,
        0.0 if omen is None else omen.seconds,
    )
    largest: dict[str, PieceView] = {}
    for piece in sculpture.pieces:
        if piece.name not in largest or piece.mass > largest[piece.name].mass:
            largest[piece.name] = piece
    return {
        "stage": np.array(stage, np.float32),
        "pieces": np.array([_piece_row(largest.get(name)) for name in names], np.float32).reshape(-1, 6),
        "mirrors": np.array(
            [(*mirror.centre, _turned(mirror.angle), mirror.held) for mirror in view.light.mirrors], np.float32
        ).reshape(-1, 4),
        "flaws": np.array([_flaw_row(view, row) for row in range(flaws)], np.float32).reshape(-1, 10),
    }


def _piece_row(piece: PieceView | None) -> tuple[float, ...]:
    """A piece; nothing is left of it where it is None."""
    if piece is None:
        return (0.0,) * 6
    return (*piece.position, _turned(piece.angle), *piece.velocity, piece.spin)


def _flaw_row(view: View, row: int) -> tuple[float, ...]:
    """A flaw and the longest crack that came of it."""
    state = float(STATES.index(view.game.voices[row].state))
    cracks = [crack for crack in view.sculpture.cracks if crack.flaw == row and len(crack.path) > 1]
    if not cracks:
        return (state, *(0.0,) * 9)
    crack = max(cracks, key=_length)
    dark = np.flatnonzero(~crack.gold)
    at = to_stage(view, crack.piece, crack.cells[dark[0]].mean(axis=0)) if len(dark) else (0.0, 0.0)
    gold = view.game.voices[row].progress
    return (state, _length(crack), gold, crack.speed, crack.lit, *at, *tip_of(view, crack), crack.dry)


def _length(crack: CrackView) -> float:
    return float(np.hypot(*np.diff(crack.path, axis=0).T).sum())


def _turned(angle: float) -> float:
    """An angle between half a turn to either side."""
    return math.remainder(angle, _FULL_TURN)
