"""Files read with a bound, and written whole or not at all, or line by line: the one place that writes.

Where a name leads to a regular file, or to none, a draft beside it takes its place when it is whole. A link stays a
link, and a file keeps its mode. What is no regular file (a pipe, a terminal, /dev/null, /dev/stdout) cannot be
replaced: what was drafted is sent through it.
"""

import errno
import os
import secrets
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

PRIVATE = 0o600
"""Mode of files that are for nobody else."""
_PUBLIC = 0o666
"""Mode of files that are meant to be handed on, less what the user's umask takes."""
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH
_PLAINLY = sum(getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
"""Open no link, wait for nobody, change no byte; where a system does not know one of these, it needs none."""
_LONGEST_SUFFIX = 16
"""Longer ones say no format, and a draft's name must fit where the file's own does."""
_MOST_LINKS = 40
"""So many links in a row are followed, as Linux does."""


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


def read_own(path: Path) -> bytes:
    """The content of a regular file that nobody but this user can have written.

    Raises:
        OSError: it cannot be read, or somebody else could have written it.
    """
    handle = os.open(path, os.O_RDONLY | _PLAINLY)
    with os.fdopen(handle, "rb") as stream:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode) or not is_own(status):
            raise PermissionError(errno.EPERM, "somebody else could have written it", str(path))
        return stream.read()


def is_own(status: os.stat_result) -> bool:
    """Whether what has this status belongs to this user, and nobody else may write to it."""
    if not hasattr(os, "geteuid"):
        return True  # where there are no owners, folders of users are private by themselves
    return status.st_uid == os.geteuid() and not status.st_mode & _OTHERS_WRITE


def write_atomic(path: Path, content: bytes, mode: int = _PUBLIC) -> None:
    """Write a file whole or not at all: a crash midway leaves the old file as it was.

    `mode` is that of a new file, less what the umask takes.

    Raises:
        OSError: it cannot be written.
    """
    with drafted(path, mode) as draft:
        draft.write_bytes(content)


class Lines:
    """A file that grows by lines: each is on the disk before the next, so that a kill cuts short the last at most."""

    def __init__(self, path: Path, whole: int) -> None:
        """Go on behind its first `whole` bytes; what is behind them goes.

        Raises:
            OSError: it cannot be written.
        """
        self._stream = path.open("r+b" if whole else "wb")
        self._stream.truncate(whole)
        self._stream.seek(whole)

    def add(self, line: bytes) -> None:
        """Write a line, which has no end of its own.

        Raises:
            OSError: it cannot be written.
        """
        self._stream.write(line + b"\n")
        self._stream.flush()
        os.fsync(self._stream.fileno())

    def close(self) -> None:
        """Let go of the file."""
        self._stream.close()


def check_writable(path: Path) -> None:
    """See that a file can be written, and leave it as it is: what takes long is better told now than in the end.

    Raises:
        OSError: it cannot be written.
    """
    if _own_descriptor(path) is not None:
        return
    target, status = _resolved(path)
    if status is None or _is_replaceable(target, status):
        with ExitStack() as stack:
            _draft_beside(target, PRIVATE, stack)


@contextmanager
def drafted(path: Path, mode: int = _PUBLIC) -> Iterator[Path]:
    """A file to be written, of the suffix of `path`, that takes its place once all went well, and else is gone.

    No two drafts share a name. `mode` is that of a new file, less what the umask takes.

    Raises:
        OSError: `path` cannot be written. It is tried at once.
    """
    with ExitStack() as stack:
        descriptor = _own_descriptor(path)
        if descriptor is not None:
            draft = _draft_elsewhere(path, stack)
            yield draft
            for stream in (sys.stdout, sys.stderr):
                if stream is not None:
                    stream.flush()  # what was printed before comes before
            _send(draft, descriptor)
            return
        target, status = _resolved(path)
        if status is not None and not _is_replaceable(target, status):
            through = os.open(target, os.O_WRONLY | getattr(os, "O_BINARY", 0))  # waits for the reader of a pipe
            stack.callback(os.close, through)
            draft = _draft_elsewhere(path, stack)
            yield draft
            _overwrite(draft, through)
            return
        draft = _draft_beside(target, mode if status is None else status, stack)
        yield draft
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        draft.replace(target)


def _own_descriptor(path: Path) -> int | None:
    """The descriptor of this process that a name such as /dev/stdout stands for, if it does.

    Opened by its name, a file that is standard output would be written from its start, over what is there.
    """
    numbered = ("/dev/fd", "/proc/self/fd", f"/proc/{os.getpid()}/fd")
    for _ in range(_MOST_LINKS):
        if not path.is_symlink() and not path.is_char_device():
            return None
        folder = os.path.realpath(path.parent)
        if folder in numbered and path.name.isdigit():
            return int(path.name)
        if not path.is_symlink():
            return None
        path = Path(folder, path.readlink())
    return None


def _resolved(path: Path) -> tuple[Path, os.stat_result | None]:
    """The file that a name leads to in the end, and its status; None where it is still to be made.

    Raises:
        OSError: it leads nowhere, to a folder, or to a file that may not be written to.
    """
    try:
        target = Path(os.path.realpath(path))
        status = path.stat()
    except ValueError:
        raise OSError(errno.EINVAL, "no file can have this name", str(path)) from None
    except FileNotFoundError:
        if not target.parent.is_dir():
            raise FileNotFoundError(errno.ENOENT, f"there is no folder {target.parent}", str(path)) from None
        return target, None
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not os.access(target, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise PermissionError(errno.EACCES, "it is read-only", str(path))
    return target, status


def _is_replaceable(target: Path, status: os.stat_result) -> bool:
    """Whether another file can take its place, and nobody else would go on seeing the old one."""
    folder = target.parent.stat()
    is_ours = not folder.st_mode & stat.S_ISVTX or not hasattr(os, "geteuid") or os.geteuid() in (0, status.st_uid)
    is_file = stat.S_ISREG(status.st_mode) and status.st_nlink == 1 and not os.path.ismount(target)
    return is_file and is_ours and os.access(target.parent, os.W_OK)


def _draft_beside(target: Path, like: int | os.stat_result, stack: ExitStack) -> Path:
    """An empty draft in the folder of `target`: of a mode, or of the mode and owner of the file that it replaces."""
    draft = target.with_name(f".{secrets.token_hex(8)}.draft{_suffix(target)}")
    # Not a mkstemp file: those are private to the user, and a replay is meant to be handed on.
    handle = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, like if isinstance(like, int) else PRIVATE)
    stack.callback(draft.unlink, missing_ok=True)
    os.close(handle)
    if isinstance(like, os.stat_result):
        if hasattr(os, "chown"):
            with suppress(OSError):  # only root may give files away
                os.chown(draft, like.st_uid, like.st_gid)
        draft.chmod(stat.S_IMODE(like.st_mode))
    return draft


def _draft_elsewhere(path: Path, stack: ExitStack) -> Path:
    """An empty draft in a private folder that is gone in the end."""
    draft = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="flawsong-")), f"draft{_suffix(path)}")
    draft.touch()
    return draft


def _suffix(path: Path) -> str:
    return path.suffix if len(os.fsencode(path.suffix)) <= _LONGEST_SUFFIX else ""


def _overwrite(draft: Path, descriptor: int) -> None:
    """Send all of a draft through a descriptor; a regular file is what was sent then, and was tried for room before."""
    before, size = os.fstat(descriptor), draft.stat().st_size
    is_file = stat.S_ISREG(before.st_mode)
    if is_file and size > before.st_size and hasattr(os, "posix_fallocate"):
        try:
            os.posix_fallocate(descriptor, 0, size)
        except OSError:
            os.ftruncate(descriptor, before.st_size)
            raise
    _send(draft, descriptor)
    if is_file:
        os.ftruncate(descriptor, size)


def _send(draft: Path, descriptor: int) -> None:
    """Send all of a draft through an open descriptor, which stays open."""
    with draft.open("rb") as source, os.fdopen(descriptor, "wb", closefd=False) as sink:
        shutil.copyfileobj(source, sink)
