"""The pages of settings: reached, driven by keys, mouse and gamepad, and seen beneath them."""

from pathlib import Path

import pygame
import pytest

from game.audio.cues import Bus
from game.render.look.quality import FULL
from game.scenes.page.controls import TRACK
from game.scenes.page.page import LEFT, unit
from game.scenes.play.pause import Pause
from game.scenes.play.play import Play
from game.scenes.settings.binding_rows import PAGES as BINDING_PAGES
from game.scenes.settings.rows import SettingRow
from game.scenes.settings.settings import ALL_MADE_LABEL, BACK_LABEL, REPEAT_AFTER_S, SAMPLE_AFTER_S, SettingsPage
from game.scenes.title.title import Title
from game.settings import DEFAULTS, Key, Picture, Preferences, Settings, Value, settings_of
from game.settings.model import PAGES
from game.settings.sections import LEAST_TEXT, MOST_TEXT
from game.sim import EventKind
from tests.scenes.rig import SIZE, PaperStage, Rig, leads_to_settings
from tests.scenes.settings_pages import choose, now, opened, over_a_performance, page, place, press

STRESS, BLOOM, SHAKE, TEXT = (("picture", name) for name in ("stress", "bloom", "shake", "text"))
WINDOW, FRAME_RATE = ("display", "window"), ("picture", "frame_rate")
SETTINGS = settings_of(Settings)
DOWN, UP, A, B, BACK = (
    pygame.CONTROLLER_BUTTON_DPAD_DOWN,
    pygame.CONTROLLER_BUTTON_DPAD_UP,
    pygame.CONTROLLER_BUTTON_A,
    pygame.CONTROLLER_BUTTON_B,
    pygame.CONTROLLER_BUTTON_BACK,
)


@pytest.fixture
def rig(tmp_path: Path) -> Rig:
    """At the settings, over a performance that waits."""
    return over_a_performance(tmp_path)


def pixel(rig: Rig, key: Key, share: float) -> tuple[int, int]:
    """Where a setting has its knob at a share; its page is turned to by a click."""
    number, row = place(rig, key)
    rig.run(0.02)
    press(rig, page(rig)._list_boxes[number].center).run(0.02)
    drawn = page(rig).rows[row]
    assert isinstance(drawn, SettingRow)
    track = drawn._boxes.track
    return round(track.left + share * track.width), track.centery


def button(rig: Rig, number: int) -> Rig:
    rig.send(pygame.CONTROLLERBUTTONDOWN, button=number, instance_id=0)
    return rig.send(pygame.CONTROLLERBUTTONUP, button=number, instance_id=0)


def other(key: Key) -> Value:
    """A value that a step to the right, or to the left of its end, leads to."""
    setting = next(setting for setting in SETTINGS if setting.key == key)
    if setting.is_switch:
        return not setting.default
    if setting.choices:
        at = setting.choices.index(str(setting.default))
        return setting.choices[at + 1 if at + 1 < len(setting.choices) else at - 1]
    assert isinstance(setting.default, float)
    return round(setting.default + (0.05 if setting.default < setting.most else -0.05), 2)


# The ways in and out ------------------------------------------------------------------------------------------------
def test_untouched_settings_leave_the_picture_as_it_was_made(tmp_path: Path) -> None:
    assert Rig(tmp_path).at_play().stage.settings == Picture()


def test_from_the_title_and_back(tmp_path: Path) -> None:
    rig = Rig(tmp_path).run(0.1)
    steps = range(SIZE[1], 0, -SIZE[1] // 40)
    height = next(y for y in steps if rig.send(pygame.MOUSEMOTION, pos=(100, y)) and leads_to_settings(rig))
    rig.send(pygame.MOUSEBUTTONDOWN, button=1, pos=(100, height)).run(0.2)
    assert isinstance(rig.top, SettingsPage)
    assert isinstance(rig.tap(pygame.K_ESCAPE).run(0.1).top, Title)


def test_from_the_intermission_and_back_to_the_stage(rig: Rig) -> None:
    choose(rig, STRESS)
    assert page(rig).row is not None
    assert page(rig.tap(pygame.K_ESCAPE)).row is None, "back to the list first"
    assert isinstance(rig.tap(pygame.K_ESCAPE).top, Pause)
    assert isinstance(rig.tap(pygame.K_ESCAPE).top, Play)


def test_the_last_of_the_list_goes_back_and_the_list_goes_round(rig: Rig) -> None:
    rig.tap(pygame.K_UP).tap(pygame.K_RETURN)
    assert isinstance(rig.top, Pause)


# Every setting ------------------------------------------------------------------------------------------------------
def test_every_setting_stands_on_a_page_in_the_order_of_the_pages(rig: Rig) -> None:
    on_pages = [row.setting for rows in page(rig)._pages.values() for row in rows if isinstance(row, SettingRow)]
    assert {row.key for row in on_pages} == {row.key for row in SETTINGS} - {("display", "monitor")}
    pages = [name for name in page(rig)._pages if name not in BINDING_PAGES]
    assert [name for name in PAGES.values() if name in page(rig)._pages] == pages


def test_every_setting_is_changed_reset_and_kept_by_each_device(tmp_path: Path) -> None:
    """By keys and by pad a step to the side and back by R; by mouse a press on the track and on the sign."""
    config = tmp_path / "config"
    rig = opened(Rig(tmp_path, settings=Preferences(config)))
    keys = [row.setting.key for rows in page(rig)._pages.values() for row in rows if isinstance(row, SettingRow)]
    for key in keys:
        choose(rig, key)
        wanted, default = other(key), DEFAULTS.value(key)
        ahead = wanted is True or (not isinstance(wanted, bool) and stands_after(key, wanted))
        rig.tap(pygame.K_RIGHT if ahead else pygame.K_LEFT)
        assert now(rig).value(key) == wanted, key
        button(rig, BACK)
        assert now(rig).value(key) == default, key
        button(rig, pygame.CONTROLLER_BUTTON_DPAD_RIGHT if ahead else pygame.CONTROLLER_BUTTON_DPAD_LEFT)
        assert now(rig).value(key) == wanted, key
        rig.tap(pygame.K_r)
        press(rig, pixel(rig, key, 1.0)).send(pygame.MOUSEBUTTONUP, button=1, pos=(0, 0))
        if now(rig).value(key) == default:
            press(rig, pixel(rig, key, 0.0)).send(pygame.MOUSEBUTTONUP, button=1, pos=(0, 0))
        changed = now(rig).value(key)
        assert changed != default, key
        number = page(rig)._chosen
        assert page(rig).rows[number].hint
        press(rig.run(0.02), page(rig)._row_boxes[number][1].center)
        assert now(rig).value(key) == default, key
        rig.services.settings.change(key, changed)
    rig.tap(pygame.K_ESCAPE).tap(pygame.K_ESCAPE)
    assert Preferences(config).now == now(rig)
    assert all(now(rig).value(key) != DEFAULTS.value(key) for key in keys)


def stands_after(key: Key, value: Value) -> bool:
    """Whether it lies to the right of how the setting was made."""
    setting = next(setting for setting in SETTINGS if setting.key == key)
    if setting.choices:
        return setting.choices.index(str(value)) > setting.choices.index(str(setting.default))
    return float(value) > float(setting.default)


def test_arrows_change_what_is_chosen_and_the_stage_beneath_shows_it(rig: Rig) -> None:
    choose(rig, STRESS).tap(pygame.K_RIGHT).tap(pygame.K_DOWN).tap(pygame.K_LEFT).tap(pygame.K_LEFT).run(0.05)
    assert (now(rig).picture.stress, now(rig).picture.bloom) == (0.55, 0.9)
    assert rig.stage.settings == Picture(stress=0.55, bloom=0.9)


def test_a_word_is_chosen_among_its_words(rig: Rig) -> None:
    key = ("picture", "quality")
    choose(rig, key)
    seen = [now(rig).picture.quality]
    for _ in range(5):
        rig.tap(pygame.K_RIGHT)
        seen.append(now(rig).picture.quality)
    assert seen == ["auto", "full", "lean", "bare", "coarse", "coarse"]
    rig.tap(pygame.K_RETURN)
    assert now(rig).picture.quality == "auto", "Enter goes on, and round"
    press(rig, pixel(rig, key, 0.3))
    assert now(rig).picture.quality == "full", "the nearest word to where the mouse is"
    rig.run(0.05)
    assert rig.stage.ornament is FULL


def test_text_goes_from_its_least_to_its_most(rig: Rig) -> None:
    choose(rig, TEXT)
    for key, end in ((pygame.K_LEFT, LEAST_TEXT), (pygame.K_RIGHT, MOST_TEXT)):
        for _ in range(20):
            rig.tap(key)
        assert now(rig).picture.text == end
    rig.run(0.05)
    assert rig.stage.settings.text == MOST_TEXT


def test_a_held_key_goes_on_until_it_comes_up_or_the_focus_goes(rig: Rig) -> None:
    choose(rig, STRESS).press(pygame.K_RIGHT).run(REPEAT_AFTER_S - 0.05)
    assert now(rig).picture.stress == 0.55
    rig.run(0.25)
    held = now(rig).picture.stress
    assert held >= 0.65
    rig.release(pygame.K_RIGHT).run(0.5)
    assert now(rig).picture.stress == held
    rig.press(pygame.K_LEFT).send(pygame.WINDOWFOCUSLOST).run(1.0)
    assert now(rig).picture.stress == pytest.approx(held - 0.05)


def test_a_drag_follows_the_mouse_wherever_it_goes(rig: Rig) -> None:
    seen = []
    places = [pixel(rig, STRESS, share) for share in (0.5, 0.25, 0.75, 1.4, -0.4, 0.9)]
    press(rig, places[0])
    for (x, at), y in zip(places[1:5], (0, 90, 300, -20), strict=True):
        rig.send(pygame.MOUSEMOTION, pos=(x, at + y)).run(0.02)
        seen.append((now(rig).picture.stress, rig.stage.settings.stress))
    assert [kept for kept, _ in seen] == pytest.approx([0.25, 0.75, 1.0, 0.0], abs=0.01)
    assert all(kept == shown for kept, shown in seen)
    rig.send(pygame.MOUSEBUTTONUP, button=1, pos=places[0]).send(pygame.MOUSEMOTION, pos=places[5])
    assert now(rig).picture.stress == 0.0, "let go"


def test_a_click_beside_the_track_only_chooses(rig: Rig) -> None:
    x, y = pixel(rig, BLOOM, 0.0)
    x -= round(0.5 * TRACK[0] * unit(SIZE))
    press(rig, (x, y)).send(pygame.MOUSEBUTTONUP, button=1, pos=(x, y))
    assert now(rig) == DEFAULTS
    rig.tap(pygame.K_LEFT)
    assert now(rig).picture.bloom == 0.95


def test_the_wheel_changes_what_lies_under_the_mouse(rig: Rig) -> None:
    rig.send(pygame.MOUSEMOTION, pos=pixel(rig, BLOOM, 0.5)).send(pygame.MOUSEWHEEL, y=-2, x=0)
    assert now(rig).picture.bloom == 0.9


def test_a_gamepad_does_it_all(rig: Rig) -> None:
    button(rig, DOWN)
    button(rig, UP)
    button(rig, A)
    assert page(rig).row is not None
    button(rig, pygame.CONTROLLER_BUTTON_RIGHTSHOULDER)
    assert page(rig).heading == "Sound"
    rig.send(pygame.CONTROLLERAXISMOTION, axis=pygame.CONTROLLER_AXIS_LEFTX, value=-32768, instance_id=0).run(0.5)
    rig.send(pygame.CONTROLLERAXISMOTION, axis=pygame.CONTROLLER_AXIS_LEFTX, value=0, instance_id=0).run(0.5)
    assert 0.7 < now(rig).sound.master < 0.95, "a stick that is held goes on stepping"
    button(rig, B)
    button(rig, B)
    assert isinstance(rig.top, Pause)


# As it was made -----------------------------------------------------------------------------------------------------
def test_a_page_as_it_was_made_and_as_you_had_it(rig: Rig) -> None:
    choose(rig, ("sound", "music")).tap(pygame.K_LEFT)
    choose(rig, STRESS).tap(pygame.K_RIGHT).tap(pygame.K_UP)
    mine = now(rig)
    while page(rig).row is not page(rig).rows[-1]:
        rig.tap(pygame.K_DOWN)
    rig.tap(pygame.K_RETURN)
    assert now(rig) == mine.having(STRESS, DEFAULTS.picture.stress), "other pages stay"
    rig.tap(pygame.K_RETURN)
    assert now(rig) == mine


def test_all_as_it_was_made_and_as_you_had_it(rig: Rig) -> None:
    choose(rig, ("sound", "music")).tap(pygame.K_LEFT)
    choose(rig, STRESS).tap(pygame.K_RIGHT)
    mine = now(rig)
    rig.tap(pygame.K_ESCAPE)
    while page(rig)._list[page(rig)._listed] != ALL_MADE_LABEL:
        rig.tap(pygame.K_UP)
    rig.tap(pygame.K_RETURN)
    assert now(rig) == DEFAULTS
    rig.tap(pygame.K_RETURN)
    assert now(rig) == mine
    assert page(rig)._list[-1] == BACK_LABEL


def test_settings_are_saved_when_their_pages_are_left_and_not_before(rig: Rig, tmp_path: Path) -> None:
    choose(rig, STRESS).tap(pygame.K_RIGHT)
    assert list((tmp_path / "config").iterdir()) == []
    rig.tap(pygame.K_ESCAPE).tap(pygame.K_ESCAPE)
    assert Preferences(tmp_path / "config").now == now(rig) != DEFAULTS


# What is seen and heard ---------------------------------------------------------------------------------------------
def test_the_world_stands_still_while_its_light_goes_on(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[float] = []
    monkeypatch.setattr(PaperStage, "draw", lambda self, *picture: shown.append(picture[4]))
    tick = rig.stage.drawn[-1][1].tick
    rig.run(0.5)
    assert sum(shown) == pytest.approx(0.5)
    rig.tap(pygame.K_ESCAPE).tap(pygame.K_ESCAPE)
    assert rig.play.attempt.view.tick == tick


def test_what_a_still_stage_would_not_show_is_shown_when_the_hand_rests(rig: Rig) -> None:
    choose(rig, SHAKE)
    before, ticks = len(rig.stage.events), rig.stage.drawn[-1][1].tick
    for _ in range(4):
        rig.tap(pygame.K_LEFT).run(0.1)
    assert len(rig.stage.events) == before
    rig.run(SAMPLE_AFTER_S + 0.1)
    assert [event.kind for event in rig.stage.events[before:]] == [EventKind.TREMOR]
    assert rig.stage.drawn[-1][1].tick == ticks


def test_a_volume_is_heard_at_that_volume(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Bus] = []
    choose(rig, ("sound", "music"))
    monkeypatch.setattr(rig.mixer, "tap", lambda kind, bus=Bus.INTERFACE: heard.append(bus))
    rig.tap(pygame.K_LEFT).tap(pygame.K_DOWN).tap(pygame.K_LEFT)
    assert heard == [Bus.MUSIC, Bus.INTERFACE, Bus.EFFECTS]


@pytest.mark.parametrize("size", [(640, 360), (960, 540), (1024, 768), (2520, 1080)])
def test_it_fits_and_leaves_the_middle_of_the_stage_clear(tmp_path: Path, size: tuple[int, int]) -> None:
    """Nothing is written over the edge, and the stage's colour is untouched in the middle."""
    rig = Rig(tmp_path)
    rig.target = pygame.Surface(size)
    opened(rig)
    for _ in page(rig)._pages:
        rig.tap(pygame.K_DOWN).run(0.05)
        assert rig.target.get_at((size[0] // 2, size[1] // 3))[:3] == tuple(pygame.Color("navy"))[:3]
        assert rig.target.get_at((1, size[1] // 3)).b < pygame.Color("navy").b / 4
        lit = {
            (x, y)
            for x in (*range(8), *range(size[0] - 8, size[0]))
            for y in range(0, size[1], 2)
            if max(rig.target.get_at((x, y))[:3]) > pygame.Color("navy").b
        }
        assert not lit, "nothing is written over the edge"
    assert page(rig)._list_boxes[0].left > 0 and LEFT > 0
