"""Levels as tests: an item for each thing that a level expects."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from game.cli.common import UserError
from game.cli.diagnostics import shown
from game.cli.many import parse_seeds
from game.core.paths import SCHEMA_SUFFIX
from game.lab.check import check_level, examine
from game.lab.expect import Broken, Rows, broken, play_recording, recording_of, tasks, title, told
from game.lab.played import play_task
from game.level import Level, LevelError
from game.level.expect import Expect
from game.replay import ReplayError
from game.testing.pictures import draw

SHOWN = 5
"""Performances of which a failure tells."""


class BrokenPromiseError(Exception):
    """A level does not do what it expects; the text tells what, and where to look."""


class LevelFile(pytest.File):
    """A level file."""

    def collect(self) -> Iterator[pytest.Item]:
        """What it expects.

        Raises:
            LevelError: it has errors.
        """
        if self.path.name.endswith(SCHEMA_SUFFIX):
            return
        level, document = examine(self.path, quick=True)
        expected = level.expect if isinstance(level, Level) else ()
        for row, expect in enumerate(expected):
            line = document.position(("expect", row))[0]
            yield Expectation.from_parent(self, name=f"expect[{row}]: {title(expect)}", row=row, line=line)
        if not expected:
            yield Nothing.from_parent(self, name="expects nothing")

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """Errors as `flawsong validate` tells them."""
        if isinstance(excinfo.value, LevelError):
            return shown(excinfo.value.problems, excinfo.value.text, "error")
        return super().repr_failure(excinfo)


class Nothing(pytest.Item):
    """Says of a level that it expects nothing: silence would look like success."""

    def runtest(self) -> None:
        """Say so."""
        pytest.skip('has no "expect", so nothing is tried')

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where it stands."""
        return self.path, None, f"{self.path.name}: {self.name}"


class Expectation(pytest.Item):
    """One of what a level expects."""

    def __init__(self, *, row: int, line: int, **more: Any) -> None:
        super().__init__(**more)
        self.row, self.line = row, line

    def runtest(self) -> None:
        """Play it, and see.

        Raises:
            BrokenPromiseError: something does not hold.
        """
        level, text = check_level(self.path)
        expect = level.expect[self.row]
        rows = self._played(level, text, expect)
        if wrong := list(broken(expect, rows)):
            parts = [f"{self.path}:{self.line}: {self.name}", *(self._told(level, expect, each) for each in wrong)]
            raise BrokenPromiseError("\n".join(parts))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What does not hold, and no traceback of ours."""
        match excinfo.value:
            case BrokenPromiseError() | ReplayError():
                return str(excinfo.value)
            case LevelError() as error:
                return shown(error.problems, error.text, "error")
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where it stands."""
        return self.path, self.line - 1, f"{self.path.name}: {self.name}"

    def _played(self, level: Level, text: str, expect: Expect) -> Rows:
        if expect.replay is not None:
            return play_recording(level, recording_of(self.path, expect))
        seeds = seeds_of(self.config)
        return {seed: play_task(task) for seed, task in tasks(text, str(self.path), expect, seeds).items()}

    def _told(self, level: Level, expect: Expect, wrong: Broken) -> str:
        """A promise that does not hold, what was seen instead, and where to look."""
        lines = [f"  wanted   {wrong.wanted}", f"  got      {wrong.got}"]
        failed = [f"{seed}: {told(one)}" for seed, one in wrong.failed.items()]
        if len(failed) > SHOWN:
            failed[SHOWN:] = [f"and {', '.join(str(seed) for seed in list(wrong.failed)[SHOWN:])}"]
        lines += [f"  {'' if row else 'seeds':<8} {each}" for row, each in enumerate(failed)]
        lines.append(f"  picture  {draw(self.config, self.path, level, expect, self.row, wrong)}")
        if expect.replay is not None:
            lines.append(f"  again    flawsong replay {self.path.parent / expect.replay}")
        elif expect.handicap is None:
            lines.append(f"  again    flawsong play {self.path} --bot {expect.bot} --seed {wrong.seed}")
        else:
            who = f'--bots {expect.bot} --handicaps "{expect.handicap}" --seeds {wrong.seed}:{wrong.seed + 1}'
            lines.append(f"  again    flawsong sweep {self.path} {who}")
        return "\n".join(lines)


def seeds_of(config: pytest.Config) -> range | None:
    """The seeds that are asked for on the command line; None for those of the levels.

    Raises:
        pytest.UsageError: they are none.
    """
    text: str | None = config.getoption("--flawsong-seeds")
    try:
        return None if text is None else parse_seeds(text)
    except UserError as error:
        raise pytest.UsageError(f"--flawsong-{str(error).removeprefix('--')}") from None
