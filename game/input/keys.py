"""Keys by their place on the keyboard: what a layout calls them differs, where they lie does not."""

from collections.abc import Mapping
from time import perf_counter

import pygame

from game.core.language import N_, _
from game.input.pads import REMOVED
from game.input.sdl import sdl

LONGEST_GAP_S = 1.0
"""A held key repeats at least so often, s; after a longer silence its release was missed, and it is a new press."""
_NAMED = 1 << 30
"""SDL's mark of keys without a letter; the rest of such a key code is where it lies on a plain keyboard."""
_NAMES: Mapping[int, str] = {
    pygame.KSCAN_LEFT: "←",
    pygame.KSCAN_RIGHT: "→",
    pygame.KSCAN_UP: "↑",
    pygame.KSCAN_DOWN: "↓",
    pygame.KSCAN_ESCAPE: "Esc",
    pygame.KSCAN_RETURN: N_("Enter"),
    pygame.KSCAN_SPACE: N_("Space"),
    pygame.KSCAN_TAB: "Tab",
    pygame.KSCAN_BACKSPACE: N_("Backspace"),
    pygame.KSCAN_LSHIFT: N_("Shift"),
    pygame.KSCAN_RSHIFT: N_("Shift"),
    pygame.KSCAN_LCTRL: N_("Ctrl"),
    pygame.KSCAN_RCTRL: N_("Ctrl"),
    pygame.KSCAN_LALT: "Alt",
    pygame.KSCAN_RALT: "Alt",
    pygame.KSCAN_INSERT: N_("Ins"),
    pygame.KSCAN_DELETE: N_("Del"),
    pygame.KSCAN_HOME: N_("Home"),
    pygame.KSCAN_END: N_("End"),
    pygame.KSCAN_PAGEUP: N_("Page ↑"),
    pygame.KSCAN_PAGEDOWN: N_("Page ↓"),
    pygame.KSCAN_PAUSE: "Pause",
}
LEFTS = (pygame.KSCAN_LSHIFT, pygame.KSCAN_LCTRL, pygame.KSCAN_LALT)
RIGHTS = (pygame.KSCAN_RSHIFT, pygame.KSCAN_RCTRL, pygame.KSCAN_RALT)
"""Keys that there are twice, with one name."""
_PLAIN: Mapping[int, int] = {
    getattr(pygame, name): getattr(pygame, place)
    for name in dir(pygame)
    if name.startswith("K_") and hasattr(pygame, place := f"KSCAN_{name[2:].upper()}")
}
"""Where the keys lie on a plain keyboard, by their key codes."""
_UNWRITTEN = 0x530
"""From here on the game's face has no letters: it has those of Latin, Greek and Cyrillic."""
_WHITE = (pygame.K_RETURN, pygame.K_ESCAPE, pygame.K_BACKSPACE, pygame.K_TAB, pygame.K_SPACE)


def position(event: pygame.Event) -> int:
    """The scancode of the key that was pressed or released.

    Letters, digits and signs go by where they lie. Keys with a name (Esc, Tab, arrows) go by that, as some people
    exchange them on purpose. A letter without a place (an on-screen keyboard's) lies where a plain keyboard has it.
    """
    key, scancode = event.dict.get("key", 0), event.dict.get("scancode", 0)
    if key in _WHITE or key & _NAMED:
        return _PLAIN.get(key, key & ~_NAMED)
    return int(scancode or _PLAIN.get(key, 0))


class Presses:
    """Tells a press from the repeats of a key or a button that is held, whoever had the window when it went down."""

    def __init__(self) -> None:
        self._down: dict[tuple[str, int, int], float] = {}

    def is_repeat(self, event: pygame.Event) -> bool:
        """Whether an event only says again that something is held."""
        match event.type:
            case pygame.KEYDOWN:
                return self._is_down(("key", 0, position(event))) or bool(event.dict.get("repeat"))
            case pygame.KEYUP:
                self._down.pop(("key", 0, position(event)), None)
            case pygame.CONTROLLERBUTTONDOWN:
                return self._is_down(("button", event.dict.get("instance_id", 0), event.button))
            case pygame.CONTROLLERBUTTONUP:
                self._down.pop(("button", event.dict.get("instance_id", 0), event.button), None)
            case kind if kind == pygame.WINDOWFOCUSLOST or kind in REMOVED:
                self._down.clear()  # what comes up now is never told
        return False

    def _is_down(self, source: tuple[str, int, int]) -> bool:
        now = perf_counter()
        before, self._down[source] = self._down.get(source), now
        return before is not None and now - before < LONGEST_GAP_S


class Layout:
    """What the player's keyboard has written on its keys."""

    def __init__(self) -> None:
        self._seen: dict[int, int] = {}

    def notice(self, event: pygame.Event) -> None:
        """Learn from what is typed; forget it when another layout is chosen."""
        if event.type == pygame.KEYMAPCHANGED:
            self._seen.clear()
        elif event.type == pygame.KEYDOWN and event.dict.get("scancode") and event.dict.get("key"):
            self._seen[event.scancode] = event.key

    def label(self, scancode: int) -> str:
        """What to call a key: its letter, or its name."""
        if scancode in _NAMES:
            return _(_NAMES[scancode])
        key = self._seen.get(scancode) or _key_at(scancode)
        if not key or key & _NAMED:
            return pygame.key.name(key or scancode | _NAMED).title()
        if key >= _UNWRITTEN:
            key = _plain_key_at(scancode)
        letter = chr(key)
        capital = letter.upper()
        return capital if len(capital) == 1 else letter


def _key_at(scancode: int) -> int:
    """The key code at a place in the layout that is on; 0 where that is not known.

    pygame does not hand this through, but SDL is loaded with it.
    """
    library = sdl()
    return int(library.SDL_GetKeyFromScancode(scancode) if library is not None else 0) or _plain_key_at(scancode)


def _plain_key_at(scancode: int) -> int:
    return next((code for code, place in _PLAIN.items() if place == scancode), 0)
