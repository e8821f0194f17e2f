"""Stress as the eye shall see it: with the relief that open cracks bring, and the fields of their tips."""

import math
from dataclasses import dataclass

import numpy as np

from game.core.geom import Floats
from game.render.paint.drawlist import Rows
from game.sim.glass.superposition import Relief, relief_of
from game.sim.mesh.mesh import Mesh
from game.sim.view import PieceView, View

EASE_S = 0.22
"""s (to 1/e) in which the glass around a crack takes on its new stress: a tip jumps from node to node, light flows."""
TIP_FIELDS = 5
"""Of a tip's row: where it is (px, piece's frame), cosine and sine of its direction, and its strength: K as waves of
shown retardation at 1 px from it."""
NO_TIPS: Floats = np.zeros((0, TIP_FIELDS))
"""Of a piece without cracks; see `Seen.tips`."""
TIP_REACH_M = 0.18
"""m from a tip at which its own field has faded: farther out the finite elements tell all."""
TIP_CORE_M = 0.018
"""m from a tip within which its field stays level: the field is singular, glass is not."""

Cut = tuple[tuple[int, int], ...]


@dataclass(slots=True, eq=False)
class _Piece:
    """What is remembered of a piece of glass."""

    whole: Mesh
    mesh: Mesh
    """Gaping where it is cut."""
    cut: Cut
    relief: Relief | None
    """What the cuts do; None while it is whole."""
    added: Floats
    """(T, 3) Pa, eased."""


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """What the eye shall see of the strain in a piece of glass."""

    mesh: Mesh
    """Gaping where it is cracked."""
    stress: Floats
    """(T, 3) Pa."""
    tips: Floats
    """(N, 5): where each open tip is (m, piece's frame), its direction, and K (Pa sqrt(m))."""


class Strain:
    """Remembers how each piece is cut, and lets its stress flow round the cracks."""

    def __init__(self) -> None:
        self._pieces: dict[int, _Piece] = {}
        self._tips: dict[int, Floats] = {}

    def advance(self, view: View, elapsed_s: float) -> None:
        """Follow the cracks of a view, `elapsed_s` real seconds after the last one."""
        cuts: dict[int, list[tuple[int, int]]] = {}
        for crack in view.sculpture.cracks:
            cuts.setdefault(crack.piece, []).extend(crack.cut)
        share = 1.0 - math.exp(-elapsed_s / EASE_S)
        pieces = {}
        for piece in view.sculpture.pieces:
            if piece.stress is None:
                continue
            known = self._cut(piece, tuple(sorted(cuts.get(piece.key, ()))))
            aim = np.zeros_like(piece.stress) if known.relief is None else known.relief.added(piece.stress)
            if np.isfinite(aim).all():  # what a cut takes off altogether is held by nothing, until it is a piece
                known.added += share * (aim - known.added)
            pieces[piece.key] = known
        self._pieces, self._tips = pieces, _tips(view)

    def seen(self, piece: PieceView) -> Seen | None:
        """What to show on a piece; None for what is no glass."""
        if piece.stress is None:
            return None
        known = self._pieces.get(piece.key)
        if known is None or known.whole is not piece.mesh:
            return Seen(piece.mesh, piece.stress, NO_TIPS)
        return Seen(known.mesh, piece.stress + known.added, self._tips.get(piece.key, NO_TIPS))

    def _cut(self, piece: PieceView, cut: Cut) -> _Piece:
        known = self._pieces.get(piece.key)
        if known is None or known.whole is not piece.mesh:
            known = _Piece(piece.mesh, piece.mesh, (), None, np.zeros_like(piece.stress))
        if cut != known.cut:
            known.cut, known.relief = cut, relief_of(piece.mesh, cut) if cut else None
            known.mesh = known.relief.mesh if known.relief is not None else piece.mesh
        return known


def tip_rows(tips: Floats, scale: float, per_pascal: float) -> Rows:
    """Tips as the shader takes them, (N, TIP_FIELDS), from `Seen.tips`.

    Args:
        scale: px per metre.
        per_pascal: shown waves of retardation for each Pa of principal stress difference.
    """
    waves = per_pascal * math.sqrt(scale / (2.0 * math.pi))
    return (tips * (scale, scale, 1.0, 1.0, waves)).astype(np.float32)


def _tips(view: View) -> dict[int, Floats]:
    """(N, 5) by piece: where each open tip is (m), its direction, and K (Pa sqrt(m))."""
    rows: dict[int, list[tuple[float, float, float, float, float]]] = {}
    for crack in view.sculpture.cracks:
        if crack.intensity > 0.0 and len(crack.path) > 1:
            (x, y), (dx, dy) = crack.path[-1].tolist(), (crack.path[-1] - crack.path[-2]).tolist()
            length = math.hypot(dx, dy)
            if length > 0.0:
                rows.setdefault(crack.piece, []).append((x, y, dx / length, dy / length, crack.intensity))
    return {key: np.array(found) for key, found in rows.items()}
