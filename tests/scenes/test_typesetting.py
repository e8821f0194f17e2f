"""Lines on pages: what was made smaller stands on the same line, and nothing is left alone at an end."""

from collections.abc import Callable
from pathlib import Path

import pygame
import pytest

from game.render import load_palette
from game.scenes.dialogs.reading import Line, Reading, Text
from game.scenes.page.page import NO_BREAK, Sheet, Style
from game.scenes.page.transport import Transport
from tests.scenes.rig import Rig

SIZE = (1280, 720)
LONG = "nnnnnnnnnnnnnnnnnnnn"
INK = 100
"""Brightness of what is letter and no shadow."""


@pytest.fixture
def style() -> Style:
    pygame.font.init()
    return Style(load_palette("sunset"))


def ink(style: Style, draw: Callable[[Sheet], object]) -> pygame.Rect:
    """Where letters are, px."""
    target = pygame.Surface(SIZE, depth=32)
    draw(Sheet(target, style))
    letters = pygame.mask.from_threshold(target, "white", (INK, INK, INK, 255)).get_bounding_rects()
    return letters[0].unionall(letters)


@pytest.mark.parametrize("px", [15.0, 24.0, 40.0])
@pytest.mark.parametrize("strong", [False, True])
def test_a_line_that_is_made_smaller_stands_where_it_would_have_stood(style: Style, px: float, strong: bool) -> None:
    at, white = (100.0, 200.0), (255, 255, 255)
    whole = ink(style, lambda sheet: sheet.write(LONG, at, px, white, strong=strong))
    narrow = ink(style, lambda sheet: sheet.write(LONG, at, px, white, strong=strong, room=0.9 * whole.width))
    assert narrow.width < 0.92 * whole.width and narrow.top > whole.top
    assert abs(narrow.bottom - whole.bottom) <= 1


def test_a_paragraph_ends_no_line_with_a_dot_and_keeps_together_what_belongs_together(
    style: Style, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = list[str]()
    monkeypatch.setattr(Sheet, "write", lambda self, text, *rest, **more: lines.append(text))
    facts = "   ·   ".join(fact.replace(" ", NO_BREAK) for fact in ("Voices: 3 of 6", "On the stage: 12.0 s", "8 of 8"))
    sheet = Sheet(pygame.Surface(SIZE), style)
    for room in range(140, 420, 10):
        lines.clear()
        sheet.paragraph(facts, (0.0, 0.0), 15.0, (255, 255, 255), room=float(room), most=3)
        assert not any(line.endswith(("·", " ")) or line.startswith("·") for line in lines)
        assert [part.strip() for line in lines for part in line.split("·")] == [
            fact.replace(" ", NO_BREAK) for fact in ("Voices: 3 of 6", "On the stage: 12.0 s", "8 of 8")
        ]


@pytest.mark.parametrize("before", range(1, 20))
def test_no_heading_stands_alone_at_the_end_of_a_page(before: int, tmp_path: Path) -> None:
    rig = Rig(tmp_path, size=lambda: SIZE)
    heading, rows = Line(("Lately",), is_heading=True), [Line((f"row {row}",)) for row in range(30)]
    page = Reading(rig.services, Text("A", "B", [*rows[:before], heading, *rows[before:]], (0.0, 0.5)))
    page.draw(pygame.Surface(SIZE))
    assert page._shown != before + 1 and 8 < page._shown < 20


@pytest.mark.parametrize("words", [8, 12, 20, 60])
def test_choices_that_need_more_lines_are_shared_out_evenly(style: Style, words: int) -> None:
    transport = Transport({str(number): lambda: "word" * (words // 4) for number in range(9)})
    transport.draw(Sheet(pygame.Surface(SIZE), style))
    tops = [box.top for box in transport._boxes.values()]
    counts = [tops.count(top) for top in dict.fromkeys(tops)]
    assert sum(counts) == 9 and (len(counts) == 1 or max(counts) - min(counts) <= 2)
    assert all(box.left >= 0 and box.right <= SIZE[0] for box in transport._boxes.values())
