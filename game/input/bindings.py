"""Which key and which button does what: a plain table, so that a player can have another one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TypeVar

import pygame

from game.core.language import N_
from game.input.keys import position
from game.settings import Bound, Bounds


class Action(StrEnum):
    """Everything that a key or a button can mean during a performance."""

    LEAN_LEFT = N_("lean left")
    LEAN_RIGHT = N_("lean right")
    TURN_LEFT = N_("turn left")
    TURN_RIGHT = N_("turn right")
    SLIDE_BACK = N_("slide back")
    SLIDE_FORTH = N_("slide forth")
    TAKE_NEXT = N_("next mirror")
    TAKE_PREVIOUS = N_("mirror before")
    LEAN_BY_MOUSE = N_("lean by moving")
    TAKE_HERE = N_("take it up")
    BREATH = N_("hold breath")
    FINE = N_("move slowly")
    AGAIN = N_("start again")
    OVERLAY = N_("show stress")
    PHOTOGRAPH = N_("photograph")
    PAUSE = N_("pause")
    TAKE_1 = N_("first mirror")
    TAKE_2 = N_("second mirror")
    TAKE_3 = N_("third mirror")
    TAKE_4 = N_("fourth mirror")
    TAKE_5 = N_("fifth mirror")
    TAKE_6 = N_("sixth mirror")
    TAKE_7 = N_("seventh mirror")
    TAKE_8 = N_("eighth mirror")
    TAKE_9 = N_("ninth mirror")


class Axis(StrEnum):
    """What a gamepad's stick or trigger can mean."""

    LEAN = N_("lean")
    AIM_X = N_("aim across")
    AIM_Y = N_("aim down")
    SLIDE_BACK = N_("slide back")
    SLIDE_FORTH = N_("slide forth")


TAKES = tuple(action for action in Action if action.name.startswith("TAKE_") and action.name[-1].isdigit())
"""Those that take up the first, second, ... mirror."""
Table = Mapping[Action, tuple[int, ...]]
Meaning = TypeVar("Meaning", bound=StrEnum)

_KEYS: Table = {
    Action.LEAN_LEFT: (pygame.KSCAN_A, pygame.KSCAN_LEFT),
    Action.LEAN_RIGHT: (pygame.KSCAN_D, pygame.KSCAN_RIGHT),
    Action.TURN_LEFT: (pygame.KSCAN_Z, pygame.KSCAN_COMMA, pygame.KSCAN_UP),
    Action.TURN_RIGHT: (pygame.KSCAN_X, pygame.KSCAN_PERIOD, pygame.KSCAN_DOWN),
    Action.SLIDE_BACK: (pygame.KSCAN_Q,),
    Action.SLIDE_FORTH: (pygame.KSCAN_E,),
    Action.TAKE_NEXT: (pygame.KSCAN_TAB,),
    Action.BREATH: (pygame.KSCAN_SPACE,),
    Action.FINE: (pygame.KSCAN_LSHIFT, pygame.KSCAN_RSHIFT),
    Action.AGAIN: (pygame.KSCAN_R,),
    Action.OVERLAY: (pygame.KSCAN_F3,),
    Action.PHOTOGRAPH: (pygame.KSCAN_F12,),
    Action.PAUSE: (pygame.KSCAN_P, pygame.KSCAN_PAUSE),
    **{action: (pygame.KSCAN_1 + number,) for number, action in enumerate(TAKES)},
}
ALWAYS_PAUSE = (pygame.KSCAN_ESCAPE, pygame.CONTROLLER_BUTTON_START)
"""A key and a pad's button that pause whatever is bound, so that nobody is locked in; nothing else is bound to them."""
_BUTTONS: Table = {
    Action.LEAN_LEFT: (pygame.CONTROLLER_BUTTON_DPAD_LEFT,),
    Action.LEAN_RIGHT: (pygame.CONTROLLER_BUTTON_DPAD_RIGHT,),
    Action.TAKE_NEXT: (pygame.CONTROLLER_BUTTON_RIGHTSHOULDER,),
    Action.TAKE_PREVIOUS: (pygame.CONTROLLER_BUTTON_LEFTSHOULDER,),
    Action.BREATH: (pygame.CONTROLLER_BUTTON_A,),
    Action.FINE: (pygame.CONTROLLER_BUTTON_RIGHTSTICK,),
    Action.PHOTOGRAPH: (pygame.CONTROLLER_BUTTON_Y,),
    Action.AGAIN: (pygame.CONTROLLER_BUTTON_BACK,),
}
_MOUSE: Table = {
    Action.TAKE_HERE: (pygame.BUTTON_LEFT,),
    Action.LEAN_BY_MOUSE: (pygame.BUTTON_RIGHT,),
    Action.BREATH: (pygame.BUTTON_MIDDLE,),
}
_AXES: Mapping[Axis, int] = {
    Axis.LEAN: pygame.CONTROLLER_AXIS_LEFTX,
    Axis.AIM_X: pygame.CONTROLLER_AXIS_RIGHTX,
    Axis.AIM_Y: pygame.CONTROLLER_AXIS_RIGHTY,
    Axis.SLIDE_BACK: pygame.CONTROLLER_AXIS_TRIGGERLEFT,
    Axis.SLIDE_FORTH: pygame.CONTROLLER_AXIS_TRIGGERRIGHT,
}
_OTHER_BUTTON: Mapping[int, int] = {
    pygame.CONTROLLER_BUTTON_LEFTSHOULDER: pygame.CONTROLLER_BUTTON_RIGHTSHOULDER,
    pygame.CONTROLLER_BUTTON_RIGHTSHOULDER: pygame.CONTROLLER_BUTTON_LEFTSHOULDER,
    pygame.CONTROLLER_BUTTON_LEFTSTICK: pygame.CONTROLLER_BUTTON_RIGHTSTICK,
    pygame.CONTROLLER_BUTTON_RIGHTSTICK: pygame.CONTROLLER_BUTTON_LEFTSTICK,
}
_OTHER_AXIS: Mapping[int, int] = {
    pygame.CONTROLLER_AXIS_LEFTX: pygame.CONTROLLER_AXIS_RIGHTX,
    pygame.CONTROLLER_AXIS_RIGHTX: pygame.CONTROLLER_AXIS_LEFTX,
    pygame.CONTROLLER_AXIS_RIGHTY: pygame.CONTROLLER_AXIS_LEFTY,
    pygame.CONTROLLER_AXIS_TRIGGERLEFT: pygame.CONTROLLER_AXIS_TRIGGERRIGHT,
    pygame.CONTROLLER_AXIS_TRIGGERRIGHT: pygame.CONTROLLER_AXIS_TRIGGERLEFT,
}
_OTHER_MOUSE: Mapping[int, int] = {pygame.BUTTON_LEFT: pygame.BUTTON_RIGHT, pygame.BUTTON_RIGHT: pygame.BUTTON_LEFT}
"""The same at the other side, for hands that are used so; what is not named has no side."""


@dataclass(frozen=True, slots=True)
class Bindings:
    """Keys (scancodes: where they lie), mouse buttons, pad buttons and axes (as SDL names them) of every action."""

    keys: Table = field(default_factory=lambda: _KEYS)
    mouse: Table = field(default_factory=lambda: _MOUSE)
    buttons: Table = field(default_factory=lambda: _BUTTONS)
    axes: Mapping[Axis, int] = field(default_factory=lambda: _AXES)

    def action_of(self, event: pygame.Event) -> Action | None:
        """What a key or a button stands for that this event presses or releases, if anything."""
        if event.type in (pygame.KEYDOWN, pygame.KEYUP):
            place = position(event)
            return Action.PAUSE if place == ALWAYS_PAUSE[0] else _find(self.keys, place)
        if event.type in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP):
            return _find(self.mouse, event.button)
        if event.type in (pygame.CONTROLLERBUTTONDOWN, pygame.CONTROLLERBUTTONUP):
            return Action.PAUSE if event.button == ALWAYS_PAUSE[1] else _find(self.buttons, event.button)
        return None

    def table(self, device: str) -> dict[StrEnum, tuple[int, ...]]:
        """All that is bound on keys, mouse, buttons or axes."""
        tables: Mapping[str, Table] = {"keys": self.keys, "mouse": self.mouse, "buttons": self.buttons}
        if device in tables:
            return dict(tables[device].items())
        return {axis: (number,) for axis, number in self.axes.items()}

    def axes_of(self, number: int) -> tuple[Axis, ...]:
        """All that an axis of a pad stands for."""
        return tuple(axis for axis, bound in self.axes.items() if bound == number)


def _find(table: Table, code: int) -> Action | None:
    return next((action for action, codes in table.items() if code in codes), None)


DEFAULT_BINDINGS = Bindings()
"""The table of the manual."""


def made_for(*, left_handed: bool) -> Bindings:
    """All as it was made, for either hand."""
    if not left_handed:
        return DEFAULT_BINDINGS
    return replace(
        DEFAULT_BINDINGS,
        mouse=_mirrored(_MOUSE, _OTHER_MOUSE),
        buttons=_mirrored(_BUTTONS, _OTHER_BUTTON),
        axes={axis: _OTHER_AXIS.get(number, number) for axis, number in _AXES.items()},
    )


def bindings_of(bound: Bound, *, left_handed: bool = False) -> Bindings:
    """What was bound anew, over what was made; what is no action is nobody's."""
    made = made_for(left_handed=left_handed)
    axes = {axis: bound.axes[axis.name.lower()][:1] for axis in Axis if axis.name.lower() in bound.axes}
    return Bindings(
        keys=_over(made.keys, bound.keys),
        mouse=_over(made.mouse, bound.mouse),
        buttons=_over(made.buttons, bound.buttons),
        axes={**made.axes, **{axis: codes[0] for axis, codes in axes.items() if codes}},
    )


def rebound(
    table: Mapping[Meaning, tuple[int, ...]],
    made: Mapping[Meaning, tuple[int, ...]],
    action: Meaning,
    slot: int,
    code: int,
) -> tuple[Bounds, Meaning | None]:
    """Bind a code to an action, in the place of its so-manieth one, or as one more.

    Where another action has it, that gets what the place held before: nothing is left unbound by chance.

    Returns:
        All that is then bound otherwise than it was made, as it is kept; and the action that it was taken from.
    """
    now = {one: list(codes) for one, codes in table.items()}
    mine = now.setdefault(action, [])
    before = mine[slot] if slot < len(mine) else None
    loser = next((one for one, codes in now.items() if code in codes and one is not action), None)
    if code in mine:
        mine.remove(code)
    mine.insert(min(slot, len(mine)), code)
    if before is not None and before != code and before in mine:
        mine.remove(before)
    if loser is not None:
        rest = [before if other == code else other for other in now[loser]]
        now[loser] = [other for other in rest if other is not None]
    return changed_from(made, now), loser


def changed_from(made: Mapping[Meaning, tuple[int, ...]], now: Mapping[Meaning, Sequence[int]]) -> Bounds:
    """What of a table is otherwise than it was made, by the names under which it is kept."""
    return {
        action.name.lower(): tuple(codes)
        for action, codes in now.items()
        if tuple(codes) != tuple(made.get(action, ()))
    }


def _over(made: Table, bound: Bounds) -> Table:
    anew = {action: bound[action.name.lower()] for action in Action if action.name.lower() in bound}
    return {**made, **anew}


def _mirrored(table: Table, other: Mapping[int, int]) -> Table:
    return {action: tuple(other.get(code, code) for code in codes) for action, codes in table.items()}
