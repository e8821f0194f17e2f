"""Linear algebra in a fixed order of operations: the same bits whatever the processor's own library would choose.

What a run's digest depends on must not come from BLAS or LAPACK: their kernels differ from processor to processor.
The matrices here are small (a sculpture has a dozen bodies) or made once, at load.
"""

import math

import numpy as np

from game.core.geom import Floats
from game.core.kernels import kernel, kernel_part, long_kernel, warms_up

DEPENDENT = 1e-10
"""Share of the largest eigenvalue, or of a diagonal's own entry, under which what is left counts as nothing."""
MAX_SWEEPS = 60
"""Jacobi's method converges quadratically: ten sweeps do for anything met so far."""


def product(a: Floats, b: Floats) -> Floats:
    """The matrix product (m, n) of (m, k) and (k, n)."""
    result = np.empty((len(a), b.shape[1]))
    multiply(_plain(a), _plain(b), result)
    return result


def solved(matrix: Floats, right: Floats) -> Floats:
    """X (n, m) with A X = B for a symmetric A (n, n) without negative eigenvalues (Cholesky).

    Unknowns that A says nothing about, given those before them, are set to zero: B must not ask for them.
    """
    factor, result = _copy(matrix), _copy(right)
    solve(factor, result)
    return result


def eigen(matrix: Floats) -> tuple[Floats, Floats]:
    """Eigenvalues (n,), rising, and orthonormal eigenvectors (n, n), in columns, of a symmetric matrix.

    Cyclic Jacobi rotations (Golub and Van Loan, Matrix Computations, 8.5).
    """
    left, vectors = _copy(matrix), np.eye(len(matrix))
    rotate_away(left, vectors)
    values = left.diagonal()
    order = np.argsort(values, kind="stable")
    return values[order].copy(), vectors[:, order].copy()


def null_space(matrix: Floats) -> Floats:
    """(n, f) orthonormal columns that a matrix (m, n) takes to zero.

    What is left of the unit vectors when its rows, and those before, are taken out of them (Gram and Schmidt, twice).
    """
    rows, size = matrix.shape
    basis = np.vstack([matrix, np.eye(size)])
    _orthonormalise(basis)
    found: Floats = basis[rows:]
    return _copy(found[np.abs(found).max(axis=1, initial=0.0) > 0.0].T)


def pseudo_inverse(matrix: Floats) -> Floats:
    """(n, m) the least-squares inverse of smallest size of a matrix (m, n) (Moore and Penrose)."""
    values, vectors = eigen(product(matrix.T, matrix))
    kept = values > DEPENDENT * values.max(initial=0.0)
    inverse = np.divide(1.0, values, out=np.zeros_like(values), where=kept)
    return product(product(vectors * inverse, vectors.T), matrix.T)


def _plain(matrix: Floats) -> Floats:
    """In rows one after another, and writable: another layout would compile another kernel."""
    return matrix if matrix.flags.c_contiguous and matrix.flags.writeable else _copy(matrix)


def _copy(matrix: Floats) -> Floats:
    return np.array(matrix, dtype=np.float64, order="C")


@kernel
def multiply(a: Floats, b: Floats, result: Floats) -> None:
    """`product`, into `result`."""
    for i in range(a.shape[0]):
        for j in range(b.shape[1]):
            total = 0.0
            for k in range(a.shape[1]):
                total += a[i, k] * b[k, j]
            result[i, j] = total


@kernel_part
def _factorise(matrix: Floats) -> None:
    """Put the Cholesky factor into the lower triangle; a dependent row gets a zero on its diagonal."""
    for j in range(len(matrix)):
        whole = left = matrix[j, j]
        for k in range(j):
            left -= matrix[j, k] * matrix[j, k]
        root = math.sqrt(left) if left > DEPENDENT * whole else 0.0
        matrix[j, j] = root
        for i in range(j + 1, len(matrix)):
            rest = matrix[i, j]
            for k in range(j):
                rest -= matrix[i, k] * matrix[j, k]
            matrix[i, j] = rest / root if root > 0.0 else 0.0


@kernel_part
def _substitute(factor: Floats, right: Floats) -> None:
    """Forward, then backward, in place."""
    size = len(factor)
    for column in range(right.shape[1]):
        for step in range(2 * size):
            i = step if step < size else 2 * size - 1 - step
            if factor[i, i] == 0.0:
                right[i, column] = 0.0
                continue
            rest = right[i, column]
            first, last = (0, i) if step < size else (i + 1, size)
            for k in range(first, last):
                rest -= (factor[i, k] if step < size else factor[k, i]) * right[k, column]
            right[i, column] = rest / factor[i, i]


@kernel
def solve(matrix: Floats, right: Floats) -> None:
    """`solved` in place: `right` (n, m) is B, then X; `matrix` (n, n) is spent."""
    _factorise(matrix)
    _substitute(matrix, right)


@long_kernel
def solve_band(band: Floats, right: Floats) -> None:
    """Solve A X = B in place: `right` (n, m) is B, then X; `band` is spent.

    A (n, n) is symmetric, positive definite and zero but near its diagonal; row k of `band` (n, w) is A[k, k : k + w].
    Cholesky's factor U' U by rows, then substitution, so that the innermost loops run along rows.
    """
    size, width = band.shape
    ends = np.empty(size, dtype=np.int64)  # of each row what is not zero ends here, which is far sooner than the widest
    for k in range(size):
        ends[k] = width
        while ends[k] > 1 and band[k, ends[k] - 1] == 0.0:
            ends[k] -= 1
    for k in range(size):
        _divide(band[k, : ends[k]], math.sqrt(band[k, 0]))
        _divide(right[k], band[k, 0])
        for i in range(1, ends[k]):
            if band[k, i] != 0.0:
                _subtract(band[k + i], band[k, i], band[k, i : ends[k]])
                _subtract(right[k + i], band[k, i], right[k])
                ends[k + i] = max(ends[k + i], ends[k] - i)
    for k in range(size - 1, -1, -1):
        for i in range(1, ends[k]):
            if band[k, i] != 0.0:
                _subtract(right[k], band[k, i], right[k + i])
        _divide(right[k], band[k, 0])


@kernel_part
def _subtract(row: Floats, times: float, other: Floats) -> None:
    """Subtract a multiple of another row, as far as that goes. (Loops compile faster than whole-array expressions.)"""
    for i in range(len(other)):
        row[i] -= times * other[i]


@kernel_part
def _divide(row: Floats, by: float) -> None:
    for i in range(len(row)):
        row[i] /= by


@kernel
def _orthonormalise(rows: Floats) -> None:
    """Turn rows orthonormal, in their order; those that follow from others become zero."""
    for i in range(len(rows)):
        whole = left = 0.0
        for k in range(rows.shape[1]):
            whole += rows[i, k] * rows[i, k]
        for j in range(2 * i):  # twice: once leaves what rounding has left
            along = 0.0
            for k in range(rows.shape[1]):
                along += rows[i, k] * rows[j % i, k]
            for k in range(rows.shape[1]):
                rows[i, k] -= along * rows[j % i, k]
        for k in range(rows.shape[1]):
            left += rows[i, k] * rows[i, k]
        scale = 1.0 / math.sqrt(left) if left > DEPENDENT * whole else 0.0
        for k in range(rows.shape[1]):
            rows[i, k] *= scale


@kernel
def rotate_away(matrix: Floats, vectors: Floats) -> None:
    """Turn a symmetric matrix diagonal, pair by pair; `vectors`, of which there may be none, are turned along."""
    size = len(matrix)
    for _ in range(MAX_SWEEPS):
        turned = False
        for p in range(size):
            for q in range(p + 1, size):
                off = matrix[p, q]
                if abs(off) <= 1e-16 * math.sqrt(abs(matrix[p, p] * matrix[q, q])) or off == 0.0:
                    continue
                turned = True
                ratio = (matrix[q, q] - matrix[p, p]) / (2.0 * off)
                tangent = math.copysign(1.0, ratio) / (abs(ratio) + math.sqrt(1.0 + ratio * ratio))
                cosine = 1.0 / math.sqrt(1.0 + tangent * tangent)
                sine = tangent * cosine
                for k in range(size):
                    one, other = matrix[k, p], matrix[k, q]
                    matrix[k, p], matrix[k, q] = cosine * one - sine * other, sine * one + cosine * other
                for k in range(size):
                    one, other = matrix[p, k], matrix[q, k]
                    matrix[p, k], matrix[q, k] = cosine * one - sine * other, sine * one + cosine * other
                for k in range(len(vectors)):
                    one, other = vectors[k, p], vectors[k, q]
                    vectors[k, p], vectors[k, q] = cosine * one - sine * other, sine * one + cosine * other
                matrix[p, q] = matrix[q, p] = 0.0
        if not turned:
            return


@warms_up("balance")
def _warm_linear() -> None:
    unit = np.eye(2)
    product(unit, unit)
    solved(unit, unit)
    eigen(unit)
    solve_band(np.ones((1, 1)), np.ones((1, 1)))
    null_space(unit)
