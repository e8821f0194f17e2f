"""The rigid step: rows of plain arrays, in the order in which bodies were added, whatever came and went between."""

from collections.abc import Sequence

import numpy as np
import pytest

from game.core.clock import TICK_S
from game.core.geom import Floats
from game.sim.constants import GRAVITY
from game.sim.sculpture.rigid import BodySpec, Rigid
from game.sim.sculpture.step import Weights

BLOCK = np.array([[-0.1, -0.1], [0.1, -0.1], [0.1, 0.1], [-0.1, 0.1]])


def block(key: int) -> BodySpec:
    """A block of its own mass, high above the plinth and apart from all others."""
    return BodySpec(1.0 + key, 1.0, (2.0 * key, 10.0 + key), 0.0, (0.0, 0.0), 0.0, [BLOCK], 0.5, 0.0)


def standing(masses: Sequence[float] | Floats) -> Weights:
    """Bodies that have not fallen, on no foot."""
    return Weights(np.array(masses), np.ones(len(masses), dtype=np.int64), np.zeros(0, dtype=np.int64))


@pytest.mark.parametrize("removed", [(), (0,), (1, 3), (4, 0, 2)])
def test_rows_are_bodies_in_the_order_they_came_and_each_feels_its_own_load(removed: tuple[int, ...]) -> None:
    rigid = Rigid(1.0, 0.5)
    for key in range(5):
        rigid.add_body(key, block(key))
    rigid.motion()
    for key in removed:
        rigid.remove_body(key)
    rigid.add_body(5, block(5))
    keys = np.array([key for key in range(6) if key not in removed], dtype=float)
    np.testing.assert_array_equal(rigid.motion()[:, :2], np.column_stack([2.0 * keys, 10.0 + keys]))

    besides = np.column_stack([keys + 1.0, np.zeros(len(keys)), 3.0 * keys])
    motion = rigid.step(rigid.motion(), 0.0, 0.0, standing(keys + 1.0), besides=besides)
    np.testing.assert_array_equal(rigid.loads, besides)
    np.testing.assert_allclose(motion[:, 3], TICK_S, rtol=1e-12)  # as many newtons as kilograms
    np.testing.assert_allclose(motion[:, 4], -GRAVITY * TICK_S, rtol=1e-12)
    np.testing.assert_allclose(motion[:, 5], 3.0 * keys * TICK_S, rtol=1e-12)
    np.testing.assert_array_equal(rigid.motion(), motion)


def test_motion_is_a_copy_and_the_plinth_goes_where_it_is_sent() -> None:
    rigid = Rigid(1.0, 0.5)
    rigid.add_body(0, block(0))
    before = rigid.motion()
    kept = before.copy()
    for _ in range(12):
        rigid.step(rigid.motion(), 0.3, -0.2, standing([1.0]))
    np.testing.assert_array_equal(before, kept)
    assert rigid.plinth == pytest.approx((12 * 0.3 * TICK_S, -12 * 0.2 * TICK_S))
    moved = rigid.plinth
    rigid.step(rigid.motion(), 0.0, 0.0, standing([1.0]))
    assert rigid.plinth == moved, "a plinth that is sent nowhere stays"
