"""Every way to aim reaches everywhere, and auto-aim finds the crack through bent light. Real hands on a real world."""

import gzip
import json
import math
from dataclasses import replace
from pathlib import Path

import pygame
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from game.core.clock import TICKS_PER_SECOND
from game.input.assist import LIT_REACH_M, REACH_M, drawn_aim, drawn_beam
from game.input.controls import Controls
from game.level import load_level
from game.render import Camera
from game.replay import load_recording
from game.scenes.play.play import AUTO_AIM, LINGER_S
from game.scenes.play.results import Results
from game.settings import Preferences
from game.sim import EventKind, View, World
from game.sim.constants import FINE_RATE
from tests.levels import old_level
from tests.scenes.rig import LEVEL, Rig
from tests.views import changed

CAMERA = Camera.fitted((1280, 720))
HAIRLINE = load_level(old_level("1"))
FULL = 32767
TOLERANCE = math.radians(2.5)


def key(hands: Controls, code: int, down: bool = True) -> None:
    hands.handle(pygame.Event(pygame.KEYDOWN if down else pygame.KEYUP, key=code, mod=0))


def axis(hands: Controls, number: int, value: float) -> None:
    hands.handle(pygame.Event(pygame.CONTROLLERAXISMOTION, axis=number, value=round(value * FULL), instance_id=0))


def thrown(view: View) -> float:
    """Direction of the ghost ray, rad."""
    assert view.light.ghost is not None
    (x0, y0), (x1, y1) = view.light.ghost
    return math.atan2(y1 - y0, x1 - x0)


def off(view: View, wanted: float) -> float:
    """How far the ghost ray is turned from a direction, rad."""
    return math.remainder(thrown(view) - wanted, 2 * math.pi)


directions = st.floats(-math.pi, math.pi)


@settings(max_examples=12, deadline=None)
@given(directions)
def test_two_keys_alone_reach_any_direction(wanted: float) -> None:
    world, hands = World(HAIRLINE), Controls()
    held = 0
    for _ in range(4 * TICKS_PER_SECOND):
        view = world.view()
        miss = off(view, wanted)
        if abs(miss) < TOLERANCE:
            return
        code = pygame.K_x if miss > 0 else pygame.K_z
        if code != held:
            key(hands, held, down=False)
            key(hands, code)
            held = code
        world.tick(hands.intent(view, CAMERA))
    pytest.fail(f"{math.degrees(wanted):.0f} degrees were not reached")


@settings(max_examples=12, deadline=None)
@given(directions)
def test_a_stick_alone_reaches_any_direction(wanted: float) -> None:
    """The player pushes the aim to where the beam is to go, round the mirror where that is in the way."""
    world, hands = World(HAIRLINE), Controls()
    x, y = world.view().light.mirrors[0].centre
    goal = (x + 0.9 * math.cos(wanted), y + 0.9 * math.sin(wanted))
    for _ in range(8 * TICKS_PER_SECOND):
        view = world.view()
        if abs(off(view, wanted)) < TOLERANCE and hands.intent(view, CAMERA).aim is not None:
            return
        aim = hands._aim._point or goal
        push = (goal[0] - aim[0], goal[1] - aim[1])
        left = max(math.hypot(*push), 1e-6)
        tilt = min(1.0, max(0.4, left / 0.2)) / left  # well out of the dead zone
        axis(hands, pygame.CONTROLLER_AXIS_RIGHTX, push[0] * tilt)
        axis(hands, pygame.CONTROLLER_AXIS_RIGHTY, -push[1] * tilt)
        if aim is goal:
            axis(hands, pygame.CONTROLLER_AXIS_RIGHTX, 1.0)  # a first push takes it up where the beam ends
        world.tick(hands.intent(view, CAMERA))
    pytest.fail(f"{math.degrees(wanted):.0f} degrees were not reached")


@pytest.mark.parametrize("corner", [(3.15, 3.35), (-3.15, -0.35)])
def test_a_mirror_in_a_corner_can_be_aimed_all_round(corner: tuple[float, float]) -> None:
    view = World(LEVEL).view()
    view = changed(view, mirrors=(replace(view.light.mirrors[0], centre=corner), *view.light.mirrors[1:]))
    for across, up in ((1, 0), (-1, 0), (0, 1), (0, -1)):
        hands = Controls()
        hands._aim._point = corner
        axis(hands, pygame.CONTROLLER_AXIS_RIGHTX, across)
        axis(hands, pygame.CONTROLLER_AXIS_RIGHTY, -up)
        aim = [hands.intent(view, CAMERA).aim for _ in range(TICKS_PER_SECOND)][-1]
        assert aim is not None
        assert math.remainder(
            math.atan2(aim[1] - corner[1], aim[0] - corner[0]) - math.atan2(up, across), 2 * math.pi
        ) == (pytest.approx(0.0, abs=1e-6))


@pytest.mark.parametrize("fine", ["shift", "half a trigger"])
def test_fine_turns_the_mirror_slowly(fine: str) -> None:
    def turned(fine: str) -> float:
        world, hands = World(LEVEL), Controls()
        key(hands, pygame.K_z)
        if fine == "shift":
            key(hands, pygame.K_LSHIFT)
        elif fine:
            axis(hands, pygame.CONTROLLER_AXIS_TRIGGERRIGHT, 0.3)
        before = world.view().light.mirrors[0]
        for _ in range(30):
            world.tick(hands.intent(world.view(), CAMERA))
        after = world.view().light.mirrors[0]
        assert after.centre == before.centre
        return after.angle - before.angle

    assert turned(fine) == pytest.approx(FINE_RATE * turned(""), rel=1e-6)


def test_the_ghost_ray_is_there_before_anybody_aims_and_ends_at_the_first_hit() -> None:
    world, hands = World(LEVEL), Controls()
    world.tick(hands.intent(world.view(), CAMERA))
    view = world.view()
    assert view.light.ghost is not None
    trace = view.light.segments
    out = (trace.depth == 1) & (trace.medium == -1)
    real = trace.end[out][len(trace.end[out]) // 2] - trace.start[out][len(trace.end[out]) // 2]
    assert abs(off(view, math.atan2(real[1], real[0]))) < math.radians(0.5)
    aim = (0.0, 0.45)  # inside the heart: the ray ends on its face, not at the aim
    for _ in range(TICKS_PER_SECOND):
        hands.handle(pygame.Event(pygame.MOUSEMOTION, pos=CAMERA.pixel(aim), rel=(1, 0), buttons=(0, 0, 0)))
        world.tick(hands.intent(world.view(), CAMERA))
    ghost = world.view().light.ghost
    assert ghost is not None
    assert math.dist(*ghost) < math.dist(ghost[0], aim)
    assert -0.32 < ghost[1][0] < -0.15


# Auto-aim ---------------------------------------------------------------------------------------------------------
def cracked(seconds: float = 4.0) -> World:
    """A world whose first flaw is open."""
    world, hands = World(HAIRLINE), Controls()
    for _ in range(round(seconds * TICKS_PER_SECOND)):
        world.tick(hands.intent(world.view(), CAMERA))
    assert world.view().sculpture.cracks
    return world


def tip(view: View) -> tuple[float, float]:
    """Middle of the first crack on the stage, m."""
    crack = view.sculpture.cracks[0]
    piece = next(piece for piece in view.sculpture.pieces if piece.key == crack.piece)
    x, y = crack.path.mean(axis=0)
    c, s = math.cos(piece.angle), math.sin(piece.angle)
    return piece.position[0] + c * x - s * y, piece.position[1] + s * x + c * y


CRACKED = cracked().view()


@given(st.floats(-3.0, 3.0), st.floats(0.0, 3.0))
def test_far_from_a_crack_the_aim_is_the_players(x: float, y: float) -> None:
    far = min(math.dist((x, y), tip(CRACKED)), 9.0) > LIT_REACH_M + 0.3
    drawn = drawn_aim(CRACKED, (x, y))
    assert not far or drawn == (x, y)
    assert drawn == (round(drawn[0], 4), round(drawn[1], 4)) or drawn == (x, y)


def test_near_a_crack_the_aim_is_drawn_to_it() -> None:
    middle = tip(CRACKED)
    for k in range(12):
        aim = (middle[0] + 0.6 * REACH_M * math.cos(k), middle[1] + 0.6 * REACH_M * math.sin(k))
        assert math.dist(drawn_aim(CRACKED, aim), middle) < 0.12


def test_gold_and_fallen_pieces_do_not_draw_it() -> None:
    middle = tip(CRACKED)
    sung = changed(CRACKED, cracks=tuple(replace(crack, voice=True) for crack in CRACKED.sculpture.cracks))
    down = changed(CRACKED, pieces=tuple(replace(piece, standing=False) for piece in CRACKED.sculpture.pieces))
    none = changed(CRACKED, cracks=())
    for view in (sung, down, none):
        assert drawn_aim(view, middle) == middle
        assert drawn_beam(view) is None


def point_roughly(world: World, hands: Controls) -> None:
    """The mouse stays 13 cm off the crack."""
    x, y = tip(world.view())
    pos = CAMERA.pixel((x + 0.09, y + 0.09))
    hands.handle(pygame.Event(pygame.MOUSEMOTION, pos=pos, rel=(1, 0), buttons=(0, 0, 0)))


def test_it_turns_a_whole_crack_to_gold_for_a_mouse_that_only_points_nearby() -> None:
    """Aimed straight at the crack the beam is bent away from it; what is put right by the view hits it."""
    sung = {}
    for auto in (True, False):
        world, hands = cracked(), Controls()
        hands.auto_aim = auto
        point_roughly(world, hands)
        told = [event for _ in range(9 * TICKS_PER_SECOND) for event in world.tick(hands.intent(world.view(), CAMERA))]
        sung[auto] = EventKind.VOICE in [event.kind for event in told]
    assert sung == {True: True, False: False}


def test_keys_bring_the_beam_near_and_it_finds_the_rest() -> None:
    world, hands = cracked(), Controls()
    hands.auto_aim = True
    view = world.view()
    before = hands.intent(view, CAMERA)
    assert before.aim is None, "hands that never touched the mirror move nothing"
    x, y = view.light.mirrors[0].centre
    middle = tip(view)
    wanted = math.atan2(middle[1] - y, middle[0] - x) + math.radians(4.0)
    key(hands, pygame.K_z if off(view, wanted) < 0 else pygame.K_x)
    while abs(off(world.view(), wanted)) > TOLERANCE:
        world.tick(hands.intent(world.view(), CAMERA))
    for code in (pygame.K_z, pygame.K_x):
        key(hands, code, down=False)
    told = [event for _ in range(9 * TICKS_PER_SECOND) for event in world.tick(hands.intent(world.view(), CAMERA))]
    assert EventKind.VOICE in [event.kind for event in told]


def test_a_stick_is_helped_as_well() -> None:
    world, hands = cracked(), Controls()
    hands.auto_aim = True
    x, y = tip(world.view())
    hands._aim._point = (x + 0.1, y)
    axis(hands, pygame.CONTROLLER_AXIS_RIGHTX, 0.3)
    aim = hands.intent(world.view(), CAMERA).aim
    assert aim is not None
    assert math.dist(aim, (x, y)) < 0.09


def test_it_is_off_unless_it_is_wanted() -> None:
    world, hands = cracked(), Controls()
    x, y = tip(world.view())
    hands.handle(pygame.Event(pygame.MOUSEMOTION, pos=CAMERA.pixel((x + 0.1, y)), rel=(1, 0), buttons=(0, 0, 0)))
    assert hands.intent(world.view(), CAMERA).aim == pytest.approx((x + 0.1, y), abs=1e-4)


# What is told of it -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("wanted", [True, False])
def test_results_and_recordings_say_so(tmp_path: Path, wanted: bool) -> None:
    rig = Rig(tmp_path, settings=Preferences(visit={("hands", "auto_aim"): wanted})).at_play()
    rig.run(2.2 + LINGER_S).to_results()
    assert isinstance(rig.top, Results)
    assert (("Played", "with auto-aim") in rig.top._ending.facts) == wanted
    (kept,) = (tmp_path / "replays").iterdir()
    assert load_recording(kept).assists == ((AUTO_AIM,) if wanted else ())


def test_a_recording_without_help_is_written_as_before(tmp_path: Path) -> None:
    Rig(tmp_path).at_play().run(2.2 + LINGER_S)
    (kept,) = (tmp_path / "replays").iterdir()
    assert "assists" not in json.loads(gzip.decompress(kept.read_bytes()))
