"""The window: opened with care, paced to the display, and full screen at a key."""

import os
from collections import deque
from time import perf_counter, sleep

import pygame

from game.core.paths import cache_room
from game.scenes.window.monitors import all_bounds, bounds_of
from game.settings import Display

CAPTION, APP = "FLAWSONG", "flawsong"
LEAST_SIZE = (640, 360)
"""Below this, pages and stage are no longer readable."""
LEAST_RATE = 60
"""Frames a second where the display does not tell its own rate, or is slower."""
MOST_RATE = 240
"""More than this nobody sees, and it takes the processor from the simulation."""
OF_ANOTHER = (pygame.WINDOWCLOSE, pygame.WINDOWFOCUSLOST, pygame.WINDOWHIDDEN)
"""What is told of a window that is only changed: nobody went away."""
WINDOWED, BORDERLESS, FULL = "window", "borderless", "full screen"
HASTE = 1.05
"""The loop runs a little faster than the display and lets vsync hold it back; told rates are rounded down."""
UPLOADS = 30
"""Frames shown lately that are looked at for how long that takes."""
LOOKS_S, LOOKS = 1.0, 3
"""s from one look at the monitors to the next; after a change the window is put right so many times, as desktops move
what they cannot show any more by themselves, and late."""
LEAST_SEEN = 0.5
"""A window of which less than this share is on any monitor is brought back."""
_VSYNC_HINT = "SDL_RENDER_VSYNC"
"""Keeps the picture in step with the display where a graphics card shows it; does nothing without one."""
HIDDEN_DRIVERS = ("dummy", "offscreen")
"""Video drivers that SDL falls back to without a display; fine if somebody asked for them."""


CALM_RATE = 12.0
"""Frames a second of a page while kernels are compiled."""
UNSEEN_RATE = 4.0
"""Times a second that a window which nobody can see looks for events; it draws nothing."""
NAMES = ("SDL_APP_NAME", "SDL_VIDEO_X11_WMCLASS", "SDL_VIDEO_WAYLAND_WMCLASS")
"""By which desktops know whose window it is: the name of the `.desktop` entry."""
_DPI_HINT = "SDL_WINDOWS_DPI_AWARENESS"
"""Windows then gives each of a monitor's pixels to the game, where it would enlarge a smaller picture."""
NO_SHADER_CACHE = ("MESA_SHADER_CACHE_DISABLE", "MESA_GLSL_CACHE_DISABLE")
"""Newer and older graphics drivers of Linux are asked by these to keep nothing..."""
SHADER_CACHE_BYTES = 8 << 20
"""...where less than this is free: they write to memory that stands for a file, which on a full disk is a bus error."""
OF_MOUSE = (pygame.MOUSEMOTION, pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP)
GONE = (pygame.WINDOWMINIMIZED, pygame.WINDOWHIDDEN)
BACK = (pygame.WINDOWRESTORED, pygame.WINDOWSHOWN, pygame.WINDOWMAXIMIZED, pygame.WINDOWEXPOSED)


class NoDisplayError(Exception):
    """There is nothing to open a window on; the message says what to do."""


class Window:
    """The one window of the program."""

    def __init__(self, size: tuple[int, int], icon: pygame.Surface, wanted: Display | None = None) -> None:
        """Open it.

        Raises:
            NoDisplayError: there is no display.
        """
        _open_display()
        pygame.font.init()
        self._size, self._icon = _at_least(size), icon
        self._wanted = wanted or Display()
        self._cursor, self._hidden = True, True
        self._is_seen = True
        pygame.display.set_allow_screensaver(True)
        self._uploads: deque[float] = deque([0.0], UPLOADS)
        self._began: float | None = None
        self._due = perf_counter()
        self._monitors, self._looked, self._looks = all_bounds(), self._due, 0
        self._open()
        if self._wanted.window != WINDOWED or self._wanted.monitor != "1":
            self._unhide()  # a hidden window is not enlarged before it is shown
            self._place()

    def _open(self) -> None:
        os.environ[_VSYNC_HINT] = "1" if self._wanted.vsync else "0"
        self._window = pygame.Window(CAPTION, self._size, resizable=True, hidden=True, allow_high_dpi=True)
        self._window.get_surface()  # SDL may make another window for its surface: not before somebody's eyes
        self._window.minimum_size = LEAST_SIZE
        self._window.set_icon(self._icon)
        self._period_s = _period_s(self._wanted.cap)

    def obey(self, wanted: Display) -> None:
        """Be as the player set it; nothing happens where it is so already."""
        before, self._wanted = self._wanted, wanted
        self._period_s = _period_s(wanted.cap)
        if wanted.vsync != before.vsync:  # told to SDL as a window is made, and never again
            if before.window == WINDOWED:
                self._size = _at_least(self._window.size)
            old, self._hidden = self._window, True
            self._open()
            self._unhide()
            old.destroy()
            pygame.event.clear(OF_ANOTHER)
            if wanted.window != WINDOWED or wanted.monitor != "1":
                self._place()
        elif (wanted.window, wanted.monitor) != (before.window, before.monitor):
            if before.window == WINDOWED:
                self._size = _at_least(self._window.size)
            self._place(before)

    def _place(self, before: Display | None = None) -> None:
        """Put it on its monitor, in its way, from how it was `before`; only what differs is asked of the desktop.

        Desktops answer late, and not always in order: what has a frame is taken off the screen to lose it.
        """
        mode, was = self._wanted.window, WINDOWED if before is None else before.window
        monitor = self._wanted.monitor
        left, top, width, height = bounds_of(int(monitor) - 1)
        if was == FULL:
            self._window.set_windowed()
        if BORDERLESS in (mode, was) and mode != was:
            self._window.hide()
            self._window.borderless = mode == BORDERLESS
            self._window.size = (width, height) if mode == BORDERLESS else self._size
            self._window.show()
            pygame.event.clear(OF_ANOTHER)
        if mode == BORDERLESS:
            self._window.position = (left, top)
        elif was == BORDERLESS or monitor != ("1" if before is None else before.monitor):
            self._window.position = (left + (width - self._size[0]) // 2, top + (height - self._size[1]) // 2)
        if mode == FULL:
            self._window.set_fullscreen(desktop=True)

    def _cover(self) -> None:
        """Fill its monitor, which may be another one now, or have another size."""
        left, top, *size = bounds_of(int(self._wanted.monitor) - 1)
        if (tuple(self._window.position), tuple(self._window.size)) != ((left, top), tuple(size)):
            self._window.size = (size[0], size[1])
            self._window.position = (left, top)

    def _look_at_monitors(self, now: float) -> None:
        """Come to where it can be seen when one of the monitors went, came or changed; SDL does so in full screen."""
        if now - self._looked < LOOKS_S:
            return
        self._looked, there = now, all_bounds()
        if there != self._monitors:
            self._monitors, self._looks = there, LOOKS
        if self._looks:
            self._looks -= 1
            if self.mode == BORDERLESS:
                self._cover()
            elif self.mode == WINDOWED:
                self._come_back()

    def _come_back(self) -> None:
        """To the middle of its monitor, if most of it is on none."""
        shown = pygame.Rect(self._window.position, self._window.size)
        seen = [shown.clip(monitor) for monitor in self._monitors]
        if max(part.width * part.height for part in seen) < LEAST_SEEN * shown.width * shown.height:
            left, top, width, height = bounds_of(int(self._wanted.monitor) - 1)
            self._window.position = (left + (width - shown.width) // 2, top + (height - shown.height) // 2)

    def in_pixels(self, event: pygame.Event) -> pygame.Event:
        """An event with its place in pixels of the picture: on scaled displays windows are told of larger units."""
        told, shown = self._window.size, self.size()
        if event.type not in OF_MOUSE or told == shown:
            return event
        scale = shown[0] / told[0], shown[1] / told[1]
        places = {name: _scaled(event.dict[name], scale) for name in ("pos", "rel") if name in event.dict}
        return pygame.Event(event.type, event.dict | places)

    @property
    def surface(self) -> pygame.Surface:
        """What scenes draw on: as large as the window is now."""
        return self._window.get_surface()

    def size(self) -> tuple[int, int]:
        """Its size now, px."""
        return self._window.get_surface().get_size()

    def handle(self, event: pygame.Event) -> bool:
        """Full screen and back at F11, or Alt and Enter; returns whether nobody else needs to hear of it."""
        self._is_seen = (self._is_seen or event.type in BACK) and event.type not in GONE
        if event.type == pygame.WINDOWDISPLAYCHANGED and self.mode == BORDERLESS:
            self._cover()
        if event.type != pygame.KEYDOWN or not _asks_full(event):
            return False
        self.obey(self._wanted.model_copy(update={"window": WINDOWED if self.mode == FULL else FULL}))
        return True

    @property
    def mode(self) -> str:
        """A window, borderless or full screen."""
        return self._wanted.window

    @property
    def is_seen(self) -> bool:
        """Whether anybody can see it: neither minimised nor hidden."""
        return self._is_seen

    def wait(self, *, calm: bool = False) -> float:
        """Wait until it is time for the next frame; returns real seconds since the last one began.

        With `calm`, frames come at CALM_RATE: pages hardly move, and somebody else needs the processor. While nobody
        can see the window, they come at UNSEEN_RATE.
        """
        now = perf_counter()
        self._look_at_monitors(now)
        if calm or not self._is_seen:
            rate = CALM_RATE if self._is_seen else UNSEEN_RATE
            self._due = max(self._due, (self._began or now) + 1.0 / rate)
        if now < self._due:
            sleep(self._due - now)
            now = perf_counter()
        # A late frame is not made up for: the next is due a whole period after it.
        self._due = max(self._due, now - self._period_s) + self._period_s
        elapsed = 0.0 if self._began is None else now - self._began
        self._began = now
        return elapsed

    def show(self, *, cursor: bool) -> None:
        """Show the frame that was drawn, and with the first one the window itself.

        Without a cursor something is played, or told: then no screen saver comes in between.
        """
        self._unhide()
        if cursor != self._cursor:
            self._cursor = cursor
            pygame.mouse.set_visible(cursor)
            pygame.display.set_allow_screensaver(cursor)
        began = perf_counter()
        self._window.flip()
        self._uploads.append(perf_counter() - began)

    @property
    def upload_s(self) -> float:
        """s that showing a frame takes: the least of late, as others also waited for the display."""
        return min(self._uploads)

    def close(self) -> None:
        """Close it, and leave the display."""
        self._window.destroy()
        pygame.display.quit()

    def _unhide(self) -> None:
        if self._hidden:
            self._hidden = False
            self._window.show()


def _open_display() -> None:
    """Let SDL find a display.

    Raises:
        NoDisplayError: there is none that anybody sees.
    """
    asked = os.environ.get("SDL_VIDEODRIVER") or os.environ.get("SDL_VIDEO_DRIVER")
    for name in NAMES:
        os.environ.setdefault(name, APP)
    os.environ.setdefault(_DPI_HINT, "permonitorv2")
    if cache_room() < SHADER_CACHE_BYTES:
        for name in NO_SHADER_CACHE:
            os.environ.setdefault(name, "true")
    try:
        pygame.display.init()
    except pygame.error as error:
        raise NoDisplayError(f"No display to open a window on ({error}).") from None
    if not asked and pygame.display.get_driver() in HIDDEN_DRIVERS:
        pygame.display.quit()
        raise NoDisplayError(
            "No display to open a window on: start the game from a desktop, or set DISPLAY;"
            " `flawsong sim LEVEL` performs without a window."
        )


def _period_s(cap: str) -> float:
    """s from one frame to the next."""
    if cap != "display":
        return 1.0 / float(cap)
    rates = pygame.display.get_desktop_refresh_rates()
    return 1.0 / (HASTE * min(MOST_RATE, max([LEAST_RATE, *rates])))


def _scaled(place: tuple[int, int], scale: tuple[float, float]) -> tuple[int, int]:
    return round(place[0] * scale[0]), round(place[1] * scale[1])


def _at_least(size: tuple[int, int]) -> tuple[int, int]:
    return max(LEAST_SIZE[0], size[0]), max(LEAST_SIZE[1], size[1])


def _asks_full(event: pygame.Event) -> bool:
    return event.key == pygame.K_F11 or (event.key == pygame.K_RETURN and bool(event.mod & pygame.KMOD_ALT))
