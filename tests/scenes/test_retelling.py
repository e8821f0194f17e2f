"""A loss is told again: what decided it, slowly, marked, and only to whoever wants to see it."""

import itertools
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import pygame
import pytest

from game.core.clock import TICKS_PER_SECOND
from game.core.signs import Family, sign_of
from game.input.devices import Device
from game.level import parse_level
from game.scenes.attempt.deeds import Speaker, cause_of, speaker_of, spoken
from game.scenes.attempt.ending import ending_of
from game.scenes.attempt.history import KEPT_S, KEPT_TICKS, History, Moment, find_breach
from game.scenes.play.play import LINGER_S, Play
from game.scenes.play.results import Results
from game.scenes.play.retelling import AFTER_S, DEAF_S, HOLD_S, LEAD_S, SLOW, STILL_S, Retelling
from game.scenes.repertoire.repertoire import Entry
from game.settings import Preferences
from game.sim import Event, EventKind, View, World
from game.sim.rules.loss import Deed
from tests.scenes.rig import FRAME_S, LEVEL, Rig
from tests.views import changed
from tests.visual.fake_view import view as concept

LEFT_STICK = sign_of("leftstick", Family.XBOX)
FALLING = """{
  "version": 1, "title": "Down", "poise": 0.4,
  "pieces": [
    {"id": "foot", "shape": {"type": "box", "size": [0.8, 0.1]}, "material": "brass", "at": [0, 0.05]},
    {"id": "rod", "shape": {"type": "box", "size": [0.12, 1.0]}, "material": "steel", "at": [0, 0.6]},
    {"id": "heart", "material": "flint_glass", "at": [0, 1.1],
     "shape": {"type": "polygon", "points": [[-0.2, 0], [0.2, 0], [0.15, 0.4], [-0.15, 0.4]]}}
  ],
  "joints": [
    {"type": "weld", "pieces": ["foot", "rod"], "at": [0, 0.1], "max_bend": 22},
    {"type": "weld", "pieces": ["rod", "heart"], "at": [0, 1.1]}
  ],
  "lights": [{"id": "key", "from": [-1.6, 3.4], "toward": [-1.5, 0.9]}],
  "optics": [{"type": "mirror", "id": "left", "at": [-1.5, 0.9], "angle": 60}],
  "flaws": [{"piece": "heart", "at": [0.18, 0.1], "opens": 0.5}],
  "whispers": [{"type": "gust", "at": 0.1, "lasts": 0.5, "force": 60}],
  "goal": {"voices": 1, "within": 60}
}"""
"""It falls within three seconds, as its lowest weld bends too far."""
TIPPING = FALLING.replace('"max_bend": 22', '"max_bend": 170')
"""It falls as well, and nothing breaks."""
VIEW = World(LEVEL).view()
END = 3000
COARSE_S = 2.0 * FRAME_S
"""From frame to frame once it has fallen, while nobody looks closely."""


def fallen(folder: Path, text: str = FALLING, **settings: float) -> Rig:
    """A rig at what follows when a level has fallen by itself."""
    visit = {("picture", name): value for name, value in settings.items()}
    entry = Entry(folder / "down.json", parse_level(text), text)
    rig = Rig(folder, repertoire=(entry,), seed=1, settings=Preferences(visit=visit)).at_play()
    while not rig.play.attempt.over:
        rig.run(0.1)
    return rig.run(LINGER_S + 0.1, COARSE_S)


def told(rig: Rig) -> Retelling:
    assert isinstance(rig.top, Retelling)
    return rig.top


def beneath(rig: Rig) -> Play:
    play = told(rig)._beneath
    assert isinstance(play, Play)
    return play


def test_a_fall_is_told_again_before_the_results(tmp_path: Path) -> None:
    rig = fallen(tmp_path)
    end, drawn = beneath(rig).attempt.view.tick, len(rig.stage.drawn)
    rig.run(1.5)
    assert isinstance(rig.top, Retelling)
    while not isinstance(rig.top, Results):
        rig.run(0.1)
    ticks = [view.tick for _, view, _ in rig.stage.drawn[drawn:] if view.tick < end]
    assert ticks == sorted(ticks)
    assert EventKind.BREAK in [event.kind for event in rig.stage.events]


def test_the_results_come_out_of_the_dark_that_it_leaves(tmp_path: Path) -> None:
    rig = fallen(tmp_path)
    while isinstance(rig.top, Retelling):
        rig.run(FRAME_S)
    assert isinstance(rig.top, Play)
    assert brightness(rig) == 0.0, "no glimpse of the stage between them"
    assert isinstance(rig.run(FRAME_S).top, Results)
    assert brightness(rig) < 0.2 * brightness(rig.run(1.0))


def brightness(rig: Rig) -> float:
    """Of the picture's upper middle, where only the stage is seen."""
    width, height = rig.target.get_size()
    middle = pygame.surfarray.array3d(rig.target)[int(0.45 * width) : int(0.55 * width), : height // 8]
    return float(middle.mean())


def test_the_weld_that_gave_way_is_marked_and_named(tmp_path: Path) -> None:
    rig = fallen(tmp_path)
    breach = told(rig)._breach
    assert breach.words == "Nobody leaned left while it swung 21° right (A)"
    assert breach.at == pytest.approx((0.0, 0.1), abs=0.05)
    rig.run(3.0)
    marks = [mark for mark in rig.stage.marks if mark is not None]
    strengths = [mark.strength for mark in marks]
    assert strengths == sorted(strengths), "it closes as the moment comes near"
    assert 0.0 == strengths[0] < strengths[-1]
    assert marks[-1].at == pytest.approx(breach.at, abs=0.2)


def test_where_nothing_broke_the_foot_is_marked(tmp_path: Path) -> None:
    breach = told(fallen(tmp_path, TIPPING))._breach
    assert (breach.words, breach.at[1]) == ("Nobody leaned left while it fell right (A)", 0.0)


def test_time_runs_slowly_towards_the_break_and_the_last_picture_stands(tmp_path: Path) -> None:
    rig = fallen(tmp_path)
    scene, ticks = told(rig), []
    while rig.top is scene:
        ticks.append(scene.tick)
        rig.run(FRAME_S)
    paces = [(b - a) / TICKS_PER_SECOND / FRAME_S for a, b in itertools.pairwise(ticks)]
    at_break = next(pace for tick, pace in zip(ticks, paces, strict=False) if tick >= scene._breach.tick)
    assert at_break == pytest.approx(SLOW, abs=0.01)
    moving = [pace for pace in paces if pace > 0.0]
    assert moving[0] == pytest.approx(1.0, abs=0.1)
    assert all(b <= a + 1e-9 for a, b in itertools.pairwise(moving)), "it only ever slows down"
    assert (len(paces) - len(moving)) * FRAME_S == pytest.approx(HOLD_S, abs=0.1)
    assert ticks[-1] == pytest.approx(scene._breach.tick + AFTER_S * TICKS_PER_SECOND, abs=2 * KEPT_TICKS)


def test_when_time_runs_out_the_crack_that_was_dark_is_shown(tmp_path: Path) -> None:
    rig = Rig(tmp_path).at_play().run(2.0 + LINGER_S)
    breach, view = told(rig)._breach, told(rig)._shown[-1].view
    assert breach.words == "You left the crack in the heart dark for 1 second"
    heart = next(piece for piece in view.sculpture.pieces if piece.name == "heart")
    assert breach.piece == heart.key
    assert math.dist(breach.at, heart.position) < 0.4
    while not isinstance(rig.top, Results):
        rig.run(0.1)


def test_nothing_is_simulated_meanwhile(tmp_path: Path) -> None:
    rig = fallen(tmp_path)
    attempt = beneath(rig).attempt
    before = attempt.view
    rig.run(2.0)
    assert attempt.view is before


SKIPS: dict[str, tuple[int, dict[str, Any]]] = {
    "a key": (pygame.KEYDOWN, {"key": pygame.K_SPACE, "mod": 0}),
    "a click": (pygame.MOUSEBUTTONDOWN, {"button": 1, "pos": (5, 5)}),
    "a button": (pygame.CONTROLLERBUTTONDOWN, {"button": pygame.CONTROLLER_BUTTON_A, "instance_id": 0}),
}


@pytest.mark.parametrize("skip", SKIPS)
def test_anything_skips_it(tmp_path: Path, skip: str) -> None:
    kind, fields = SKIPS[skip]
    rig = fallen(tmp_path).run(DEAF_S).send(kind, **fields).run(0.1)
    assert isinstance(rig.top, Results)


def test_what_is_still_pressed_from_the_play_does_not(tmp_path: Path) -> None:
    entry = fallen(tmp_path)
    scene = Retelling(entry.services, entry.stage, told(entry)._beneath, told(entry)._shown, told(entry)._breach)
    scene.update(0.5 * DEAF_S)
    assert scene.handle(pygame.Event(pygame.KEYDOWN, key=pygame.K_a, mod=0)) is None
    assert scene.handle(pygame.Event(pygame.MOUSEMOTION, pos=(3, 3), rel=(1, 1), buttons=(0, 0, 0))) is None


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (pygame.KEYDOWN, {"key": pygame.K_r, "mod": 0}),
        (pygame.CONTROLLERBUTTONDOWN, {"button": pygame.CONTROLLER_BUTTON_BACK, "instance_id": 0}),
    ],
)
def test_again_begins_again_at_once(tmp_path: Path, kind: int, fields: dict[str, int]) -> None:
    rig = fallen(tmp_path).send(kind, **fields).run(0.1)
    assert isinstance(rig.top, Play)
    assert rig.play.attempt.view.tick < 30
    assert rig.stage.highlight is None


def test_it_is_told_in_silence_and_the_house_is_heard_again_after_it(tmp_path: Path) -> None:
    rig = fallen(tmp_path)
    assert rig.mixer._paused
    rig.run(DEAF_S).tap(pygame.K_SPACE).run(0.1)
    assert not rig.mixer._paused


def test_a_loss_is_told_again_after_every_attempt_but_once(tmp_path: Path) -> None:
    rig = fallen(tmp_path).run(DEAF_S).tap(pygame.K_SPACE).run(1.0)
    assert isinstance(rig.top, Results)
    rig.tap(pygame.K_r)
    while not rig.play.attempt.over:
        rig.run(0.1)
    assert isinstance(rig.run(LINGER_S + 0.1).top, Retelling)


def test_who_wants_no_slow_motion_sees_the_moment_itself(tmp_path: Path) -> None:
    rig = fallen(tmp_path, motion=0.0)
    drawn = len(rig.stage.drawn)
    breach = told(rig)._breach
    rig.run(0.8 * STILL_S)
    views = {id(view): view for _, view, _ in rig.stage.drawn[drawn:]}
    (still,) = views.values()
    assert breach.tick - KEPT_TICKS <= still.tick <= breach.tick
    assert rig.stage.marks[-1] is not None and rig.stage.marks[-1].strength == 1.0
    assert isinstance(rig.run(0.3 * STILL_S).top, Results)


def test_less_motion_slows_it_less(tmp_path: Path) -> None:
    def lasts(motion: float) -> int:
        folder = tmp_path / str(motion)
        folder.mkdir()
        rig, frames = fallen(folder, motion=motion), 0
        while isinstance(rig.top, Retelling):
            frames += 1
            rig.run(FRAME_S)
        return frames

    assert LEAD_S / 2 < lasts(0.3) * FRAME_S < lasts(1.0) * FRAME_S


# What decided it --------------------------------------------------------------------------------------------------
def moments(breach: Event | None) -> tuple[Moment, ...]:
    """Frozen views of a level at rest, at every tenth tick; after the last one it is lost by what is given."""
    ticks = range(END - round(KEPT_S * TICKS_PER_SECOND), END + 20, 10)
    return tuple(Moment(changed(VIEW, tick=tick, breach=breach if tick > END else None), ()) for tick in ticks)


def at(kind: EventKind, tick: int, subject: str, size: float = 1.0) -> Event:
    return Event(kind, tick, (0.02, 0.3), size, subject)


@pytest.mark.parametrize(
    ("breach", "words"),
    [
        (at(EventKind.SPLIT, END - 400, "heart"), "The crack in the heart ran through"),
        (at(EventKind.BREAK, END - 100, "foot-heart", 6200.0), "The weld of foot and heart gave way at 6.2 kN"),
        (at(EventKind.BREAK, END - 9, "nobody-knows"), "A joint gave way"),
        (at(EventKind.TOPPLE, END - 120, ""), "It leaned too far"),
    ],
)
def test_what_the_simulation_found_is_named(breach: Event, words: str) -> None:
    found = find_breach(moments(breach), LEVEL, Speaker())
    assert found is not None
    assert (found.words, found.tick) == (words, breach.tick)


def test_forces_are_told_in_newtons_where_they_are_small() -> None:
    weak = LEVEL.model_copy(update={"joints": [LEVEL.joints[0].model_copy(update={"strength": 300.0})]})
    assert spoken(at(EventKind.BREAK, END - 9, "foot-heart", 431.0), weak) == (
        "The weld of foot and heart gave way at 431 N"
    )


def test_other_ends_are_not_told_again() -> None:
    assert find_breach(moments(None), LEVEL, Speaker()) is None


@pytest.mark.parametrize("text", [FALLING, TIPPING])
def test_results_name_the_cause_that_was_told(text: str, tmp_path: Path) -> None:
    rig = fallen(tmp_path, text)
    words = told(rig)._breach.words
    while not isinstance(rig.top, Results):
        rig.run(0.5)
    assert rig.top._ending.reason == f"{words}."


def test_a_crack_that_ran_through_is_what_results_say(tmp_path: Path) -> None:
    breach = at(EventKind.SPLIT, END - 9, "heart")
    rig = Rig(tmp_path)
    for cause in ("toppled", "silence"):
        lost = changed(VIEW, outcome="lost", cause=cause, breach=breach)
        ending = ending_of(rig.services, 0, lost, rig.keeping(), Speaker())
        assert ending.reason.startswith("The crack in the heart ran through. ")
        assert "sway" not in ending.reason


@pytest.mark.parametrize(
    ("first", "told"),
    [("sings", "Every flaw has become a voice."), ("lost", "All that were asked for sing; the rest was let go.")],
)
def test_who_won_without_a_flaw_is_not_told_that_every_flaw_sings(first: str, told: str, tmp_path: Path) -> None:
    rig, view = Rig(tmp_path), concept()
    one, *others = (replace(voice, state="sings") for voice in view.game.voices)
    won = changed(view, outcome="won", cause="sang", voices=(replace(one, state=first), *others))
    assert ending_of(rig.services, 0, won, rig.keeping(), Speaker()).reason == told


def test_the_mark_goes_with_its_piece_until_that_breaks() -> None:
    breach = find_breach(moments(at(EventKind.SPLIT, END - 100, "heart")), LEVEL, Speaker())
    assert breach is not None
    heart = next(piece for piece in VIEW.sculpture.pieces if piece.name == "heart")
    moved = tuple(
        replace(piece, position=(piece.position[0] + 0.3, piece.position[1])) if piece is heart else piece
        for piece in VIEW.sculpture.pieces
    )
    before, after = changed(VIEW, tick=END - 150, pieces=moved), changed(VIEW, tick=END - 50, pieces=moved)
    assert breach.place(before) == pytest.approx((breach.at[0] + 0.3, breach.at[1]))
    assert breach.place(after) == breach.at


def test_memory_keeps_the_last_seconds_and_every_event() -> None:
    memory = History()
    ticks = round(2 * KEPT_S * TICKS_PER_SECOND)
    for tick in range(ticks):
        memory.add(view_at(tick), [Event(EventKind.BEAT, tick, (0.0, 0.0))])
    kept = memory.moments
    assert kept[-1].view.tick - kept[0].view.tick == pytest.approx(KEPT_S * TICKS_PER_SECOND, abs=2 * KEPT_TICKS)
    told_ticks = [event.tick for moment in kept for event in moment.events]
    assert told_ticks == list(range(told_ticks[0], told_ticks[-1] + 1))


def view_at(tick: int) -> View:
    return replace(VIEW, tick=tick)


# In words ---------------------------------------------------------------------------------------------------------
KEYS = Speaker(keys={"left": "A", "right": "D"})
NINE = math.radians(9.2)


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        (Deed("along", "left", NINE), "You leaned left while it swung left (A)"),
        (Deed("along", "right"), "You leaned right while it fell right (D)"),
        (Deed("late", "left", NINE), "You leaned right too late: it swung 9° left (D)"),
        (Deed("still", "right", NINE), "Nobody leaned left while it swung 9° right (A)"),
        (Deed("still", "left"), "Nobody leaned right while it fell left (D)"),
        (Deed("unlit"), "The crack in the left lobe ran through, unlit"),
        (Deed("outrun"), "The crack in the left lobe outran the light"),
        (Deed("dried", size=0.8), "You left the gold in the left lobe unfinished until it dried"),
        (Deed("dark", size=30.7), "You left the crack in the left lobe dark for 31 seconds"),
        (Deed("slow", size=0.6), "You gilded only 60% of the crack in the left lobe"),
        (Deed("held", size=1.0), "You held back the gold in the left lobe for too long"),
        (Deed("time"), "Time ran out before the last flaw opened"),
    ],
)
def test_a_deed_is_told_in_twelve_words_at_most_and_with_its_key(deed: Deed, words: str) -> None:
    event = Event(EventKind.SPLIT, 10, (0.0, 0.0), 1.0, "left-lobe")
    assert cause_of(event, deed, LEVEL, KEYS) == words
    assert len(words.split()) <= 12


def test_without_a_deed_it_is_told_what_gave_way() -> None:
    event = Event(EventKind.SPLIT, 10, (0.0, 0.0), 1.0, "heart")
    assert cause_of(event, None, LEVEL, KEYS) == spoken(event, LEVEL)
    assert cause_of(None, None, LEVEL, KEYS) == ""


def test_keys_are_the_players_own_and_others_have_none(tmp_path: Path) -> None:
    settings = Preferences()
    settings.bind("keys", {"lean_left": (pygame.KSCAN_J,), "lean_right": ()})
    services = Rig(tmp_path, settings=settings).services
    own = speaker_of(services, services.repertoire[0], Device.KEYS)
    assert (own.who, own.key("left"), own.key("right")) == ("", " (J)", "")
    assert speaker_of(services, services.repertoire[0], Device.PAD).key("right") == f" ({LEFT_STICK})"
    assert speaker_of(services, services.repertoire[0], Device.MOUSE).key("left") == " (right button)"
    bot = speaker_of(replace(services, bot="novice"), services.repertoire[0], Device.EITHER)
    assert (bot.who, bot.key("left")) == ("The novice bot", "")
