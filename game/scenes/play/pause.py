"""The intermission: the stage stands still in half light."""

from pathlib import Path
from typing import Protocol

import pygame

from game.core.language import N_, _
from game.input.bindings import ALWAYS_PAUSE, TAKES, Action, Axis
from game.input.devices import Device
from game.input.menu import Command
from game.input.names import Names
from game.input.pads import REMOVED, UNPLUGGED
from game.scenes.base import Beneath, Change, Doors, Pop, Push, Reset, Scene, Swap
from game.scenes.narrator import Narrated
from game.scenes.page.menu import Choice, Menu
from game.scenes.page.page import COLUMN, LEFT, Sheet, eased, veil
from game.scenes.services import Services
from game.scenes.settings.pages import PAGES

FADE_S = 0.18
TABLE_WIDTH, KEYS_AT, MARGIN = 500.0, 180.0, 60.0
"""Of the manual, where its second column begins, and what of its width is left free at the right, px of the design."""
TABLE_STEP, TABLE_PX, TABLE_GAP = 42.0, 18.0, 12.0
LEANS = (Action.LEAN_LEFT, Action.LEAN_RIGHT)
MOST_WIDER = 1.3
"""Large text makes the manual wider, but not by more."""


def manual(names: Names, device: Device) -> tuple[tuple[str, str], ...]:
    """The manual in seven lines, with what is written on what the player has in hand."""
    return _pad_manual(names) if device is Device.PAD else _key_manual(names)


def _key_manual(names: Names) -> tuple[tuple[str, str], ...]:
    def keys(*actions: Action, ways: int = 1) -> str:
        """The keys of actions side by side, in so many ways."""
        places = list(zip(*(names.bindings.keys.get(action, ()) for action in actions), strict=False))[:ways]
        rows = [" ".join(names.code("keys", key) for key in row) for row in places]
        return _(" or ").join(rows) or " ".join(names.key(action) for action in actions)

    lean, breath = names.mouse(Action.LEAN_BY_MOUSE), names.mouse(Action.BREATH)
    takes = f"{names.key(TAKES[0])}-{names.key(TAKES[-1])}"
    corner = f"{keys(Action.AGAIN)}, {names.code('keys', ALWAYS_PAUSE[0])}"
    return (
        (_("Lean the plinth"), _("{keys}, or {button}").format(keys=keys(*LEANS, ways=2), button=lean)),
        (_("Aim the mirror"), _("mouse, or {keys}").format(keys=keys(Action.TURN_LEFT, Action.TURN_RIGHT))),
        (_("Slide it on its rail"), _("wheel, or {keys}").format(keys=keys(Action.SLIDE_BACK, Action.SLIDE_FORTH))),
        (_("Take another up"), _("{keys}, {takes}, or click").format(keys=keys(Action.TAKE_NEXT), takes=takes)),
        (_("Hold your breath"), _("{keys}, or {button}").format(keys=keys(Action.BREATH), button=breath)),
        (_("Move finely"), keys(Action.FINE)),
        (_("Again, pause"), _("{keys}, or the corner").format(keys=corner)),
    )


def _pad_manual(names: Names) -> tuple[tuple[str, str], ...]:
    def buttons(*actions: Action) -> str:
        return "  ".join(names.button(action) for action in actions)

    def sticks(*axes: Axis) -> str:
        return "  ".join(names.stick(axis) for axis in axes)

    fine = _("{button}, or half of {triggers}")
    triggers = sticks(Axis.SLIDE_BACK, Axis.SLIDE_FORTH)
    return (
        (_("Lean the plinth"), _("{stick}, or {buttons}").format(stick=sticks(Axis.LEAN), buttons=buttons(*LEANS))),
        (_("Aim the mirror"), sticks(Axis.AIM_X)),
        (_("Slide it on its rail"), triggers),
        (_("Take another up"), buttons(Action.TAKE_PREVIOUS, Action.TAKE_NEXT)),
        (_("Hold your breath"), buttons(Action.BREATH)),
        (_("Move finely"), fine.format(button=buttons(Action.FINE), triggers=triggers)),
        (_("Again, pause"), f"{buttons(Action.AGAIN)}  {names.code('buttons', ALWAYS_PAUSE[1])}"),
    )


class Waiting(Beneath, Protocol):
    """A performance that waits beneath a page."""

    def again(self) -> Scene | None:
        """Begin anew; where that would throw a win away, nothing happens yet, and the question to ask is returned."""
        ...

    def resume(self) -> None:
        """Go on."""
        ...


def begin_again(waiting: Waiting) -> Change:
    """Let what waits beneath the page on top begin anew, or have it asked whether that is meant."""
    question = waiting.again()
    return Pop() if question is None else Swap(question)


class Pause:
    """Go on, begin again, turn to a page or leave."""

    cursor = True

    def __init__(self, doors: Doors, services: Services, row: int, beneath: Waiting, why: str = "") -> None:
        """Open it over a performance; `why` where it was not asked for."""
        self._why = why or N_("The stage is still")
        self._doors, self._services, self._row, self._beneath = doors, services, row, beneath
        again = [Choice.AGAIN] if services.repertoire[row].run is None else []
        self._menu = Menu((Choice.GO_ON, *again, *PAGES, Choice.LEAVE))
        self._time_s = 0.0

    @property
    def narrated(self) -> Narrated:
        """What is said of it."""
        return Narrated(f"{_('Intermission')}. {_(self._why)}", self._menu.told)

    def handle(self, event: pygame.Event) -> Change:
        """Esc goes on, R begins again; the rest is in the list."""
        if event.type in REMOVED:
            self._why = UNPLUGGED
        match self._menu.read(event):
            case Command.BACK | Choice.GO_ON:
                self._beneath.resume()
                return Pop()
            case Command.AGAIN | Choice.AGAIN:
                return begin_again(self._beneath)
            case Choice.LEAVE if self._services.repertoire[self._row].run is not None:
                return begin_again(self._beneath)  # which asks: a run can only be ended
            case Choice.LEAVE:
                return Reset(self._doors.title(self._row))
            case str(label) if label in PAGES:
                return Push(PAGES[label](self._services, self._beneath))
        return None

    def update(self, elapsed_s: float) -> Change:
        """The lights go down."""
        self._time_s += elapsed_s
        return None

    def draw(self, target: pygame.Surface) -> None:
        """Paint the page over the stage."""
        covered = eased(self._time_s / FADE_S)
        self._beneath.draw(target, covered)
        veil(target, covered)
        style = self._services.style
        sheet = Sheet(target, style)
        middle = sheet.height / 2
        sheet.overline(_(self._why).upper(), (LEFT, middle - 190))
        sheet.write(_("Intermission"), (LEFT - 2, middle - 172), 58, style.title, strong=True)
        sheet.rule((LEFT, middle - 80), COLUMN)
        self._menu.draw(sheet, (LEFT, middle - 48))
        self._draw_manual(sheet, middle - 168)

    def close(self, *, crashed: bool) -> Path | None:
        """Nothing to keep."""

    def _draw_manual(self, sheet: Sheet, top: float) -> None:
        style, wider = sheet.style, min(MOST_WIDER, max(1.0, sheet.text))
        left, keys_at = sheet.width - wider * TABLE_WIDTH, wider * KEYS_AT
        told = manual(self._services.names, self._services.in_hand.lean)
        px = sheet.fitting((what for what, _keys in told), TABLE_PX, keys_at - TABLE_GAP)
        px = sheet.fitting((keys for _what, keys in told), px, sheet.width - left - keys_at - MARGIN)
        for number, (what, keys) in enumerate(told):
            y = top + sheet.step(TABLE_STEP, TABLE_PX) * number
            sheet.write(what, (left, y), px, style.quiet, room=keys_at - TABLE_GAP)
            at, room = (left + keys_at, y), sheet.width - left - keys_at - MARGIN
            sheet.write(keys, at, px, style.title, share=0.92, room=room)
