"""The window itself: its sizes, full screen, its pace, and what happens without a display."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from types import SimpleNamespace

import pygame
import pytest

from game.render import load_palette
from game.scenes.window.icon import SIDE, icon
from game.scenes.window.monitors import bounds_of
from game.scenes.window.window import APP, LEAST_SIZE, NAMES, NO_SHADER_CACHE, SHADER_CACHE_BYTES, UNSEEN_RATE, Window
from game.settings import Display
from game.settings.sections import WindowMode

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def opened(size: tuple[int, int], wanted: Display | None = None) -> Iterator[Window]:
    """A window that goes before its display does: collected later, it takes a new one at the same address with it."""
    window = Window(size, icon(load_palette("sunset")), wanted)
    yield window
    window._window.destroy()


@pytest.fixture
def window() -> Iterator[Window]:
    with opened((800, 450)) as window:
        yield window


def key(code: int, mod: int = 0) -> pygame.Event:
    return pygame.Event(pygame.KEYDOWN, key=code, mod=mod)


def test_it_opens_as_large_as_asked_but_never_too_small(window: Window) -> None:
    assert window.size() == (800, 450) == window.surface.get_size()
    with opened((100, 50)) as small:
        assert small.size() == LEAST_SIZE


@pytest.mark.parametrize("event", [key(pygame.K_F11), key(pygame.K_RETURN, pygame.KMOD_LALT)])
def test_what_fills_the_screen_brings_the_window_back_as_well(window: Window, event: pygame.Event) -> None:
    window.show(cursor=True)
    assert window.handle(event)
    assert window.size() == pygame.display.get_desktop_sizes()[0]
    assert window.handle(event)
    pygame.event.pump()
    assert window.size() == (800, 450)


@pytest.mark.parametrize("mode", ["borderless", "full screen"])
def test_it_fills_the_screen_when_asked_to(window: Window, mode: WindowMode) -> None:
    window.show(cursor=True)
    for _ in range(2):
        window.obey(Display(window=mode))
        assert window.mode == mode
        assert window.size() == pygame.display.get_desktop_sizes()[0]
    window.obey(Display())
    pygame.event.pump()
    assert (window.mode, window.size()) == ("window", (800, 450))


def test_it_opens_as_it_was_set() -> None:
    with opened((800, 450), Display(window="full screen")) as window:
        assert window.size() == pygame.display.get_desktop_sizes()[0]


def test_out_of_step_it_is_another_window_of_the_same_size(window: Window) -> None:
    window.show(cursor=True)
    window.obey(Display(vsync=False))
    assert os.environ["SDL_RENDER_VSYNC"] == "0"
    assert window.size() == (800, 450)
    window.show(cursor=True)
    window.obey(Display(window="full screen"))
    window.obey(Display(window="full screen", vsync=True))
    assert window.size() == pygame.display.get_desktop_sizes()[0]
    assert not pygame.event.get((pygame.WINDOWCLOSE, pygame.QUIT)), "the game goes on"


def test_a_monitor_that_is_not_there_is_the_first(window: Window) -> None:
    window.show(cursor=True)
    window.obey(Display(window="full screen", monitor="4"))
    assert window.size() == pygame.display.get_desktop_sizes()[0]
    assert bounds_of(3) == bounds_of(0)


Bounds = list[tuple[int, int, int, int]]


@pytest.fixture
def plug(window: Window, monkeypatch: pytest.MonkeyPatch) -> Callable[[Bounds], None]:
    """Lets monitors come and go, and the window look at them."""
    module = "game.scenes.window.window"

    def change(there: Bounds) -> None:
        monkeypatch.setattr(f"{module}.all_bounds", lambda: there)
        monkeypatch.setattr(f"{module}.bounds_of", lambda number: there[number if number < len(there) else 0])
        monkeypatch.setattr(f"{module}.LOOKS_S", 0.0)
        window.wait()

    return change


ONE: Bounds = [(0, 0, 1280, 720)]
TWO: Bounds = [*ONE, (1280, 0, 1600, 900)]


def test_it_comes_back_from_a_monitor_that_goes(window: Window, plug: Callable[[Bounds], None]) -> None:
    window.show(cursor=True)
    plug(TWO)
    window.obey(Display(monitor="2"))
    assert tuple(window._window.position) == (1280 + 400, 225)
    plug(TWO)
    assert tuple(window._window.position) == (1280 + 400, 225), "it stays where it is seen"
    plug(ONE)
    assert tuple(window._window.position) == (240, 135)
    plug(TWO)
    assert tuple(window._window.position) == (240, 135), "it is seen there, too"


def test_without_a_frame_it_covers_what_is_left_and_its_own_again(
    window: Window, plug: Callable[[Bounds], None]
) -> None:
    window.show(cursor=True)
    plug(TWO)
    window.obey(Display(window="borderless", monitor="2"))
    for there, place, size in ((ONE, (0, 0), (1280, 720)), (TWO, (1280, 0), (1600, 900))):
        plug(there)
        pygame.event.pump()
        assert (tuple(window._window.position), tuple(window._window.size)) == (place, size)
    window._window.position = (1120, 0)  # the desktop moves it, once it has seen to its monitors
    plug(TWO)
    assert tuple(window._window.position) == (1280, 0)


def test_fewer_frames_where_that_is_asked_for(window: Window) -> None:
    window.obey(Display(cap="30"))
    window.wait()
    assert sum(window.wait() for _ in range(4)) > 3.5 / 30


def test_other_keys_are_for_the_scenes(window: Window) -> None:
    assert not window.handle(key(pygame.K_RETURN))
    assert not window.handle(key(pygame.K_a))


def test_frames_are_paced_and_told_how_long_they_took(window: Window) -> None:
    assert window.wait() == 0.0
    began = perf_counter()
    told = sum(window.wait() for _ in range(6))
    assert told == pytest.approx(perf_counter() - began, abs=0.02)
    assert told > 6 * 0.9 / 240


def test_the_icon_is_a_jewel_on_nothing() -> None:
    picture = icon(load_palette("sunset"))
    assert picture.get_size() == (SIDE, SIDE)
    assert picture.get_at((1, 1)).a == 0
    assert picture.get_at((SIDE // 2, SIDE // 2)).a == 255


@pytest.mark.parametrize(("free", "asked"), [(0, "true"), (SHADER_CACHE_BYTES, None)])
def test_drivers_keep_nothing_on_a_full_disk(free: int, asked: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in NO_SHADER_CACHE:
        monkeypatch.setenv(name, "")  # what the game sets is undone, too
        monkeypatch.delenv(name)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=free))
    with opened((800, 450)):
        assert [os.environ.get(name) for name in NO_SHADER_CACHE] == [asked, asked]


def test_without_a_display_one_line_and_exit_code_3(tmp_path: Path) -> None:
    hidden = ("DISPLAY", "WAYLAND_DISPLAY", "SDL_VIDEODRIVER", "SDL_VIDEO_DRIVER")
    env = {name: value for name, value in os.environ.items() if name not in hidden}
    env["XDG_CONFIG_HOME"] = str(tmp_path)
    script = "import sys; from game.app import AppOptions, run; sys.exit(run(AppOptions(frames=1, sound=False)))"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 3
    assert [line for line in done.stderr.splitlines() if "display" in line.lower()]
    assert "Traceback" not in done.stderr


def test_a_window_that_nobody_can_see_rests(window: Window) -> None:
    window.wait()
    window.handle(pygame.Event(pygame.WINDOWMINIMIZED))
    assert not window.is_seen
    window.wait()
    assert window.wait() >= 0.9 / UNSEEN_RATE
    window.handle(pygame.Event(pygame.MOUSEMOTION, pos=(0, 0), rel=(0, 0), buttons=(0, 0, 0)))
    assert not window.is_seen
    window.handle(pygame.Event(pygame.WINDOWRESTORED))
    assert window.is_seen and window.wait() < 0.5 / UNSEEN_RATE


def test_the_screen_saver_waits_while_something_is_played(window: Window) -> None:
    assert pygame.display.get_allow_screensaver()
    window.show(cursor=False)
    assert not pygame.display.get_allow_screensaver()
    window.show(cursor=True)
    assert pygame.display.get_allow_screensaver()


def test_desktops_know_whose_window_it_is(window: Window) -> None:
    assert all(os.environ[name] == APP for name in NAMES)


def test_on_a_scaled_display_the_mouse_is_where_it_is_seen(window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    moved = pygame.Event(pygame.MOUSEMOTION, pos=(300, 200), rel=(3, -2), buttons=(0, 0, 0))
    assert window.in_pixels(moved) is moved
    monkeypatch.setattr(Window, "size", lambda self: (1600, 900))  # as a picture of twice as many pixels is told
    seen = window.in_pixels(moved)
    assert (seen.pos, seen.rel, seen.buttons) == ((600, 400), (6, -4), (0, 0, 0))
    pressed = pygame.Event(pygame.KEYDOWN, key=pygame.K_a)
    assert window.in_pixels(pressed) is pressed


def test_without_a_frame_it_follows_its_monitor(window: Window) -> None:
    window.show(cursor=True)
    window.obey(Display(window="borderless"))
    window._window.size = (700, 400)  # as on a monitor that has grown
    assert not window.handle(pygame.Event(pygame.WINDOWDISPLAYCHANGED))
    assert window._window.size == bounds_of(0)[2:]
