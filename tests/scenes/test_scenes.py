"""From the title through a performance and back, as a player goes it."""

from pathlib import Path

import pygame
import pytest

from game.core.words import roman
from game.replay import load_recording
from game.scenes.attempt.attempt import Attempt
from game.scenes.attempt.ending import HEADLINES
from game.scenes.attempt.recordings import KEPT
from game.scenes.dialogs.question import Question
from game.scenes.encore.encore import Encore
from game.scenes.play.pause import Pause
from game.scenes.play.play import LINGER_S, Play
from game.scenes.play.programme import Programme
from game.scenes.play.results import DEAF_S, Results
from game.scenes.repertoire.repertoire import Entry
from game.scenes.title.title import Title
from game.sim import EventKind
from game.sim.view import VoiceView
from tests.scenes.rig import LEVEL, Rig
from tests.views import changed

pytestmark = pytest.mark.usefixtures("paper")


@pytest.fixture
def rig(tmp_path: Path) -> Rig:
    return Rig(tmp_path)


def test_the_title_leads_to_the_programme_and_that_to_the_stage(rig: Rig) -> None:
    rig.run(0.2)
    assert isinstance(rig.top, Title)
    rig.tap(pygame.K_RETURN).run(0.1)
    assert isinstance(rig.top, Programme)
    rig.run(5.0)
    assert isinstance(rig.top, Programme), "the curtain waits for the player"
    rig.tap(pygame.K_RETURN).run(1.5)
    assert isinstance(rig.top, Play)
    assert rig.stage.drawn[-1][1].tick > 0


def test_esc_leads_back_and_out(rig: Rig) -> None:
    rig.tap(pygame.K_RETURN).run(0.1).tap(pygame.K_ESCAPE).run(0.1)
    assert isinstance(rig.top, Title)
    rig.tap(pygame.K_ESCAPE)
    assert isinstance(rig.top, Question)
    rig.tap(pygame.K_ESCAPE)
    assert isinstance(rig.top, Title), "who does not answer stays"
    rig.tap(pygame.K_ESCAPE).tap(pygame.K_DOWN).tap(pygame.K_RETURN)
    assert rig.top is None


def click_everywhere(rig: Rig) -> Rig:
    for y in range(0, 360, 4):
        rig.send(pygame.MOUSEBUTTONDOWN, button=1, pos=(100, y))
        if not isinstance(rig.top, Question):
            break
    return rig


def test_the_last_row_leaves_and_a_double_click_on_it_does_not_answer(rig: Rig) -> None:
    rig.run(0.1)
    rig.tap(pygame.K_UP).tap(pygame.K_RETURN).run(0.1)
    assert isinstance(rig.top, Question)
    assert isinstance(click_everywhere(rig).top, Question)
    click_everywhere(rig.run(0.5))
    assert isinstance(rig.top, Title), "the first answer, which stays"


@pytest.fixture
def winning(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> Rig:
    """A performance whose voices all sing."""
    rig.at_play()
    sings = changed(rig.play.attempt.view, voices=(VoiceView("bass", 110.0, 1.0, "sings"),), ovation=0.9)
    monkeypatch.setattr(Attempt, "view", property(lambda _: sings))
    return rig


@pytest.mark.parametrize("paused", [False, True])
def test_again_does_not_throw_a_win_away_unasked(winning: Rig, paused: bool) -> None:
    rig, attempt = winning, winning.play.attempt
    if paused:
        rig.tap(pygame.K_ESCAPE)
    rig.tap(pygame.K_r)
    assert isinstance(rig.top, Question)
    rig.tap(pygame.K_r).tap(pygame.K_RETURN)
    assert isinstance(rig.top, Play)
    assert rig.play.attempt is attempt, "the cursor was on going on"
    rig.tap(pygame.K_r).tap(pygame.K_DOWN).tap(pygame.K_RETURN)
    assert isinstance(rig.top, Play)
    assert rig.play.attempt is not attempt


def test_a_button_for_again_asks_too(winning: Rig) -> None:
    winning.send(pygame.CONTROLLERBUTTONDOWN, button=pygame.CONTROLLER_BUTTON_BACK, instance_id=0)
    assert isinstance(winning.top, Question)


def test_an_empty_repertoire_is_a_page_too(tmp_path: Path) -> None:
    rig = Rig(tmp_path, repertoire=())
    rig.run(0.1).tap(pygame.K_RETURN)
    assert isinstance(rig.top, Encore), "no number is there, and encores are made"


def test_what_goes_wrong_behind_the_page_is_told(rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr("game.core.kernels.warm_up", fail)
    rig.tap(pygame.K_RETURN)
    with pytest.raises(OSError, match="no space"):
        rig.run(0.1)


def test_keys_reach_the_world(rig: Rig) -> None:
    rig.at_play().press(pygame.K_a).run(0.4)
    assert rig.play.attempt.intent.lean == 1.0
    assert rig.stage.drawn[-1][1].sculpture.plinth[1] > 0.05
    rig.release(pygame.K_a).run(0.4)
    assert rig.play.attempt.intent.lean == 0.0


def test_the_world_waits_for_the_curtain_the_first_time_only(rig: Rig) -> None:
    rig.stack.apply(None)
    play = rig.doors.play(0, rig.stage)
    play.update(0.2)
    assert isinstance(play, Play)
    assert play.attempt.view.tick == 0
    rig.at_play().tap(pygame.K_r).run(0.5)
    assert rig.play.attempt.view.tick > 20, "again in less than half a second"


def test_losing_the_focus_pauses_at_once_and_lets_go(rig: Rig) -> None:
    rig.at_play().press(pygame.K_d).run(0.2).send(pygame.WINDOWFOCUSLOST)
    assert isinstance(rig.top, Pause)
    tick = rig.stage.drawn[-1][1].tick
    rig.run(0.5)
    assert rig.stage.drawn[-1][1].tick == tick, "the stage stands still"
    rig.tap(pygame.K_ESCAPE).run(0.4)
    assert isinstance(rig.top, Play)
    assert rig.stage.drawn[-1][1].tick > tick
    assert rig.play.attempt.intent.lean == 0.0


def test_the_intermission_offers_to_begin_again_and_to_leave(rig: Rig) -> None:
    rig.at_play().tap(pygame.K_ESCAPE).run(0.1).tap(pygame.K_r).run(0.1)
    assert isinstance(rig.top, Play)
    assert rig.play.attempt.view.tick < 20
    rig.tap(pygame.K_ESCAPE).run(0.1).tap(pygame.K_UP).tap(pygame.K_RETURN)
    assert isinstance(rig.top, Title)


def test_again_draws_another_seed_unless_it_is_pinned(tmp_path: Path) -> None:
    free, pinned = Rig(tmp_path).at_play(), Rig(tmp_path, seed=9).at_play()
    for rig in (free, pinned):
        first = rig.play.attempt
        rig.tap(pygame.K_r)
        assert rig.play.attempt is not first
        assert (rig.play.attempt.recorder.seed == first.recorder.seed) == (rig is pinned)


def test_the_end_is_told_with_its_cause_and_the_recording_kept(rig: Rig, tmp_path: Path) -> None:
    rig.at_play().run(2.2)
    assert rig.play.attempt.over
    assert EventKind.LOST in [event.kind for event in rig.stage.events]
    assert isinstance(rig.run(0.5).top, Play), "time to see what happened"
    rig.run(LINGER_S).to_results()
    assert isinstance(rig.top, Results)
    (kept,) = (tmp_path / "replays").iterdir()
    recording = load_recording(kept)
    assert (recording.outcome, recording.level.title) == ("lost", LEVEL.title)
    assert kept.name.startswith("two-lamps-")


def test_from_the_results_one_goes_on_to_the_next_number(rig: Rig) -> None:
    rig.at_play().run(2.2 + LINGER_S + 0.1).to_results().run(DEAF_S + 0.1)
    assert isinstance(rig.top, Results)
    rig.tap(pygame.K_DOWN).tap(pygame.K_RETURN)
    assert isinstance(rig.top, Programme), "the next number that can be played"


def test_keys_still_pressed_from_the_play_do_not_skip_the_results(rig: Rig) -> None:
    rig.at_play().run(2.2 + LINGER_S).to_results().tap(pygame.K_SPACE).run(0.1)
    assert isinstance(rig.top, Results)
    rig.tap(pygame.K_r)
    assert isinstance(rig.top, Play)


def test_beginning_again_right_after_the_end_keeps_the_recording_too(rig: Rig, tmp_path: Path) -> None:
    rig.at_play().run(2.2).tap(pygame.K_r).run(0.1)
    assert isinstance(rig.top, Play)
    assert len(list((tmp_path / "replays").iterdir())) == 1


def test_a_second_attempt_keeps_a_second_recording(rig: Rig, tmp_path: Path) -> None:
    rig.at_play().run(2.2 + LINGER_S + 0.2).to_results().tap(pygame.K_r).run(2.5 + LINGER_S).to_results()
    assert isinstance(rig.top, Results)
    assert len(list((tmp_path / "replays").iterdir())) == 2


def test_only_the_last_recordings_are_kept(rig: Rig, tmp_path: Path) -> None:
    folder = tmp_path / "replays"
    folder.mkdir()
    for number in range(KEPT + 5):
        (folder / f"old-20200101-0000{number:02}.replay").write_bytes(b"")
    (folder / "my-best.replay").write_bytes(b"")
    rig.at_play().run(2.2 + LINGER_S + 0.2).to_results()
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == KEPT + 1
    assert names[0] == "my-best.replay" and names[-1].startswith("two-lamps-")


def test_a_recording_that_cannot_be_written_does_not_end_the_evening(tmp_path: Path) -> None:
    (tmp_path / "replays").write_text("a file where a folder should be")
    rig = Rig(tmp_path).at_play().run(2.2 + LINGER_S + 0.2).to_results()
    assert isinstance(rig.top, Results)


def test_a_crash_keeps_what_was_played(rig: Rig, tmp_path: Path) -> None:
    rig.at_play().run(0.5)
    (kept,) = rig.stack.close(crashed=True)
    assert len(load_recording(kept).intents) > 50
    assert rig.stack.close(crashed=True) == []


def test_leaving_in_the_middle_keeps_nothing(rig: Rig, tmp_path: Path) -> None:
    rig.at_play().run(0.5)
    assert rig.stack.close(crashed=False) == []
    assert not (tmp_path / "replays").exists()


def test_a_bot_plays_without_a_hand_on_the_keys(tmp_path: Path) -> None:
    rig = Rig(tmp_path, bot="random", seed=2)
    rig.tap(pygame.K_RETURN).run(6.0)
    assert isinstance(rig.top, Play)
    assert any(view.sculpture.plinth[1] for _, view, _ in rig.stage.drawn)


def test_a_recording_is_watched_and_not_kept_twice(rig: Rig, tmp_path: Path) -> None:
    rig.at_play().press(pygame.K_a).run(2.2 + LINGER_S)
    (kept,) = (tmp_path / "replays").iterdir()
    recording = load_recording(kept)
    watched = Rig(tmp_path, repertoire=(Entry(kept, LEVEL, recording.level_text, recording),))
    watched.at_play().press(pygame.K_d).run(2.2)
    assert watched.play.attempt.recorder.digests == [
        recording.digest_after(tick) for tick in range(len(recording.intents))
    ]
    watched.run(LINGER_S).to_results()
    assert isinstance(watched.top, Results)
    assert len(list((tmp_path / "replays").iterdir())) == 1


def test_every_scene_draws_at_every_size(rig: Rig) -> None:
    sizes = [(640, 360), (960, 540), (800, 600), (1680, 720)]
    seen = set()
    for step in range(5):
        for size in sizes:
            rig.target = pygame.Surface(size)
            rig.run(0.05)
            box = pygame.mask.from_threshold(rig.target, (0, 0, 0), (1, 1, 1, 255))
            assert box.count() < 0.9 * size[0] * size[1] or step == 0
        seen.add(type(rig.top))
        if step < 2:
            rig.tap(pygame.K_RETURN).run(1.4)
        elif step == 2:
            rig.tap(pygame.K_ESCAPE)
        elif step == 3:
            rig.tap(pygame.K_ESCAPE).run(2.2 + LINGER_S).to_results()
    assert seen == {Title, Programme, Play, Pause, Results}


def test_every_cause_has_its_words() -> None:
    assert set(HEADLINES) >= {"", "sang", "toppled", "silence", "time"}


@pytest.mark.parametrize(("number", "text"), [(1, "I"), (4, "IV"), (9, "IX"), (15, "XV"), (94, "XCIV")])
def test_acts_are_counted_as_in_a_theatre(number: int, text: str) -> None:
    assert roman(number) == text
