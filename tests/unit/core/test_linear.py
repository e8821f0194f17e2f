"""Linear algebra of a fixed order: what a library of it would say, and the same bits however it is asked."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from game.core import linear
from game.core.geom import Floats

numbers = st.integers(-20, 20).map(float)
tables = st.tuples(st.integers(1, 9), st.integers(1, 9)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=numbers)
)


@given(tables, st.integers(1, 4))
def test_a_product_is_that_of_numpy(a: Floats, columns: int) -> None:
    b = np.arange(a.shape[1] * columns, dtype=float).reshape(a.shape[1], columns)
    np.testing.assert_allclose(linear.product(a, b), a @ b, atol=1e-12)


@given(tables)
def test_solutions_solve(a: Floats) -> None:
    """Also where the matrix is singular, as long as there is one."""
    matrix = a @ a.T
    right = matrix @ np.arange(2.0 * len(a)).reshape(-1, 2)
    np.testing.assert_allclose(matrix @ linear.solved(matrix, right), right, atol=1e-5 * max(1.0, np.abs(right).max()))


@given(tables)
@settings(max_examples=50)
def test_eigenvectors_are_orthonormal_and_turn_the_matrix_diagonal(a: Floats) -> None:
    matrix = a @ a.T
    values, vectors = linear.eigen(matrix)
    size = max(1.0, float(np.abs(matrix).max()))
    np.testing.assert_allclose(values, np.linalg.eigvalsh(matrix), atol=1e-11 * size)
    np.testing.assert_allclose(vectors.T @ vectors, np.eye(len(a)), atol=1e-12)
    np.testing.assert_allclose(matrix @ vectors, vectors * values, atol=1e-11 * size)


@given(tables)
@settings(max_examples=50)
def test_the_pseudo_inverse_and_the_null_space_are_those_of_moore_and_penrose(a: Floats) -> None:
    inverse, null = linear.pseudo_inverse(a), linear.null_space(a)
    rank = int(np.linalg.matrix_rank(a))
    np.testing.assert_allclose(inverse, np.linalg.pinv(a), atol=1e-6)
    assert null.shape == (a.shape[1], a.shape[1] - rank)
    np.testing.assert_allclose(a @ null, 0.0, atol=1e-8)


@pytest.mark.parametrize("size", [1, 5, 30])
def test_layout_and_read_only_arrays_change_no_bit(size: int) -> None:
    a = np.random.default_rng(size).normal(size=(size, size))
    again = np.asfortranarray(a)
    again.flags.writeable = False
    np.testing.assert_array_equal(linear.product(a, a), linear.product(again, again))
    np.testing.assert_array_equal(linear.solved(a @ a.T, a), linear.solved(np.asfortranarray(a @ a.T), again))


@pytest.mark.parametrize(("size", "width"), [(1, 1), (6, 6), (30, 7), (40, 12)])
def test_a_band_is_solved_to_the_bits_of_loops_over_all_of_its_width(size: int, width: int) -> None:
    """What is passed over are zeros: rows of a band are of many lengths."""
    random = np.random.default_rng(size)
    band = random.normal(size=(size, width)) * (random.random((size, width)) < 0.4)
    band *= np.arange(width) < random.integers(1, width + 1, size)[:, None]
    band[:, 0] = 4.0 * width
    band *= np.add.outer(np.arange(size), np.arange(width)) < size
    right = random.normal(size=(size, 3))
    matrix = sum((np.diag(band[: size - k, k], k) for k in range(1, width)), np.diag(band[:, 0]))
    matrix = matrix + np.triu(matrix, 1).T
    factor, wanted = band.copy(), right.copy()
    for k in range(size):
        factor[k] /= math.sqrt(factor[k, 0])
        wanted[k] /= factor[k, 0]
        for i in range(1, min(width, size - k)):
            factor[k + i, : width - i] -= factor[k, i] * factor[k, i:]
            wanted[k + i] -= factor[k, i] * wanted[k]
    for k in range(size - 1, -1, -1):
        for i in range(1, min(width, size - k)):
            wanted[k] -= factor[k, i] * wanted[k + i]
        wanted[k] /= factor[k, 0]
    found = right.copy()
    linear.solve_band(band.copy(), found)
    np.testing.assert_array_equal(found, wanted)
    np.testing.assert_allclose(matrix @ found, right, atol=1e-12)
