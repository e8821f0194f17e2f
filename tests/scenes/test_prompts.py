"""Teaching by doing: few words in the player's own keys, beside what they are about and off the glass."""

import itertools
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pygame
import pytest

from game.core.language import LANGUAGES, speak
from game.core.signs import Family, sign_of
from game.input.devices import Device, InHand
from game.level import parse_level
from game.level.model import Splitter
from game.render import Camera
from game.scenes.repertoire.repertoire import Entry
from game.scenes.teaching.facts import Facts
from game.scenes.teaching.lessons import (
    LESSONS,
    Lesson,
    Place,
)
from game.scenes.teaching.prompts import Prompt, Spot, spot_of
from game.settings import HandSettings, Preferences, Settings
from game.sim import Intent
from game.sim.rules.voices import PARTS
from game.sim.view import OpticView
from tests.scenes.pupil import FRAME_S, cracked, spoken
from tests.scenes.rig import LEVEL_TEXT, SIZE, Rig
from tests.views import changed

LEFT_STICK, RIGHT_STICK = (sign_of(name, Family.XBOX) for name in ("leftstick", "rightstick"))
MOST_WORDS = 8
BESIDE = ((0.0, 0.1), (0.0, -0.1), (0.1, 0.0), (-0.1, 0.0))
"""m beside what is dark: above, below, right and left of it."""


@pytest.mark.parametrize("code", LANGUAGES.values())
@pytest.mark.parametrize("lesson", LESSONS)
def test_no_prompt_has_more_than_eight_words_whatever_is_in_hand(lesson: Lesson, code: str) -> None:
    speak(code)
    crack = cracked().sculpture.cracks[0]
    for aim, lean, side, rocks in itertools.product(Device, Device, (-1.0, 1.0), (False, True)):
        for part, taking, beside in zip(PARTS, (None, 0, 1, 20), BESIDE, strict=True):
            facts = Facts(side=side, light_aside=side, rocks=rocks, light_beside=beside, left=12, taking=taking)
            facts.crack = replace(crack, part=part)
            words = lesson.words(facts, spoken(aim, lean)).split()
            assert 1 < len(words) <= MOST_WORDS, words


def test_prompts_speak_of_what_is_in_hand() -> None:
    assert [spoken(aim).aim for aim in (Device.KEYS, Device.MOUSE)] == ["Z or X", "Move the mouse"]
    assert spoken(Device.EITHER).aim == "Mouse, Z or X", "who came by keys may have no mouse"
    assert spoken(Device.EITHER).slide == "Wheel, Q or E" and spoken(Device.EITHER).take == "Tab or click"
    assert spoken(lean=Device.KEYS).lean_against(0.1, rocks=False) == "It swings left: tap D, lean right"
    assert spoken(lean=Device.PAD).lean_against(-0.1, rocks=False) == f"It swings right: nudge {LEFT_STICK} left"
    assert spoken(lean=Device.MOUSE).lean_against(0.1, rocks=False) == "It swings left: nudge right with right button"
    a = sign_of("a", Family.XBOX)
    assert spoken().lean_against(-0.1, rocks=False) == "It swings right: A (right button, drag left)"
    assert [spoken(lean=device).breath for device in Device] == ["Space", "middle button", a, "Space"]


@pytest.mark.parametrize("size", [(1280, 720), (960, 540), (1920, 1080), (720, 900)])
@pytest.mark.parametrize("place", list(Place))
def test_words_stand_inside_the_window_and_off_the_glass(size: tuple[int, int], place: Place) -> None:
    view, camera, prompt, facts = cracked(), Camera.fitted(size), Prompt(), Facts()
    facts.follow(view, Intent(), FRAME_S)
    prompt.move("words", spot_of(place, facts, view), 1.0)
    box = prompt.box(size, (size[0] // 4, 24), 1.0, camera)
    assert pygame.Rect((0, 0), size).contains(box)
    if place is Place.CRACK:
        nodes = [piece.mesh.nodes[:, 0] + piece.position[0] for piece in view.sculpture.pieces]
        right = camera.pixel((max(float(across.max()) for across in nodes), 0.0))[0]
        assert box.left >= right or box.right == round(0.97 * size[0])


def test_words_about_the_pane_lead_to_the_pane() -> None:
    """They led to a crack, and nobody knew what a pane is."""
    pane = Splitter(type="splitter", id="pane", ends=((0.1, 0.6), (0.0, 2.3)), reflects=0.5)
    shown = OpticView(pane, 0, np.array(pane.ends))
    view = changed(cracked(), optics=(shown,))
    assert spot_of(Place.PANE, Facts(), view).about == (0.0, 2.3)
    assert spot_of(Place.PANE, Facts(), view).at[1] == 2.3, "and stand beside it"


def test_words_fade_in_and_out() -> None:
    prompt, spot = Prompt(), Spot((0.0, 1.0), 0.0, None)
    prompt.move("words", spot, 0.1)
    assert prompt.shown == "words"
    prompt.move("", None, 0.05)
    assert prompt.shown == "words"
    prompt.move("", None, 0.3)
    assert prompt.shown == ""


def rig_that_teaches(folder: Path, **services: Any) -> Rig:
    text = LEVEL_TEXT.replace('"poise": 1.6,', '"poise": 1.6, "teach": ["paint"],').replace(
        '"within": 2', '"within": 30'
    )
    entry = Entry(folder / "taught.json", parse_level(text), text)
    return Rig(folder, repertoire=(entry,), **services).at_play()


def test_on_the_stage_a_prompt_waits_for_the_mouse_to_aim(tmp_path: Path) -> None:
    rig = rig_that_teaches(tmp_path).run(0.3)
    assert rig.play.prompt == "Mouse, Z or X: turn this mirror"
    for step in range(40):
        rig.send(pygame.MOUSEMOTION, pos=(SIZE[0] // 2 + 3 * step, SIZE[1] // 2), rel=(3, 0), buttons=(0, 0, 0)).run(
            0.02
        )
    rig.run(0.5)
    assert "turn this mirror" not in rig.play.prompt


def test_a_pad_that_led_through_the_pages_is_spoken_of_at_once(tmp_path: Path) -> None:
    pad = InHand(Device.PAD, Device.PAD)
    assert rig_that_teaches(tmp_path, in_hand=pad).run(0.3).play.prompt == f"{RIGHT_STICK}: turn this mirror"


def test_prompts_can_be_put_off_and_bots_need_none(tmp_path: Path) -> None:
    assert rig_that_teaches(tmp_path, bot="idle").run(0.3).play.prompt == ""
    off = Settings(hands=HandSettings(prompts=False))
    assert rig_that_teaches(tmp_path, settings=Preferences(defaults=off)).run(0.3).play.prompt == ""
