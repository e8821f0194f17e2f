"""The last recordings are kept, whatever the clock says, and nothing that the player put beside them goes."""

import os
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from game.replay import Recorder, ReplayError
from game.scenes.attempt.recordings import KEPT, keep
from tests.scenes.rig import LEVEL_TEXT

NOON = datetime(2026, 5, 1, 12)


def kept(folder: Path, now: datetime, title: str = "Two Lamps") -> Path:
    return keep(Recorder("two-lamps", LEVEL_TEXT, 0), folder, title, now)


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.mark.parametrize("step_s", [60, 0, -60, -86_400])
def test_the_newest_stay_whatever_the_clock_says(tmp_path: Path, step_s: int) -> None:
    made = [kept(tmp_path, NOON + number * timedelta(seconds=step_s)) for number in range(KEPT + 5)]
    assert names(tmp_path) == {path.name for path in made[-KEPT:]}


def test_a_clock_set_back_an_hour_costs_the_oldest(tmp_path: Path) -> None:
    made = [kept(tmp_path, NOON + timedelta(minutes=number)) for number in range(KEPT)]
    for path in made:
        os.utime(path, (4e9, 4e9))
    new = kept(tmp_path, NOON - timedelta(hours=1))
    assert names(tmp_path) == {path.name for path in (*made[1:], new)}


@pytest.mark.parametrize(
    "name", ["my-best.replay", "two-lamps.replay", "Two Lamps-20200101-000000.replay", "notes.txt", "a.replay.bak"]
)
def test_what_the_player_put_there_stays(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"mine")
    (tmp_path / "two-lamps-20200101-000000.replay").mkdir()
    os.utime(tmp_path / name, (0, 0))
    for number in range(KEPT + 2):
        kept(tmp_path, NOON + timedelta(minutes=number))
    assert (tmp_path / name).read_bytes() == b"mine"
    assert len(names(tmp_path)) == KEPT + 2


def test_what_earlier_versions_named_goes_first(tmp_path: Path) -> None:
    for name in ("b-20990101-000000.replay", "a-20990101-000001.replay", "a-20990101-000001-2.replay"):
        (tmp_path / name).touch()
    made = [kept(tmp_path, NOON) for _ in range(KEPT - 1)]
    assert names(tmp_path) == {"a-20990101-000001-2.replay", *(path.name for path in made)}


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(recorder: Recorder, path: Path) -> None:
        raise ReplayError("full")

    monkeypatch.setattr(Recorder, "save", refuse)
    with pytest.raises(ReplayError):
        kept(tmp_path, NOON)
    assert names(tmp_path) == set()
