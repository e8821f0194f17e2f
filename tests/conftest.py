"""What holds for all tests."""

import gc
import os
import sys
import tempfile
from collections.abc import Iterator

import pytest
from hypothesis import settings

from game.core.language import speak
from tests.command import Run

FIRST = ("tests/levels/", "tests/cli/", "tests/costs/", "tests/scenes/", "tests/visual/")
"""Folders whose files take longest: what is begun last should be short, so that no core is left alone with it."""

# A busy machine takes its time. Every run tries other examples: `--hypothesis-profile thorough` tries many at once.
settings.register_profile("game", deadline=None, max_examples=30)
settings.register_profile("thorough", deadline=None, max_examples=1000)
settings.load_profile("game")
# Compiled kernels and what is imported are a million objects that stay: going over them took a tenth of the suite.
gc.set_threshold(50_000, 20, 100)


def pytest_configure(config: pytest.Config) -> None:
    """Compile kernels, and modules, once, before tests are handed out: else every process would compile the same.

    What a user of this machine set and achieved is nobody's here: neither read nor written.
    """
    if not hasattr(config, "workerinput"):
        home = tempfile.TemporaryDirectory(prefix="flawsong-home-", ignore_cleanup_errors=True)
        config.add_cleanup(home.cleanup)
        os.environ["XDG_DATA_HOME"] = os.environ["XDG_CONFIG_HOME"] = home.name
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["LANG"] = os.environ["LANGUAGE"] = "en"  # what the system speaks, where nothing is set
    sys.dont_write_bytecode = False
    if config.getoption("numprocesses", None) and not config.getoption("collectonly"):
        # Here, as those who are handed tests, and a part of the suite in one process, do without.
        from game import audio, render, sim  # noqa: F401, PLC0415 - have kernels
        from game.scenes.repertoire.warming import warm_up  # noqa: PLC0415

        warm_up(lambda *_: None)


def pytest_collection_finish() -> None:
    """Let the collector pass over all that there is once all tests have been read."""
    gc.collect()
    gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first; the order within a file stays."""
    items.sort(
        key=lambda item: next((k for k, folder in enumerate(FIRST) if item.nodeid.startswith(folder)), len(FIRST))
    )


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Whatever language a test speaks, the next one speaks English."""
    yield
    speak("en")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs commands in this process."""
    return Run(capsys, monkeypatch)
