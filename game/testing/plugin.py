"""The pytest plugin: levels as tests, and fixtures for physics.

Loaded in every run of pytest where the game is installed, so it imports nothing of the game before it is used.
PYTEST_DONT_REWRITE: it asserts nothing.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from game.testing.stage import Performances, Sculptures

_NAMED = pytest.StashKey[frozenset[str]]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Options and configuration."""
    group = parser.getgroup("flawsong", "levels of FLAWSONG")
    group.addoption("--flawsong-seeds", metavar="A:B", help="seeds that bots play, in place of those of the levels")
    group.addoption("--flawsong-pictures", metavar="DIR", help="where pictures of failures go (the cache of pytest)")
    parser.addini("flawsong_levels", "levels whose expectations are tried, as patterns of files", "args", [])


def pytest_configure(config: pytest.Config) -> None:
    """See before any test that the seeds asked for are some."""
    if config.getoption("--flawsong-seeds") is not None:
        from game.testing.levels import seeds_of

        seeds_of(config)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A level, if it is named on the command line or configured: no other JSON file is looked at."""
    if file_path.suffix != ".json" or not _is_meant(file_path, parent.config):
        return None
    from game.core.environment import VariableError, refusal

    try:
        from game.testing.levels import LevelFile
    except Exception as error:  # libraries refuse by errors of any kind
        told = str(error) if isinstance(error, VariableError) else refusal(error)
        if not told:
            raise
        raise pytest.Collector.CollectError(told) from None
    return LevelFile.from_parent(parent, path=file_path)


def _is_meant(file: Path, config: pytest.Config) -> bool:
    if _NAMED not in config.stash:
        here = config.invocation_params.dir
        config.stash[_NAMED] = frozenset(
            os.path.realpath(here / argument.partition("::")[0]) for argument in config.args
        )
    patterns: list[str] = config.getini("flawsong_levels")
    return os.path.realpath(file) in config.stash[_NAMED] or any(file.match(pattern) for pattern in patterns)


@pytest.fixture
def performance(request: pytest.FixtureRequest) -> "Performances":
    """Performs levels: `performance(level, seed, bot, at="voice")` is the world at an event, a time, or the end."""
    from game.testing.stage import Performances

    return Performances(request.path.parent)


@pytest.fixture
def sculpture() -> "Sculptures":
    """Builds tiny scenes: `sculpture(pieces=[box(...)], joints=[weld(...)])` is a world with them."""
    from game.testing.stage import Sculptures

    return Sculptures()
