"""Files are written whole or not at all, by bytes or by whoever needs a path of their own."""

import errno
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from game.core.files import PRIVATE, check_writable, drafted, read_own, write_atomic


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
    with pytest.raises(OSError, match=r"directory|no folder"), drafted(tmp_path / where):
        pytest.fail("the work began")
    with pytest.raises(OSError, match=r"directory|no folder"):
        write_atomic(tmp_path / where, b"")
    assert names(tmp_path) == []


def test_a_written_file_may_be_handed_on(tmp_path: Path) -> None:
    plain, atomic = tmp_path / "plain", tmp_path / "atomic"
    plain.write_bytes(b"x")
    write_atomic(atomic, b"x")
    assert atomic.stat().st_mode == plain.stat().st_mode


def test_a_link_stays_one_and_its_target_is_written(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_bytes(b"old")
    link.symlink_to("target")
    (tmp_path / "further").symlink_to("link")
    write_atomic(tmp_path / "further", b"new")
    assert link.is_symlink() and (tmp_path / "further").is_symlink()
    assert target.read_bytes() == b"new"


def test_a_link_that_leads_to_nothing_yet_makes_its_target(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link").symlink_to("folder/target")
    write_atomic(tmp_path / "link", b"new")
    assert (tmp_path / "folder" / "target").read_bytes() == b"new"


def test_links_in_a_circle_are_told(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(OSError, match="links"):
        write_atomic(tmp_path / "a", b"")
    assert names(tmp_path) == ["a", "b"]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_a_file_keeps_its_mode(tmp_path: Path, mode: int) -> None:
    out = tmp_path / "out"
    out.write_bytes(b"old")
    out.chmod(mode)
    write_atomic(out, b"new")
    assert (out.stat().st_mode & 0o777, out.read_bytes()) == (mode, b"new")


def test_another_name_of_the_same_file_sees_what_was_written(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.write_bytes(b"something long that was here before")
    (tmp_path / "other").hardlink_to(out)
    write_atomic(out, b"new")
    assert (tmp_path / "other").read_bytes() == b"new"


def test_the_reader_of_a_pipe_gets_all_of_it(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as reader:
        read = reader.submit(pipe.read_bytes)
        write_atomic(pipe, b"x" * 100_000)
        assert read.result() == b"x" * 100_000
    assert stat.S_ISFIFO(pipe.stat().st_mode) and names(tmp_path) == ["pipe"]


def test_a_device_stays_one(tmp_path: Path) -> None:
    device = tmp_path / "null"
    try:
        os.mknod(device, 0o666 | stat.S_IFCHR, os.makedev(1, 3))
        device.write_bytes(b"x")
    except OSError:
        pytest.skip("devices cannot be made here")
    write_atomic(device, b"x")
    assert stat.S_ISCHR(device.stat().st_mode) and names(tmp_path) == ["null"]


def test_standard_output_is_written_after_what_it_has_already(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from game.core.files import write_atomic; print('before');"
        "write_atomic(Path('/dev/stdout'), b'inside\\n'); print('after')"
    )
    with (tmp_path / "out").open("wb") as out:
        subprocess.run([sys.executable, "-c", code], stdout=out, check=True)
    assert (tmp_path / "out").read_text().split() == ["before", "inside", "after"]


def test_two_drafts_of_one_file_are_two(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with drafted(out) as first, drafted(out) as second:
        assert first != second
        first.write_bytes(b"first")
        second.write_bytes(b"second")
    assert (names(tmp_path), out.read_bytes()) == (["out"], b"first")


def test_the_longest_name_that_a_file_can_have_will_do(tmp_path: Path) -> None:
    for name in ("n" * 255, "n" * 5 + "." + "s" * 249):
        write_atomic(tmp_path / name, b"x")
    with pytest.raises(OSError, match="too long"):
        write_atomic(tmp_path / ("n" * 256), b"x")


def test_a_full_disk_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "out"
    out.write_bytes(b"old")

    def full(path: Path, content: bytes) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        write_atomic(out, b"new")
    assert (names(tmp_path), out.read_bytes()) == (["out"], b"old")


def test_asking_whether_a_file_can_be_written_leaves_it_as_it_is(tmp_path: Path) -> None:
    out = tmp_path / "out"
    check_writable(out)
    assert names(tmp_path) == []
    out.write_bytes(b"old")
    check_writable(out)
    assert (names(tmp_path), out.read_bytes()) == (["out"], b"old")
    with pytest.raises(OSError, match="directory"):
        check_writable(tmp_path)


def test_only_what_is_our_own_alone_is_read(tmp_path: Path) -> None:
    own = tmp_path / "own"
    write_atomic(own, b"x", PRIVATE)
    assert own.stat().st_mode & 0o777 == 0o600 and read_own(own) == b"x"
    (tmp_path / "link").symlink_to("own")
    with pytest.raises(OSError, match="links"):
        read_own(tmp_path / "link")
    own.chmod(0o620)
    with pytest.raises(PermissionError, match="somebody else"):
        read_own(own)
    os.mkfifo(tmp_path / "pipe", 0o600)
    with pytest.raises(PermissionError, match="somebody else"):
        read_own(tmp_path / "pipe")
    if os.geteuid() == 0:
        own.chmod(0o600)
        os.chown(own, 12345, -1)
        with pytest.raises(PermissionError, match="somebody else"):
            read_own(own)
