"""Lines on pages: what was made smaller stands on the same line, and nothing is left alone at an end."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pygame
import pytest

from game.core.language import LANGUAGES, speak
from game.level.model import LEAST_FRESH
from game.render import load_palette
from game.render.look.theme import Rgb
from game.scenes.attempt.deeds import Speaker
from game.scenes.attempt.ending import ending_of
from game.scenes.base import Scene
from game.scenes.dialogs.reading import Line, Reading, Text
from game.scenes.page.page import NO_BREAK, Sheet, Style
from game.scenes.page.transport import Transport
from game.scenes.play.pause import Pause
from game.scenes.play.results import Results
from game.scenes.repertoire.repertoire import Entry
from game.scenes.settings.settings import SettingsPage
from game.scenes.title.playbill import Playbill
from game.sim import EventKind
from game.sim.events import Marks
from tests.scenes.rig import LEVEL, LEVEL_TEXT, Rig
from tests.views import changed
from tests.visual import fake_view

SIZE = (1280, 720)
LONG = "nnnnnnnnnnnnnnnnnnnn"
NO_INK = 0.45
"""Of a line's height, what no small letter reaches."""
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


@pytest.mark.parametrize("strong", [False, True])
def test_a_list_that_must_be_smaller_is_smaller_as_a_whole(style: Style, strong: bool) -> None:
    """At 160 % `Wetterfahne` stood small between `Gabel` and `Fenster`."""
    style.text = 1.6
    sheet, names, room = Sheet(pygame.Surface((960, 540)), style), ("Gabel", "Wetterfahne", "Zwei Monde"), 110.0
    px = sheet.fitting(names, 17.0, room, strong=strong)
    assert px < 17.0 and all(sheet.width_of(name, px, strong=strong) <= room for name in names)
    larger = px * (sheet.text_px(px) + 2) / sheet.text_px(px)
    assert any(sheet.width_of(name, larger, strong=strong) > room for name in names), "hardly smaller than it must be"
    assert sheet.fitting(names, 17.0, 400.0) == 17.0


class NoStage:
    """What lies beneath, in the dark."""

    def glow(self, elapsed_s: float) -> None:
        """Nothing moves."""

    def sample(self, kind: EventKind) -> None:
        """Nothing happens."""

    def draw(self, target: pygame.Surface, covered: float = 0.0) -> None:
        """Nothing is seen."""
        target.fill("black")

    def again(self) -> None:
        """Nothing begins."""

    def resume(self) -> None:
        """Nothing goes on."""


@pytest.fixture
def german() -> Iterator[None]:
    """Words are longest in German."""
    speak("de")
    yield
    speak("en")


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("size", [(960, 540), (1280, 720)])
def test_at_the_largest_text_rows_that_stand_together_are_alike(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    rig, sizes = Rig(tmp_path, size=lambda: size), dict[str, set[int]]()
    rig.services.style.text = 1.6
    line = Sheet._line

    def noted(self: Sheet, text: str, px: float, colour: Rgb, strong: bool, room: float) -> pygame.Surface:
        made = line(self, text, px, colour, strong, room)
        sizes.setdefault(text, set()).add(made.get_height())
        return made

    monkeypatch.setattr(Sheet, "_line", noted)
    monkeypatch.setattr(SettingsPage, "_draw_list", lambda *_rest: None)
    target = pygame.Surface(size)
    page = SettingsPage(rig.services, NoStage())
    for heading in page._pages:
        page.turn_to(heading)
        page._chosen = -1
        sizes.clear()
        page.draw(target)
        labels = {max(sizes[row.label]) for row in page.rows}  # what is chosen may be called as its row is
        assert len(labels) == 1, heading


@dataclass
class Written:
    """Where lines were set, px."""

    boxes: list[tuple[str, pygame.Rect]]

    def overlaps(self) -> list[tuple[str, str]]:
        """Of which the letters of one lie over those of another."""
        inked = [(text, box.inflate(-2, -round(NO_INK * box.height))) for text, box in self.boxes if text.strip()]
        pairs = itertools.combinations(inked, 2)
        return [(one, other) for (one, box), (other, beside) in pairs if one != other and box.colliderect(beside)]


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Written:
    seen, texts = Written([]), dict[int, str]()
    line, place = Sheet._line, Sheet.place

    def lined(self: Sheet, text: str, px: float, colour: Rgb, strong: bool, room: float) -> pygame.Surface:
        made = line(self, text, px, colour, strong, room)
        texts[id(made)] = text
        return made

    def placed(
        self: Sheet, line: pygame.Surface, at: tuple[float, float], anchor: float = 0.0, share: float = 1.0
    ) -> None:
        x, y = self.pixel(at)
        if id(line) in texts:
            box = line.get_rect(topleft=(x - round(anchor * line.get_width()), y))
            seen.boxes.append((texts[id(line)], box))
        place(self, line, at, anchor, share)

    monkeypatch.setattr(Sheet, "_line", lined)
    monkeypatch.setattr(Sheet, "place", placed)
    return seen


@pytest.mark.usefixtures("german")
@pytest.mark.parametrize("text", [0.8, 1.0, 1.6])
@pytest.mark.parametrize("size", [(640, 360), (640, 480), (960, 540), (1280, 720)])
def test_no_words_lie_over_others_in_the_smallest_window_either(
    tmp_path: Path, written: Written, size: tuple[int, int], text: float
) -> None:
    """At 640x360 letters are as small as they may be, and twice as large as the page had room for."""
    rows = tuple(Entry(tmp_path / f"{n}.json", LEVEL, LEVEL_TEXT, number=n) for n in range(1, 7))
    rig = Rig(tmp_path, size=lambda: size, repertoire=rows)
    rig.services.style.text = text
    settings, target = SettingsPage(rig.services, NoStage()), pygame.Surface(size)
    first: list[Scene] = [Pause(rig.doors, rig.services, 0, NoStage()), Playbill(rig.doors, rig.services, 0)]
    for page in (*first, *[settings] * len(settings._pages)):
        page.update(1.0)
        written.boxes.clear()
        page.draw(target)
        assert not written.overlaps(), page
        assert all(target.get_rect().contains(box) for _text, box in written.boxes), page
        if page is settings:
            settings._turn(settings._open + 1)


@pytest.mark.parametrize("code", LANGUAGES.values())
@pytest.mark.parametrize("text", [1.0, 1.6])
@pytest.mark.parametrize("size", [(640, 360), (960, 540), (1280, 720), (1280, 1024)])
def test_all_that_a_voice_can_have_earned_has_room_beside_its_points(
    tmp_path: Path, written: Written, size: tuple[int, int], text: float, code: str
) -> None:
    """Praise for a chord that had waited ran over its points, and out of the window."""
    speak(code)
    rig = Rig(tmp_path, size=lambda: size)
    rig.services.style.text = text
    shown, target = fake_view.view(sung=3), pygame.Surface(size)
    voices = tuple(
        replace(voice, marks=Marks(2.0, 3.0, 9.0, 0.5 * LEAST_FRESH + 0.1 * turn), turn=turn)
        for turn, voice in enumerate(shown.game.voices[:3])
    )
    won = changed(shown, outcome="won", cause="sang", voices=voices, score=12_345, bonus=64)
    page = Results(
        rig.doors, rig.services, rig.at_play().play, ending_of(rig.services, 0, won, rig.keeping(), Speaker())
    )
    page.update(1.0)
    page.update(60.0)
    written.boxes.clear()
    page.draw(target)
    assert any("·" in words for words, _ in written.boxes), "there is praise"
    assert not written.overlaps()
    assert all(target.get_rect().contains(box) for _words, box in written.boxes)
