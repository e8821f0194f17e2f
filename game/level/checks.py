"""What no single part of a level can know: ids, geometry, and whether the sculpture can stand and be won.

`CHECKS` is the list of them. Each takes the survey of a level and yields what it finds, and says nothing
about parts in which another one has already found the cause.
"""

from collections.abc import Callable, Iterator

from shapely import LineString, Point, Polygon

from game.level import structure
from game.level.explain import suggest
from game.level.materials import MATERIALS
from game.level.model import Heartbeat, Level, Mirror
from game.level.outlines import shape_outline
from game.level.shapes import LEAST_LENGTH, length, metres, nearest, point
from game.level.source import JsonPath, quoted
from game.level.survey import REACH, STAGE_HALF_WIDTH, STAGE_TOP, Finding, Survey, survey

LAMP_ROOM = 1.0
"""m beyond the stage, above its top and to its sides, where lamps and optics may hang."""


def ids_are_unique(seen: Survey) -> Iterator[Finding]:
    """Within pieces, within lights and within optics."""
    level = seen.level
    for name, parts in (("pieces", level.pieces), ("lights", level.lights), ("optics", level.optics)):
        first: dict[str, int] = {}
        for i, part in enumerate(parts):
            if first.setdefault(part.id, i) != i:
                yield (
                    (name, i, "id"),
                    f"id {quoted(part.id)} is taken by {name}[{first[part.id]}]; give it another",
                )


def ids_lead_to_pieces(seen: Survey) -> Iterator[Finding]:
    """Those of joints and of flaws."""
    for i, joint in enumerate(seen.level.joints):
        for end, name in enumerate(joint.pieces):
            if name not in seen.index:
                yield ("joints", i, "pieces", end), _no_piece(name, seen)
    for i, flaw in enumerate(seen.level.flaws):
        if flaw.piece not in seen.index:
            yield ("flaws", i, "piece"), _no_piece(flaw.piece, seen)


def _no_piece(name: str, seen: Survey) -> str:
    return f"no piece has the id {quoted(name)}{suggest(name, seen.index)}"


def lines_have_a_length(seen: Survey) -> Iterator[Finding]:
    """Beams, rails and screens."""
    level = seen.level
    for i, light in enumerate(level.lights):
        if length(light.source, light.toward) < LEAST_LENGTH:
            yield (
                ("lights", i, "toward"),
                f"the same point as from; name another one at least {LEAST_LENGTH:g} m away",
            )
    for i, optic in enumerate(level.optics):
        name, line = ("rail", optic.rail) if isinstance(optic, Mirror) else ("ends", optic.ends)
        if line and length(*line) < LEAST_LENGTH:
            yield (
                ("optics", i, name),
                f"both ends are the same point; they must be at least {LEAST_LENGTH:g} m apart",
            )


def mirrors_are_on_their_rails(seen: Survey) -> Iterator[Finding]:
    """Where they have one."""
    for i, optic in enumerate(seen.level.optics):
        if not isinstance(optic, Mirror) or optic.rail is None or length(*optic.rail) < LEAST_LENGTH:
            continue
        rail = LineString(optic.rail)
        away = rail.distance(Point(optic.at))
        if away > REACH:
            yield (
                ("optics", i, "at"),
                f"{metres(away)} m off the mirror's rail, where {point(nearest(rail, optic.at))} is nearest",
            )


def lights_and_optics_are_near(seen: Survey) -> Iterator[Finding]:
    """On the stage, or just beyond its edge."""
    places: list[tuple[JsonPath, tuple[float, float]]] = [
        (("lights", i, "from"), light.source) for i, light in enumerate(seen.level.lights)
    ]
    for i, optic in enumerate(seen.level.optics):
        if isinstance(optic, Mirror):
            places.append((("optics", i, "at"), optic.at))
            places += [(("optics", i, "rail", k), end) for k, end in enumerate(optic.rail or ())]
        else:
            places += [(("optics", i, "ends", k), end) for k, end in enumerate(optic.ends)]
    side, top = STAGE_HALF_WIDTH + LAMP_ROOM, STAGE_TOP + LAMP_ROOM
    for path, (x, y) in places:
        if abs(x) > side or not -LAMP_ROOM <= y <= top:
            wanted = f"{point((-side, -LAMP_ROOM))} to {point((side, top))}"
            yield path, f"{point((x, y))} is far off the stage; keep it within {wanted}"


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
    ids_are_unique,
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
    lines_have_a_length,
    mirrors_are_on_their_rails,
    lights_and_optics_are_near,
    flaws_are_in_glass,
    flaws_are_on_an_edge,
    flaws_open_in_time,
    the_goal_can_be_reached,
    one_heart_beats,
    expectations_say_something,
)


def findings(level: Level) -> Iterator[Finding]:
    """Everything that is wrong between the parts of a level."""
    seen = survey(level)
    for check in CHECKS:
        yield from check(seen)
