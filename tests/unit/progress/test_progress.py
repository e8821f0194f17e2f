"""What a player achieved is kept, whatever befalls the file."""

import os
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from game.progress import Progress, Result, ranked_run, runs_of, standings_of
from game.progress import store as stores
from game.progress.progress import FILE_NAME, WAITING_NAME
from game.progress.seams import packed, unpacked
from game.progress.steps import STEPS
from game.progress.store import Store, StoreError

OLD = sorted(Path(__file__).parent.glob("version-*.sql"))
unix_only = pytest.mark.skipif(not hasattr(os, "fork"), reason="there are no such permissions, signals or devices")


def result(level: str = "01-candle", score: int = 300, **changes: Any) -> Result:
    plain: dict[str, Any] = {"ended": 1.8e9, "outcome": "won", "seed": 2**80, "assists": ("auto-aim",)}
    return Result(level, "d1", score=score, **(plain | changes))


@pytest.fixture
def saved(tmp_path: Path) -> tuple[Path, tuple[Result, ...]]:
    """A folder with a file, and what is in it."""
    results = tuple(result(score=score) for score in range(40))
    Store(tmp_path / FILE_NAME).add(results)
    return tmp_path, results


def test_what_is_kept_is_there_at_the_next_start(tmp_path: Path) -> None:
    first = Progress(tmp_path)
    first.keep(result())
    assert Progress(tmp_path).results == first.results == (first.results[0],)
    assert first.news() == []
    assert [path.name for path in tmp_path.iterdir()] == [FILE_NAME], "nothing lies about"


def test_without_a_folder_it_lasts_for_the_visit() -> None:
    progress = Progress()
    progress.keep(result())
    assert len(progress.results) == 1


def damaged(content: bytes, chance: random.Random) -> Iterator[bytes]:
    """Truncated at places of all kinds, and scrambled."""
    for size in (1, 15, 99, 100, 1000, 4095, 4096, 4097, len(content) // 2, len(content) - 1):
        yield content[:size]
    yield bytes(len(content))
    yield b'{"version": 1}'
    for _ in range(8):
        scrambled = bytearray(content)
        for _ in range(chance.choice((1, 16, 2000))):
            scrambled[chance.randrange(len(content))] = chance.randrange(256)
        yield bytes(scrambled)


def test_a_damaged_file_is_set_aside_by_name_and_play_goes_on(saved: tuple[Path, tuple[Result, ...]]) -> None:
    folder, results = saved
    content = (folder / FILE_NAME).read_bytes()
    for number, bad in enumerate(damaged(content, random.Random(0))):
        place = folder / str(number)
        place.mkdir()
        (place / FILE_NAME).write_bytes(bad)
        progress = Progress(place)
        progress.keep(new := result("02-reed"))
        assert new in Progress(place).results
        for news in progress.news():
            assert "progress.broken-1.sqlite3" in news
            assert (place / "progress.broken-1.sqlite3").read_bytes() == bad
        if not (place / "progress.broken-1.sqlite3").exists():  # a byte of a name or number, no more
            assert len(progress.results) == len(results) + 1


@pytest.mark.parametrize("with_log", [False, True])
def test_one_that_was_cut_to_nothing_is_set_aside_and_told(
    tmp_path: Path, with_log: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "BUSY_S", 0.05)
    (tmp_path / FILE_NAME).touch()
    if with_log:
        (tmp_path / f"{FILE_NAME}-wal").write_bytes(b"left over")
    progress = Progress(tmp_path)
    (news,) = progress.news()
    assert "progress.broken-1.sqlite3" in news
    assert (tmp_path / "progress.broken-1.sqlite3").read_bytes() == b""
    progress.keep(result())
    assert len(Progress(tmp_path).results) == 1


def test_what_an_old_file_has_is_seen_where_it_cannot_be_brought_up_to_date(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as file:
        file.executescript(OLD[0].read_text())
    assert [found.level for found in Store(tmp_path / FILE_NAME).peek()] == ["01-candle", "02-reed"]


@unix_only
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() != 0, reason="only root can become somebody else")
def test_a_folder_that_cannot_be_written_to_is_told_and_what_it_has_is_known(
    saved: tuple[Path, tuple[Result, ...]],
) -> None:
    folder, results = saved
    script = (
        "import os, sys; from pathlib import Path; from game.progress import Progress, Result\n"
        "os.setuid(65534)\n"
        "progress = Progress(Path(sys.argv[1])); before = len(progress.results)\n"
        "progress.keep(Result('02-reed', 'd1', 'won', 1.8e9))\n"
        "print(before, len(progress.results)); print(*progress.news(), sep='\\n')"
    )
    for parent in (folder, *folder.parents[:-2]):
        parent.chmod(0o755)
    told = subprocess.run(
        [sys.executable, "-c", script, str(folder)], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert told[0] == f"{len(results)} {len(results) + 1}"
    assert "as long as the game is open" in told[1]
    assert len(told) == 2


def test_one_that_breaks_during_the_visit_is_written_anew_with_all_that_is_known(
    saved: tuple[Path, tuple[Result, ...]],
) -> None:
    folder, results = saved
    progress = Progress(folder)
    (folder / FILE_NAME).write_bytes(b"scrambled" * 1000)
    progress.keep(result("02-reed"))
    assert set(results) < set(Progress(folder).results) == set(progress.results)


def test_one_of_a_newer_game_is_left_alone_until_that_is_back(saved: tuple[Path, tuple[Result, ...]]) -> None:
    folder, _ = saved
    with closing(sqlite3.connect(folder / FILE_NAME)) as file:
        file.execute("PRAGMA user_version = 99")
    content = (folder / FILE_NAME).read_bytes()
    for level in ("02-reed", "03-heart"):
        progress = Progress(folder)
        progress.keep(result(level))
        (news,) = progress.news()
        assert "newer game" in news
        assert WAITING_NAME in news
    assert {"02-reed", "03-heart"} < {result.level for result in progress.results}
    assert (folder / FILE_NAME).read_bytes() == content
    with closing(sqlite3.connect(folder / FILE_NAME)) as file:
        file.execute(f"PRAGMA user_version = {len(STEPS)}")
    assert len(Progress(folder).results) == 42
    assert Store(folder / WAITING_NAME).read() == []


def test_what_a_locked_file_cannot_take_waits_beside_it(
    saved: tuple[Path, tuple[Result, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, results = saved
    monkeypatch.setattr(stores, "BUSY_S", 0.05)
    with closing(sqlite3.connect(folder / FILE_NAME, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        progress = Progress(folder)
        progress.keep(result("02-reed"))
        assert set(results) < set(progress.results)
        (news,) = progress.news()
        assert "another program holds it" in news
        assert WAITING_NAME in news
    assert len(Progress(folder).results) == 41


@unix_only
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_read_only_folder_is_read_and_told_of_once(saved: tuple[Path, tuple[Result, ...]]) -> None:
    folder, results = saved
    for path in (folder / FILE_NAME, folder):
        path.chmod(0o500)
    try:
        progress = Progress(folder)
        progress.keep(result())
        progress.keep(result())
        assert set(results) < set(progress.results)
        (news,) = progress.news()
        assert "as long as the game is open" in news
    finally:
        folder.chmod(0o700)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own of 256 KiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = shutil.which("mount")
    options = ("-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk))
    if mount is None or subprocess.run((mount, *options), check=False, capture_output=True).returncode:
        pytest.skip("only root can make a disk")
    yield disk
    subprocess.run(("umount", str(disk)), check=True)


def test_a_full_disk_is_told_of_once_and_all_is_saved_when_there_is_room(disk: Path) -> None:
    Progress(disk).keep(kept := result(level="03-heart"))
    filler = disk / "filler"
    with filler.open("wb", buffering=0) as stream:
        try:
            while stream.write(bytes(4096)):
                pass
        except OSError:
            pass
    progress = Progress(disk)
    assert progress.results == (kept,)
    for level in ("01-candle", "02-reed"):
        progress.keep(result(level))
    (news,) = progress.news()
    assert "as long as the game is open" in news
    filler.unlink()
    progress.keep(result("03-heart"))
    assert len(Progress(disk).results) == 4


def test_a_read_only_disk_is_told_of_once(disk: Path) -> None:
    Progress(disk).keep(result())
    subprocess.run(("mount", "-o", "remount,ro", str(disk)), check=True)
    progress = Progress(disk)
    progress.keep(result("02-reed"))
    assert [found.level for found in progress.results] == ["01-candle", "02-reed"]
    assert len(progress.news()) == 1


@unix_only
def test_a_kill_loses_nothing_that_was_committed() -> None:
    done = subprocess.run((sys.executable, "-m", "tests.unit.progress.kills", "8"), check=False, capture_output=True)
    assert done.returncode == 0, done.stdout


@unix_only
def test_two_copies_at_once_lose_nothing(tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from game.progress import Progress, Result\n"
        "progress = Progress(Path(sys.argv[1]))\n"
        "for n in range(12): progress.keep(Result(sys.argv[2], '', 'won', 1.0, score=n))\n"
        "print(progress.news())"
    )
    copies = [
        subprocess.Popen((sys.executable, "-c", code, str(tmp_path), name), stdout=subprocess.PIPE) for name in "ab"
    ]
    assert [copy.communicate()[0].strip() for copy in copies] == [b"[]", b"[]"]
    assert {(found.level, found.score) for found in Progress(tmp_path).results} == {
        (name, n) for name in "ab" for n in range(12)
    }


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.stem)
def test_old_files_are_brought_to_this_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: Path) -> None:
    assert len(OLD) == len(STEPS) - 1
    with closing(sqlite3.connect(tmp_path / FILE_NAME)) as file:
        file.executescript(old.read_text())
    assert [(found.level, found.score) for found in Progress(tmp_path).results] == [("01-candle", 300), ("02-reed", 0)]
    step = ("DELETE FROM results WHERE outcome = 'lost'",)
    monkeypatch.setattr(stores, "STEPS", (*STEPS, step))
    assert [found.level for found in Progress(tmp_path).results] == ["01-candle"], "a step is done once"
    Progress(tmp_path).keep(result(outcome="lost"))
    assert len(Progress(tmp_path).results) == 2


def test_seams_of_the_best_win_are_kept_and_damaged_ones_are_none(tmp_path: Path) -> None:
    seams = [np.array([[0.1, 1.25], [0.142, 1.3], [0.2, 1.3]]), np.array([[-0.5, 0.2], [-0.4, 0.3]])]
    Progress(tmp_path).keep(result(score=200, seams="1,1 2,2"))
    Progress(tmp_path).keep(result(score=500, seams=packed(seams)))
    Progress(tmp_path).keep(result(score=900, outcome="lost", seams=""))
    standing = standings_of(Progress(tmp_path).results, {"01-candle": "d1"})["01-candle"]
    for found, seam in zip(unpacked(standing.best_seams), seams, strict=True):
        np.testing.assert_allclose(found, seam, atol=1e-9)
    for damaged in ("", "x", "1,2", "1,2 3", "1,2 3,4,5", "9" * 30 + ",1 2,2", "99999,1 2,2", "1,2 " * 9999):
        assert unpacked(damaged) == []


def test_a_step_that_fails_changes_nothing(
    saved: tuple[Path, tuple[Result, ...]], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, results = saved
    monkeypatch.setattr(stores, "STEPS", (*STEPS, ("DELETE FROM results", "SELECT nothing")))
    with pytest.raises(StoreError, match="nothing"):
        Store(folder / FILE_NAME).read()
    monkeypatch.undo()
    assert len(Store(folder / FILE_NAME).read()) == len(results)


def test_runs_are_summed_and_a_daily_is_ranked_once() -> None:
    day, level = "2026-12-01", "encore/8F3/"
    results = [
        result(f"{level}1", 0, outcome="skipped", run="a", day=day, ended=1.0),
        result(f"{level}1", 400, run="a", day=day, ended=2.0),
        result(f"{level}2", 150, outcome="lost", run="a", day=day, ended=3.0, assists=()),
        result(f"{level}1", 900, run="b", ended=4.0, assists=(), rules=2),
        result("01-candle", 300),
        result(f"{level}1", 0, outcome="skipped", run="c", day="2026-12-02", ended=5.0),
    ]
    best, second = runs_of(results)
    assert (best.run, best.score, best.won, best.day, best.rules) == ("b", 900, 1, "", 2)
    assert (second.run, second.score, second.won, second.day, second.level) == ("a", 550, 1, day, f"{level}2")
    assert second.assists == {"auto-aim"}
    assert ranked_run(results, day) == "a"
    assert ranked_run(results, "2026-12-02") == "c", "also where it was left before its first end"
    assert ranked_run(results, "2026-12-03") is None
