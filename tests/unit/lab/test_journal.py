"""Rows on disk: gone on with where the same is asked for, and refused in words where not."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from game.lab.journal import Journal, JournalError, Words

IDENTITY: dict[str, object] = {
    "levels": {"one": "a1", "two": "b2"},
    "--bots": ["idle", "expert"],
    "--handicaps": ["", "no lean"],
    "--set": ["goal.within=[0.8, 1]"],
    "--seeds": "0:2",
    "the game": "d7",
}


@dataclass(frozen=True, slots=True)
class Weighed:
    """A row."""

    place: tuple[int, int]
    kg: float = 0.0


def journal(file: Path, identity: Mapping[str, object] = IDENTITY) -> Journal[Weighed]:
    return Journal(file, identity, Weighed, Words("weighing", "--keep"))


def begun(file: Path) -> bytes:
    with journal(file):
        return file.read_bytes()


def test_rows_are_there_after_a_kill(tmp_path: Path) -> None:
    file, rows = tmp_path / "rows", [Weighed((3, 1), 0.1 + 0.2), Weighed((1, 2))]
    with journal(file) as kept:
        for row in rows:
            kept.add(row)
        whole = file.read_bytes()
    file.write_bytes(whole[:-4])
    with journal(file) as kept:
        assert kept.rows == rows[:1]
        kept.add(rows[1])
    assert file.read_bytes() == whole


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"--seeds": "0:200"}, "--seeds was 0:2, and is 0:200;"),
        ({"--bots": ["expert"]}, "--bots was idle,expert, and is expert;"),
        ({"--handicaps": [""]}, "--handicaps was none,no lean, and is none;"),
        ({"--set": []}, "--set was goal.within=[0.8, 1], and is none;"),
        ({"levels": {"other": "ab"}}, "levels were one, two, and are other;"),
        ({"levels": {"one": "a1", "two": "b3"}}, "two has changed since;"),
        ({"levels": {"one": "a2", "two": "b3"}}, "one, two have changed since;"),
        ({"the game": "0"}, "the game has changed since;"),
    ],
)
def test_what_was_begun_with_something_else_is_refused_by_name(
    change: dict[str, object], told: str, tmp_path: Path
) -> None:
    file = tmp_path / "rows"
    before = begun(file)
    with pytest.raises(JournalError, match="was begun as another weighing") as caught:
        journal(file, IDENTITY | change)
    assert told in str(caught.value) and str(caught.value).endswith("choose another --keep")
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "line", [b"{", b'{"kg": 1}', b"[]", b'{"place": 3}', b'{"place": [1, 2, 3]}', b"\xff", b"[" * 100_000]
)
def test_a_file_that_holds_no_rows_is_told(line: bytes, tmp_path: Path) -> None:
    file = tmp_path / "rows"
    file.write_bytes(begun(file) + line + b"\n")
    with pytest.raises(JournalError, match="rows:2: holds no row of a weighing; delete it, or choose another --keep"):
        journal(file)


def test_a_file_of_something_else_is_told_and_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "rows"
    file.write_bytes(b'{"sweep":{}}\n')
    with pytest.raises(JournalError, match="rows:1: holds no row"):
        journal(file)
    assert file.read_bytes() == b'{"sweep":{}}\n'


@pytest.mark.parametrize("place", ["a folder", "a pipe", "/dev/zero", "/dev/full"])
def test_what_might_never_end_is_not_gone_on_with(place: str, tmp_path: Path) -> None:
    file = Path(place) if place.startswith("/") else tmp_path / "rows"
    if place == "a folder":
        file.mkdir()
    elif not hasattr(os, "mkfifo"):
        pytest.skip("this system has no such files")
    elif place == "a pipe":
        os.mkfifo(file)
    with pytest.raises(JournalError, match="is no file that keeps rows of a weighing; choose another --keep"):
        journal(file)
