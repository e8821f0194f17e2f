"""The window: opened with care, paced to the display, and full screen at a key."""

import os
import warnings
from time import perf_counter, sleep

import pygame

CAPTION = "FLAWSONG"
LEAST_SIZE = (640, 360)
"""Below this, pages and stage are no longer readable."""
LEAST_RATE = 60
"""Frames a second, where the display does not tell its own or is slower."""
HASTE = 1.05
"""The loop runs a little faster than the display and lets vsync hold it back; told rates are rounded down."""
MOST_RATE = 240
"""More than this nobody sees, and it takes the processor from the simulation."""
_HIDDEN_DRIVERS = ("dummy", "offscreen")
"""Video drivers that SDL falls back to without a display; fine if somebody asked for them."""


class NoDisplayError(Exception):
    """There is nothing to open a window on; the message says what to do."""


class Window:
    """The one window of the program."""

    def __init__(self, size: tuple[int, int], icon: pygame.Surface, *, fullscreen: bool = False) -> None:
        """Open it.

        Raises:
            NoDisplayError: there is no display.
        """
        _open_display()
        pygame.font.init()
        pygame.display.set_caption(CAPTION)
        pygame.display.set_icon(icon)
        self._windowed = _at_least(size)
        self._full = fullscreen
        self._cursor = True
        self._shown_at: float | None = None
        self._due = perf_counter()
        self._surface, self._rate = self._open()

    @property
    def surface(self) -> pygame.Surface:
        """What scenes draw on; another one after the window changed its size."""
        return self._surface

    def handle(self, event: pygame.Event) -> bool:
        """Take in what concerns the window itself; returns whether nobody else needs to hear of it."""
        if event.type == pygame.VIDEORESIZE and not self._full:
            self._windowed = _at_least(event.size)
            if self._windowed != event.size:
                self._surface, self._rate = self._open()
            self._surface = pygame.display.get_surface() or self._surface
        elif event.type == pygame.KEYDOWN and _asks_full(event):
            self._full = not self._full
            self._surface, self._rate = self._open()
            return True
        return False

    def wait(self) -> float:
        """Wait until it is time for the next frame; returns real seconds since the last one began."""
        now = perf_counter()
        if now < self._due:
            sleep(self._due - now)
            now = perf_counter()
        # A late frame is not made up for: the next is due a whole period after it.
        self._due = max(self._due, now - 1.0 / self._rate) + 1.0 / self._rate
        elapsed = 0.0 if self._shown_at is None else now - self._shown_at
        self._shown_at = now
        return elapsed

    def show(self, *, cursor: bool) -> None:
        """Show the frame that was drawn."""
        if cursor != self._cursor:
            self._cursor = cursor
            pygame.mouse.set_visible(cursor)
        pygame.display.flip()

    def close(self) -> None:
        """Close it, and leave the display."""
        pygame.mouse.set_visible(True)
        pygame.display.quit()

    def _open(self) -> tuple[pygame.Surface, float]:
        """Set the mode, in step with the display where it can be; the surface, and frames a second."""
        size, flags = ((0, 0), pygame.FULLSCREEN) if self._full else (self._windowed, pygame.RESIZABLE)
        try:
            with warnings.catch_warnings(action="error"):  # vsync without a graphics card only costs a copy
                surface = pygame.display.set_mode(size, flags, vsync=1)
        except (pygame.error, Warning):
            surface = pygame.display.set_mode(size, flags)
        rate = min(MOST_RATE, max(LEAST_RATE, pygame.display.get_current_refresh_rate()))
        return surface, HASTE * rate


def _open_display() -> None:
    asked = os.environ.get("SDL_VIDEODRIVER") or os.environ.get("SDL_VIDEO_DRIVER")
    try:
        pygame.display.init()
    except pygame.error as error:
        raise NoDisplayError(f"No display to open a window on ({error}).") from None
    if not asked and pygame.display.get_driver() in _HIDDEN_DRIVERS:
        pygame.display.quit()
        raise NoDisplayError(
            "No display to open a window on: start the game from a desktop, or set DISPLAY;"
            " `flawsong sim LEVEL` performs without a window."
        )


def _at_least(size: tuple[int, int]) -> tuple[int, int]:
    return max(LEAST_SIZE[0], size[0]), max(LEAST_SIZE[1], size[1])


def _asks_full(event: pygame.Event) -> bool:
    """F11, or Alt and Enter."""
    return event.key == pygame.K_F11 or (event.key == pygame.K_RETURN and bool(event.mod & pygame.KMOD_ALT))
