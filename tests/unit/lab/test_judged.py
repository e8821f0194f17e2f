"""What physics says of a level is asked once: of the same sculpture it is told again, of another one asked anew."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from game.core import paths
from game.lab import judged as room
from game.level import Level
from game.level.checks.check_context import Finding
from tests.unit.lab.test_warnings import TEXT


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Titles of the levels that physics was asked of; it always says the same."""
    titles = list[str]()

    def physics(level: Level) -> Iterator[Finding]:
        titles.append(level.title)
        yield ("music", "bpm"), "is heard"

    monkeypatch.setattr(room, "physics", physics)
    monkeypatch.setattr(paths, "cache_dir", lambda: tmp_path / "cache")
    return titles


def told(tmp_path: Path, old: str = "", new: str = "") -> list[str]:
    file = tmp_path / "level.json"
    file.write_text(TEXT.replace(old, new, 1) if old else TEXT, encoding="utf-8")
    return [f"{problem.line}: {problem.path} {problem.message}" for problem in room.judged(file)[1]]


def kept(tmp_path: Path) -> list[Path]:
    return list((tmp_path / "cache" / "judged").iterdir())


def test_the_same_sculpture_is_asked_of_once(asked: list[str], tmp_path: Path) -> None:
    first = told(tmp_path)
    assert len(first) == 1 and first[0].endswith(": music.bpm is heard")
    assert told(tmp_path) == first and len(asked) == 1
    (below,) = told(tmp_path, '"title"', '\n\n"title"')
    assert int(below.partition(":")[0]) == int(first[0].partition(":")[0]) + 2 and len(asked) == 1
    assert told(tmp_path, "66", "67") == first and len(asked) == 2


@pytest.mark.parametrize(
    "content",
    [b"", b"{", b"3", b'{"a": 1}', b"[1]", b'[["music"]]', b"[[1, 2]]", b'[[[{}], "told"]]', b"\xff", b"[" * 100_000],
)
def test_what_was_kept_and_is_damaged_is_asked_again(content: bytes, asked: list[str], tmp_path: Path) -> None:
    first = told(tmp_path)
    (file,) = kept(tmp_path)
    file.write_bytes(content)
    assert told(tmp_path) == first == told(tmp_path) and len(asked) == 2


def test_where_nothing_can_be_kept_it_is_asked_each_time(asked: list[str], tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("no folder", encoding="utf-8")
    assert told(tmp_path) == told(tmp_path) and len(asked) == 2


def test_where_nobody_knows_what_judges_it_is_asked_each_time(
    asked: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "LIBRARIES", ("no such library",))
    assert told(tmp_path) == told(tmp_path) and len(asked) == 2


def test_other_code_asks_again(asked: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told(tmp_path)
    monkeypatch.setattr(room, "code_digest", lambda rooms: "other")
    told(tmp_path)
    assert len(asked) == 2 and len(kept(tmp_path)) == 2


def test_the_half_that_is_oldest_is_forgotten(
    asked: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "MOST_KEPT", 4)
    for bpm in range(60, 70):
        told(tmp_path, "66", str(bpm))
        newest = max(kept(tmp_path), key=lambda file: file.stat().st_mtime)
        os.utime(newest, (bpm, bpm))  # clocks of disks are coarse
        assert len(kept(tmp_path)) <= 4
    for bpm in range(66, 70):
        told(tmp_path, "66", str(bpm))
    assert len(asked) == 10
