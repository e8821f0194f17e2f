"""Digests are the same on every processor of a kind: none hangs on what its linear algebra library makes of a sum."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import game

ROOMS = ("core", "level", "sim")
SOURCES = sorted(path for room in ROOMS for path in (Path(game.__file__).parent / room).rglob("*.py"))
BLAS = {"linalg", "dot", "vdot", "inner", "matmul", "tensordot", "einsum", "polyfit", "lstsq", "corrcoef", "cov"}
"""What of numpy hands its work to BLAS or LAPACK; `outer`, sums and products of elements do not."""


def calls_of_blas(tree: ast.AST) -> Iterator[int]:
    """Lines with a product of matrices, or with a function of numpy, or a method, of such a name."""
    for node in ast.walk(tree):
        match node:
            case ast.BinOp(op=ast.MatMult()) | ast.AugAssign(op=ast.MatMult()):
                yield node.lineno
            case ast.Attribute(attr=name) if name in BLAS:
                yield node.lineno
            case ast.ImportFrom(module=str(module)) if module.startswith(("numpy.linalg", "scipy")):
                yield node.lineno
            case _:
                pass


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_nothing_that_a_digest_covers_comes_from_blas_or_lapack(path: Path) -> None:
    assert list(calls_of_blas(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    "line",
    ["a @ b", "a @= b", "np.linalg.solve(a, b)", "a.dot(b)", "np.einsum('ij', a)", "from numpy.linalg import svd"],
)
def test_the_search_finds_them(line: str) -> None:
    assert list(calls_of_blas(ast.parse(line)))
