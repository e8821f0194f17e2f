"""The rows of a sweep as a table, one a performance, and as a file of it: CSV, or Parquet."""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from game.core.files import drafted, write_atomic
from game.lab.played import Played
from game.lab.sweep.extras import wanted
from game.lab.sweep.plan import Plan

Column = list[Any]
"""One value a row: all numbers, or all texts."""
DIGITS = 6
"""Decimals of what was measured: finer than any of it is known, and no noise in a table."""

MEASURES: dict[str, Callable[[Played], float | str]] = {
    "outcome": lambda p: p.outcome,
    "cause": lambda p: p.cause,
    "deed": lambda p: p.deed,
    "voices": lambda p: p.voices,
    "score": lambda p: p.score,
    "seconds": lambda p: p.seconds,
    "load_factor_min": lambda p: p.load_factor_min,
    "below_s": lambda p: p.below_s,
    "sway_calm": lambda p: p.calm,
    "sway_max": lambda p: p.widest,
    "stress_max": lambda p: p.stress,
    "warned_s": lambda p: p.warned_s,
    "cracks": lambda p: len(p.cracks),
    "gold_m": lambda p: sum(p.cracks, 0.0),
    "nan": lambda p: p.nan,
    "digest": lambda p: p.digest,
}
"""Columns that a performance fills, in order; `docs/laboratory.md` tells their units."""


def columns(plan: Plan, rows: Mapping[int, Played]) -> dict[str, Column]:
    """The whole table, in the order of the plan."""
    keys = list(plan.keys())
    table: dict[str, Column] = {"level": [key.level for key in keys]}
    for place, setting in enumerate(plan.settings):
        table[setting.name] = _plain([key.values[place] for key in keys])
    table["bot"] = [key.bot for key in keys]
    table["handicap"] = [key.handicap for key in keys]
    table["seed"] = [key.seed for key in keys]
    for name, measure in MEASURES.items():
        table[name] = [_rounded(measure(rows[number])) for number in range(len(keys))]
    return table


def check_format(path: Path) -> None:
    """See that rows can be written under this name.

    Raises:
        ValueError: its suffix is none of a format.
        ExtraError: what writes that format is not installed.
    """
    suffix = path.suffix.lower()
    if suffix == ".parquet":
        wanted("pyarrow.parquet", "lab")
    elif suffix != ".csv":
        raise ValueError("the name must end in .csv or .parquet")


def write_rows(table: Mapping[str, Column], path: Path) -> None:
    """Write a table, whole or not at all; the suffix of the name says the format.

    Raises:
        OSError: it cannot be written.
    """
    if path.suffix.lower() == ".parquet":
        with drafted(path) as draft:
            wanted("pyarrow.parquet", "lab").write_table(wanted("pyarrow", "lab").table(dict(table)), draft)
        return
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table)
    writer.writerows(zip(*table.values(), strict=True))
    write_atomic(path, text.getvalue().encode())


def _plain(values: Sequence[object]) -> Column:
    """Values that were set as a column: numbers where all are, else texts."""
    if all(isinstance(value, int | float) and not isinstance(value, bool) for value in values):
        return list(values) if all(isinstance(value, int) for value in values) else [float(str(v)) for v in values]
    return [value if isinstance(value, str) else json.dumps(value) for value in values]


def _rounded(value: float | str) -> float | str:
    return round(value, DIGITS) if isinstance(value, float) else value
