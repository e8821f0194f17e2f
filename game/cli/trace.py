"""`flawsong trace`: where light goes, for other tools."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from game.cli.common import UserError, check_output, read_any, write_text


def trace(
    stage: Annotated[str, typer.Argument(metavar="STAGE", help="a light bench or a level, or one of the game's")],
    at: Annotated[
        float, typer.Option(min=0, max=3600, metavar="SECONDS", help="stage time, for lights that swing or blink")
    ] = 0.0,
    to_csv: Annotated[
        str | None, typer.Option("--csv", metavar="FILE", help="write every run of light; - for standard output")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="everything, runs included, as one JSON object")] = False,
) -> None:
    """Trace the light of a light bench, or of a level at rest: what its detectors read, and where all power went.

    Columns of the CSV, one row for each straight run of light:
    beam (id of the light), ray (0 at its left edge), depth (surfaces met
    before), path (hash of these), medium (air, pieces.ID or optics.ID), hit
    (what ended it; also plinth or outside), wavelength (nm, or white for
    several at once), x0, y0, x1, y1 (m), width0, width1 (m across the tube
    of light, negative beyond a focus), power (W at its start), w450 to w660
    (W at its start in each band, by its nm).
    """
    from game.lab.trace import Traced
    from game.level import find_level

    if to_csv == "-" and as_json:
        raise UserError("--csv - and --json both want standard output; give --csv a file, or leave one of them out")
    to_file = Path(to_csv) if to_csv is not None and to_csv != "-" else None
    read = read_any(stage)
    if to_file is not None:
        check_output(to_file, find_level(stage))
    traced = Traced(read, at)
    if to_csv == "-":
        print(traced.table(), end="")
    elif to_file is not None:
        write_text(to_file, traced.table())
    if as_json:
        print(json.dumps(traced.as_dict()))
        return
    print(traced.report(), end="", file=sys.stderr if to_csv == "-" else sys.stdout)
