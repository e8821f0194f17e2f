"""The encore by every device: runs of the day, by chance, by a seed; ranked once, ended by a loss, kept and shared."""

from pathlib import Path

import pygame
import pytest

from game.encore import RULES, Made, NoLevelError, Run, line_of, seed_of_day, today
from game.progress import Result, runs_of
from game.replay import load_card
from game.scenes.attempt.ending import Ending
from game.scenes.base import Reset
from game.scenes.dialogs.naming import Naming
from game.scenes.dialogs.question import Question
from game.scenes.encore.arriving import Arriving
from game.scenes.encore.encore import BACK, CHANCE, DAILY, PLAY_IT, SEED, Encore, by_other_rules
from game.scenes.gallery.keepsake import RACE, Keepsake
from game.scenes.page.menu import Choice
from game.scenes.play.pause import Pause
from game.scenes.play.play import LINGER_S, Play
from game.scenes.play.programme import Programme
from game.scenes.play.results import DEAF_S, Results
from game.scenes.repertoire.repertoire import encore_entry, read_replay
from game.scenes.title.title import CONTINUE, ENCORE, Title
from tests.scenes.hands import press, take
from tests.scenes.rig import LEVEL, LEVEL_TEXT, Rig

DEVICES = ("keys", "pad", "mouse")
LATER = Run(0x8F3).after(12000)


def stub(seed: int, number: int) -> Made:
    if seed == 0xDEAD:
        raise NoLevelError("seed DEAD: no level")
    return Made(seed, number, LEVEL_TEXT, LEVEL)


@pytest.fixture(autouse=True)
def quick(paper: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("game.scenes.encore.arriving.make", stub)


def at_page(folder: Path, device: str = "keys") -> Rig:
    rig = take(Rig(folder).run(0.1), device, ENCORE).run(0.05)
    assert isinstance(rig.top, Encore)
    return rig


def lost(rig: Rig) -> Rig:
    """From the programme through a number that nobody plays, to its results."""
    assert isinstance(rig.top, Programme)
    rig.run(0.1).tap(pygame.K_RETURN).run(0.1)
    assert isinstance(rig.top, Play)
    rig.run(0.7 + 2.0 + LINGER_S + 0.3).to_results().run(DEAF_S + 0.1)
    assert isinstance(rig.top, Results)
    return rig


@pytest.mark.parametrize("device", DEVICES)
def test_the_run_of_the_day_is_ranked_once_and_a_loss_ends_it(tmp_path: Path, device: str) -> None:
    rig = lost(take(at_page(tmp_path, device), device, DAILY).run(0.05))
    begun, played = rig.services.progress.results
    assert (begun.outcome, begun.day) == ("skipped", today())
    assert (played.outcome, played.day, played.run) == ("lost", today(), begun.run)
    assert played.level == f"encore/{seed_of_day(today()):X}/1" and played.seed == seed_of_day(today())
    assert isinstance(rig.top, Results)
    assert rig.menu.choices == (Choice.ANEW, Choice.WATCH, Choice.SHARE, Choice.LEAVE)
    take(rig, device, Choice.ANEW).run(0.05)
    assert isinstance(rig.top, Programme)
    lost(rig)
    assert [result.day for result in rig.services.progress.results] == [today(), today(), ""], "it is ranked no more"
    assert len(runs_of(rig.services.progress.results)) == 2
    take(rig, device, Choice.LEAVE).run(0.05)
    assert isinstance(rig.top, Title)
    assert CONTINUE in rig.menu.choices


@pytest.mark.parametrize("device", DEVICES)
def test_by_chance_by_a_seed_and_back(tmp_path: Path, device: str) -> None:
    rig = at_page(tmp_path, device)
    take(rig, device, SEED).run(0.05)
    assert isinstance(rig.top, Naming)
    if device == "mouse":
        rig.send(pygame.MOUSEBUTTONDOWN, button=1, pos=rig.top.place(PLAY_IT))
    else:
        press(rig, device, pygame.K_RETURN)
    rig.run(0.05)
    assert isinstance(rig.top, Programme)
    assert rig.services.repertoire[-1].id == f"encore/{seed_of_day(today()):X}/1"
    assert rig.services.repertoire[-1].run is not None and not rig.services.repertoire[-1].run.day
    rig = at_page(tmp_path, device)
    assert isinstance(take(rig, device, CHANCE).run(0.05).top, Programme)
    assert isinstance(take(at_page(tmp_path, device), device, BACK).top, Title)


def test_a_word_that_is_no_seed_is_told(tmp_path: Path) -> None:
    rig = at_page(tmp_path)
    take(rig, "keys", SEED)
    for letter in "xyz":
        rig.send(pygame.KEYDOWN, key=0, mod=0, unicode=letter, scancode=0)
    rig.tap(pygame.K_RETURN).run(0.05)
    assert isinstance(rig.top, Encore) and "is no seed" in rig.top._told


@pytest.mark.parametrize("device", DEVICES)
def test_a_win_leads_to_the_next_number_and_sums_are_kept(tmp_path: Path, device: str) -> None:
    rig = at_page(tmp_path)
    run = Run(0x8F3, day="2026-12-01").after(12000)
    rig.stack.apply(Reset(rig.admit(encore_entry(run, stub(0x8F3, 2)))))
    rig.run(0.1).tap(pygame.K_RETURN).run(0.1)
    row, play = len(rig.services.repertoire) - 1, rig.play
    after = run.after(480)
    line = line_of(after.seed, after.day, after.score, 2)
    ending = Ending(
        row=row, following=None, won=True, headline="It stands.", score=480, encores=1, shared=line, run=after
    )
    rig.stack.apply(Reset(Results(rig.doors, rig.services, play, ending)))
    rig.run(DEAF_S + 0.1)
    assert isinstance(rig.top, Results)
    assert rig.menu.choices == (Choice.NEXT, Choice.SHARE, Choice.LEAVE), "what is won is not sung again"
    take(rig, device, Choice.SHARE)
    assert rig.top._told.endswith("Encore r4 2026-12-01 seed 8F3 12 480 **")
    rig.tap(pygame.K_r)
    assert isinstance(rig.top, Results)
    take(rig, device, Choice.LEAVE).run(0.5)
    assert isinstance(rig.top, Question), "nobody leaves a run by mistake"
    take(rig, device, Choice.GO_ON).run(0.05)
    take(rig, device, Choice.NEXT).run(0.05)
    now = rig.services.repertoire[-1].run
    assert isinstance(rig.top, Programme)
    assert now is not None and (now.number, now.score, now.uid) == (3, 12480, run.uid)
    assert sum(entry.run is not None for entry in rig.services.repertoire) == 1, "only the number that is played stays"


@pytest.mark.parametrize("device", DEVICES)
def test_leaving_before_a_number_is_asked_where_that_ends_a_run(tmp_path: Path, device: str) -> None:
    rig = take(at_page(tmp_path), "keys", CHANCE).run(0.05)
    assert isinstance(rig.tap(pygame.K_ESCAPE).top, Title), "nothing is lost before the first number"
    rig = take(at_page(tmp_path / "day"), "keys", DAILY).run(0.05)
    assert isinstance(rig.tap(pygame.K_ESCAPE).run(0.5).top, Question), "the ranked run is begun"
    rig = at_page(tmp_path)
    for first in (rig.admit(encore_entry(LATER, stub(0x8F3, 2))), Arriving(rig.doors, rig.services, LATER)):
        rig.stack.apply(Reset(first))
        rig.tap(pygame.K_ESCAPE).run(0.5)
        assert isinstance(rig.top, Question) and "so far counts" in rig.top.narrated.page
        take(rig, device, Choice.GO_ON)
        assert rig.top is first
        rig.tap(pygame.K_ESCAPE).run(0.5)
        assert isinstance(take(rig, device, Choice.END).top, Title)


def test_leaving_from_a_pause_is_asked_as_well(tmp_path: Path) -> None:
    rig = take(at_page(tmp_path), "keys", CHANCE).run(0.1).tap(pygame.K_RETURN).run(1.0)
    rig.tap(pygame.K_ESCAPE).run(0.3)
    assert isinstance(rig.top, Pause)
    assert isinstance(take(rig, "keys", Choice.LEAVE).run(0.5).top, Question)
    assert isinstance(take(rig, "keys", Choice.GO_ON).top, Play)


def test_runs_by_other_rules_are_told_as_such_and_ranked_below(tmp_path: Path) -> None:
    rig = at_page(tmp_path)
    for rules, score in ((0, 9000), (RULES + 1, 8000), (RULES, 70)):
        plain = Result("encore/8F3/1", "", "lost", 1e9, score=score, run=f"r{rules}", rules=rules)
        rig.services.progress.keep(plain)
    assert isinstance(rig.top, Encore)
    assert [run.score for run in rig.top.runs] == [70, 9000, 8000]
    told = ["", "by rules of before", f"by rules {RULES + 1}, not today's"]
    assert [by_other_rules(run.rules) for run in rig.top.runs] == told
    assert "70, 0 numbers" in rig.top.narrated.page


@pytest.mark.parametrize("device", DEVICES)
def test_a_number_is_played_beside_its_ghost_outside_of_any_run(tmp_path: Path, device: str) -> None:
    rig = lost(take(at_page(tmp_path), "keys", CHANCE).run(0.05))
    (path,) = (tmp_path / "replays").iterdir()
    card = load_card(path)
    page = Keepsake(rig.doors, rig.services, card, lambda _path: None)
    assert "number 1 (by rules of before)" in page.narrated.page, "the level of this test names none"
    rig.stack.apply(Reset(page))
    take(rig.run(0.05), device, RACE).run(0.1)
    assert isinstance(rig.top, Programme)
    rig.tap(pygame.K_RETURN).run(0.3)
    assert isinstance(rig.top, Play)
    assert rig.top._ghost.rows == card.tracks.rows
    assert card.recording is not None and rig.top._attempt.recorder.seed == card.recording.seed
    rig.tap(pygame.K_r).run(0.1)
    assert isinstance(rig.top, Play) and len(runs_of(rig.services.progress.results)) == 1, (
        "it is begun as often as one likes"
    )


@pytest.mark.parametrize("device", DEVICES)
def test_beginning_again_is_ending_the_run_and_asked(tmp_path: Path, device: str) -> None:
    rig = take(at_page(tmp_path), "keys", CHANCE).run(0.1).tap(pygame.K_RETURN).run(1.0)
    assert isinstance(rig.top, Play)
    rig.tap(pygame.K_r).run(0.2)
    assert isinstance(rig.top, Question)
    rig.tap(pygame.K_ESCAPE).run(0.1)
    assert isinstance(rig.top, Play)
    rig.tap(pygame.K_ESCAPE).run(0.3)
    assert isinstance(rig.top, Pause) and Choice.AGAIN not in rig.menu.choices
    rig.tap(pygame.K_r).run(0.5)
    assert isinstance(rig.top, Question)
    assert isinstance(take(rig, device, Choice.END).top, Title)


def test_its_recording_holds_the_level_and_can_be_watched(tmp_path: Path) -> None:
    rig = lost(take(at_page(tmp_path), "keys", CHANCE).run(0.05))
    (path,) = (tmp_path / "replays").iterdir()
    entry = read_replay(path)
    assert entry.recording is not None and entry.text == LEVEL_TEXT
    assert entry.recording.level_name.startswith("encore-")
    assert isinstance(take(rig, "keys", Choice.WATCH).top, Programme)


def test_the_pages_are_read_aloud(tmp_path: Path) -> None:
    rig = at_page(tmp_path)
    assert isinstance(rig.top, Encore)
    assert "until one is lost" in rig.top.narrated.page and rig.top.narrated.focus.startswith(DAILY)
    arriving = Arriving(rig.doors, rig.services, Run(0xDEAD))
    assert "NUMBER 1" in arriving.narrated.page


def test_one_that_cannot_be_built_is_told_and_left(tmp_path: Path) -> None:
    rig = Rig(tmp_path)
    rig.stack.apply(Reset(Arriving(rig.doors, rig.services, Run(0xDEAD))))
    assert isinstance(rig.run(0.2).top, Arriving)
    assert isinstance(rig.tap(pygame.K_ESCAPE).top, Title)
