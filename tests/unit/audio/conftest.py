"""What tests of sound share."""

import os

import pytest

from game.audio.desk.sound_cache import SoundCache


@pytest.fixture(scope="session")
def bank(tmp_path_factory: pytest.TempPathFactory) -> SoundCache:
    """Patches, each rendered once for all tests of a run, in whatever process they are."""
    own = tmp_path_factory.getbasetemp()
    return SoundCache((own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "sounds")
