"""Rooms look left only: the layers of pyproject.toml hold, also where import-linter is not installed."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
CONTRACTS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
LAYERS = {contract["name"]: contract["layers"] for contract in CONTRACTS if contract["type"] == "layers"}
"""Rooms from right to left: those of the game, and those inside of a room."""
FORBIDDEN = [contract for contract in CONTRACTS if contract["type"] == "forbidden"]
HEADLESS = next(
    contract["source_modules"] for contract in CONTRACTS if "pygame" in contract.get("forbidden_modules", ())
)


def module_name(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = {module_name(file): file for file in sorted((ROOT / "game").rglob("*.py"))}


def ranks(layers: list[str]) -> dict[str, int]:
    """How far right each room lies."""
    return {room: -depth for depth, layer in enumerate(layers) for room in re.split(r" [|:] ", layer)}


def room_of(module: str, rooms: Iterable[str]) -> str | None:
    """`game.sim` of `game.sim.world`; None outside of the rooms."""
    return next((room for room in rooms if f"{module}.".startswith(f"{room}.")), None)


@cache
def imported_by(module: str) -> tuple[str, ...]:
    """Full names of all that a module imports, anywhere in its text."""
    return tuple(_imports(module))


def _imports(module: str) -> Iterator[str]:
    package = module if FILES[module].name == "__init__.py" else module.rpartition(".")[0]
    for node in ast.walk(ast.parse(FILES[module].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            origin = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{origin}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("layers", LAYERS.values(), ids=LAYERS)
def test_each_module_of_a_room_looks_left_only(layers: list[str]) -> None:
    rank = ranks(layers)
    strangers = {room for layer in layers for room in layer.split(" | ") if " | " in layer}
    assert all(any(room_of(module, [room]) for module in FILES) for room in rank)
    for module in FILES:
        room = room_of(module, rank)
        for name in imported_by(module):
            other = room_of(name, rank)
            if room and other and room != other:
                beside = rank[room] == rank[other] and room not in strangers
                assert beside or rank[other] < rank[room], f"{module} imports {name}"


def test_only_who_may_imports_the_physics_and_the_window() -> None:
    for module in FILES:
        for name in imported_by(module):
            known = module == "game.sim.sculpture.rigid"
            assert known or not name.startswith("pymunk"), f"{module} imports {name}"
            assert not name.startswith("pygame") or not room_of(module, HEADLESS), f"{module} imports {name}"


@pytest.mark.parametrize("contract", FORBIDDEN, ids=lambda contract: contract["name"])
def test_what_a_contract_forbids_is_not_imported(contract: dict[str, Any]) -> None:
    forbidden, allowed = contract["forbidden_modules"], contract.get("ignore_imports", ())
    for module in FILES:
        if any(f"{module}.".startswith(f"{source}.") for source in contract["source_modules"]):
            for name in imported_by(module):
                known = f"{module} -> {name.partition('.')[0]}" in allowed
                assert known or not any(f"{name}.".startswith(f"{other}.") for other in forbidden), (
                    f"{module} imports {name}"
                )


def test_what_runs_without_a_display_loads_without_pygame() -> None:
    modules = [module for module in FILES if room_of(module, HEADLESS)]
    script = (
        "import importlib, sys\n"
        "for module in sys.argv[1:]: importlib.import_module(module)\n"
        "assert 'pygame' not in sys.modules\n"
    )
    assert len(modules) > 10
    subprocess.run([sys.executable, "-c", script, *modules], cwd=ROOT, check=True)
