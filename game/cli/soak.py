"""`flawsong soak`: hours of performances, one after the other."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from game.cli.common import Seed, UserError, check_output, read_level, write_text

if TYPE_CHECKING:
    from game.lab.soak import Soak


def soak(
    hours: Annotated[float, typer.Option(min=0.001, max=100_000, help="of stage time")] = 24.0,
    seed: Seed = 0,
    state: Annotated[
        Path | None, typer.Option(metavar="FILE", help="note here how far it has come, and go on from there")
    ] = None,
) -> None:
    """Let the bots play all levels for hours: no NaN, no growth, and each performance the same when played again.

    The exit code is 0 if all of that holds, and 1 if not. With --state, a soak that was ended by a key or a crash
    goes on with the same command.
    """
    from rich.console import Console
    from rich.progress import Progress, TimeRemainingColumn

    from game.core.paths import shipped_levels
    from game.lab.soak import HOUR_S, begun
    from game.lab.soak import soak as go_on

    if state is not None:
        check_output(state)
    read = [read_level(str(path)) for path in shipped_levels()]
    so_far = begun({path.stem: text for path, _, text in read}, seed)
    if state is not None:
        so_far = resumed(state, so_far)
    console = Console(stderr=True)
    with Progress(
        *Progress.get_default_columns()[:-1],
        TimeRemainingColumn(elapsed_when_finished=True),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bars:
        bar = bars.add_task("soaking", total=hours * HOUR_S)
        bars.update(bar, completed=so_far.seconds)
        for reached in go_on([(path.stem, level) for path, level, _ in read], so_far, hours):
            so_far = reached
            if state is not None:
                write_text(state, so_far.model_dump_json() + "\n")
            bars.update(bar, completed=so_far.seconds)
    print(so_far.verdict())
    raise typer.Exit(0 if so_far.is_fine else 1)


def resumed(file: Path, fresh: "Soak") -> "Soak":
    """How far the soak of a file has come; `fresh` where there is none yet.

    Raises:
        UserError: the file is none of a soak, or of another one.
    """
    from pydantic import ValidationError

    from game.core.files import read_bounded

    try:
        content = read_bounded(file, 10_000)
    except FileNotFoundError:
        return fresh
    except (OSError, ValueError) as error:
        raise UserError(f"{file}: cannot be read: {error}; choose another --state") from None
    try:
        found = type(fresh).model_validate_json(content)
    except ValidationError:
        raise UserError(f"{file}: holds no soak; choose another --state, or delete it") from None
    if (found.seed, found.levels) != (fresh.seed, fresh.levels):
        raise UserError(f"{file}: is of another --seed, or of other levels; choose another --state, or delete it")
    return found
