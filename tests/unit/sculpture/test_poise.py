"""The load factor against closed forms, and against what really falls."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.sim.constants import GRAVITY
from game.sim.sculpture.linkage import Link
from game.sim.sculpture.poise import STEADY, Poise


def tower(masses: list[float], joints: list[float], centres: list[float]) -> Poise:
    """A chain of upright bodies; the first is the foot."""
    links = [Link(i, i + 1, (0.0, y), None) for i, y in enumerate(joints)]
    return Poise(np.array(masses), np.array([[0.0, y] for y in centres]), links, np.ones(len(links)))


@given(st.floats(1, 100), st.floats(0.2, 2), st.floats(50, 5000))
def test_a_single_inverted_pendulum_is_k_over_mgh(mass: float, height: float, stiffness: float) -> None:
    poise = tower([10.0, mass], [0.1], [0.05, 0.1 + height])
    assert poise.factor(np.array([stiffness])) == pytest.approx(
        min(STEADY, stiffness / (mass * GRAVITY * height)), rel=1e-6
    )


def test_two_stories_match_the_textbook_matrices() -> None:
    poise = tower([1.0, 10.0, 7.0], [0.2, 0.8], [0.1, 0.5, 1.1])
    k = np.array([[400.0, -100.0], [-100.0, 100.0]])
    g = GRAVITY * np.diag([10 * 0.3 + 7 * 0.6, 7 * 0.3])
    exact = 1.0 / np.linalg.eigvals(np.linalg.solve(k, g)).real.max()
    assert poise.factor(np.array([300.0, 100.0])) == pytest.approx(exact, rel=1e-6)


def test_a_hanging_piece_cannot_buckle() -> None:
    assert tower([5.0, 20.0], [1.0], [0.1, 0.3]).factor(np.array([0.0])) == STEADY


def test_a_piece_on_a_free_hinge_has_no_poise() -> None:
    poise = tower([5.0, 20.0], [0.2], [0.1, 0.9])
    assert poise.factor(np.array([0.0])) < 1e-4
    with pytest.raises(ValueError, match="free hinge"):
        poise.scale_for(np.array([0.0]), 1.3)


def test_a_loop_is_stiffer_than_either_leg() -> None:
    """A table: two legs pinned to the foot and to a top; its sway bends four joints at once."""
    centres = np.array([[0.0, 0.0], [-0.5, 0.5], [0.5, 0.5], [0.0, 1.0]])
    links = [
        Link(0, 1, (-0.5, 0.0), None),
        Link(0, 2, (0.5, 0.0), None),
        Link(1, 3, (-0.5, 1.0), None),
        Link(2, 3, (0.5, 1.0), None),
    ]
    poise = Poise(np.array([10.0, 1e-6, 1e-6, 10.0]), centres, links, np.ones(4))
    # The top only shifts: sway t bends every joint by t, and lowers 10 kg by t^2 / 2 times the legs' length of 1 m.
    assert poise.factor(np.full(4, 50.0)) == pytest.approx(4 * 50.0 / (10 * GRAVITY * 1.0), rel=1e-4)


@given(st.integers(2, 8), st.floats(0.3, 5.0), st.randoms(use_true_random=False))
def test_scaling_all_springs_scales_the_factor(count: int, target: float, random: Random) -> None:
    poise = tower([random.uniform(1, 20) for _ in range(count + 1)], [0.2 * i + 0.2 for i in range(count)],
                  [0.2 * i + 0.1 for i in range(count + 1)])  # fmt: skip
    stiffness = np.array([random.uniform(50, 500) for _ in range(count)])
    assert poise.factor(stiffness * poise.scale_for(stiffness, target)) == pytest.approx(target, rel=1e-6)
