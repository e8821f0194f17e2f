"""Files read with a bound, and written whole or not at all."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def read_bounded(path: Path, most: int) -> bytes:
    """The content of a regular file; of a larger one the first `most` + 1 bytes, by which the caller knows it.

    Raises:
        OSError: it cannot be read.
        ValueError: it is no regular file: a folder, or a pipe or device that might never end.
    """
    if not stat.S_ISREG(path.stat().st_mode):
        raise ValueError("not a file")
    with path.open("rb") as stream:
        return stream.read(most + 1)


def write_atomic(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: a crash midway leaves the old file as it was.

    Raises:
        OSError: the folder cannot be written to.
    """
    with drafted(path) as draft:
        draft.write_bytes(content)


@contextmanager
def drafted(path: Path) -> Iterator[Path]:
    """A file beside `path`, of its suffix, that takes its place once all went well, and else is gone.

    Raises:
        OSError: the folder cannot be written to. It is tried at once: what takes long is better told now than then.
    """
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    # Not a mkstemp file: those are private to the user, and a replay is meant to be handed on.
    draft = path.with_name(f".{path.stem}.{os.getpid()}.draft{path.suffix}")
    try:
        draft.touch()
        yield draft
        with draft.open("rb+") as stream:
            os.fsync(stream.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
