"""`flawsong preview --sheet`: levels beside each other, each once and all in the same way."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from game.cli.common import UserError, check_bot, check_output, new_bot, read_level, writing
from game.cli.many import find_levels, progress

if TYPE_CHECKING:
    import pygame

    from game.level import Level
    from game.performance import Performance
    from game.replay import Recording

REST, SHAPES, GOLD = "rest", "shapes", "gold"
ON_A_SHEET, OF_A_SHAPE = "640x360", "160x120"
"""Sizes of a picture on a sheet."""
KINDS = {REST: ON_A_SHEET, SHAPES: OF_A_SHAPE, GOLD: ON_A_SHEET}
"""How levels are drawn, and the size of each picture where none is asked for."""


class Player(NamedTuple):
    """Who plays where something has to be won."""

    bot: str
    seed: int


class Sitter(NamedTuple):
    """Who is drawn."""

    path: Path
    level: "Level"
    recording: "Recording | None" = None

    def performance(self, player: Player) -> "Performance":
        """The one that was recorded, else a bot's; yet to begin."""
        from game.performance import Deliberate, Performance
        from game.replay import replayed
        from game.sim import World

        if self.recording is not None:
            return replayed(self.recording)[0]
        return Performance(World(self.level, player.seed), Deliberate(new_bot(*player)))


def check_kind(kind: str) -> None:
    """See that there is such a sheet.

    Raises:
        UserError: there is none.
    """
    if kind not in KINDS:
        raise UserError(f"--sheet {kind}: there is no such sheet; take one of {', '.join(KINDS)}")


def sitters(names: Sequence[str]) -> list[Sitter]:
    """Levels that are named, those of folders, and those that recordings are of.

    Raises:
        UserError: there is no such file, or something in it is wrong.
    """
    from game.replay import SUFFIX

    found: list[Sitter] = []
    for name in names:
        if Path(name).suffix.lower() == SUFFIX:
            found.append(_recorded(Path(name)))
        else:
            read = (read_level(str(path)) for path in find_levels([name]))
            found += [Sitter(path, level) for path, level, _ in read]
    return found


def write_sheet(those: Sequence[Sitter], out: Path, kind: str, player: Player, size: tuple[int, int]) -> None:
    """Draw all of them, five in a row, and write them down.

    Raises:
        UserError: what is to be seen in gold was not won, or the file cannot be written.
    """
    from game.export.screenshot import save_picture
    from game.export.sheet import in_rows, sheet

    check_bot(player.bot)
    check_output(out, *(sitter.path for sitter in those))
    cells = []
    with progress("drawing") as advance:
        for done, sitter in enumerate(those):
            advance(done, len(those))
            cells.append((sitter.level.title, _drawn(sitter, kind, player, size)))
    with writing(out):
        save_picture(sheet(in_rows(cells)), out)


def _recorded(path: Path) -> Sitter:
    from game.replay import ReplayError, load_recording

    try:
        recording = load_recording(path)
    except ReplayError as error:
        raise UserError(str(error)) from None
    return Sitter(path, recording.level, recording)


def _drawn(sitter: Sitter, kind: str, player: Player, size: tuple[int, int]) -> "pygame.Surface":
    from game.export.likeness import LikenessError, draw_gold, draw_rest, draw_shape

    if kind == SHAPES:
        return draw_shape(sitter.level, size)
    if kind == REST:
        return draw_rest(sitter.level, player.seed, size)
    try:
        return draw_gold(sitter.performance(player), size)
    except LikenessError as error:
        who = "" if sitter.recording is not None else f", played by {player.bot} with seed {player.seed}"
        raise UserError(f"{sitter.path}{who}: {error}") from None
