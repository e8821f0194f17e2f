"""Pages are tested as in `tests/scenes`: with no display and no sound device."""

from tests.scenes.conftest import display

__all__ = ["display"]
