"""The voices are played back on the results page, and their points added up; words at the seams say the same."""

import math
from dataclasses import replace
from pathlib import Path

import pygame
import pytest

from game.level.model import LEAST_FRESH
from game.render import Camera
from game.render.effects.seam_words import LASTS_S, SeamWords
from game.render.look.marks import Count, counted_chord, words_of
from game.render.look.theme import load_palette
from game.render.paint.drawlist import DrawList, Kind
from game.scenes.attempt.deeds import Speaker
from game.scenes.attempt.ending import ending_of
from game.scenes.attempt.tally import Line, Tally, lines_of
from game.scenes.play.results import Results
from game.sim import Event, EventKind, View
from game.sim.events import NO_MARKS, Marks
from tests.scenes.rig import FRAME_S, Rig
from tests.views import changed
from tests.visual import fake_view

MARKS = (Marks(3.0, 1.0, 1.0, 1.0), Marks(1.0, 5.0, 1.0, 1.0), Marks(2.0, 5.0, 5.0, 0.9))
TURNS = (2, 0, 1)
"""The third voice of the level sang with the first, after the second."""
BONUS = 64
TOTAL = sum(round(marks.points) for marks in MARKS) + BONUS


def won() -> View:
    shown = fake_view.view(sung=3)
    voices = tuple(
        replace(voice, marks=MARKS[turn], turn=turn) for voice, turn in zip(shown.game.voices[:3], TURNS, strict=True)
    )
    voices += shown.game.voices[3:]
    return changed(shown, outcome="won", cause="sang", voices=voices, score=TOTAL, bonus=BONUS)


def test_voices_are_played_back_in_the_order_in_which_they_sang() -> None:
    lines = lines_of(won())
    assert [line.words for line in lines] == [
        "still  ·  fresh",
        "on the beat  ·  fresh",
        "calm  ·  on the beat  ·  chord of two",
        "poise, whole pieces, time left",
    ]
    assert [line.points for line in lines] == [300, 500, 4500, BONUS]
    assert sum(line.points for line in lines) == TOTAL


def test_what_is_told_of_voices_adds_up_to_the_score_that_is_shown() -> None:
    """114.6 and 114.6 are 229 on the stage: told as 115 and 115 they would not be."""
    count, marks = Count(), Marks(1.5, 1.0, 1.0, 0.764)
    assert [count.add(marks.points) for _ in range(3)] == [114, 115, 114]
    assert math.floor(3 * marks.points) == 343
    shown = won()
    odd = tuple(replace(v, marks=None if v.marks is None else marks) for v in shown.game.voices)
    bonus = lines_of(changed(shown, voices=odd, score=343 + BONUS))[-1]
    assert bonus.points == BONUS
    words = SeamWords(load_palette("sunset"))
    for _ in range(2):
        words.react(Event(EventKind.VOICE, 10, (0.0, 1.5), 60.0, "heart", "alto", True, marks))
    assert [praise.points for praise in words._praises] == [114, 115]


@pytest.mark.parametrize(
    ("marks", "chord", "words"),
    [
        (Marks(1.0, 1.0, 1.0, 0.95), 1, []),
        (Marks(1.0, 1.0, 1.0, 0.7), 1, ["waited 4 bars"]),
        (Marks(3.0, 1.0, 1.0, 0.34), 1, ["still", "waited 6 bars"]),
        (Marks(1.0, 1.0, 1.0, LEAST_FRESH), 1, ["waited long"]),
        (Marks(2.0, 3.0, 13.0, 1.0), 4, ["calm", "near the beat", "chord of four", "fresh"]),
        (NO_MARKS, 1, ["not in the score"]),
    ],
)
def test_each_factor_has_its_word(marks: Marks, chord: int, words: list[str]) -> None:
    assert words_of(marks, chord) == words


def test_a_chord_is_counted_by_its_factors() -> None:
    chord, seen = 0, []
    for factor in (1.0, 2.0, 2.0, 3.0, 1.0, 1.0, 2.0):
        chord = counted_chord(Marks(1.0, 1.0, factor, 1.0), chord)
        seen.append(chord)
    assert seen == [1, 2, 3, 4, 1, 1, 2]
    assert counted_chord(NO_MARKS, 3) == 3, "what is not in the score is not in the chord"


def test_points_are_added_up_line_by_line() -> None:
    tally = Tally([Line("a", 100), Line("b", 50)], 150)
    begun, counted = 0, []
    while not tally.is_done:
        begun += len(tally.move(FRAME_S))
        counted.append(tally.counted)
    assert begun == 2
    assert counted == sorted(counted)
    assert (counted[0], counted[-1]) == (0, 150)
    assert 100 in counted, "the first is counted before the second begins"


class Ear:
    """A mixer's chimes, noted."""

    def __init__(self, rig: Rig, monkeypatch: pytest.MonkeyPatch) -> None:
        self.notes: list[float] = []
        monkeypatch.setattr(rig.mixer, "ring", self.notes.append)


def test_each_note_sounds_as_its_line_comes_and_any_key_shows_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rig = Rig(tmp_path).at_play()
    ear, view = Ear(rig, monkeypatch), won()
    page = Results(rig.doors, rig.services, rig.play, ending_of(rig.services, 0, view, rig.keeping(), Speaker()))
    for _ in range(300):
        page.update(FRAME_S)
        page.draw(rig.target)
    assert ear.notes == [view.game.voices[row].note for row in (1, 2, 0)]
    page = Results(rig.doors, rig.services, rig.play, ending_of(rig.services, 0, view, rig.keeping(), Speaker()))
    page.handle(pygame.Event(pygame.KEYDOWN, key=pygame.K_k, scancode=pygame.KSCAN_K, mod=0))
    page.update(FRAME_S)
    assert page._tally.is_done
    assert page._tally.counted == TOTAL
    assert len(ear.notes) == 3, "what is skipped is not heard all at once"


def written(out: DrawList) -> list[tuple[pygame.Surface, tuple[float, float], float]]:
    """Lines of type that were put on darkness: all of that comes first, as none may lie over what is read."""
    images = [command.arrays for command in out.take() if command.kind is Kind.IMAGE]
    shades, lines = images[: len(images) // 2], images[len(images) // 2 :]
    for (shade, under, _), (line, at, _) in zip(shades, lines, strict=True):
        assert shade.get_rect(topleft=under).contains(line.get_rect(topleft=at))
        assert shade.get_height() == 2 * line.get_height()
    return lines


def test_words_at_a_seam_say_what_it_earned_and_go() -> None:
    words, camera = SeamWords(load_palette("sunset")), Camera.fitted((640, 360))
    for marks in MARKS[1:]:  # both at once, at the same place
        words.react(Event(EventKind.VOICE, 10, (3.1, 2.9), 60.0, "heart", "alto", True, marks))
    words.advance(0.5)
    out = DrawList()
    words.draw(out, camera, 1.0)
    images = written(out)
    boxes = [image.get_rect(topleft=at) for image, at, _ in images]
    assert len(boxes) == 4, "points and words of both"
    assert all(pygame.Rect(0, 0, 640, 360).contains(box) for box in boxes)
    assert boxes[0].union(boxes[1]).collidelist(boxes[2:]) < 0, "one under the other"
    words.advance(LASTS_S)
    words.draw(out, camera, 1.0)
    assert not out.take()


@pytest.mark.parametrize(
    ("marks", "heights"),
    [
        (Marks(1.0, 1.0, 1.0, 1.0), "taller first"),
        (Marks(1.0, 1.0, 1.0, LEAST_FRESH), "alike"),
        (NO_MARKS, "one"),
    ],
)
def test_few_points_are_not_cried_out(marks: Marks, heights: str) -> None:
    """Of a voice that earned little the reason comes first, and is as large; where nothing is earned there is no 0."""
    words, camera, out = SeamWords(load_palette("sunset")), Camera.fitted((1280, 720)), DrawList()
    words.react(Event(EventKind.VOICE, 10, (0.0, 1.5), 60.0, "heart", "alto", True, marks))
    words.advance(0.5)
    words.draw(out, camera, 1.0)
    lines = written(out)
    high = [image.get_height() for image, at, _ in lines]
    seen = "one" if len(high) == 1 else "alike" if high[0] == high[1] else "taller first"
    assert seen == heights
