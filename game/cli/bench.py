"""`flawsong bench`: how fast it runs."""

import json
from typing import Annotated

import typer


def bench(
    as_json: Annotated[bool, typer.Option("--json", help="one flat JSON object")] = False,
    cold: Annotated[
        bool, typer.Option("--cold", help="a first start on an empty cache instead; takes minutes")
    ] = False,
) -> None:
    """Measure speed: each figure as a ratio to something measured in the same run, wherever it can be."""
    from rich.console import Console
    from rich.table import Table

    from game.bench import COLD_FIGURES, FIGURES, measure, measure_cold

    console = Console(stderr=True, quiet=as_json)
    figures = (measure_cold if cold else measure)(lambda name: console.print(f"measuring {name} ..."))
    if as_json:
        print(json.dumps(figures))
        return
    table = Table("figure", "value", "unit", "what it is")
    for name, value in figures.items():
        figure = (FIGURES | COLD_FIGURES)[name]
        table.add_row(name, f"{value:,.3g}", figure.unit, figure.meaning)
    Console().print(table)
