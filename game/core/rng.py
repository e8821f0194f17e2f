"""Named, seeded random streams: adding a draw to one never shifts another."""

import hashlib

import numpy as np


def stream(seed: int, name: str) -> np.random.Generator:
    """The random stream of this name for this seed; the same on every platform and run."""
    digest = hashlib.blake2b(f"{seed}/{name}".encode(), digest_size=16).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest, "little")))
