"""A level beside its editor: shown anew at every save, errors over the last good picture, time at will."""

from pathlib import Path
from typing import Any

import pygame
import pytest

from game.core.clock import TICKS_PER_SECOND
from game.scenes.base import Leave
from game.scenes.rehearsal import draft
from game.scenes.rehearsal.reel import Reel
from game.scenes.rehearsal.shown import BACK, FORTH
from game.scenes.rehearsal.watch import SLOWER, STOP, Watch
from game.settings import Preferences
from tests.scenes.rig import FRAME_S, LEVEL_TEXT, PaperStage, Rig

OTHER = LEVEL_TEXT.replace('"poise": 1.6', '"poise": 1.5')
WRONG = LEVEL_TEXT.replace('"brass"', '"bras"')


@pytest.fixture(autouse=True)
def paper(monkeypatch: pytest.MonkeyPatch) -> None:
    """No stage is painted."""
    monkeypatch.setattr(draft, "StageRenderer", PaperStage)


class Desk:
    """A file, and the window beside it."""

    def __init__(
        self, folder: Path, *, keep: bool = False, seed: int | None = None, text: str = LEVEL_TEXT, **services: Any
    ) -> None:
        self.file = folder / "mine.json"
        self.file.write_text(text)
        self.rig = Rig(folder, seed=seed, **services)
        self.watch = Watch(self.rig.services, self.file, keep=keep)
        self.run(0.5)

    @property
    def reel(self) -> Reel:
        assert self.watch.reel is not None
        return self.watch.reel

    def run(self, seconds: float) -> "Desk":
        for _ in range(round(seconds / FRAME_S)):
            self.watch.update(FRAME_S)
            self.watch.draw(self.rig.target)
        return self

    def save(self, text: str) -> "Desk":
        self.file.write_text(text)
        return self.run(0.3)

    def tap(self, scancode: int, mod: int = 0) -> object:
        change = None
        for kind in (pygame.KEYDOWN, pygame.KEYUP):
            change = self.watch.handle(pygame.Event(kind, key=0, mod=mod, unicode="", scancode=scancode)) or change
        return change


def test_a_save_is_shown_from_the_beginning(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    before = desk.run(0.5).reel
    desk.save(OTHER)
    assert desk.reel.level.poise == 1.5
    assert desk.reel.tick < before.tick
    assert desk.reel.seed != before.seed


def test_if_asked_it_goes_on_at_the_same_tick_with_the_same_seed(tmp_path: Path) -> None:
    desk = Desk(tmp_path, keep=True)
    before = desk.run(0.5).reel
    desk.save(OTHER)
    assert desk.reel.level.poise == 1.5
    assert desk.reel.seed == before.seed
    assert desk.reel.intents[: before.tick] == before.intents[: before.tick]
    assert desk.reel.tick > before.tick


def test_saved_as_it_was_nothing_begins_anew(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    before = desk.reel
    assert desk.save(LEVEL_TEXT).reel is before


def test_the_terminal_is_told_what_is_wrong_and_how_soon_a_save_is_seen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    desk = Desk(tmp_path)
    assert "shown" in capsys.readouterr().out
    desk.save(WRONG)
    assert capsys.readouterr().out.startswith(f"{desk.file}:4:")
    desk.save(OTHER)
    assert "s after it was saved" in capsys.readouterr().out


def test_what_cannot_be_built_and_what_cannot_be_performed_is_told(tmp_path: Path) -> None:
    bell = '{"id": "bell", "material": "brass", "at": [0, 0.8], "shape": {"type": "box", "size": [0.2, 0.2]}}'
    hinge = '{"type": "hinge", "pieces": ["heart", "bell"], "at": [0, 0.7]}'
    hung = LEVEL_TEXT.replace("[-0.2, 0.5]]}}", f"[-0.2, 0.5]]}}}}, {bell}").replace(
        "[0, 0.2]}],", f"[0, 0.2]}}, {hinge}],"
    )
    desk = Desk(tmp_path).save(hung)
    assert desk.watch.complaint.problems[0].path == "poise"
    desk.save('{"version": 1, "title": "x", "lights": [{"id": "key", "from": [-1.6, 3.4], "toward": [-1.5, 0.9]}]}')
    assert "no pieces to perform with" in desk.watch.complaint.problems[0].message


def test_an_error_is_told_with_its_line_over_the_last_good_picture(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    level, clean = desk.reel.level, pygame.image.tobytes(desk.rig.target, "RGB")
    desk.save(WRONG)
    (problem,) = desk.watch.complaint.problems
    assert problem.line == 4 and "brass" in problem.message
    assert desk.reel.level is level
    assert pygame.image.tobytes(desk.rig.target, "RGB") != clean
    assert desk.save(LEVEL_TEXT).watch.complaint.problems == ()


def test_it_waits_for_a_file_that_is_wrong_or_not_there(tmp_path: Path) -> None:
    desk = Desk(tmp_path, text=WRONG)
    assert desk.watch.reel is None and desk.watch.complaint.problems
    assert desk.save(LEVEL_TEXT).reel.tick > 0
    desk.watch.turn_to(tmp_path / "later.json")
    desk.run(0.2)
    assert desk.watch.reel is None and "cannot be read" in desk.watch.complaint.problems[0].message
    (tmp_path / "later.json").write_text(OTHER)
    assert desk.run(0.3).reel.level.poise == 1.5


def test_time_stands_steps_and_goes_on(tmp_path: Path) -> None:
    desk = Desk(tmp_path, seed=4)
    desk.run(0.5).tap(STOP[0])
    at = desk.run(0.2).reel.tick
    assert desk.run(0.2).reel.tick == at
    desk.tap(BACK)
    assert desk.run(0.1).reel.view.tick == at - 1
    desk.tap(FORTH)
    desk.tap(BACK, pygame.KMOD_LSHIFT)
    assert desk.run(0.1).reel.view.tick == max(0, at - 120)
    desk.tap(STOP[0])
    assert desk.run(0.2).reel.tick == pytest.approx(max(0, at - 120) + 24, abs=4)


def test_a_step_key_that_is_held_steps_on(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.watch.handle(pygame.Event(pygame.KEYDOWN, key=0, mod=0, unicode="", scancode=FORTH))
    at = desk.run(0.1).reel.tick
    assert desk.run(1.0).reel.tick > at + 8
    desk.watch.handle(pygame.Event(pygame.KEYUP, key=0, mod=0, unicode="", scancode=FORTH))
    at = desk.run(0.1).reel.tick
    assert desk.run(0.5).reel.tick == at


def test_it_plays_slower_if_asked(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    desk.tap(SLOWER)
    desk.tap(SLOWER)
    at = desk.reel.tick
    assert desk.run(0.4).reel.tick - at == pytest.approx(12, abs=3)


@pytest.mark.parametrize("wanted", [False, True])
def test_what_helps_the_hands_helps_them_here_too(wanted: bool, tmp_path: Path) -> None:
    settings = Preferences(visit={("assists", "auto_steady"): wanted})
    gust = '"whispers": [{"type": "gust", "at": 0.1, "lasts": 1.5, "force": 80}], "goal"'
    shaken = LEVEL_TEXT.replace('"goal"', gust)
    desk = Desk(tmp_path, text=shaken, settings=settings, seed=0)
    while desk.reel.tick < TICKS_PER_SECOND:  # it is shown when it was read, which another thread does
        desk.run(FRAME_S)
    assert any(intent.lean for intent in desk.reel.intents) == wanted


def test_another_window_in_front_stops_nothing_and_escape_leaves(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    at = desk.reel.tick
    desk.watch.handle(pygame.Event(pygame.WINDOWFOCUSLOST))
    assert desk.run(0.2).reel.tick > at
    assert desk.tap(pygame.KSCAN_ESCAPE) == Leave()
