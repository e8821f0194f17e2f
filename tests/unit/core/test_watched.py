"""A file that editors save in all their ways is read once for each save, and never half written."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from game.core.watched import MISSING_S, POLL_S, SETTLED_S, Watched

FRAME_S = 1 / 60
Save = Callable[[Path], None]


def _plainly(file: Path) -> None:
    file.write_text("{22}")


def _by_renaming(file: Path) -> None:
    draft = file.with_name(".draft")
    draft.write_text("{22}")
    draft.replace(file)


def _with_a_backup(file: Path) -> None:
    file.replace(file.with_name("level.json~"))
    file.write_text("{22}")


def _behind_a_link(file: Path) -> None:
    _by_renaming(Path(os.path.realpath(file)))


def _by_turning_a_link(file: Path) -> None:
    other, link = file.with_name("other.json"), file.with_name("link")
    other.write_text("{22}")
    link.symlink_to(other)
    link.replace(file)


def _with_its_folder(file: Path) -> None:
    folder, fresh = file.parent, file.parent.with_name("fresh")
    fresh.mkdir()
    (fresh / file.name).write_text("{22}")
    folder.replace(folder.with_name("old"))
    fresh.replace(folder)


def _saves(watched: Watched, now_s: float, lasts_s: float) -> list[float]:
    """When it is to be read, of so many seconds."""
    looks = [now_s + k * FRAME_S for k in range(1, round(lasts_s / FRAME_S) + 1)]
    return [look_s for look_s in looks if watched.has_changed(look_s)]


@pytest.mark.parametrize(
    "save", [_plainly, _by_renaming, _with_a_backup, _behind_a_link, _by_turning_a_link, _with_its_folder]
)
@pytest.mark.parametrize("linked", [False, True])
def test_every_way_of_saving_is_seen_once_and_soon(tmp_path: Path, save: Save, linked: bool) -> None:
    folder = tmp_path / "levels"
    folder.mkdir()
    file = folder / "level.json"
    if linked:
        (tmp_path / "elsewhere.json").write_text("{1}")
        file.symlink_to(tmp_path / "elsewhere.json")
    else:
        file.write_text("{1}")
    watched = Watched(file)
    assert watched.has_changed(0.0)
    for now_s in (1.0, 11.0):  # saving once more by the same way is seen as well
        assert _saves(watched, now_s, 0.5) == []
        save(file)
        os.utime(file, ns=(time.time_ns(), time.time_ns() + round(1e9 * now_s)))
        seen = _saves(watched, now_s + 1.0, 1.0)
        assert len(seen) == 1 and seen[0] - now_s - 1.0 <= SETTLED_S + 2 * (POLL_S + FRAME_S)
        if save is _with_its_folder:
            break


def test_a_save_in_two_steps_is_read_when_it_is_whole(tmp_path: Path) -> None:
    file = tmp_path / "level.json"
    file.write_text("{1}")
    watched = Watched(file)
    watched.has_changed(0.0)
    file.write_text("")
    assert _saves(watched, 1.0, MISSING_S - 2 * POLL_S) == []
    file.write_text("{22}")
    assert len(_saves(watched, 1.5, 1.0)) == 1


def test_one_that_is_gone_is_told_after_a_while(tmp_path: Path) -> None:
    file = tmp_path / "level.json"
    file.write_text("{1}")
    watched = Watched(file)
    watched.has_changed(0.0)
    file.unlink()
    assert [round(t) for t in _saves(watched, 1.0, 1.0)] == [2]
    file.write_text("{1}")
    assert len(_saves(watched, 3.0, 0.5)) == 1
