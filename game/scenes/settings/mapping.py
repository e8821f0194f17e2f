"""The page on which a pad is mapped that SDL does not know: it asks for one control after the other."""

from pathlib import Path

import pygame

from game.core.language import N_, _
from game.input.mapping import CONTROLS, Draft, guid_of
from game.input.menu import Command, MenuReader
from game.input.pads import REMOVED
from game.scenes.base import Beneath, Change, Pop
from game.scenes.narrator import Narrated
from game.scenes.page.page import COLUMN, LEFT, Sheet, eased, veil
from game.scenes.services import Services

FADE_S = 0.18
DEAF_S = 0.35
"""After a control was taken nothing else is for so long: a trigger may tell of itself twice, and a stick comes back."""
ROOM = 620.0
"""What text may fill, px of the design."""
TEXT_PX, STEP = 22.0, 34.0
WAY_HEIGHT = 40.0
SKIP, BACK = N_("It has none: go on"), N_("Go back")
FIRST = N_("Press any button of the pad that is to be mapped")
BY_ITSELF = N_("The lower button once more: it has none; the right one once more: go back")
"""For hands that hold nothing but the pad, once it is known which these are."""
DONE = N_("It is mapped, and kept. Go back and play.")
REFUSED = N_("This pad cannot be mapped: play with keyboard and mouse, or another one")


class MappingPage:
    """Asks, listens to the device whose button was pressed first, and hands the mapping over."""

    cursor = True

    def __init__(self, services: Services, beneath: Beneath) -> None:
        self._services, self._beneath = services, beneath
        self._reader = MenuReader()
        self._draft: Draft | None = None
        self._instance: int | None = None
        self._at = 0
        """Which of the controls is asked for."""
        self._told = FIRST
        self._time_s, self._deaf_until = 0.0, 0.0
        self._boxes: dict[str, pygame.Rect] = {}

    @property
    def narrated(self) -> Narrated:
        """What is said of it."""
        return Narrated(_("Map a pad"), _(self._asked))

    def handle(self, event: pygame.Event) -> Change:
        """The pad answers; Esc or a click on the words goes back, Enter or a click passes over what it has not.

        So do its own lower and right button once they are known, and another pad's.
        """
        if event.type in REMOVED and event.instance_id == self._instance:
            return Pop()
        if event.type == pygame.MOUSEBUTTONDOWN and event.button == pygame.BUTTON_LEFT:
            taken = next((words for words, box in self._boxes.items() if box.collidepoint(event.pos)), "")
            if taken == BACK:
                return self._leave()
            if taken == SKIP:
                self._next()
        elif event.type == pygame.CONTROLLERBUTTONDOWN and self._is_asking and event.instance_id == self._instance:
            return None  # what SDL takes it for is what is asked
        elif event.type in (pygame.KEYDOWN, pygame.CONTROLLERBUTTONDOWN):
            command = self._reader.read(event)
            if command is Command.BACK:
                return self._leave()
            if command is Command.ACCEPT and self._is_asking:
                self._next()
            elif command is Command.ACCEPT and self._draft is not None:
                return self._leave()
        elif self._time_s >= self._deaf_until:
            return self._hear(event)
        return None

    def update(self, elapsed_s: float) -> Change:
        """The lights go down."""
        self._time_s += elapsed_s
        self._beneath.glow(elapsed_s)
        return None

    def draw(self, target: pygame.Surface) -> None:
        """Paint the page over what lies beneath."""
        covered = eased(self._time_s / FADE_S)
        self._beneath.draw(target, covered)
        veil(target, covered)
        style, sheet = self._services.style, Sheet(target, self._services.style)
        middle = sheet.height / 2
        name = self._draft.name if self._draft is not None else _("A PAD WITHOUT A MAP")
        sheet.overline(name.upper(), (LEFT, middle - 190), room=0.7 * COLUMN)
        sheet.write(_("Map a pad"), (LEFT - 2, middle - 172), 50, style.title, strong=True, room=ROOM)
        sheet.rule((LEFT, middle - 84), COLUMN)
        sheet.write(_(self._asked), (LEFT, middle - 56), TEXT_PX, style.accent, room=ROOM)
        told = _("{n} of {all}").format(n=min(self._at + 1, len(CONTROLS)), all=len(CONTROLS))
        sheet.write(told if self._is_asking else "", (LEFT, middle - 56 + sheet.step(STEP, TEXT_PX)), 17, style.quiet)
        y = middle + 40
        self._boxes = {}
        for words in [SKIP] * self._is_asking + [BACK]:
            sheet.write(_(words), (LEFT + 8, y + WAY_HEIGHT / 2), TEXT_PX, style.title, room=ROOM, centred=True)
            self._boxes[words] = pygame.Rect(sheet.pixel((LEFT - 16, y)), sheet.pixel((ROOM, WAY_HEIGHT)))
            y += max(WAY_HEIGHT, sheet.step(WAY_HEIGHT, TEXT_PX))
        if self._is_asking and {"a", "b"} <= self._found:
            sheet.paragraph(_(BY_ITSELF), (LEFT + 8, y + 16), 17, style.quiet, room=ROOM)

    def close(self, *, crashed: bool) -> Path | None:
        """What was mapped is kept."""
        self._services.settings.save()
        return None

    @property
    def _is_asking(self) -> bool:
        return self._draft is not None and self._at < len(CONTROLS)

    @property
    def _found(self) -> set[str]:
        """What is known of the pad so far."""
        return set(self._draft.found) if self._draft is not None else set()

    @property
    def _asked(self) -> str:
        return CONTROLS[self._at].asked if self._is_asking else self._told

    def _hear(self, event: pygame.Event) -> Change:
        """What a joystick says: the first button tells which one, and all after that what stands for what."""
        if self._draft is None:
            if event.type == pygame.JOYBUTTONDOWN and self._services.pads is not None:
                self._instance = event.instance_id
                self._draft = self._services.pads.draft(event.instance_id)
                self._deaf_until = self._time_s + DEAF_S
            return None
        if event.dict.get("instance_id") != self._instance or self._told == DONE:
            return None  # once it is mapped it speaks as a gamepad
        again = self._draft.stands_for(event)
        if again == "b" or (again == "a" and not self._is_asking):
            return self._leave()
        if self._is_asking and (again == "a" or self._draft.offer(event, CONTROLS[self._at])):
            self._deaf_until = self._time_s + DEAF_S
            self._next()
        return None

    def _next(self) -> None:
        """Ask for the next control; after the last one the mapping is handed over, and kept if it is taken."""
        if not self._is_asking or self._draft is None:
            return
        self._services.mixer.tap("move")
        self._at += 1
        if self._is_asking:
            return
        mapping, pads, settings = self._draft.text(), self._services.pads, self._services.settings
        taken = bool(self._draft.found) and pads is not None and pads.learn(mapping)
        self._told = DONE if taken else REFUSED
        if taken:
            others = [one for one in settings.now.bindings.pads if guid_of(one) != guid_of(mapping)]
            settings.know_pads((*others, mapping))

    def _leave(self) -> Change:
        self._services.mixer.tap("back")
        return Pop()
