"""Every page by keys alone, by mouse alone and by pad alone, in small windows and large: worked, and left again."""

from abc import ABC, abstractmethod
from pathlib import Path

import pygame
import pytest

from game.core.language import _
from game.input.devices import Device
from game.replay import Recorder
from game.scenes.attempt.ending import Ending
from game.scenes.attempt.recordings import keep
from game.scenes.base import Push, Stack
from game.scenes.dialogs.naming import DELETE as DELETE_LETTER
from game.scenes.dialogs.naming import KEEP, Naming
from game.scenes.dialogs.question import Question
from game.scenes.dialogs.reading import BACK as READING_BACK
from game.scenes.dialogs.reading import Reading
from game.scenes.encore.encore import BACK as ENCORE_BACK
from game.scenes.encore.encore import SEED, Encore
from game.scenes.gallery.gallery import BACK as GALLERY_BACK
from game.scenes.gallery.gallery import Gallery
from game.scenes.gallery.keepsake import DELETE, NAME, WATCH, Keepsake
from game.scenes.gallery.screening import LEAVE as LEAVE_SCREENING
from game.scenes.gallery.screening import Screening
from game.scenes.narrator import Told
from game.scenes.page.corner import EDGE
from game.scenes.page.menu import Choice
from game.scenes.page.page import unit
from game.scenes.play.finale import Finale
from game.scenes.play.pause import Pause
from game.scenes.play.photographer import Photographer
from game.scenes.play.play import Play
from game.scenes.play.programme import Programme
from game.scenes.play.results import Results
from game.scenes.rehearsal.rehearsal import BEGIN as REHEARSE
from game.scenes.rehearsal.rehearsal import PACE, Rehearsal
from game.scenes.rehearsal.rehearsing import LEAVE as LEAVE_REHEARSAL
from game.scenes.rehearsal.rehearsing import PLAY, Rehearsing
from game.scenes.rehearsal.watch import Watch
from game.scenes.settings.mapping import BACK as MAPPING_BACK
from game.scenes.settings.mapping import DEAF_S as MAPPING_DEAF_S
from game.scenes.settings.mapping import SKIP, MappingPage
from game.scenes.settings.pages import PAGES
from game.scenes.settings.settings import BACK_LABEL as SETTINGS_BACK
from game.scenes.settings.settings import SettingsPage
from game.scenes.title.playbill import BACK as BILL_BACK
from game.scenes.title.playbill import LEDGER, YOURS, Playbill
from game.scenes.title.title import BEGIN, CREDITS, ENCORE, GALLERY, LEAVE, PROGRAMME, REHEARSAL, Title
from game.scenes.title.yours import BACK as YOURS_BACK
from game.scenes.title.yours import Yours
from game.settings import Preferences
from tests.scenes.rig import LEVEL, LEVEL_TEXT, Rig
from tests.scenes.test_gallery import NOON, recorder
from tests.scenes.test_mapping import Desk

__all__ = ["recorder"]
(SETTINGS,) = PAGES
COMFORT = "Comfort"
BACK_OF = {Yours: YOURS_BACK, Gallery: GALLERY_BACK}
SMALL, LARGE = (960, 540), (3840, 2160)
MOST_STEPS = 60
"""Presses after which the cursor has been everywhere."""
CELLS = (40, 54)
"""Places that the mouse is moved to until it finds something, across and down."""
READY_S, FRAME_S = 1.2, 0.3
"""After which no page is deaf any more; and few frames till then."""
MAPPING_FRAME_S = 0.15
"""The same for the pause between two answers of a pad that is mapped."""


class Hand(ABC):
    """Somebody who holds one device, and goes by what is under the cursor."""

    def __init__(self, rig: Rig) -> None:
        self.rig = rig

    @property
    def focus(self) -> str:
        top = self.rig.top
        assert isinstance(top, Told), f"{top} tells nobody what is under the cursor"
        return top.narrated.focus

    def is_on(self, words: str) -> bool:
        return self.focus.startswith(_(words))

    def takes(self, words: str) -> "Hand":
        """Bring the cursor to something, and take it."""
        self.find(words)
        self.accept()
        self.rig.run(READY_S, FRAME_S)
        return self

    def at(self, page: type) -> "Hand":
        assert isinstance(self.rig.top, page), (type(self), self.rig.top)
        self.rig.run(READY_S, FRAME_S)
        return self

    @abstractmethod
    def find(self, words: str) -> None: ...

    @abstractmethod
    def accept(self) -> None: ...

    @abstractmethod
    def back(self, words: str) -> None:
        """Leave a page; `words` is where it says so."""

    @abstractmethod
    def pause(self) -> None: ...


class Presses(Hand):
    """Keys and pads: the cursor moves by steps, down first, then right."""

    def down(self) -> None: ...

    def right(self) -> None: ...

    def left(self) -> None: ...

    def cancel(self) -> None: ...

    def find(self, words: str) -> None:
        seen = []
        for step in (self.down, self.right, self.left):
            first = self.focus
            for _number in range(MOST_STEPS // 3):
                if self.is_on(words):
                    return
                seen.append(self.focus)
                step()
                self.rig.run(0.05, 0.05)
                if self.focus == first:
                    break  # all the way round, and back in the row from which it goes aside
        raise AssertionError(f"{words} is not within reach; there are {dict.fromkeys(seen)}")

    def back(self, words: str) -> None:
        self.cancel()
        self.rig.run(READY_S, FRAME_S)


class Keys(Presses):
    def down(self) -> None:
        self.rig.tap(pygame.K_DOWN)

    def right(self) -> None:
        self.rig.tap(pygame.K_RIGHT)

    def left(self) -> None:
        self.rig.tap(pygame.K_LEFT)

    def accept(self) -> None:
        self.rig.tap(pygame.K_RETURN)

    def cancel(self) -> None:
        self.rig.tap(pygame.K_ESCAPE)

    def pause(self) -> None:
        self.rig.tap(pygame.K_ESCAPE).run(READY_S, FRAME_S)


class Pad(Presses):
    def press(self, button: int) -> None:
        self.rig.send(pygame.CONTROLLERBUTTONDOWN, button=button, instance_id=0)
        self.rig.send(pygame.CONTROLLERBUTTONUP, button=button, instance_id=0)

    def down(self) -> None:
        self.press(pygame.CONTROLLER_BUTTON_DPAD_DOWN)

    def right(self) -> None:
        self.press(pygame.CONTROLLER_BUTTON_DPAD_RIGHT)

    def left(self) -> None:
        self.press(pygame.CONTROLLER_BUTTON_DPAD_LEFT)

    def accept(self) -> None:
        self.press(pygame.CONTROLLER_BUTTON_A)

    def cancel(self) -> None:
        self.press(pygame.CONTROLLER_BUTTON_B)

    def pause(self) -> None:
        self.press(pygame.CONTROLLER_BUTTON_START)
        self.rig.run(READY_S, FRAME_S)


class Mouse(Hand):
    """Moves over the page until the cursor comes to what is looked for. No wheel, no other button."""

    at_pixel = (0, 0)

    def find(self, words: str) -> None:
        """Where the cursor comes from something else: it stays on what the mouse met last."""
        if (spot := _still_spot(self.rig.top, words)) is not None:
            self.at_pixel = spot
            return
        size, was_elsewhere = self.rig.target.get_size(), not self.is_on(words)
        for turn in range(2 * CELLS[0] * CELLS[1]):
            row, column = divmod(turn % (CELLS[0] * CELLS[1]), CELLS[0])
            at = ((2 * column + 1) * size[0] // (2 * CELLS[0]), (2 * row + 1) * size[1] // (2 * CELLS[1]))
            self.rig.send(pygame.MOUSEMOTION, pos=at, rel=(1, 1), buttons=(0, 0, 0))
            if was_elsewhere and self.is_on(words):
                self.at_pixel = at
                return
            was_elsewhere = was_elsewhere or not self.is_on(words)
        raise AssertionError(f"the mouse does not find {words}; it is on {self.focus}")

    def accept(self) -> None:
        self.click(self.at_pixel)

    def click(self, at: tuple[int, int]) -> None:
        self.rig.send(pygame.MOUSEBUTTONDOWN, button=1, pos=at).send(pygame.MOUSEBUTTONUP, button=1, pos=at)

    def back(self, words: str) -> None:
        if words:
            self.takes(words)
        else:
            self.pause()

    def pause(self) -> None:
        """The sign in the corner, which leads back where nothing is played."""
        width, height = self.rig.target.get_size()
        edge = EDGE * unit((width, height))
        self.click((round(width - edge), round(height - edge)))
        self.rig.run(READY_S, FRAME_S)


def _still_spot(page: object, words: str) -> tuple[int, int] | None:
    """Where there is something that the cursor does not come to by itself: pages of settings, the only way back."""
    if isinstance(page, SettingsPage) and words in page._list:
        return page._list_boxes[page._list.index(words)].center
    if isinstance(page, Reading):
        return page._back.center
    if isinstance(page, Yours | Gallery) and words == BACK_OF[type(page)]:
        return page._list.place(page._list.count)
    return page._boxes[words].center if isinstance(page, MappingPage) else None


@pytest.fixture(autouse=True)
def own(paper: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("game.scenes.title.yours.own_levels_dir", lambda: tmp_path / "own")


def house(folder: Path, hand: type[Hand], size: tuple[int, int]) -> Hand:
    """At the title, in a window of a size."""
    rig = Rig(folder, settings=Preferences(folder / "config"), size=lambda: size, pads=Desk())
    rig.target = pygame.Surface(size)
    rig.stack = Stack(rig.doors.title(0))
    return hand(rig.run(READY_S, FRAME_S))


HANDS = pytest.mark.parametrize("hand", [Keys, Mouse, Pad])


@HANDS
def test_in_the_largest_window_pages_are_where_the_hand_finds_them(tmp_path: Path, hand: type[Hand]) -> None:
    own = house(tmp_path, hand, LARGE)
    own.takes(SETTINGS).at(SettingsPage).takes(COMFORT)
    assert isinstance(own.rig.top, SettingsPage) and own.rig.top.heading == COMFORT
    if not isinstance(own, Mouse):
        own.back("")
    own.back(SETTINGS_BACK)
    own.at(Title).takes(PROGRAMME).at(Playbill).back(BILL_BACK)
    own.at(Title)


@HANDS
def test_from_the_title_to_every_page_and_back(tmp_path: Path, hand: type[Hand]) -> None:
    own = house(tmp_path, hand, SMALL)
    settings = own.takes(SETTINGS).at(SettingsPage).rig.top
    assert isinstance(settings, SettingsPage)
    for heading in settings._pages:
        own.takes(heading)
        assert settings.heading == heading
        if not isinstance(own, Mouse):
            assert settings.row is settings.rows[0]
            own.back("")
    own.back(SETTINGS_BACK)
    own.at(Title).takes(PROGRAMME).at(Playbill).takes(LEDGER).at(Reading).back(READING_BACK)
    own.at(Playbill).takes(YOURS).at(Yours).back(YOURS_BACK)
    own.at(Playbill).back(BILL_BACK)
    own.at(Title).takes(ENCORE).at(Encore).takes(SEED).at(Naming).takes("Back").at(Encore).back(ENCORE_BACK)
    own.at(Title).takes(GALLERY).at(Gallery).back(GALLERY_BACK)
    own.at(Title).takes(CREDITS).at(Reading).back(READING_BACK)
    own.at(Title).takes(LEAVE).at(Question).takes("Stay").at(Title)
    own.back(LEAVE)
    own.at(Question).back("Stay")
    own.at(Title)


@HANDS
def test_through_a_performance_and_out_of_it(tmp_path: Path, hand: type[Hand]) -> None:
    own = house(tmp_path, hand, SMALL)
    own.takes(BEGIN).at(Programme).back("")
    own.at(Title).takes(BEGIN).at(Programme)
    _go_on(own)
    own.at(Play).pause()
    own.at(Pause).takes(SETTINGS).at(SettingsPage).back(SETTINGS_BACK)
    own.at(Pause).takes(Choice.GO_ON)
    own.at(Play).pause()
    own.at(Pause).takes(Choice.AGAIN)
    own.at(Play).pause()
    own.at(Pause).takes(Choice.LEAVE).at(Title)


@HANDS
def test_results_and_what_they_lead_to(tmp_path: Path, hand: type[Hand]) -> None:
    own = house(tmp_path, hand, SMALL)
    own.rig.at_play()
    ending = Ending(
        row=2, following=0, won=True, headline="It stands.", score=640, encores=1, calls="one encore", is_last=True,
        shared="a line",
    )  # fmt: skip
    photographer = Photographer(own.rig.services, LEVEL, 7)

    def results() -> Hand:
        own.rig.at_play()
        own.rig.stack.apply(Push(Results(own.rig.doors, own.rig.services, own.rig.play, ending, photographer)))
        own.rig.run(2 * READY_S, FRAME_S)
        return own.at(Results)

    assert isinstance(results().takes(Choice.AGAIN).rig.top, Play)
    results().takes(Choice.SHARE)
    assert isinstance(own.rig.top, Results) and own.rig.top.narrated.news.endswith("a line")
    assert isinstance(results().takes(Choice.LEAVE).rig.top, Title)
    results().takes(Choice.FINALE).at(Finale)
    _go_on(own)
    _go_on(own)
    own.at(Reading).back(READING_BACK)
    own.at(Title)


@HANDS
def test_a_rehearsal_is_begun_stopped_and_left(tmp_path: Path, hand: type[Hand]) -> None:
    own = house(tmp_path, hand, SMALL)
    own.takes(REHEARSAL).at(Rehearsal).takes(PACE).at(Rehearsal).takes(REHEARSE).at(Programme)
    _go_on(own)
    own.at(Rehearsing).pause()
    own.at(Rehearsing).takes(PLAY).pause()
    own.takes(LEAVE_REHEARSAL).at(Rehearsal).back(GALLERY_BACK)
    own.at(Title)


@HANDS
def test_a_recording_is_named_watched_deleted(tmp_path: Path, hand: type[Hand], recorder: Recorder) -> None:
    keep(recorder, tmp_path / "replays", "Two Lamps", NOON)
    own = house(tmp_path, hand, SMALL)
    own.takes(GALLERY).at(Gallery).takes("Two Lamps").at(Keepsake)
    own.takes(NAME).at(Naming).takes(DELETE_LETTER).takes("Back").at(Keepsake)
    own.takes(NAME).at(Naming).takes(KEEP).at(Keepsake)
    own.takes(WATCH).at(Programme)
    _go_on(own)
    own.at(Screening).takes(LEAVE_SCREENING).at(Keepsake)
    own.takes(DELETE).at(Question).takes("Keep it").at(Keepsake)
    own.takes(DELETE).at(Question).takes(DELETE).at(Gallery).back(GALLERY_BACK)
    own.at(Title)


@HANDS
def test_a_pad_without_a_map_is_mapped_or_left(tmp_path: Path, hand: type[Hand]) -> None:
    own = house(tmp_path, hand, SMALL)
    rig = own.rig
    page = MappingPage(rig.services, rig.at_play().play)
    rig.stack.apply(Push(page))
    rig.run(0.1).send(pygame.JOYBUTTONDOWN, instance_id=3, button=0).run(MAPPING_DEAF_S + 0.1, MAPPING_FRAME_S)
    for button in (7, 8):  # the lower and the right one
        rig.send(pygame.JOYBUTTONDOWN, instance_id=3, button=button).run(MAPPING_DEAF_S + 0.1, MAPPING_FRAME_S)
    assert page._at == 2
    _skip(own)
    assert page._at == 3
    if isinstance(own, Pad):
        rig.send(pygame.JOYBUTTONDOWN, instance_id=3, button=8).run(READY_S, FRAME_S)
    else:
        own.back(MAPPING_BACK)
    own.at(Play)
    rig.stack.apply(Push(page := MappingPage(rig.services, rig.play)))
    rig.run(0.1).send(pygame.JOYBUTTONDOWN, instance_id=3, button=0).run(MAPPING_DEAF_S + 0.1, MAPPING_FRAME_S)
    rig.send(pygame.JOYBUTTONDOWN, instance_id=3, button=7).run(MAPPING_DEAF_S + 0.1, MAPPING_FRAME_S)
    while page._is_asking:
        _skip(own)
    own.rig.run(READY_S, FRAME_S)
    own.back(MAPPING_BACK)  # it is a gamepad by now
    own.at(Play)


@HANDS
def test_a_level_that_is_written_is_watched_and_left(tmp_path: Path, hand: type[Hand]) -> None:
    file = tmp_path / "mine.json"
    file.write_text(LEVEL_TEXT)
    own = house(tmp_path, hand, SMALL)
    own.rig.stack = Stack(Watch(own.rig.services, file, keep=False))
    own.rig.run(0.5)
    own.rig.services.in_hand.aim = Device.MOUSE
    own.pause()
    assert own.rig.top is None


def _go_on(own: Hand) -> None:
    """Past a page that any press passes."""
    own.click((9, 9)) if isinstance(own, Mouse) else own.accept()
    own.rig.run(READY_S, FRAME_S)


def _skip(own: Hand) -> None:
    """What the pad has not."""
    if isinstance(own, Mouse):
        own.takes(SKIP)
    elif isinstance(own, Pad):
        own.rig.send(pygame.JOYBUTTONDOWN, instance_id=3, button=7).run(MAPPING_DEAF_S + 0.1, MAPPING_FRAME_S)
    else:
        own.accept()
