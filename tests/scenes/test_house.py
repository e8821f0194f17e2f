"""The house: what is open and why, the playbill, the player's own levels, and what a performance came to is kept."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pygame
import pytest

from game.progress import Progress, Result
from game.scenes.attempt.comfort import KIND
from game.scenes.attempt.deeds import Speaker
from game.scenes.attempt.ending import ending_of
from game.scenes.base import Reset, Stack
from game.scenes.dialogs.reading import Reading
from game.scenes.page.menu import Choice
from game.scenes.page.page import Sheet
from game.scenes.play.play import LINGER_S, Play
from game.scenes.play.programme import Programme
from game.scenes.play.results import DEAF_S, Results
from game.scenes.repertoire.bill import Bill
from game.scenes.repertoire.repertoire import Entry, read_numbers
from game.scenes.title.playbill import BACK, YOURS, Playbill
from game.scenes.title.title import Title
from game.scenes.title.yours import Yours
from game.sim import Event, EventKind
from tests.scenes.rig import LEVEL, LEVEL_TEXT, SIZE, Rig
from tests.views import changed

SPLIT = Event(EventKind.SPLIT, 100, (0.0, 0.5), subject="heart")


@pytest.fixture(autouse=True)
def own(paper: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A folder for levels of one's own that is not the player's."""
    (tmp_path / "own").mkdir()
    monkeypatch.setattr("game.scenes.title.yours.own_levels_dir", lambda: tmp_path / "own")


def numbers(count: int) -> tuple[Entry, ...]:
    return tuple(Entry(Path(f"{n:02d}-lamps.json"), LEVEL, LEVEL_TEXT, number=n) for n in range(1, count + 1))


def won(entry: Entry, **changes: Any) -> Result:
    plain = Result(entry.id, entry.digest, "won", 1.0, score=300, encores=1)
    return replace(plain, **changes)


def house(folder: Path, count: int, passed: int) -> Rig:
    """A theatre of so many numbers, the first of which were won."""
    rows, progress = numbers(count), Progress()
    for entry in rows[:passed]:
        progress.keep(won(entry))
    return Rig(folder, repertoire=rows, progress=progress)


# What is open ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("passed", "is_open", "next_one"), [(0, 3, 1), (2, 3, 3), (3, 6, 4), (14, 15, 15), (15, 15, 1)]
)
def test_three_of_an_act_open_the_next(passed: int, is_open: int, next_one: int) -> None:
    rows = numbers(15)
    bill = Bill(rows, tuple(won(entry) for entry in rows[:passed]), all_open=False)
    assert [bill.is_open(row) for row in range(15)] == [True] * is_open + [False] * (15 - is_open)
    assert bill.next == next_one - 1


def test_an_assist_opens_all_and_what_was_skipped_counts() -> None:
    rows = numbers(6)
    assert Bill(rows, (), all_open=True).is_open(5)
    skipped = tuple(won(entry, outcome="skipped") for entry in rows[:3])
    assert Bill(rows, skipped, all_open=False).is_open(5)


def test_the_best_score_is_of_the_level_as_it_is_and_encores_stay() -> None:
    (entry,) = numbers(1)
    results = (won(entry, score=900, encores=3, digest="before it was tuned"), won(entry), won(entry, score=200))
    standing = Bill((entry,), results, all_open=False).standing(entry)
    assert (standing.best, standing.encores, standing.won) == (300, 3, 3)


def test_words_of_a_level_do_not_change_what_scores_are_compared_by() -> None:
    entry = numbers(1)[0]
    assert replace(entry, text=LEVEL_TEXT.replace("Two Lamps", "Lamps")).digest == entry.digest
    assert replace(entry, text=LEVEL_TEXT.replace("1.6", "1.5")).digest != entry.digest


def test_the_numbers_that_ship_are_numbered_from_one_on() -> None:
    entries = read_numbers()
    assert [entry.number for entry in entries] == list(range(1, len(entries) + 1))
    assert len({entry.id for entry in entries}) == len(entries)


# Every page by every device --------------------------------------------------------------------------------------
KEYS = {"up": pygame.K_UP, "down": pygame.K_DOWN, "left": pygame.K_LEFT, "right": pygame.K_RIGHT}
BUTTONS = {
    "up": pygame.CONTROLLER_BUTTON_DPAD_UP,
    "down": pygame.CONTROLLER_BUTTON_DPAD_DOWN,
    "left": pygame.CONTROLLER_BUTTON_DPAD_LEFT,
    "right": pygame.CONTROLLER_BUTTON_DPAD_RIGHT,
}


def by_keys(rig: Rig, *ways: str) -> Rig:
    for way in ways:
        rig.tap(KEYS[way])
    return rig.tap(pygame.K_RETURN)


def by_pad(rig: Rig, *ways: str) -> Rig:
    for button in (*(BUTTONS[way] for way in ways), pygame.CONTROLLER_BUTTON_A):
        rig.send(pygame.CONTROLLERBUTTONDOWN, button=button, instance_id=0)
        rig.send(pygame.CONTROLLERBUTTONUP, button=button, instance_id=0)
    return rig


@pytest.mark.parametrize("by", [by_keys, by_pad])
def test_the_playbill_by_keys_and_by_pad(tmp_path: Path, by: Callable[..., Rig]) -> None:
    rig = by(house(tmp_path, 15, 4).run(0.1), "down").run(0.1)
    assert isinstance(rig.top, Playbill)
    assert rig.top.chosen == 4, "the cursor is on the next one"
    assert isinstance(by(rig, "down").top, Playbill), "what is not open is not played"
    assert rig.top.chosen == 7
    assert isinstance(by(rig, "up", "right").top, Programme)
    rig = by(house(tmp_path, 3, 1).run(0.1), "down").run(0.1)
    assert isinstance(by(rig, "down", "left").run(0.1).top, Yours)
    assert isinstance(by(rig, "down").run(0.1).top, Playbill)
    assert isinstance(by(rig, "right").run(0.1).top, Reading)
    assert isinstance(by(rig).run(0.1).top, Playbill)
    assert isinstance(by(rig, "right").run(0.1).top, Title)


def places(rig: Rig) -> dict[int | str, tuple[int, int]]:
    """Where the mouse finds what on a playbill."""
    found: dict[int | str, tuple[int, int]] = {}
    for y in range(0, SIZE[1], 4):
        for x in range(40, 360, 12):
            rig.send(pygame.MOUSEMOTION, pos=(x, y))
            assert isinstance(rig.top, Playbill)
            found.setdefault(rig.top.chosen, (x, y))
    return found


def test_the_playbill_by_mouse(tmp_path: Path) -> None:
    rig = house(tmp_path, 15, 4)
    rig.stack.apply(None)
    rig = by_keys(rig.run(0.1), "down").run(0.1)
    where = places(rig)
    assert {YOURS, BACK, 0, 5, 8} <= set(where)
    assert isinstance(rig.send(pygame.MOUSEBUTTONDOWN, button=1, pos=where[8]).top, Playbill)
    assert isinstance(rig.send(pygame.MOUSEBUTTONDOWN, button=1, pos=where[5]).top, Programme)


@pytest.mark.parametrize("count", [1, 3, 15])
@pytest.mark.parametrize(("size", "text"), [((640, 360), 1.6), ((640, 480), 0.8), ((960, 540), 1.0)])
def test_all_numbers_are_within_reach(tmp_path: Path, count: int, size: tuple[int, int], text: float) -> None:
    rig = house(tmp_path, count, 0)
    rig.target = pygame.Surface(size, depth=32)
    rig.services.style.text = text
    page = Playbill(rig.doors, rig.services, 0)
    for row in range(0, count, 3):
        page.draw(rig.target)
        assert {(cell.row, cell.way) for _, cell in page._boxes} >= {(row, ""), (-1, YOURS), (-1, BACK)}
        assert all(rig.target.get_rect().contains(box) for box, _ in page._boxes)
        page.handle(pygame.Event(pygame.KEYDOWN, key=pygame.K_DOWN, scancode=pygame.KSCAN_DOWN, mod=0))
        page.handle(pygame.Event(pygame.KEYUP, key=pygame.K_DOWN, scancode=pygame.KSCAN_DOWN, mod=0))


@pytest.mark.parametrize("size", [(960, 540), (1280, 720)])
def test_names_of_the_playbill_are_of_one_size_however_long_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    titles = ("Fork", "Weathervanes", "Window")
    rows = tuple(
        replace(entry, level=LEVEL.model_copy(update={"title": title}))
        for entry, title in zip(numbers(3), titles, strict=True)
    )
    rig, high = Rig(tmp_path, repertoire=rows), dict[str, set[int]]()
    rig.services.style.text = 1.6
    line = Sheet._line

    def noted(self: Sheet, text: str, px: float, *rest: Any) -> pygame.Surface:
        made = line(self, text, px, *rest)
        high.setdefault(text, set()).add(made.get_height())
        return made

    monkeypatch.setattr(Sheet, "_line", noted)
    Playbill(rig.doors, rig.services, 0).draw(pygame.Surface(size))
    alike = {min(high[title]) for title in titles}  # the chosen one's is also set large, below
    assert len(alike) == 1


def test_in_the_smallest_window_the_best_scores_are_shown_all_and_only_what_does_not_fit_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rig, said = house(tmp_path, 6, 2), list[str]()
    write = Sheet.write

    def noted(self: Sheet, text: str, *rest: Any, **more: Any) -> None:
        said.append(text)
        write(self, text, *rest, **more)

    monkeypatch.setattr(Sheet, "write", noted)
    Playbill(rig.doors, rig.services, 0).draw(pygame.Surface((640, 360)))
    assert said.count("300") == 2
    assert "not open yet" not in said
    said.clear()
    Playbill(rig.doors, rig.services, 0).draw(pygame.Surface((1280, 720)))
    assert said.count("not open yet") == 3


def test_yours_shows_what_is_wrong_and_plays_what_is_right(tmp_path: Path) -> None:
    (tmp_path / "own" / "a.json").write_text('{"version": 1, "title": 3}')
    (tmp_path / "own" / "b.json").write_text(LEVEL_TEXT)
    rig = house(tmp_path, 1, 0)
    rig.stack.apply(None)
    page = Yours(rig.doors, rig.services)
    rig.stack = type(rig.stack)(page)
    rig.run(0.1)
    bad = page.entry(0)
    assert bad is not None
    assert "a.json:1" in bad.problem
    assert isinstance(rig.tap(pygame.K_RETURN).top, Yours)
    assert isinstance(rig.tap(pygame.K_DOWN).tap(pygame.K_RETURN).top, Programme)
    rig.run(0.1).tap(pygame.K_ESCAPE).run(0.1)
    assert isinstance(rig.top, Title)
    assert isinstance(rig.tap(pygame.K_RETURN).top, Programme), "once more is the first choice"


# What is kept ----------------------------------------------------------------------------------------------------
def at_results(rig: Rig) -> Results:
    rig.to_results()
    assert isinstance(rig.top, Results)
    return rig.top


def test_what_a_player_played_is_kept_with_its_recording(tmp_path: Path) -> None:
    rig = Rig(tmp_path).at_play()
    at_results(rig.run(2.0 + LINGER_S))
    (result,) = rig.services.progress.results
    assert (result.level, result.outcome, result.cause) == ("two-lamps", "lost", "time")
    assert (tmp_path / "replays" / result.replay).is_file()


def test_what_a_bot_played_is_no_achievement(tmp_path: Path) -> None:
    rig = Rig(tmp_path, bot="idle").at_play()
    at_results(rig.run(2.0 + LINGER_S))
    assert rig.services.progress.results == ()


def test_the_results_lead_to_the_recording_and_the_clipboard(tmp_path: Path) -> None:
    rig = Rig(tmp_path).at_play()
    at_results(rig.run(2.0 + LINGER_S)).update(DEAF_S)
    by_keys(rig, "down", "down", "down")
    assert pygame.scrap.get_text().startswith("FLAWSONG · I Two Lamps · 0 of 1 voice · seed ")
    assert isinstance(by_keys(rig, "up").top, Programme)
    rig.run(6.0)
    assert isinstance(rig.top, Play), "what is watched begins by itself"
    assert len(rig.services.progress.results) == 1


# Losing again and again -----------------------------------------------------------------------------------------
def lost_before(folder: Path, times: int) -> Results:
    """The results of a loss, after so many like it."""
    rig = Rig(folder)
    entry = rig.services.repertoire[0]
    for _ in range(times):
        rig.services.progress.keep(won(entry, outcome="lost", place="heart"))
    view = changed(rig.at_play().play.attempt.view, outcome="lost", cause="silence", breach=SPLIT)
    page = Results(rig.doors, rig.services, rig.play, ending_of(rig.services, 0, view, rig.keeping(), Speaker()))
    page.update(DEAF_S)
    rig.stack = Stack(page)
    page.draw(rig.target)
    return page


def test_a_hint_comes_with_the_second_loss_in_the_same_place(tmp_path: Path) -> None:
    assert lost_before(tmp_path, 0)._ending.hint == ""
    assert lost_before(tmp_path, 1)._ending.hint.startswith("Here again")
    assert Choice.SKIP not in lost_before(tmp_path, 3)._menu.choices


def test_after_the_fifth_loss_the_number_may_be_passed(tmp_path: Path) -> None:
    page = lost_before(tmp_path, 4)
    assert page._ending.hint == KIND
    page.handle(pygame.Event(pygame.KEYDOWN, key=pygame.K_DOWN, scancode=pygame.KSCAN_DOWN, mod=0))
    change = page.handle(pygame.Event(pygame.KEYDOWN, key=pygame.K_RETURN, scancode=pygame.KSCAN_RETURN, mod=0))
    assert isinstance(change, Reset)
    assert isinstance(change.scene, Programme), "the next number"
    bill = page._services.bill
    assert bill.standing(page._services.repertoire[0]).is_passed
    assert bill.next == 2
