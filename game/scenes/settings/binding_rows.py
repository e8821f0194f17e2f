"""Rows of the pages on which keys, mouse buttons, and the buttons and sticks of a pad are bound anew."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from time import perf_counter

import pygame

from game.core.language import N_, _
from game.input.bindings import ALWAYS_PAUSE, TAKES, Action, Axis, changed_from, made_for, rebound
from game.input.keys import LEFTS, RIGHTS, position
from game.input.names import NOTHING
from game.input.pads import FULL_AXIS
from game.scenes.base import Change
from game.scenes.page.controls import (
    GAP,
    GOLD,
    HAIR,
    LABEL_PX,
    MIDDLE,
    UNCHOSEN,
    VALUE_PX,
    WIDTH,
    draw_label,
    draw_line,
    wider,
)
from game.scenes.page.page import Point, Sheet, shaded
from game.scenes.services import Services

SLOTS = 3
"""So much can be bound to an action on each device."""
FIRST_SLOT = 166.0
"""From a row's label to what is bound first, px of the design."""
WAITS_S = 6.0
"""s for which a press is waited for."""
FAR = 0.6
"""Share of its way that a stick must be pushed to be meant."""
SIGNED = ("buttons", "axes")
"""Devices whose parts are drawn as signs."""
SIGN_SHARE = 0.62
"""Of a row's height, that signs of buttons may be high however large the text is: they stand above the line."""
UNDERLINE = 15.0
"""From the middle of a row to the line under what is chosen, px of the design."""
PRESS = N_("press …")
SIDES: Mapping[int, str] = {
    pygame.BUTTON_LEFT: N_("left"),
    pygame.BUTTON_MIDDLE: N_("middle"),
    pygame.BUTTON_RIGHT: N_("right"),
}
"""Buttons of the mouse, on their page."""
HINTS: Mapping[str, str] = {
    "keys": N_("Enter, then press the new key; ← → choose which of three; Esc leaves it as it is."),
    "mouse": N_("Click, then press the new button here; Esc leaves it as it is."),
    "buttons": N_("Accept, then press the new button; ← → choose which of three; Start leaves it as it is."),
    "axes": N_("Accept, then push the new stick or trigger; Start leaves it as it is."),
}
MOUSE_ACTIONS = (Action.LEAN_BY_MOUSE, Action.TAKE_HERE)
"""Those that need to know where the mouse is: on no other device."""
ON_KEYS = tuple(action for action in Action if action not in (*MOUSE_ACTIONS, *TAKES))
ON_MOUSE = (
    *MOUSE_ACTIONS,
    Action.BREATH,
    Action.FINE,
    Action.TAKE_NEXT,
    Action.TAKE_PREVIOUS,
    Action.AGAIN,
    Action.OVERLAY,
    Action.PHOTOGRAPH,
    Action.PAUSE,
)
PAGES: Mapping[str, tuple[str, Sequence[StrEnum]]] = {
    N_("Keys"): ("keys", ON_KEYS),
    N_("Mirrors"): ("keys", TAKES),
    N_("Mouse"): ("mouse", ON_MOUSE),
    N_("Pad"): ("buttons", ON_KEYS),
    N_("Sticks"): ("axes", tuple(Axis)),
}
"""What is bound on each page, and on which device."""


class BindingRow:
    """What an action is bound to on a device: up to three keys or buttons, or one stick."""

    room = FIRST_SLOT

    def __init__(self, services: Services, device: str, action: StrEnum) -> None:
        self._services, self.device, self.action = services, device, action
        self._slot = 0
        self._until = 0.0
        """When it no longer waits for a press."""
        self._told = ""
        self._slot_boxes: list[pygame.Rect] = []

    @property
    def codes(self) -> tuple[int, ...]:
        """What is bound now."""
        return self._table.get(self.action, ())

    @property
    def waits(self) -> bool:
        """Whether the next press is bound."""
        return perf_counter() < self._until

    @property
    def hint(self) -> str:
        """See `Row`."""
        return self._told or _(HINTS[self.device])

    @property
    def told(self) -> str:
        """See `Row`."""
        bound = ", ".join(self._name(code) for code in self.codes) or _(NOTHING)
        return f"{_(self.action.value)}: {_(PRESS) if self.waits else bound}"

    @property
    def is_as_made(self) -> bool:
        """See `Row`."""
        return self.codes == self._made.get(self.action, ())

    def reset(self) -> None:
        """See `Row`. What another action has of it meanwhile, that one loses, and gets what this one had."""
        self._until, self._told = 0.0, ""
        made = self._made.get(self.action, ())
        for slot, code in enumerate(made):
            self._bind(slot, code)
        now = {**self._table, self.action: made}
        self._services.settings.bind(self.device, changed_from(self._made, now))

    @property
    def label(self) -> str:
        """See `Row`."""
        words = _(self.action.value)
        return words[:1].upper() + words[1:]

    def draw(self, sheet: Sheet, at: Point, height: float, px: float, *, chosen: bool) -> None:
        """See `Row`."""
        style, (x, y), width = sheet.style, at, (WIDTH - FIRST_SLOT) / self._slots
        draw_label(sheet, at, self.label, px, chosen=chosen)
        self._slot_boxes = []
        for slot in range(self._slots):
            left = x + FIRST_SLOT + wider(sheet) + slot * width
            code = self.codes[slot] if slot < len(self.codes) else None
            here = chosen and slot == self._slot
            missing = code is None and not self.codes and slot == 0
            name = self._name(code) if code is not None else NOTHING if missing else ""
            colour = style.danger if missing else style.accent if here else style.title
            share = 1.0 if here or missing else UNCHOSEN
            at_slot = (left + width / 2, y + MIDDLE)
            signs = min(LABEL_PX, SIGN_SHARE * height / max(1.0, sheet.text))
            size = signs if self.device in SIGNED else VALUE_PX
            written = _(PRESS) if here and self.waits else name
            is_long = sheet.width_of(written, size) > width - GAP
            sheet.write(
                written, (left + GAP / 2, at_slot[1]) if is_long else at_slot, size, colour, strong=here,
                anchor=0.0 if is_long else 0.5, share=share, room=self._room(slot) * width - GAP, centred=True,
            )  # fmt: skip
            line = style.accent if here else shaded(style.dim, 0.5)
            draw_line(sheet, (left + GAP / 2, y + MIDDLE + UNDERLINE), width - GAP, GOLD if here else HAIR, line)
            self._slot_boxes.append(pygame.Rect(sheet.pixel((left, y)), sheet.pixel((width, height))))

    def step(self, steps: int) -> None:
        """Choose another of its places."""
        if not self.waits:
            self._slot = min(self._slots - 1, max(0, self._slot + (1 if steps > 0 else -1)))

    def accept(self) -> Change:
        """Wait for a press."""
        self._until, self._told = perf_counter() + WAITS_S, ""
        return None

    def press(self, pixel: tuple[int, int]) -> Change:
        """Choose the place under the mouse, and wait for a press."""
        self._slot = next((slot for slot, box in enumerate(self._slot_boxes) if box.collidepoint(pixel)), self._slot)
        return self.accept()

    def drag(self, pixel: tuple[int, int]) -> None:
        """There is nothing to be dragged."""

    def listens(self, event: pygame.Event) -> bool:
        """While it waits it has all events: what it waits for is bound; what means no ends the waiting."""
        if not self.waits:
            return False
        code = _code_of(event, self.device)
        if code is not None:
            self._until = 0.0
            self._take(code)
        elif _means_no(event, self.device):
            self._until = 0.0
        return event.type not in (pygame.MOUSEBUTTONUP, pygame.KEYUP, pygame.CONTROLLERBUTTONUP)

    def _name(self, code: int) -> str:
        """Short: that it is a button of the mouse, the page says. Of two keys with one name it is told which."""
        if self.device == "mouse" and code in SIDES:
            return _(SIDES[code])
        name = self._services.names.code(self.device, code)
        if self.device == "keys" and code in (*LEFTS, *RIGHTS):
            return (_("L {key}") if code in LEFTS else _("R {key}")).format(key=name)
        return name

    def _room(self, slot: int) -> int:
        """Over how many places a long name may go: its own, and those after it that are empty."""
        free = slot + 1
        while len(self.codes) <= free < self._slots and not (self.waits and free == self._slot):
            free += 1
        return free - slot

    @property
    def _slots(self) -> int:
        return 1 if isinstance(self.action, Axis) else SLOTS

    @property
    def _table(self) -> dict[StrEnum, tuple[int, ...]]:
        return self._services.bindings.table(self.device)

    @property
    def _made(self) -> dict[StrEnum, tuple[int, ...]]:
        return made_for(left_handed=self._services.settings.now.hands.left_handed).table(self.device)

    def _take(self, code: int) -> None:
        """Bind it, and tell from whom it was taken."""
        loser = self._bind(self._slot, code)
        if loser is None:
            return
        names = self._services.names
        left = self._table.get(loser, ())
        told = _("{key} was: {action}; that is {others} now.") if left else _("{key} was: {action}; that has none now.")
        others = "  ".join(names.code(self.device, other) for other in left)
        self._told = told.format(key=names.code(self.device, code), action=_(loser.value), others=others)

    def _bind(self, slot: int, code: int) -> StrEnum | None:
        bound, loser = rebound(self._table, self._made, self.action, slot, code)
        self._services.settings.bind(self.device, bound)
        return loser


def binding_rows(services: Services, heading: str) -> list[BindingRow]:
    """The rows of a page."""
    device, actions = PAGES[heading]
    return [BindingRow(services, device, action) for action in actions]


def _code_of(event: pygame.Event, device: str) -> int | None:
    """What an event says is to be bound on a device; None for what is for another, or is never bound."""
    match event.type, device:
        case pygame.KEYDOWN, "keys":
            return position(event) if position(event) not in (0, ALWAYS_PAUSE[0]) else None
        case pygame.MOUSEBUTTONDOWN, "mouse":
            return int(event.button)
        case pygame.CONTROLLERBUTTONDOWN, "buttons":
            return int(event.button) if event.button != ALWAYS_PAUSE[1] else None
        case pygame.CONTROLLERAXISMOTION, "axes":
            return int(event.axis) if abs(event.value) > FAR * FULL_AXIS else None
    return None


def _means_no(event: pygame.Event, device: str) -> bool:
    """Whether nothing is to be bound after all."""
    match event.type:
        case pygame.KEYDOWN:
            return position(event) == ALWAYS_PAUSE[0]
        case pygame.CONTROLLERBUTTONDOWN:
            return event.button == ALWAYS_PAUSE[1] or device != "axes"
        case pygame.MOUSEBUTTONDOWN | pygame.WINDOWFOCUSLOST:
            return True
    return False
