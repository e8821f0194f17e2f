"""The program as a whole: opened, played and left, with real scenes in a real (hidden) window."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pygame
import pytest

from game import app
from game.app import EXIT_FINE, AppOptions, run
from game.audio import Mixer
from game.level.model import Music
from game.render.look.text import Typesetter
from game.render.look.theme import Palette
from game.replay import load_recording
from game.scenes.base import Change, Scene
from game.scenes.page.page import Style
from game.scenes.play.play import Play
from game.scenes.title.title import Title
from game.scenes.window.broken import Broken
from game.scenes.window.window import Window
from game.settings import Display, Picture, Preferences, Settings, Sound
from tests.scenes.rig import LEVEL_TEXT

ROOT = Path(__file__).resolve().parents[2]
MANY = 4000
"""Frames after which a test that went wrong ends."""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Recordings and settings of tests are kept away from the player's own."""
    monkeypatch.setattr(app, "data_dir", lambda: tmp_path)
    monkeypatch.setattr(app, "config_dir", lambda: tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody reads the programme, and nobody mourns."""
    monkeypatch.setattr("game.scenes.play.programme.READ_S", 0.0)
    monkeypatch.setattr("game.scenes.play.programme.LINE_S", 0.0)
    monkeypatch.setattr("game.scenes.play.play.LINGER_S", 0.2)


@pytest.fixture
def level(tmp_path: Path) -> Path:
    path = tmp_path / "two-lamps.json"
    path.write_text(LEVEL_TEXT)
    return path


def options(**changes: Any) -> AppOptions:
    return replace(AppOptions(sound=False, size=(640, 360), frames=MANY), **changes)


def post(code: int) -> None:
    pygame.event.post(pygame.Event(pygame.KEYDOWN, key=code, mod=0, unicode="", scancode=0))


def tap(code: int) -> None:
    post(code)
    pygame.event.post(pygame.Event(pygame.KEYUP, key=code, mod=0, unicode="", scancode=0))


def test_it_ends_after_so_many_frames_and_tells_of_each() -> None:
    shown: list[int] = []
    assert run(options(frames=3, after_frame=lambda count, _: shown.append(count))) == EXIT_FINE
    assert shown == [1, 2, 3]


@pytest.mark.parametrize("kind", [pygame.QUIT, pygame.WINDOWCLOSE])
def test_closing_the_window_ends_it(kind: int) -> None:
    assert run(options(after_frame=lambda *_: pygame.event.post(pygame.Event(kind)))) == EXIT_FINE


@pytest.mark.parametrize("scene", ["title", "programme"])
def test_closing_works_at_once_from_a_question_and_from_loading(scene: str, level: Path) -> None:
    """Alt and F4 too, where no window manager takes them."""

    def act(count: int, _: Scene | None) -> None:
        if scene == "title" and count == 1:
            tap(pygame.K_ESCAPE)
        if count == 3:
            pygame.event.post(
                pygame.Event(pygame.KEYDOWN, key=pygame.K_F4, mod=pygame.KMOD_LALT, unicode="", scancode=0)
            )
        assert count < 5

    asked = None if scene == "title" else level
    assert run(options(level=asked, after_frame=act)) == EXIT_FINE


@pytest.mark.parametrize("released", [True, False])
@pytest.mark.parametrize("kind", ["escape", "pad"])
def test_the_way_back_again_and_again_never_leaves(kind: str, released: bool) -> None:
    """Not from the title, however often it is pressed, or for however long it is held."""
    tops: list[str] = []

    def act(_: int, scene: Scene | None) -> None:
        tops.append(type(scene).__name__)
        if kind == "escape":
            (tap if released else post)(pygame.K_ESCAPE)
            return
        for event in (pygame.CONTROLLERBUTTONDOWN, *((pygame.CONTROLLERBUTTONUP,) if released else ())):
            pygame.event.post(pygame.Event(event, button=pygame.CONTROLLER_BUTTON_B, instance_id=0))

    assert run(options(frames=12, after_frame=act)) == EXIT_FINE
    assert len(tops) == 12, "it went on to the last frame that was asked for"
    assert tops[1] == "Question"
    assert set(tops[1:]) == ({"Question", "Title"} if released else {"Question"})


def test_a_held_key_confirms_nothing() -> None:
    """The row `Leave` asks; Enter that is still held does not answer, nor does its cursor stand on leaving."""
    tops: list[str] = []

    def act(count: int, scene: Scene | None) -> None:
        tops.append(type(scene).__name__)
        if count < 2:
            tap(pygame.K_UP)
        else:
            post(pygame.K_RETURN)

    assert run(options(frames=20, after_frame=act)) == EXIT_FINE
    assert len(tops) == 20
    assert tops[-1] == "Question"


def test_leaving_asks_once() -> None:
    keys = iter([pygame.K_ESCAPE, pygame.K_DOWN, pygame.K_RETURN])
    shown: list[int] = []

    def act(count: int, _: Scene | None) -> None:
        shown.append(count)
        tap(next(keys))

    assert run(options(after_frame=act)) == EXIT_FINE
    assert shown == [1, 2, 3]


def test_a_level_is_played_from_curtain_to_results_by_a_bot(level: Path, home: Path) -> None:
    """Through the real preparation and the real stage; it ends when the recording is there."""
    ended = threading.Event()

    def watch() -> None:
        while not ended.is_set():
            if list((home / "replays").glob("*.replay")):
                time.sleep(0.2)
                pygame.event.post(pygame.Event(pygame.QUIT))
                return
            time.sleep(0.05)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        assert run(options(level=level, bot="idle", seed=3)) == EXIT_FINE
    finally:
        ended.set()
        watcher.join()
    (kept,) = (home / "replays").glob("*.replay")
    recording = load_recording(kept)
    assert (recording.seed, recording.outcome) == (3, "lost")


def test_a_crash_tells_where_the_recording_is(level: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(self: Play, target: pygame.Surface) -> None:
        if self.attempt.view.tick > 10:
            raise RuntimeError("a lamp fell")

    monkeypatch.setattr(Play, "draw", fail)
    with pytest.raises(RuntimeError, match="a lamp fell") as caught:
        run(options(level=level, bot="idle"))
    (kept,) = (home / "replays").glob("*.replay")
    assert str(kept) in "".join(caught.value.__notes__)
    assert len(load_recording(kept).intents) > 10
    (report,) = (home / "reports").glob("fault-*.txt")
    assert str(report) in "".join(caught.value.__notes__)
    assert "a lamp fell" in report.read_text() and str(kept) in report.read_text()


def test_a_crash_is_told_in_the_window_until_a_key_is_pressed(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that comes too soon is a key of the play; nobody is told where nobody sees it."""
    monkeypatch.setattr(app, "HIDDEN_DRIVERS", ())
    pages: list[Broken] = []
    draw = Broken.draw

    def press(page: Broken, target: pygame.Surface) -> None:
        draw(page, target)
        pages.append(page)
        tap(pygame.K_SPACE)

    def fail(*_: object) -> None:
        raise RuntimeError("a lamp fell")

    monkeypatch.setattr(Broken, "draw", press)
    monkeypatch.setattr("game.scenes.window.broken.DEAF_S", 0.1)
    monkeypatch.setattr(Title, "draw", fail)
    with pytest.raises(RuntimeError, match="a lamp fell"):
        run(options())
    assert len(pages) >= 2


def test_a_save_that_is_damaged_is_set_aside_and_told_of(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "progress.sqlite3").write_bytes(b"scrambled" * 100)
    assert run(options(frames=2)) == EXIT_FINE
    assert (home / "progress.broken-1.sqlite3").is_file()
    assert "progress.broken-1.sqlite3" in capsys.readouterr().err


def test_a_level_that_cannot_be_read_is_shown_on_the_title(tmp_path: Path) -> None:
    path = tmp_path / "broken.json"
    path.write_text("{}")
    assert run(options(level=path, frames=3)) == EXIT_FINE


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to another process there")
def test_ctrl_c_ends_it_cleanly() -> None:
    script = (
        "import sys; from game.app import AppOptions, run;"
        "sys.exit(run(AppOptions(sound=False, after_frame=lambda *_: print('shown', flush=True))))"
    )
    command = [sys.executable, "-c", script]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        while "shown" not in program.stdout.readline():
            assert program.poll() is None
        program.send_signal(signal.SIGINT)
        assert program.wait(timeout=20) == EXIT_FINE


def test_silence_is_told_once_on_stdout(capfd: pytest.CaptureFixture[str]) -> None:
    before = os.environ.get("SDL_AUDIODRIVER")
    pygame.mixer.quit()
    os.environ["SDL_AUDIODRIVER"] = "no-such-driver"
    try:
        assert run(options(frames=2, sound=True)) == EXIT_FINE
    finally:
        os.environ["SDL_AUDIODRIVER"] = before or "dummy"
    assert capfd.readouterr().out.count("No sound") == 1


def kept(home: Path) -> Settings:
    return Preferences(home).now


def keep(home: Path, settings: Settings) -> None:
    preferences = Preferences(home)
    preferences.take(settings)
    preferences.save()


def test_full_screen_is_remembered_and_the_next_visit_opens_so(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[tuple[int, int]] = []
    closed = Window.close

    def measured(window: Window) -> None:
        sizes.append(window.size())
        closed(window)

    monkeypatch.setattr(Window, "close", measured)
    desktop = pygame.display.get_desktop_sizes()[0]

    def press(count: int, _: object) -> None:
        if count == 1:
            post(pygame.K_F11)

    assert run(options(after_frame=press, frames=3)) == EXIT_FINE
    assert kept(home) == Settings(display=Display(window="full screen"))
    assert run(options(frames=1)) == EXIT_FINE
    assert run(options(frames=1, fullscreen=False)) == EXIT_FINE
    assert sizes == [desktop, desktop, (640, 360)]
    assert kept(home).display.window == "full screen", "what is asked for one visit is not kept"


def test_volumes_follow_the_settings(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mixers: list[Mixer] = []
    opened = Mixer.open

    def noted(*music: Music, wanted: bool) -> Mixer:
        mixers.append(opened(*music, wanted=wanted))
        return mixers[-1]

    monkeypatch.setattr(Mixer, "open", noted)
    sound = Sound(master=0.5, music=0.25, effects=0.1, audience=0.2, interface=0.3, mono=True)
    keep(home, Settings(sound=sound))
    assert run(options(frames=1)) == EXIT_FINE
    assert mixers[0].settings == sound


def test_pages_are_written_as_large_as_the_settings_say(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    styles: list[Style] = []

    def noted(palette: Palette) -> Style:
        styles.append(Style(palette))
        return styles[-1]

    monkeypatch.setattr("game.app.Style", noted)
    keep(home, Settings(picture=Picture(text=1.4)))
    assert run(options(frames=1)) == EXIT_FINE
    assert styles[0].text == 1.4


def test_stress_that_is_asked_for_is_not_kept(home: Path) -> None:
    assert run(options(stress=0.9, frames=2)) == EXIT_FINE
    assert list(home.iterdir()) == []


def test_settings_that_cannot_be_saved_are_told(home: Path, capfd: pytest.CaptureFixture[str]) -> None:
    def spoil(shown: int, scene: object) -> None:
        if shown == 1:
            (home / "settings.json").symlink_to("no/such/folder/settings.json")
            post(pygame.K_F11)

    assert run(options(after_frame=spoil, frames=3)) == EXIT_FINE
    assert capfd.readouterr().err.count("the settings cannot be saved") == 1


def drop(path: Path) -> None:
    pygame.event.post(pygame.Event(pygame.DROPFILE, file=str(path)))


def test_a_level_that_is_dropped_on_the_window_plays(level: Path) -> None:
    scenes: list[str] = []

    def look(shown: int, scene: Scene | None) -> None:
        scenes.append(type(scene).__name__)
        if shown == 2:
            drop(level)
        if scenes[-1] in ("Programme", "Play"):
            post(pygame.K_RETURN)
        if scenes[-1] == "Play":
            pygame.event.post(pygame.Event(pygame.QUIT))

    run(options(after_frame=look))
    assert scenes[0] == "Title" and scenes[-1] == "Play"


def test_what_is_dropped_and_cannot_be_played_is_told_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "bad.json").write_text(LEVEL_TEXT.replace('"brass"', '"bras"'))
    (tmp_path / "bad.replay").write_text("no")
    scenes: list[str] = []

    def look(shown: int, scene: Scene | None) -> None:
        scenes.append(type(scene).__name__)
        if shown == 2:
            drop(tmp_path / "bad.json")
            drop(tmp_path / "bad.replay")

    run(options(after_frame=look, frames=5))
    assert set(scenes) == {"Title"}


def test_a_minimised_window_draws_nothing_and_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[int] = []
    monkeypatch.setattr(Window, "show", lambda *_, **__: drawn.append(1))
    monkeypatch.setattr("game.scenes.window.window.UNSEEN_RATE", 100.0)

    def act(count: int, _: Scene | None) -> None:
        if count == 2:
            pygame.event.post(pygame.Event(pygame.WINDOWMINIMIZED))
        if count == 6:
            pygame.event.post(pygame.Event(pygame.WINDOWRESTORED))

    assert run(options(frames=8, after_frame=act)) == EXIT_FINE
    assert len(drawn) == 4


def test_time_that_a_machine_slept_is_no_jump(monkeypatch: pytest.MonkeyPatch) -> None:
    """An hour between two frames counts as a slow one."""
    moved: list[float] = []
    update = Title.update

    def note(title: Title, elapsed_s: float) -> Change:
        moved.append(elapsed_s)
        return update(title, elapsed_s)

    monkeypatch.setattr(Title, "update", note)
    monkeypatch.setattr(Window, "wait", lambda *_, **__: 3600.0)
    assert run(options(frames=3)) == EXIT_FINE
    assert moved == [app.LONGEST_FRAME_S] * 3


def test_a_change_of_the_language_is_seen_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """In what is open too: the title says everything in the language that is set while it is on."""
    written: set[str] = set()
    made: list[Preferences] = []
    line, follow = Typesetter.line, Preferences.follow

    def note(type_: Typesetter, text: str, *rest: Any, **named: Any) -> pygame.Surface:
        written.add(text)
        return line(type_, text, *rest, **named)

    def keep(preferences: Preferences, follower: Callable[[Settings], None]) -> None:
        made.append(preferences)
        follow(preferences, follower)

    def act(count: int, _: Scene | None) -> None:
        if count == 2:
            assert {"Settings", "Leave", "Candle"} <= {word.split("   ")[-1] for word in written}
            written.clear()
            made[0].change(("language", "text"), "Deutsch")

    monkeypatch.setattr(Typesetter, "line", note)
    monkeypatch.setattr(Preferences, "follow", keep)
    assert run(options(frames=4, after_frame=act)) == EXIT_FINE
    assert {"Einstellungen", "Gehen", "Kerze"} <= {word.split("   ")[-1] for word in written}
    assert not {"Settings", "Leave"} & written
