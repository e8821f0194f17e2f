"""The reference in the docs is what the registries say."""

from pathlib import Path

from game.bots import BOTS
from game.lab.reference import reference
from game.level.values.materials import MATERIALS
from game.settings import Settings, settings_of

FILE = Path(__file__).parents[3] / "docs" / "reference.md"


def test_the_docs_are_up_to_date() -> None:
    assert FILE.read_text(encoding="utf-8") == reference(), "python -m game.lab.reference > docs/reference.md"


def test_every_registry_is_in_it() -> None:
    text = reference()
    for name in (*BOTS, *MATERIALS, "heartbeat", "gust", "tremor", "note"):
        assert f"| `{name}` |" in text
    for setting in settings_of(Settings):
        assert setting.label in text and setting.hint in text and f"`{'.'.join(setting.key)}`" in text
