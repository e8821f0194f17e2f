"""`flawsong encore`: levels without end, played or written down."""

from pathlib import Path
from typing import Annotated

import typer

from game.cli.common import UserError, check_output, parse_size, write_text

MOST = 999
"""The last number that can be asked for; a run goes on."""


def encore(
    seed: Annotated[
        str | None,
        typer.Option("--seed", metavar="S", help="as the game shows it, such as 8F3; drawn where none is given"),
    ] = None,
    level: Annotated[
        int | None, typer.Option("--level", min=1, max=MOST, help="which number, with --out; the first where not given")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE.json", help="write that level down, and do not play")
    ] = None,
    silent: Annotated[bool, typer.Option("--silent", help="no sound")] = False,
    size: Annotated[str, typer.Option(metavar="WxH", help="size of the window")] = "1280x720",
) -> None:
    """Play a run of encores, levels without end from a seed; or write one of them down, to build on.

    The same seed and number make the same level. A file names its schema, which `flawsong schema` writes for editors.
    """
    from game.encore import Run, drawn_seed, seed_of

    try:
        number = drawn_seed() if seed is None else seed_of(seed)
    except ValueError as error:
        raise UserError(f"--seed {error}") from None
    if out is not None:
        _write(number, level or 1, out)
        return
    if level is not None:
        raise UserError("--level wants --out FILE.json: a run begins with its first number")
    from game.app import AppOptions, run

    raise typer.Exit(run(AppOptions(encore=Run(number), sound=not silent, size=parse_size(size))))


def _write(seed: int, number: int, out: Path) -> None:
    """Make a level, and write it.

    Raises:
        UserError: it cannot be written, or there is no such level.
    """
    from game.encore import NoLevelError, make

    if out.suffix != ".json":
        raise UserError(f"{out}: a level file ends in .json")
    check_output(out)
    try:
        made = make(seed, number)
    except NoLevelError as error:
        raise UserError(str(error)) from None
    write_text(out, made.text)
    print(f"{out}: {made.level.title}, number {number} of seed {seed:X}")
