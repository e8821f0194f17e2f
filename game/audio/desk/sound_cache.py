"""Rendered patches, kept on disk: a patch is rendered once per machine and version of its instruments."""

import hashlib
import struct
import zlib
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import numpy as np

from game import __version__
from game.audio import patches
from game.audio.patches import Patch, Pcm, to_pcm
from game.audio.sounds import audience as house
from game.audio.sounds import bodies, glass, omens, singing, strings, synth
from game.core import paths, rng
from game.core.files import PRIVATE, read_own, write_atomic

HEADER = struct.Struct("<8sII")
"""Magic, CRC-32 of the samples, number of samples a side."""
MAGIC = b"FLAWPCM1"


@lru_cache(maxsize=1)
def _revision() -> str:
    """A hash of the code that makes sounds, so that a changed instrument is never heard from an old cache."""
    digest = hashlib.blake2b(__version__.encode(), digest_size=16)
    for module in (synth, singing, glass, bodies, strings, omens, house, patches, rng):
        source = Path(module.__file__ or "")
        if source.is_file():  # a frozen program has none; there the version has to do
            digest.update(source.read_bytes())
    return digest.hexdigest()


class SoundCache:
    """Patches as 16-bit arrays, from the cache folder where it has them, else rendered and put there."""

    def __init__(self, folder: Path | None = None) -> None:
        """Use `folder`, made if missing; without one the user's own cache."""
        self._folder = folder if folder is not None else paths.cache_dir() / "sounds"
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)

    def get(self, patch: Patch) -> Pcm:
        """The patch's samples (n, 2). A missing or broken file is rendered anew; disk errors stay inside."""
        path = self.path(patch)
        kept = _read(path)
        if kept is not None:
            return kept
        pcm = to_pcm(patch.render())
        content = pcm.tobytes()
        with suppress(OSError):  # a full or read-only disk costs the next start some time, nothing else
            write_atomic(path, HEADER.pack(MAGIC, zlib.crc32(content), len(pcm)) + content, PRIVATE)
            for old in self._folder.glob(f"{patch.name}.*.pcm"):
                if old != path:
                    old.unlink(missing_ok=True)
        return pcm

    def path(self, patch: Patch) -> Path:
        """Where the patch's file is, or would be."""
        digest = hashlib.blake2b(f"{_revision()}/{patch!r}".encode(), digest_size=8).hexdigest()
        return self._folder / f"{patch.name}.{digest}.pcm"


def _read(path: Path) -> Pcm | None:
    """The samples of a cache file; None where it is missing, not whole or not our own."""
    try:
        content = read_own(path)
    except OSError:
        return None
    if len(content) < HEADER.size:
        return None
    magic, checksum, length = HEADER.unpack_from(content)
    body = memoryview(content)[HEADER.size :]
    if magic != MAGIC or len(body) != 4 * length or zlib.crc32(body) != checksum:
        return None
    return np.frombuffer(body, dtype="<i2").reshape(-1, 2).copy()  # bytes cannot be written to, and are another type
