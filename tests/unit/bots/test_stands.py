"""Where a bot takes its light from: what stands in the way is seen, and what is near is preferred."""

import math
from dataclasses import replace

import numpy as np
import pytest

from game.bots.stands import stands
from game.sim import View
from game.sim.view import MirrorView
from tests.views import changed
from tests.visual.fake_view import view as concept

RAIL = ((-1.8, 0.4), (-1.8, 2.4))


def lit(*mirrors: MirrorView, shelf: bool = False) -> View:
    """A view with a dark crack and these mirrors; with a shelf of brass to the left of the crack, level with it."""
    view = concept(sung=0)
    crack = view.sculpture.cracks[0]
    crack = replace(crack, gold=np.zeros(len(crack.cells), dtype=np.bool_), voice=False)
    own = next(piece for piece in view.sculpture.pieces if piece.key == crack.piece)
    metal = next(piece for piece in view.sculpture.pieces if piece.stress is None)
    x, y = own.on_stage(crack.cells.mean(axis=(0, 1)))
    pieces = (own, replace(metal, position=(x - 0.9, y), angle=0.0)) if shelf else (own,)
    return changed(view, cracks=(crack,), mirrors=mirrors, pieces=pieces)


def mirror(
    name: str, at: tuple[float, float], rail: tuple[tuple[float, float], tuple[float, float]] | None = None
) -> MirrorView:
    return replace(concept(sung=0).light.mirrors[0], name=name, centre=at, rail=rail, incoming=(0.0, -1.0))


def test_of_two_mirrors_the_nearer_one_is_taken() -> None:
    view = lit(mirror("far", (-2.6, 1.0)), mirror("near", (-1.2, 1.0)))
    assert [stand.mirror for stand in stands(view, view.sculpture.cracks[0])] == [1, 0]


def test_nobody_slides_far_where_nothing_is_in_the_way() -> None:
    view = lit(mirror("railed", (-1.8, 1.2), RAIL))
    first, *others = stands(view, view.sculpture.cracks[0])
    assert math.dist(first.place, (-1.8, 1.2)) < 0.4, first
    assert len(others) >= 8


@pytest.mark.parametrize("shelf", [False, True])
def test_a_mirror_leaves_the_shade(shelf: bool) -> None:
    crack = lit().sculpture.cracks[0]
    own = next(piece for piece in lit().sculpture.pieces if piece.key == crack.piece)
    level = own.on_stage(crack.cells.mean(axis=(0, 1)))[1]
    view = lit(mirror("railed", (-1.8, level), RAIL), shelf=shelf)
    moved = abs(stands(view, view.sculpture.cracks[0])[0].place[1] - level)
    assert moved > 0.15 if shelf else moved < 0.15
