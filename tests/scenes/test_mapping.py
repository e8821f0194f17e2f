"""Pads that SDL does not know: mapped on a page, kept as SDL's own strings, and played with at once."""

from collections.abc import Callable
from pathlib import Path

import pygame
import pytest

from game.core.signs import Family
from game.input.mapping import CONTROLS, Draft, guid_of
from game.input.pads import Pads
from game.scenes.play.play import Play
from game.scenes.play.rumble import SHAKES, shake_of
from game.scenes.settings.mapping import DEAF_S, DONE, REFUSED, MappingPage
from game.settings import Preferences
from game.sim import Event, EventKind
from tests.scenes.rig import Rig
from tests.scenes.test_pads import handle
from tests.scenes.virtual_pad import SDL, Pad

FRAME_S = 0.15
"""Few frames between two answers."""
GUID = "03000000aabb00001122000001010000"
__all__ = ["handle"]


class Desk:
    """Pads as the page needs them, without SDL."""

    def __init__(self, *, takes: bool = True) -> None:
        self.takes = takes
        self.learnt: list[str] = []
        self.shakes: list[tuple[float, float, float]] = []

    def draft(self, instance: int) -> Draft | None:
        return Draft(GUID, "Odd, Pad", {4: -1.0}) if instance == 3 else None

    def learn(self, mapping: str) -> bool:
        self.learnt.append(mapping)
        return self.takes

    def rumble(self, low: float, high: float, seconds: float) -> None:
        self.shakes.append((low, high, seconds))


def at_page(tmp_path: Path, desk: Desk) -> Rig:
    rig = Rig(tmp_path, settings=Preferences(tmp_path / "config"), pads=desk).at_play()
    assert rig.top is not None
    rig.stack._scenes.append(MappingPage(rig.services, rig.play))
    return rig.run(0.1)


def page(rig: Rig) -> MappingPage:
    assert isinstance(rig.top, MappingPage)
    return rig.top


def joy(kind: int, instance: int = 3, **what: object) -> tuple[int, dict[str, object]]:
    return kind, {"instance_id": instance, **what}


def answers() -> list[tuple[int, dict[str, object]]]:
    """What a pad says that has buttons for all but sticks, a trigger that rests at -1 and a hat."""
    given = []
    for number, control in enumerate(CONTROLS):
        if control.name == "lefttrigger":
            given.append(joy(pygame.JOYAXISMOTION, axis=4, value=0.2))
        elif control.is_stick:
            given.append(joy(pygame.JOYAXISMOTION, axis=20 + number, value=-0.9 if control.name == "lefty" else 0.9))
        elif control.name == "dpup":
            given.append(joy(pygame.JOYHATMOTION, hat=0, value=(0, 1)))
        else:
            given.append(joy(pygame.JOYBUTTONDOWN, button=number))
    return given


def test_every_control_is_asked_for_and_what_is_pressed_is_kept(tmp_path: Path) -> None:
    desk = Desk()
    rig = at_page(tmp_path, desk)
    rig.send(pygame.JOYBUTTONDOWN, instance_id=3, button=0).run(DEAF_S + 0.1, FRAME_S)
    for kind, fields in answers():
        before = page(rig)._at
        rig.send(*joy(pygame.JOYBUTTONDOWN, instance=9, button=99)[:1], instance_id=9, button=99)
        assert page(rig)._at == before, "another pad is not asked"
        rig.send(kind, **fields)
        assert page(rig)._at == before + 1
        rig.send(kind, **fields).run(DEAF_S + 0.1, FRAME_S)
        assert page(rig)._at == before + 1, "the same again says nothing"
    assert page(rig)._asked == DONE
    (mapping,) = desk.learnt
    assert mapping.startswith(f"{GUID},Odd  Pad,a:b0,b:b1,x:b2,y:b3,")
    assert {"lefttrigger:a4", "leftx:a28", "lefty:a29~", "dpup:h0.1"} <= set(mapping.split(","))
    assert mapping.endswith(",")
    rig.tap(pygame.K_ESCAPE)
    assert isinstance(rig.top, Play)
    assert Preferences(tmp_path / "config").now.bindings.pads == (mapping,)
    assert guid_of(mapping) == GUID


def test_what_a_pad_has_not_is_passed_over_by_key_and_by_click(tmp_path: Path) -> None:
    desk = Desk()
    rig = at_page(tmp_path, desk)
    rig.send(pygame.JOYBUTTONDOWN, instance_id=3, button=0).run(DEAF_S + 0.1, FRAME_S)
    rig.send(pygame.JOYBUTTONDOWN, instance_id=3, button=7).run(DEAF_S + 0.1, FRAME_S)
    while page(rig)._is_asking:
        if page(rig)._at % 2:
            rig.tap(pygame.K_RETURN).run(0.05)
        else:
            box = next(iter(page(rig)._boxes.values()))
            rig.send(pygame.MOUSEBUTTONDOWN, button=1, pos=box.center).run(0.05)
    assert desk.learnt[0].split(",")[2] == "a:b7"
    rig.tap(pygame.K_RETURN)
    assert isinstance(rig.top, Play), "Enter goes back once all is done"


def test_a_refused_map_is_told_and_not_kept(tmp_path: Path) -> None:
    rig = at_page(tmp_path, Desk(takes=False))
    rig.send(pygame.JOYBUTTONDOWN, instance_id=3, button=0).run(DEAF_S + 0.1, FRAME_S)
    for kind, fields in answers():
        rig.send(kind, **fields).run(DEAF_S + 0.1, FRAME_S)
    assert page(rig)._asked == REFUSED
    rig.send(pygame.MOUSEBUTTONDOWN, button=1, pos=page(rig)._boxes["Go back"].center)
    assert isinstance(rig.top, Play)
    assert rig.services.settings.now.bindings.pads == ()


def test_a_pad_that_is_pulled_out_ends_it(tmp_path: Path) -> None:
    rig = at_page(tmp_path, Desk())
    rig.send(pygame.JOYBUTTONDOWN, instance_id=3, button=0).send(pygame.JOYDEVICEREMOVED, instance_id=3)
    assert isinstance(rig.top, Play)


@pytest.mark.skipif(SDL is None, reason="SDL is not bundled with pygame here")
def test_a_joystick_becomes_a_pad_by_its_map_at_once_and_at_the_next_start(
    handle: Callable[[Pads], list[bool]],
) -> None:
    pads, stick = Pads(), Pad(kind=0)
    handle(pads)
    (instance,) = pads._unknown
    draft = pads.draft(instance)
    assert draft is not None
    draft.found |= {"a": "b5", "leftx": "a1"}
    assert pads.learn(draft.text())
    stick.button(5, True)
    pressed = [event for _ in range(2) for event in pygame.event.get() if event.type == pygame.CONTROLLERBUTTONDOWN]
    assert [event.button for event in pressed] == [pygame.CONTROLLER_BUTTON_A]
    for event in pressed:
        pads.handle(event)
    assert pads.family is Family.XBOX
    pads.rumble(0.5, 0.5, 0.1)
    stick.pull_out()
    pads.close()
    again, stick = Pads([draft.text()]), Pad(kind=0)
    handle(again)
    assert again._open and not again._unknown
    stick.pull_out()
    again.close()


def test_nonsense_is_no_map() -> None:
    pygame.joystick.init()
    pads = Pads(["", "no map at all"])
    assert not pads.learn("nonsense")
    assert pads.draft(77) is None
    assert pads.family is None
    pads.close()


# What is felt -------------------------------------------------------------------------------------------------------
def test_the_strongest_of_what_happens_is_felt_as_strongly_as_it_is_set(tmp_path: Path) -> None:
    assert shake_of([Event(EventKind.CRACK, 1, (0.0, 0.0), 1.0)]) is None
    both = [Event(kind, 1, (0.0, 0.0), 1.0) for kind in (EventKind.VOICE, EventKind.SPLIT)]
    assert shake_of(both) == SHAKES[EventKind.SPLIT]
    desk, settings = Desk(), Preferences()
    rig = Rig(tmp_path, settings=settings, pads=desk).at_play()
    rig.play._let_feel(both)
    assert desk.shakes == [], "keys do not shake"
    rig.send(pygame.CONTROLLERBUTTONDOWN, instance_id=0, button=pygame.CONTROLLER_BUTTON_A)
    settings.change(("hands", "rumble"), 0.5)
    rig.play._let_feel(both)
    low, high, seconds = SHAKES[EventKind.SPLIT]
    assert desk.shakes == [(0.5 * low, 0.5 * high, seconds)]
    settings.change(("hands", "rumble"), 0.0)
    rig.play._let_feel(both)
    assert len(desk.shakes) == 1
