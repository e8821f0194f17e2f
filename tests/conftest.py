"""What holds for all tests."""

import pytest
from hypothesis import settings

from tests.command import Run

FIRST = ("tests/levels/", "tests/cli/", "tests/costs/", "tests/scenes/", "tests/visual/")
"""Folders whose files take longest: what is begun last should be short, so that no core is left alone with it."""

settings.register_profile("game", deadline=None)  # a busy machine takes its time
settings.load_profile("game")


def pytest_configure(config: pytest.Config) -> None:
    """Compile kernels once, before tests are handed out: else every process would compile the same ones."""
    if config.getoption("numprocesses", None) and not config.getoption("collectonly"):
        # Here, as those who are handed tests, and a part of the suite in one process, do without.
        from game import audio, render, sim  # noqa: F401, PLC0415 - have kernels
        from game.scenes.warming import warm_up  # noqa: PLC0415

        warm_up(lambda *_: None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first; the order within a file stays."""
    items.sort(
        key=lambda item: next((k for k, folder in enumerate(FIRST) if item.nodeid.startswith(folder)), len(FIRST))
    )


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs commands in this process."""
    return Run(capsys, monkeypatch)
