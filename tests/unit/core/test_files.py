"""Files are written whole or not at all, by bytes or by whoever needs a path of their own."""

from pathlib import Path

import pytest

from game.core.files import drafted, write_atomic


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_draft_takes_its_place_and_leaves_nothing(tmp_path: Path) -> None:
    out = tmp_path / "film.mp4"
    with drafted(out) as draft:
        assert (draft.parent, draft.suffix) == (tmp_path, ".mp4")
        draft.write_bytes(b"new")
    assert (names(tmp_path), out.read_bytes()) == (["film.mp4"], b"new")


def test_what_fails_leaves_the_old_file(tmp_path: Path) -> None:
    out = tmp_path / "a.png"
    out.write_bytes(b"old")
    with pytest.raises(RuntimeError), drafted(out) as draft:
        draft.write_bytes(b"half of i")
        raise RuntimeError
    assert (names(tmp_path), out.read_bytes()) == (["a.png"], b"old")


@pytest.mark.parametrize("where", [".", "no/such/folder.bin"])
def test_what_cannot_be_written_is_told_before_any_work(tmp_path: Path, where: str) -> None:
    with pytest.raises(OSError, match="directory"), drafted(tmp_path / where):
        pytest.fail("the work began")
    with pytest.raises(OSError, match="directory"):
        write_atomic(tmp_path / where, b"")
    assert names(tmp_path) == []


def test_a_written_file_may_be_handed_on(tmp_path: Path) -> None:
    plain, atomic = tmp_path / "plain", tmp_path / "atomic"
    plain.write_bytes(b"x")
    write_atomic(atomic, b"x")
    assert atomic.stat().st_mode == plain.stat().st_mode
