"""`flawsong schema`: the level format, for editors."""

import json
from pathlib import Path
from typing import Annotated

import typer

from game.bots import BOTS
from game.cli.common import check_output, write_text
from game.lab.handicaps import HANDICAPS


def schema(
    out: Annotated[Path | None, typer.Argument(help="file to write; standard output if none")] = None,
    light_bench: Annotated[
        bool, typer.Option("--light-bench", help="of light benches: lights and optics alone")
    ] = False,
) -> None:
    """Write the JSON Schema of the level format, for editors."""
    from game.level.authoring.schema import level_schema, light_bench_schema

    text = json.dumps(light_bench_schema() if light_bench else level_schema(BOTS, HANDICAPS), indent=2) + "\n"
    if out is None:
        print(text, end="")
    else:
        check_output(out)
        write_text(out, text)
