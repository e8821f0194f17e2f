"""The settings page: reached, driven by keys, mouse and gamepad, and seen beneath it."""

from collections.abc import Iterator
from pathlib import Path

import pygame
import pytest

from game.audio.cues import Bus
from game.render.look.quality import FULL
from game.scenes.controls import HEIGHT, MIDDLE, TRACK
from game.scenes.page import LEFT, unit
from game.scenes.pause import Pause
from game.scenes.play import Play
from game.scenes.settings import ASIDE, HEADING, SAMPLE_AFTER_S, UNDER, SettingsPage
from game.scenes.title import Title
from game.settings import DEFAULTS, Key, Picture, Preferences, Settings, settings_of
from game.settings.model import LEAST_TEXT, MOST_TEXT
from game.sim import EventKind
from tests.scenes.rig import SIZE, PaperStage, Rig

STRESS, BLOOM, SHAKE = ("picture", "stress"), ("picture", "bloom"), ("picture", "shake")
FULLSCREEN = ("picture", "fullscreen")
SETTINGS = settings_of(Settings)
AS_MADE, BACK = len(SETTINGS), len(SETTINGS) + 1
"""Rows after the settings."""


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    """At the settings, over a performance that waits."""
    config = tmp_path / "config"
    config.mkdir()
    made = Rig(tmp_path, settings=Preferences(config)).at_play().tap(pygame.K_ESCAPE).run(0.1)
    yield made.tap(pygame.K_DOWN).tap(pygame.K_DOWN).tap(pygame.K_RETURN).run(0.05)


def now(rig: Rig) -> Settings:
    return rig.services.settings.now


def row_of(key: Key) -> int:
    return [setting.key for setting in SETTINGS].index(key)


def choose(rig: Rig, row: int) -> Rig:
    """By keys, from the first row on."""
    for _ in range(row):
        rig.tap(pygame.K_DOWN)
    return rig


def pixel(key: Key, share: float) -> tuple[int, int]:
    """Where a setting of the picture has its knob at a share."""
    x = LEFT + TRACK[0] + share * (TRACK[1] - TRACK[0])
    y = SIZE[1] / unit(SIZE) / 2 + HEADING + UNDER + HEIGHT * row_of(key) + MIDDLE
    return round(x * unit(SIZE)), round(y * unit(SIZE))


def press(rig: Rig, at: tuple[int, int]) -> Rig:
    return rig.send(pygame.MOUSEMOTION, pos=at).send(pygame.MOUSEBUTTONDOWN, button=1, pos=at)


def test_untouched_settings_leave_the_picture_as_it_was_made(tmp_path: Path) -> None:
    assert Rig(tmp_path).at_play().stage.settings == Picture()


def test_from_the_title_and_back(tmp_path: Path) -> None:
    rig = Rig(tmp_path).run(0.1)
    for _ in range(2):
        rig.tap(pygame.K_DOWN)
    rig.tap(pygame.K_RETURN).run(0.2)
    assert isinstance(rig.top, SettingsPage)
    assert isinstance(rig.tap(pygame.K_ESCAPE).run(0.1).top, Title)


def test_a_click_on_the_title_opens_it(tmp_path: Path) -> None:
    rig = Rig(tmp_path).run(0.1)
    steps = range(SIZE[1], 0, -SIZE[1] // 40)  # from below: it is the last row
    height = next(y for y in steps if rig.send(pygame.MOUSEMOTION, pos=(100, y)) and on_settings(rig))
    rig.send(pygame.MOUSEBUTTONDOWN, button=1, pos=(100, height))
    assert isinstance(rig.top, SettingsPage)


def on_settings(rig: Rig) -> bool:
    """Whether Enter would lead to the settings; the stack stays as it is."""
    assert isinstance(rig.top, Title)
    change = rig.top.handle(pygame.Event(pygame.KEYDOWN, key=pygame.K_RETURN))
    return isinstance(getattr(change, "scene", None), SettingsPage)


def test_from_the_intermission_and_back_to_the_stage(rig: Rig) -> None:
    assert isinstance(rig.top, SettingsPage)
    assert isinstance(rig.tap(pygame.K_ESCAPE).top, Pause)
    assert isinstance(rig.tap(pygame.K_ESCAPE).top, Play)


def test_arrows_change_what_is_chosen_and_the_stage_beneath_shows_it(rig: Rig) -> None:
    rig.tap(pygame.K_RIGHT).tap(pygame.K_DOWN).tap(pygame.K_LEFT).tap(pygame.K_LEFT).run(0.05)
    assert (now(rig).picture.stress, now(rig).picture.bloom) == (0.55, 0.9)
    assert rig.stage.settings == Picture(stress=0.55, bloom=0.9)


def test_a_word_is_chosen_among_its_words(rig: Rig) -> None:
    choose(rig, row_of(("picture", "quality")))
    seen = [now(rig).picture.quality]
    for _ in range(5):
        rig.tap(pygame.K_RIGHT)
        seen.append(now(rig).picture.quality)
    assert seen == ["auto", "full", "lean", "bare", "coarse", "coarse"]
    press(rig, pixel(("picture", "quality"), 0.36))
    assert now(rig).picture.quality == "full", "the nearest word to where the mouse is"
    rig.run(0.05)
    assert rig.stage.ornament is FULL


def test_text_goes_from_its_least_to_its_most(rig: Rig) -> None:
    choose(rig, row_of(("picture", "text")))
    for key, end in ((pygame.K_LEFT, LEAST_TEXT), (pygame.K_RIGHT, MOST_TEXT)):
        for _ in range(20):
            rig.tap(key)
        assert now(rig).picture.text == end
    rig.run(0.05)
    assert rig.stage.settings.text == MOST_TEXT
    press(rig, pixel(("picture", "text"), 0.5))
    assert now(rig).picture.text == pytest.approx((LEAST_TEXT + MOST_TEXT) / 2, abs=0.02)


def test_shares_end_at_nothing_and_all(rig: Rig) -> None:
    for key, end in ((pygame.K_RIGHT, 1.0), (pygame.K_LEFT, 0.0)):
        for _ in range(25):
            rig.tap(key)
        assert now(rig).picture.stress == end


def test_a_held_key_goes_on_until_it_comes_up_or_the_focus_goes(rig: Rig) -> None:
    rig.press(pygame.K_RIGHT).run(0.3)
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
    press(rig, pixel(STRESS, 0.5))
    for share, y in ((0.25, 0), (0.75, 90), (1.4, 300), (-0.4, -20)):
        x, at = pixel(STRESS, share)
        rig.send(pygame.MOUSEMOTION, pos=(x, at + y)).run(0.02)
        seen.append((now(rig).picture.stress, rig.stage.settings.stress))
    assert [kept for kept, _ in seen] == pytest.approx([0.25, 0.75, 1.0, 0.0], abs=0.01)
    assert all(kept == shown for kept, shown in seen)
    rig.send(pygame.MOUSEBUTTONUP, button=1, pos=pixel(STRESS, 0.0))
    rig.send(pygame.MOUSEMOTION, pos=pixel(STRESS, 0.9))
    assert now(rig).picture.stress == 0.0, "let go"


def test_a_click_beside_the_track_only_chooses(rig: Rig) -> None:
    x, y = pixel(BLOOM, 0.0)
    press(rig, (x - 40, y)).send(pygame.MOUSEBUTTONUP, button=1, pos=(x - 40, y))
    assert now(rig) == DEFAULTS
    rig.tap(pygame.K_LEFT)
    assert now(rig).picture.bloom == 0.95


def test_the_wheel_changes_what_lies_under_the_mouse(rig: Rig) -> None:
    rig.send(pygame.MOUSEMOTION, pos=pixel(BLOOM, 0.5)).send(pygame.MOUSEWHEEL, y=-2, x=0)
    assert now(rig).picture.bloom == 0.9


def test_a_switch_is_thrown_by_key_and_mouse(rig: Rig) -> None:
    choose(rig, row_of(FULLSCREEN)).tap(pygame.K_RETURN)
    assert now(rig).picture.fullscreen
    press(rig, pixel(FULLSCREEN, 0.1))
    assert not now(rig).picture.fullscreen
    states = [now(rig.tap(key)).picture.fullscreen for key in (pygame.K_RIGHT, pygame.K_RIGHT, pygame.K_LEFT)]
    assert states == [True, True, False]


def test_a_gamepad_does_it_all(rig: Rig) -> None:
    for button in (pygame.CONTROLLER_BUTTON_DPAD_RIGHT, pygame.CONTROLLER_BUTTON_DPAD_DOWN):
        rig.send(pygame.CONTROLLERBUTTONDOWN, button=button, instance_id=0)
        rig.send(pygame.CONTROLLERBUTTONUP, button=button, instance_id=0)
    rig.send(pygame.CONTROLLERAXISMOTION, axis=pygame.CONTROLLER_AXIS_LEFTX, value=-32768, instance_id=0).run(0.5)
    rig.send(pygame.CONTROLLERAXISMOTION, axis=pygame.CONTROLLER_AXIS_LEFTX, value=0, instance_id=0).run(0.5)
    assert now(rig).picture.stress == 0.55
    assert 0.7 < now(rig).picture.bloom < 0.95, "a stick that is held goes on stepping"
    choose(rig, row_of(FULLSCREEN) - row_of(BLOOM))
    rig.send(pygame.CONTROLLERBUTTONDOWN, button=pygame.CONTROLLER_BUTTON_A, instance_id=0)
    assert now(rig).picture.fullscreen
    rig.send(pygame.CONTROLLERBUTTONDOWN, button=pygame.CONTROLLER_BUTTON_B, instance_id=0)
    assert isinstance(rig.top, Pause)


def test_as_it_was_made_and_as_you_had_it(rig: Rig) -> None:
    rig.tap(pygame.K_RIGHT)
    mine = now(rig)
    choose(rig, AS_MADE).tap(pygame.K_RETURN)
    assert now(rig) == DEFAULTS
    rig.tap(pygame.K_RETURN)
    assert now(rig) == mine


def test_untouched_settings_have_nothing_to_bring_back(rig: Rig) -> None:
    choose(rig, AS_MADE).tap(pygame.K_RETURN).run(0.02)
    before = rig.target.copy()
    rig.tap(pygame.K_RETURN).run(0.02)
    assert now(rig) == DEFAULTS
    assert rig.target.get_buffer().raw == before.get_buffer().raw, "the row still says the same"


def test_the_last_row_goes_back_and_the_rows_go_round(rig: Rig) -> None:
    rig.tap(pygame.K_UP).tap(pygame.K_RETURN)
    assert isinstance(rig.top, Pause)
    rig.tap(pygame.K_RETURN).tap(pygame.K_DOWN)
    choose(rig, BACK).tap(pygame.K_RIGHT)
    assert now(rig).picture.stress == 0.55, "past the last row comes the first"


def test_leaving_saves(rig: Rig, tmp_path: Path) -> None:
    rig.tap(pygame.K_RIGHT)
    assert list((tmp_path / "config").iterdir()) == []
    rig.tap(pygame.K_ESCAPE)
    assert Preferences(tmp_path / "config").now == now(rig) != DEFAULTS


def test_the_world_stands_still_while_its_light_goes_on(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[float] = []
    monkeypatch.setattr(PaperStage, "draw", lambda self, *picture: shown.append(picture[4]))
    tick = rig.stage.drawn[-1][1].tick
    rig.run(0.5)
    assert sum(shown) == pytest.approx(0.5)
    rig.tap(pygame.K_ESCAPE).tap(pygame.K_ESCAPE)
    assert rig.play.attempt.view.tick == tick


def test_what_a_still_stage_would_not_show_is_shown_when_the_hand_rests(rig: Rig) -> None:
    before, ticks = len(rig.stage.events), rig.stage.drawn[-1][1].tick
    choose(rig, row_of(SHAKE))
    for _ in range(4):
        rig.tap(pygame.K_LEFT).run(0.1)
    assert len(rig.stage.events) == before
    rig.run(SAMPLE_AFTER_S + 0.1)
    assert [event.kind for event in rig.stage.events[before:]] == [EventKind.TREMOR]
    assert rig.stage.drawn[-1][1].tick == ticks


def test_a_volume_is_heard_at_that_volume(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Bus] = []
    monkeypatch.setattr(rig.mixer, "tap", lambda kind, bus=Bus.INTERFACE: heard.append(bus))
    choose(rig, row_of(("sound", "master")) + 1)
    heard.clear()
    rig.tap(pygame.K_LEFT).tap(pygame.K_DOWN).tap(pygame.K_LEFT)
    assert heard == [Bus.MUSIC, Bus.INTERFACE, Bus.EFFECTS]


@pytest.mark.parametrize("size", [(640, 360), (960, 540), (1024, 768), (2520, 1080)])
def test_it_fits_and_leaves_the_middle_of_the_stage_clear(tmp_path: Path, size: tuple[int, int]) -> None:
    """Rows answer where they are drawn, at both ends of the page, and the stage's colour is untouched in the middle."""
    rig = Rig(tmp_path).at_play().tap(pygame.K_ESCAPE)
    rig.target = pygame.Surface(size)
    rig.tap(pygame.K_DOWN).tap(pygame.K_DOWN).tap(pygame.K_RETURN).run(0.05)
    assert rig.target.get_at((size[0] // 2, size[1] // 3))[:3] == tuple(pygame.Color("navy"))[:3]
    assert rig.target.get_at((1, size[1] // 3)).b < pygame.Color("navy").b / 4
    right = round(size[0] - LEFT * unit(size))
    lit = {
        (x, y)
        for x in (*range(8), *range(size[0] - 8, size[0]))
        for y in range(size[1])
        if max(rig.target.get_at((x, y))[:3]) > pygame.Color("navy").b
    }
    assert not lit, "nothing is written over the edge"
    rig.send(pygame.MOUSEMOTION, pos=(right - 5, round(size[1] / 2 + (ASIDE + UNDER + MIDDLE) * unit(size))))
    rig.tap(pygame.K_LEFT)
    assert now(rig).sound.master == 0.95
