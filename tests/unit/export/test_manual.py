"""The manual of levels is what the models say, and shows a picture of every kind of part."""

from pathlib import Path
from typing import get_args

from game.export.manual import manual, pictured
from game.level.optics import Optic
from game.level.sculpture.pieces import Shape

DOCS = Path(__file__).parents[3] / "docs"


def test_the_page_is_up_to_date() -> None:
    assert (DOCS / "levels.md").read_text(encoding="utf-8") == manual(), "python -m game.export.manual docs"


def test_there_is_a_picture_of_every_kind_and_no_other() -> None:
    assert {path.stem for path in (DOCS / "levels").glob("*.jpg")} == set(pictured())
    for union in (Optic, Shape):
        for kind in get_args(get_args(union)[0]):
            assert kind.__name__.lower() in pictured()


def test_every_part_of_the_format_is_told() -> None:
    page = manual()
    for key in ("mirror_of", "thickness", "pattern", "stands_until", "repeat", "encores", "rail", "poise"):
        assert f"| `{key}` |" in page


def test_every_part_tells_its_keys() -> None:
    """A heading over an empty table told nobody how a place is told from a piece."""
    head = "| --- | --- | --- | --- | --- |\n"
    assert manual().count(head) == manual().count(f"{head}| `")
