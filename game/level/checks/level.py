"""What no single part of a level can know: ids, geometry, and whether the sculpture can stand and be won.

`CHECKS` is the list of them. Each takes the survey of a level and yields what it finds, and says nothing
about parts in which another one has already found the cause.
"""

from collections.abc import Callable, Iterator

from shapely import Point, Polygon

from game.core.json_source import quoted
from game.level.checks import lighting, structure
from game.level.checks.check_context import REACH, Finding, Rig, Survey, no_piece, survey, taken_ids
from game.level.materials import MATERIALS
from game.level.model import Heartbeat, Level, LightBench
from game.level.outlines import shape_outline
from game.level.shapes import metres, nearest, point


def ids_of_pieces_are_unique(seen: Survey) -> Iterator[Finding]:
    """So that joints, flaws and what rides know which one is meant."""
    yield from taken_ids("pieces", seen.level.pieces)


def ids_lead_to_pieces(seen: Survey) -> Iterator[Finding]:
    """Those of joints and of flaws."""
    for i, joint in enumerate(seen.level.joints):
        for end, name in enumerate(joint.pieces):
            if name not in seen.index:
                yield ("joints", i, "pieces", end), no_piece(name, seen)
    for i, flaw in enumerate(seen.level.flaws):
        if flaw.piece not in seen.index:
            yield ("flaws", i, "piece"), no_piece(flaw.piece, seen)


def flaws_are_in_glass(seen: Survey) -> Iterator[Finding]:
    """Only glass cracks."""
    for i, flaw in enumerate(seen.level.flaws):
        if flaw.piece not in seen.index:
            continue
        material = seen.level.pieces[seen.index[flaw.piece]].material
        if MATERIALS[material].family != "glass":
            glasses = " or ".join(name for name, row in MATERIALS.items() if row.family == "glass")
            yield (
                ("flaws", i, "piece"),
                f"{quoted(flaw.piece)} is of {material}, which never cracks; name a piece of {glasses}",
            )


def flaws_are_on_an_edge(seen: Survey) -> Iterator[Finding]:
    """Cracks grow from the boundary inwards."""
    for i, flaw in enumerate(seen.level.flaws):
        if seen.area(flaw.piece) is None:
            continue
        edge = Polygon(shape_outline(seen.level.pieces[seen.index[flaw.piece]].shape)).exterior
        away = edge.distance(Point(flaw.at))
        if away > REACH:
            yield (
                ("flaws", i, "at"),
                f"{point(flaw.at)} is {metres(away)} m away from the edge of {quoted(flaw.piece)}; it must "
                f"be within {REACH:g} m, and {point(nearest(edge, flaw.at))} is nearest; both seen from "
                "the piece's at, before its angle",
            )


def flaws_open_in_time(seen: Survey) -> Iterator[Finding]:
    """Before the house lights come up."""
    within = seen.level.goal.within
    for i, flaw in enumerate(seen.level.flaws):
        if flaw.opens >= within:
            yield (
                ("flaws", i, "opens"),
                f"opens at {flaw.opens:g} s, when all is over; goal.within is {within:g} s",
            )


def the_goal_can_be_reached(seen: Survey) -> Iterator[Finding]:
    """There are voices enough, and encores that rise."""
    goal, flaws = seen.level.goal, len(seen.level.flaws)
    if goal.voices > flaws:
        yield (
            ("goal", "voices"),
            f"{goal.voices} voices cannot sing from {flaws} flaws; at most {flaws}, or add flaws",
        )
    if not 0 <= goal.encores[0] < goal.encores[1] < goal.encores[2]:
        yield (
            ("goal", "encores"),
            f"{list(goal.encores)} does not rise; each must be above the one before, from 0 up",
        )


def one_heart_beats(seen: Survey) -> Iterator[Finding]:
    """The score is timed against it."""
    hearts = [i for i, whisper in enumerate(seen.level.whispers) if isinstance(whisper, Heartbeat)]
    for i in hearts[1:]:
        yield ("whispers", i), f"a second heartbeat, after whispers[{hearts[0]}]; leave one of them out"


def expectations_say_something(seen: Survey) -> Iterator[Finding]:
    """Each gives a share of wins or of losses, and both fit into one."""
    for i, expect in enumerate(seen.level.expect):
        if expect.wins is None and expect.loses is None:
            yield ("expect", i), f"says nothing of {expect.bot}; give wins or loses"
        elif (expect.wins or 0.0) + (expect.loses or 0.0) > 1.0:
            yield ("expect", i), "wins and loses are more than 1 together; they are shares of the same seeds"


CHECKS: tuple[Callable[[Survey], Iterator[Finding]], ...] = (
    ids_of_pieces_are_unique,
    ids_lead_to_pieces,
    structure.outlines_are_possible,
    structure.glass_is_wide_enough,
    structure.pieces_are_on_the_stage,
    structure.the_foot_stands,
    structure.pieces_leave_room,
    structure.joints_hold_two_pieces,
    structure.joints_touch_their_pieces,
    structure.everything_hangs_together,
    structure.poise_has_welds,
    *lighting.CHECKS,
    flaws_are_in_glass,
    flaws_are_on_an_edge,
    flaws_open_in_time,
    the_goal_can_be_reached,
    one_heart_beats,
    expectations_say_something,
)


def findings(stage: Level | LightBench) -> Iterator[Finding]:
    """Everything that is wrong between the parts of a level or a scene."""
    if isinstance(stage, LightBench):
        rig = Rig(stage.lights, stage.optics, {}, [])
        for check_light in lighting.CHECKS:
            yield from check_light(rig)
        return
    seen = survey(stage)
    for check in CHECKS:
        yield from check(seen)
