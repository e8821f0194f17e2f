"""Machine code of kernels, kept on disk: a file for each kernel and types of its arguments.

numba's own cache keeps an index beside the code, which two processes at once can bring out of step, and takes for
granted that what it reads is whole and its own. Here a file is written whole or not at all, and read only if this
user alone can have written it, since it is code; its head tells whether it is whole. Whatever is wrong with a file, it
is taken away and the kernel compiled; whatever is wrong with the disk, kernels work without it.

A bundle (`.ci/bundle`) ships kernels beside its own code: they are as much to be trusted as that, and never written.
"""

import hashlib
import os
import pickle
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import FunctionType
from typing import Any

from numba.core.caching import _Cache
from numba.core.compiler import CompileResult
from numba.core.runtime.nrt import rtsys
from numba.core.serialize import dumps as _dumps

from game.core.files import PRIVATE, read_own, write_atomic
from game.core.news import tell_once

_packed: Callable[[Any], bytes] = _dumps
_unpacked: Callable[..., Any] = CompileResult._rebuild

SUFFIX = ".nbi"
HEAD_BYTES = 32
"""Of a hash over what a file is of and what it holds, at its start."""


class KernelCache(_Cache):
    """The cache of one kernel, as numba asks for it."""

    def __init__(self, function: FunctionType, folder: Path, shipped: Path) -> None:
        """Keep it in `folder`, whose name says all that the code depends on besides the types of its arguments.

        What the program comes with lies in a folder of the same name in `shipped`.
        """
        self._function, self._folder, self._shipped = function, folder, shipped / folder.name
        self._enabled = True

    @property
    def cache_path(self) -> str:
        """The folder."""
        return str(self._folder)

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """The code for these types of arguments; None where there is none that is whole and our own."""
        rtsys.initialize(target_context)
        if not self._enabled:
            return None
        key = self._key(sig, target_context.codegen())
        path = self._path(key)
        try:
            content = self._read(path)
            if content[:HEAD_BYTES] != _head(key, content[HEAD_BYTES:]):
                raise ValueError("it is damaged")
            return _unpacked(target_context, *pickle.loads(content[HEAD_BYTES:]))
        except FileNotFoundError:
            return None
        except Exception as error:  # whatever it is: what cannot be loaded is compiled
            reason = error.strerror if isinstance(error, OSError) else error
            tell_once(f"{self._folder.parent}: compiled anew what cannot be used of the cache: {reason}")
            _take_away(path)
            return None

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep the code for these types of arguments, if that can be."""
        if not self._enabled or any(not part.can_cache for part in data.lifted) or data.library.has_dynamic_globals:
            return
        key = self._key(sig, data.codegen)
        body = _packed(data._replace(type_annotation="")._reduce())  # a listing of the source: two fifths of a file
        try:
            _make_folder(self._folder)
            write_atomic(self._path(key), _head(key, body) + body, PRIVATE)
        except OSError as error:
            tell_once(
                f"{self._folder.parent}: the game works without keeping compiled kernels: {error.strerror or error}"
            )

    def enable(self) -> None:
        """Use it."""
        self._enabled = True

    def disable(self) -> None:
        """Use it no more."""
        self._enabled = False

    def flush(self) -> None:
        """Forget all that is kept."""
        for path in self._folder.glob(f"{self._function.__name__}-*{SUFFIX}"):
            _take_away(path)

    @property
    def is_filled(self) -> bool:
        """Whether it holds code for any types of arguments.

        A page that waits asks it of all kernels in every frame.
        """
        start = f"{self._function.__name__}-"
        for folder in (self._folder, self._shipped):
            with suppress(OSError), os.scandir(folder) as files:
                mine = (file for file in files if file.name.startswith(start) and file.name.endswith(SUFFIX))
                if any(file.stat().st_size > HEAD_BYTES for file in mine):
                    return True
        return False

    def _read(self, path: Path) -> bytes:
        """What is kept in a file, or shipped under its name.

        Raises:
            OSError: there is neither, or it is not to be trusted.
        """
        try:
            return read_own(path)
        except FileNotFoundError:
            return (self._shipped / path.name).read_bytes()

    def _key(self, sig: Any, codegen: Any) -> bytes:
        """What a file is of."""
        function = self._function
        cells = tuple(cell.cell_contents for cell in function.__closure__ or ())
        names = (self._folder.name, function.__qualname__, str(sig), str(codegen.magic_tuple()))
        return b"\0".join([*(name.encode() for name in names), function.__code__.co_code, _packed(cells)])

    def _path(self, key: bytes) -> Path:
        return self._folder / f"{self._function.__name__}-{hashlib.blake2b(key, digest_size=8).hexdigest()}{SUFFIX}"


def _head(key: bytes, body: bytes) -> bytes:
    return hashlib.blake2b(body, digest_size=HEAD_BYTES, key=hashlib.blake2b(key).digest()).digest()


def _make_folder(folder: Path) -> None:
    """Make a folder of a cache, private to the user, over whatever is there in its place.

    Raises:
        OSError: it cannot be made.
    """
    for part in (folder.parent, folder):
        if not part.is_dir():
            part.unlink(missing_ok=True)
        part.mkdir(mode=0o700, parents=True, exist_ok=True)


def _take_away(path: Path) -> None:
    """Remove what cannot be used, if that can be."""
    with suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
