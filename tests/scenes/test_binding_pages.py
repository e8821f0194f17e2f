"""The pages of keys, buttons and sticks: what each action is bound to, anew, swapped, and as it was made."""

from pathlib import Path
from time import perf_counter

import pygame
import pytest

from game.input.bindings import Action
from game.scenes.settings.binding_rows import PAGES as BINDING_PAGES
from game.scenes.settings.binding_rows import WAITS_S, BindingRow, binding_rows
from game.settings import DEFAULTS, Preferences
from tests.scenes.rig import Rig
from tests.scenes.settings_pages import now, opened, over_a_performance, page, press


@pytest.fixture
def rig(tmp_path: Path) -> Rig:
    """At the settings, over a performance that waits."""
    return over_a_performance(tmp_path)


def test_every_action_is_bound_anew_on_its_page_kept_and_reset(tmp_path: Path) -> None:
    """To a key, a button, a stick that nobody has; by Enter, by click and by pad, and back by R."""
    config = tmp_path / "config"
    rig = opened(Rig(tmp_path, settings=Preferences(config)))
    presses = {
        "keys": lambda code: rig.send(pygame.KEYDOWN, key=0, mod=0, unicode="", scancode=code),
        "mouse": lambda code: rig.send(pygame.MOUSEBUTTONDOWN, button=code, pos=(5, 5)),
        "buttons": lambda code: rig.send(pygame.CONTROLLERBUTTONDOWN, button=code, instance_id=0),
        "axes": lambda code: rig.send(pygame.CONTROLLERAXISMOTION, axis=code, value=32767, instance_id=0),
    }
    kinds = {"keys": pygame.KEYDOWN, "mouse": pygame.MOUSEBUTTONDOWN, "buttons": pygame.CONTROLLERBUTTONDOWN}
    free = {"keys": pygame.KSCAN_F7, "mouse": 7, "buttons": 17, "axes": pygame.CONTROLLER_AXIS_LEFTY}
    for heading, (device, actions) in BINDING_PAGES.items():
        page(rig).turn_to(heading)
        rig.run(0.02)
        for number, action in enumerate(actions):
            row = page(rig).rows[number]
            assert isinstance(row, BindingRow)
            made = row.codes
            press(rig, row._slot_boxes[0].center)
            assert row.waits
            presses[device](free[device])
            assert not row.waits
            assert row.codes == (free[device], *made[1:]), action
            if device in kinds:
                pressed = pygame.Event(kinds[device], scancode=free[device], key=0, button=free[device], pos=(0, 0))
                assert rig.services.bindings.action_of(pressed) is action
            row.reset()
            assert row.codes == made and row.is_as_made, action
        assert rig.services.settings.now.bindings == DEFAULTS.bindings, heading
    page(rig).turn_to("Keys")
    page(rig)._choose(0)
    rig.tap(pygame.K_RETURN)
    presses["keys"](pygame.KSCAN_J)
    rig.tap(pygame.K_ESCAPE).tap(pygame.K_ESCAPE)
    assert Preferences(config).now.bindings.keys == {"lean_left": (pygame.KSCAN_J, pygame.KSCAN_LEFT)}
    rig.tap(pygame.K_ESCAPE).send(pygame.KEYDOWN, key=0, mod=0, unicode="", scancode=pygame.KSCAN_J).run(0.1)
    assert rig.play.attempt.intent.lean == 1.0, "at once, in the performance that waited"


def test_keys_that_there_are_twice_are_told_apart(rig: Rig) -> None:
    told = {row.action: row.told for row in binding_rows(rig.services, "Keys")}
    assert told[Action.FINE].endswith("L Shift, R Shift")


def test_what_another_action_has_is_swapped_and_told(rig: Rig) -> None:
    page(rig).turn_to("Keys")
    rig.tap(pygame.K_RIGHT).tap(pygame.K_RETURN).send(
        pygame.KEYDOWN, key=pygame.K_SPACE, mod=0, scancode=44, unicode=""
    )
    keys = rig.services.bindings.keys
    assert keys[Action.LEAN_LEFT] == (44, pygame.KSCAN_LEFT)
    assert keys[Action.BREATH] == (pygame.KSCAN_A,)
    assert page(rig)._hint == "Space was: hold breath; that is A now."


@pytest.mark.parametrize("no", ["escape", "click", "focus", "time"])
def test_nothing_is_bound_where_that_was_not_meant(no: str, rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    page(rig).turn_to("Keys")
    rig.tap(pygame.K_RIGHT).tap(pygame.K_RETURN)
    row = page(rig).rows[0]
    assert isinstance(row, BindingRow) and row.waits
    match no:
        case "escape":
            rig.tap(pygame.K_ESCAPE)
        case "click":
            rig.send(pygame.MOUSEBUTTONDOWN, button=1, pos=(3, 3))
        case "focus":
            rig.send(pygame.WINDOWFOCUSLOST)
        case _:
            monkeypatch.setattr("game.scenes.settings.binding_rows.perf_counter", lambda: perf_counter() + WAITS_S)
    assert not row.waits
    assert page(rig).row is row, "the page is still there, with the same row"
    rig.tap(pygame.K_j)
    assert now(rig) == DEFAULTS


def test_places_are_chosen_by_arrows_and_a_page_is_bound_as_it_was_made(rig: Rig) -> None:
    page(rig).turn_to("Keys")
    rig.tap(pygame.K_RIGHT).tap(pygame.K_RIGHT).tap(pygame.K_RIGHT).tap(pygame.K_RIGHT).tap(pygame.K_RETURN)
    rig.tap(pygame.K_j)
    assert rig.services.bindings.keys[Action.LEAN_LEFT] == (pygame.KSCAN_A, pygame.KSCAN_LEFT, pygame.KSCAN_J)
    page(rig).rows[-1].accept()
    assert now(rig) == DEFAULTS
    page(rig).rows[-1].accept()
    assert rig.services.bindings.keys[Action.LEAN_LEFT][2:] == (pygame.KSCAN_J,)
