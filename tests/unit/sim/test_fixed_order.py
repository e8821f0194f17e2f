"""What a digest depends on is worked out in a fixed order of operations, and not by BLAS or LAPACK.

Their kernels differ from processor to processor, in order and rounding. This reads the code of the folders below: an
array that comes into them from elsewhere is not its business. Of numpy's functions that leave the last bit to the
processor, it knows those that are named here.
"""

import ast
from pathlib import Path

import pytest

import game

FOLDERS = ("core", "level", "sim")
WITHOUT_CURVES = ("sim/glass", "sim/mesh", "core/geom.py", "core/linear.py", "level/sculpture/outlines.py")
"""Where shapes become numbers that everything else rests on."""
LIBRARIES = {"linalg", "scipy"}
PRODUCTS = {
    "dot",
    "matmul",
    "einsum",
    "tensordot",
    "inner",
    "vdot",
    "kron",
    "convolve",
    "correlate",
    "polyfit",
}
CURVES = {"sin", "cos", "tan", "exp", "log", "power", "arctan2", "hypot", "arcsin", "arccos", "arctan", "tanh", "cbrt"}
"""Of numpy only: those of `math` are the system's, the same for any processor of a kind."""
SHOWN = {"principal", "smallest_angle"}
"""Functions of which only pictures and tests see the results."""

ROOT = Path(game.__file__).parent
SOURCES = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob("*.py"))]


def faults(tree: ast.Module, curves: bool = True) -> list[str]:
    """Line and cause of each place that leaves the order of operations to a library."""
    skipped = {id(node) for part in ast.walk(tree) if getattr(part, "name", "") in SHOWN for node in ast.walk(part)}
    found = []
    for node in ast.walk(tree):
        if id(node) in skipped:
            continue
        match node:
            case ast.BinOp(op=ast.MatMult()) | ast.AugAssign(op=ast.MatMult()):
                found.append(f"{node.lineno}: @")
            case ast.Attribute(value=ast.Name(id=owner), attr=name) if name in LIBRARIES | PRODUCTS or (
                curves and owner == "np" and name in CURVES
            ):
                found.append(f"{node.lineno}: {owner}.{name}")
            case ast.Attribute(attr="dot"):
                found.append(f"{node.lineno}: .dot")
            case ast.Import(names=names) | ast.ImportFrom(names=names) if any(
                part in LIBRARIES | PRODUCTS
                for alias in names
                for part in (alias.name + "." + (getattr(node, "module", "") or "")).split(".")
            ):
                found.append(f"{node.lineno}: import")
    return found


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_library_chooses_the_order_of_operations(source: Path) -> None:
    curves = source.relative_to(ROOT).as_posix().startswith(WITHOUT_CURVES)
    assert faults(ast.parse(source.read_text(encoding="utf-8")), curves) == []


@pytest.mark.parametrize(
    "line",
    ["a @ b", "a @= b", "np.dot(a, b)", "a.dot(b)", "np.linalg.solve(a, b)", "np.einsum('ij,jk', a, b)", "np.cos(a)",
     "from numpy.linalg import inv", "from numpy import matmul", "import scipy.sparse"],
)  # fmt: skip
def test_what_it_looks_for_it_finds(line: str) -> None:
    assert faults(ast.parse(line))
