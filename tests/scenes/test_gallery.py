"""The gallery by every device: watched and wound both ways, named, shared, made into files, deleted; ghosts."""

import errno
import gzip
import json
import os
from datetime import datetime, timedelta
from pathlib import Path

import pygame
import pytest

from game.export.keepsake import Making
from game.replay import Recorder, load_card
from game.scenes.attempt.keepsakes import KeepsakeError, give_away, plain_name, rename
from game.scenes.attempt.recordings import KEPT, keep, recordings_in
from game.scenes.base import Push
from game.scenes.dialogs.naming import KEEP, Naming
from game.scenes.dialogs.question import Question
from game.scenes.gallery import keepsake as keepsake_page
from game.scenes.gallery.gallery import PHOTOGRAPHS, Gallery
from game.scenes.gallery.keepsake import AS_FILM, CANCEL, DELETE, NAME, RACE, SHARE, WATCH, Keepsake
from game.scenes.gallery.screening import FAR_BACK, GHOST, LEAVE, PLAY, Screening
from game.scenes.play.play import Play
from game.scenes.rehearsal.shown import PACE, TICK, TICK_BACK
from game.scenes.title.title import GALLERY, Title
from game.sim import Intent, World
from tests.scenes.hands import from_title, press, take, take_at_foot
from tests.scenes.rig import LEVEL, LEVEL_TEXT, Rig

NOON = datetime(2026, 11, 29, 12)
TICKS = 241


@pytest.fixture(autouse=True)
def shared(paper: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "shared").mkdir()
    monkeypatch.setattr(keepsake_page, "shared_dir", lambda: tmp_path / "shared")


@pytest.fixture(scope="module")
def recorder() -> Recorder:
    """Two seconds of leaning to and fro, lost by time."""
    recorder, world = Recorder("two-lamps", LEVEL_TEXT, 7), World(LEVEL, 7)
    for tick in range(TICKS):
        intent = Intent(lean=0.2 if tick % 60 < 30 else -0.2, aim=(0.1, 0.6 + 0.001 * tick))
        world.tick(intent)
        recorder.add(intent, world)
    assert world.outcome == "lost"
    return recorder


def at_gallery(folder: Path, recorder: Recorder, count: int = 3, device: str = "keys") -> Rig:
    for number in range(count):
        keep(recorder, folder / "replays", "Two Lamps", NOON + timedelta(minutes=number))
    return from_title(Rig(folder), device, GALLERY)


def gallery(rig: Rig) -> Gallery:
    assert isinstance(rig.top, Gallery)
    return rig.top


def page(rig: Rig) -> Keepsake:
    assert isinstance(rig.top, Keepsake)
    return rig.top


def screening(rig: Rig) -> Screening:
    assert isinstance(rig.top, Screening)
    return rig.top


def choose(rig: Rig, name: str, device: str = "keys") -> Rig:
    """Take a choice at the foot of the stage."""
    transport = screening(rig).transport
    if device == "mouse":
        rig.send(pygame.MOUSEMOTION, pos=(5, 5), rel=(0, 0), buttons=(0, 0, 0)).run(0.02)
    return take_at_foot(rig, device, transport, name)


def watched(folder: Path, recorder: Recorder) -> Rig:
    rig = at_gallery(folder, recorder, 1).tap(pygame.K_RETURN).run(0.05)
    take(rig, "keys", WATCH).run(0.1)
    return rig.tap(pygame.K_RETURN).run(0.05)


@pytest.mark.parametrize("device", ["keys", "pad"])
def test_the_list_by_keys_and_pad(tmp_path: Path, recorder: Recorder, device: str) -> None:
    rig = at_gallery(tmp_path, recorder, device=device)
    newest, *_ = recordings_in(tmp_path / "replays")
    assert gallery(rig).chosen == newest
    press(rig, device, pygame.K_RIGHT).run(0.05)
    assert gallery(rig).tab == PHOTOGRAPHS
    press(rig, device, pygame.K_LEFT, pygame.K_DOWN)
    assert gallery(rig).chosen == recordings_in(tmp_path / "replays")[1]
    assert isinstance(press(rig, device, pygame.K_RETURN).run(0.05).top, Keepsake)
    assert isinstance(press(rig, device, pygame.K_ESCAPE).run(0.05).top, Gallery)
    assert isinstance(press(rig, device, pygame.K_ESCAPE).top, Title)


def test_the_mouse_chooses_and_opens_and_turns_to_the_photographs(tmp_path: Path, recorder: Recorder) -> None:
    rig = at_gallery(tmp_path, recorder)
    second, (tab, _) = gallery(rig)._list.place(1), gallery(rig)._tabs[1]
    rig.send(pygame.MOUSEMOTION, pos=second, rel=(0, 0), buttons=(0, 0, 0))
    assert gallery(rig).chosen == recordings_in(tmp_path / "replays")[1]
    assert isinstance(rig.send(pygame.MOUSEBUTTONDOWN, button=1, pos=second).run(0.05).top, Keepsake)
    take(rig, "mouse", keepsake_page.BACK).run(0.05)
    rig.send(pygame.MOUSEBUTTONDOWN, button=1, pos=tab.center).run(0.05)
    assert gallery(rig).tab == PHOTOGRAPHS
    assert isinstance(rig.send(pygame.MOUSEBUTTONDOWN, button=1, pos=(90, 337)).top, Title)


@pytest.mark.parametrize("device", ["keys", "pad", "mouse"])
def test_a_recording_is_watched_and_wound_both_ways(tmp_path: Path, recorder: Recorder, device: str) -> None:
    rig = watched(tmp_path, recorder).run(0.5)
    shown = screening(rig).shown
    assert 50 <= shown.reel.tick <= 70
    choose(rig, PLAY, device).run(0.1)
    assert shown.stopped
    stood = shown.reel.view.tick
    choose(rig, TICK, device).run(0.05)
    assert shown.reel.view.tick == stood + 1
    choose(rig, TICK_BACK, device).run(0.05)
    choose(rig, TICK_BACK, device).run(0.1)
    assert shown.reel.view.tick == stood - 1
    choose(rig, FAR_BACK, device).run(0.1)
    assert shown.reel.view.tick == 0
    choose(rig, PACE, device)
    choose(rig, PLAY, device).run(0.4)
    assert 20 <= shown.reel.view.tick <= 40, "at three quarters"
    assert len(shown.reel.intents) == TICKS, "nothing is forgotten"
    choose(rig, GHOST, device).run(0.05)
    assert screening(rig).shows_ghost
    assert isinstance(choose(rig, LEAVE, device).run(0.05).top, Keepsake)


def test_the_line_of_time_is_dragged_and_the_end_stops(tmp_path: Path, recorder: Recorder) -> None:
    rig = watched(tmp_path, recorder)
    bar, shown = screening(rig).bar, screening(rig).shown
    rig.send(pygame.MOUSEBUTTONDOWN, button=1, pos=(bar.left + bar.width // 4, bar.centery)).run(0.2)
    last = TICKS + 480
    assert shown.reel.view.tick == pytest.approx(last / 4, abs=4)
    rig.send(pygame.MOUSEMOTION, pos=(bar.left + bar.width // 8, 3), rel=(0, 0), buttons=(1, 0, 0)).run(0.2)
    assert shown.reel.view.tick == pytest.approx(last / 8, abs=4)
    rig.send(pygame.MOUSEBUTTONUP, button=1, pos=(bar.left, 3))
    rig.send(pygame.MOUSEMOTION, pos=(bar.right, 3), rel=(0, 0), buttons=(0, 0, 0)).run(0.1)
    assert shown.reel.view.tick == pytest.approx(last / 8, abs=4), "the button is up"
    rig.send(pygame.MOUSEBUTTONDOWN, button=1, pos=(bar.right - 1, bar.centery)).run(0.6)
    assert shown.reel.view.tick == pytest.approx(last, abs=4)
    assert rig.services.progress.results == ()
    rig.send(pygame.MOUSEBUTTONUP, button=1, pos=(bar.left, 3)).run(0.02)
    shown.step(9)
    choose(rig.run(0.1), PLAY).run(0.3)
    assert 0 < shown.reel.view.tick < 60, "after the end it plays from the beginning"


def test_what_goes_as_it_was_recorded_is_verified_at_its_end(tmp_path: Path, recorder: Recorder) -> None:
    rig = watched(tmp_path, recorder)
    choose(rig, PLAY).run(0.1)
    top = screening(rig)
    top.shown.step(TICKS - 1 - top.shown.reel.tick)
    rig.run(0.6)
    assert top.shown.reel.view.tick == TICKS - 1 and "Verified" not in top.narrated.page, "one was not compared yet"
    top.shown.step(1)
    rig.run(0.3)
    assert "Verified" in top.narrated.page
    top.shown.step(-TICKS)
    assert "Verified" in top.narrated.page, "it stays so, wherever it stands"


def edited(path: Path, **changes: object) -> None:
    content = json.loads(gzip.decompress(path.read_bytes())) | changes
    path.write_bytes(gzip.compress(json.dumps(content, separators=(",", ":")).encode()))


def test_where_it_goes_otherwise_it_is_told_and_its_ghost_comes(tmp_path: Path, recorder: Recorder) -> None:
    keep(recorder, tmp_path / "replays", "Two Lamps", NOON)
    path, *_ = recordings_in(tmp_path / "replays")
    edited(path, digests="0" * 8 * TICKS, game="0.0.9")
    rig = at_gallery(tmp_path, recorder, 0).tap(pygame.K_RETURN).run(0.05)
    take(rig, "keys", WATCH).run(0.1)
    rig.tap(pygame.K_RETURN).run(0.2)
    assert screening(rig).shows_ghost
    screening(rig).shown.step(TICKS)
    rig.run(0.6)
    assert "version 0.0.9" in screening(rig)._told_comparison()


def test_one_that_cannot_be_played_says_who_made_it_and_still_has_a_ghost(tmp_path: Path, recorder: Recorder) -> None:
    keep(recorder, tmp_path / "replays", "Two Lamps", NOON)
    path, *_ = recordings_in(tmp_path / "replays")
    edited(path, version=9, game="3.0.0")
    rig = at_gallery(tmp_path, recorder, 0).tap(pygame.K_RETURN).run(0.05)
    assert "made by version 3.0.0" in page(rig).told
    assert WATCH not in rig.menu.choices
    take(rig, "keys", RACE).run(0.1)
    rig.tap(pygame.K_RETURN).run(0.7)
    assert isinstance(rig.top, Play)
    assert rig.top._ghost.rows == load_card(path).tracks.rows


def test_a_name_is_typed_and_what_has_one_stays_for_ever(tmp_path: Path, recorder: Recorder) -> None:
    rig = at_gallery(tmp_path, recorder, 1).tap(pygame.K_RETURN).run(0.05)
    take(rig, "keys", NAME).run(0.05)
    naming = rig.top
    assert isinstance(naming, Naming)
    for _ in range(len(naming.name)):
        rig.send(pygame.KEYDOWN, key=pygame.K_BACKSPACE, mod=0, unicode="\b", scancode=pygame.KSCAN_BACKSPACE)
    for letter in "My w: \N{LATIN SMALL LETTER U WITH DIAERESIS}":
        rig.send(pygame.KEYDOWN, key=ord("x"), mod=0, unicode=letter, scancode=0)
    rig.tap(pygame.K_RETURN).run(0.05)
    named = tmp_path / "replays" / "My w \N{LATIN SMALL LETTER U WITH DIAERESIS}.replay"
    assert recordings_in(tmp_path / "replays") == [named]
    for number in range(KEPT + 2):
        keep(recorder, tmp_path / "replays", "Other", NOON + timedelta(minutes=number))
    assert named in recordings_in(tmp_path / "replays")
    assert len(recordings_in(tmp_path / "replays")) == KEPT + 1
    assert gallery(rig.tap(pygame.K_ESCAPE).run(0.05)).chosen == named


@pytest.mark.parametrize("device", ["pad", "mouse"])
def test_a_name_is_put_together_from_letters(tmp_path: Path, device: str) -> None:
    rig, kept = Rig(tmp_path), list[str]()
    rig.stack.apply(Push(naming := Naming(rig.services, "", kept.append)))
    rig.run(0.02)
    if device == "mouse":
        for what in ("G", "O", KEEP):
            rig.send(pygame.MOUSEBUTTONDOWN, button=1, pos=naming.place(what))
    else:
        up, down = (pygame.K_UP,), (pygame.K_DOWN,)
        press(rig, device, *down, *(pygame.K_RIGHT,) * 4, pygame.K_RETURN)
        assert naming.name == "G"
        press(rig, device, *down, *(pygame.K_LEFT,) * 2, pygame.K_RETURN, *up, *up, pygame.K_RIGHT, pygame.K_RIGHT)
        while naming.chosen != KEEP:
            press(rig, device, pygame.K_RIGHT)
        press(rig, device, pygame.K_RETURN)
    assert kept == ["Go"]


def test_names_that_no_file_can_have(tmp_path: Path) -> None:
    assert plain_name("a/b\\c:d*?\n. ") == "abcd"
    assert plain_name("..") == plain_name("CON") == plain_name("") == ""
    one, two = tmp_path / "one.replay", tmp_path / "two.replay"
    one.write_bytes(b"1")
    two.write_bytes(b"2")
    assert rename(one, "two") == tmp_path / "two 2.replay"
    assert two.read_bytes() == b"2"
    with pytest.raises(KeepsakeError):
        rename(two, "///")
    assert rename(two, "candle-20261129-170000-0001").name == "candle-20261129-170000-0001 2.replay"


def test_it_is_shared_and_deleted_only_after_a_question(tmp_path: Path, recorder: Recorder) -> None:
    rig = at_gallery(tmp_path, recorder, 2).tap(pygame.K_RETURN).run(0.05)
    take(rig, "keys", SHARE)
    (shared,) = (tmp_path / "shared").iterdir()
    assert load_card(shared).recording is not None
    assert str(shared) in page(rig).told
    assert isinstance(take(rig, "keys", DELETE).run(0.5).top, Question)
    assert isinstance(rig.tap(pygame.K_RETURN).run(0.05).top, Keepsake), "the cursor is on the harmless answer"
    assert len(recordings_in(tmp_path / "replays")) == 2
    take(rig, "keys", DELETE).run(0.5)
    rig.tap(pygame.K_DOWN).tap(pygame.K_RETURN).run(0.05)
    assert len(recordings_in(tmp_path / "replays")) == 1
    assert gallery(rig).chosen == recordings_in(tmp_path / "replays")[0]


class Slowly:
    """Something that is being made, in place of another process."""

    def __init__(self, recording: Path, kind: str, out: Path) -> None:
        self.kind, self.out, self.share, self.problem, self.is_done = kind, out, 0.25, "", False

    def look(self) -> None:
        if self.share >= 1.0:
            self.is_done = True

    def cancel(self) -> None:
        self.problem, self.is_done = "left off", True


def test_a_film_is_made_beside_and_can_be_left_off(
    tmp_path: Path, recorder: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keepsake_page, "Making", Slowly)
    rig = at_gallery(tmp_path, recorder, 1).tap(pygame.K_RETURN).run(0.05)
    take(rig, "keys", AS_FILM).run(0.05)
    assert rig.menu.choices == (CANCEL,)
    take(rig, "keys", CANCEL).run(0.05)
    assert "Nothing was made" in page(rig).told
    take(rig, "keys", AS_FILM).run(0.05)
    making = page(rig)._making
    assert isinstance(making, Slowly)
    making.share = 1.0
    rig.run(0.05)
    assert str(tmp_path / "shared" / "Two Lamps.mp4") in page(rig).told


def test_what_cannot_be_made_is_told_and_nothing_is_left(tmp_path: Path) -> None:
    (tmp_path / "bad.replay").write_bytes(b"none")
    making = Making(tmp_path / "bad.replay", "sound", tmp_path / "shared" / "a.wav")
    while not making.is_done:
        making._process.join(0.05)
        making.look()
    assert "no replay" in making.problem
    assert list((tmp_path / "shared").iterdir()) == []


def test_a_stick_brings_the_choices_back_that_went_while_it_played(tmp_path: Path, recorder: Recorder) -> None:
    rig = watched(tmp_path, recorder)
    screening(rig)._rested_s = 60.0
    rig.run(0.02)
    assert not screening(rig).cursor
    rig.send(pygame.CONTROLLERAXISMOTION, axis=pygame.CONTROLLER_AXIS_LEFTX, value=1000, instance_id=0).run(0.02)
    assert not screening(rig).cursor, "a stick that is worn says so all the time"
    rig.send(pygame.CONTROLLERAXISMOTION, axis=pygame.CONTROLLER_AXIS_LEFTX, value=32767, instance_id=0).run(0.02)
    assert screening(rig).cursor


def test_a_copy_that_a_full_disk_cuts_short_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (path := tmp_path / "a.replay").write_bytes(bytes(9000))
    (folder := tmp_path / "given").mkdir()

    def full(_file: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(KeepsakeError, match="No space left"):
        give_away(path, folder, "A")
    assert list(folder.iterdir()) == []
