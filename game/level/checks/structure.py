"""Checks of the sculpture: whether its pieces are possible, and whether it can stand.

Like all of `checks`, each is silent about parts in which another one has already found the cause.
"""

from collections.abc import Iterator
from itertools import combinations

from shapely import Point, Polygon

from game.core.json_source import JsonPath, quoted
from game.level.checks.check_context import (
    STAGE_HALF_WIDTH,
    STAGE_TOP,
    Check,
    Finding,
    LevelContext,
    no_piece,
    taken_ids,
)
from game.level.checks.outline_faults import LEAST_EDGE, hole_faults, narrow_place, nearest, outline_fault
from game.level.model import Cable, Joint, Spring, Weld
from game.level.values.lengths import REACH, TOUCHING, metres, point
from game.level.values.materials import GLASSES

LEAST_GLASS = 0.014
"""m: the narrowest glass that still takes two rows of mesh triangles, so that a crack has a choice."""
MOST_OVERLAP = 0.20
"""Share of the smaller of two pieces; deeper ones look wrong, and cost the solver minutes when many do."""
STANDS_WITHIN = 0.01
"""m that the foot may float above the plinth, or sink into it, at the start."""


def ids_of_pieces_are_unique(context: LevelContext) -> Iterator[Finding]:
    """So that joints, flaws and what rides know which one is meant."""
    yield from taken_ids("pieces", context.level.pieces)


def joints_name_pieces(context: LevelContext) -> Iterator[Finding]:
    """That the level has."""
    for i, joint in enumerate(context.level.joints):
        for end, name in enumerate(joint.pieces):
            if name not in context.index:
                yield ("joints", i, "pieces", end), no_piece(name, context)


def outlines_are_possible(context: LevelContext) -> Iterator[Finding]:
    """No outline crosses itself, closes up or is all but a line; holes keep clear of it and of one another."""
    for i, (piece, fault) in enumerate(zip(context.level.pieces, context.faults, strict=True)):
        if fault:
            yield ("pieces", i, "shape"), fault
        else:
            yield from ((("pieces", i, *path), text) for path, text in hole_faults(piece))


def ornaments_ride_on_pieces(context: LevelContext) -> Iterator[Finding]:
    """Each has an id and an outline of its own, and rides on a piece that the level has."""
    yield from taken_ids("ornaments", context.level.ornaments)
    for i, ornament in enumerate(context.level.ornaments):
        if ornament.on not in context.index:
            yield ("ornaments", i, "on"), no_piece(ornament.on, context)
        if fault := outline_fault(ornament.shape, ornament.round):
            yield ("ornaments", i, "shape"), fault
        else:
            yield from ((("ornaments", i, *path), text) for path, text in hole_faults(ornament))


def glass_is_wide_enough(context: LevelContext) -> Iterator[Finding]:
    """A crack needs room: glass shrunk by half the least width must still be there, and in one part."""
    for i, (piece, area) in enumerate(zip(context.level.pieces, context.areas, strict=True)):
        if area is None or piece.material not in GLASSES:
            continue
        if neck := narrow_place(area, LEAST_GLASS):
            yield ("pieces", i, "shape"), f"too thin {neck}; glass must be {LEAST_GLASS:g} m wide everywhere"


def pieces_are_on_the_stage(context: LevelContext) -> Iterator[Finding]:
    """So that the camera sees the whole sculpture."""
    for i, area in enumerate(context.areas):
        if area is None:
            continue
        left, low, right, high = area.bounds
        sunk = i > 0 and low < -STANDS_WITHIN  # the foot has a check of its own
        if sunk or left < -STAGE_HALF_WIDTH or right > STAGE_HALF_WIDTH or high > STAGE_TOP:
            yield (
                ("pieces", i, "at"),
                f"reaches from {point((left, low))} to {point((right, high))}, off the stage; must be "
                f"from {point((-STAGE_HALF_WIDTH, 0))} to {point((STAGE_HALF_WIDTH, STAGE_TOP))}",
            )


def the_foot_stands(context: LevelContext) -> Iterator[Finding]:
    """The first piece rests on the plinth, y = 0, and not beyond its edges."""
    area, half = context.areas[0], context.level.plinth.width / 2
    if area is None:
        return
    low = area.bounds[1]
    if abs(low) > STANDS_WITHIN:
        yield (
            ("pieces", 0, "at", 1),
            f"the first piece is the foot and must stand on the plinth, y = 0; its lowest y is {metres(low)}",
        )
    resting = [x for x, y in area.exterior.coords if y <= low + STANDS_WITHIN]
    if min(resting) < -half - LEAST_EDGE or max(resting) > half + LEAST_EDGE:
        yield (
            ("pieces", 0, "at", 0),
            f"the foot rests on x = {metres(min(resting))} to {metres(max(resting))}, beyond the plinth, "
            f"{metres(-half)} to {metres(half)}; move it, or make plinth.width larger",
        )


def pieces_leave_room(context: LevelContext) -> Iterator[Finding]:
    """Pieces may touch and overlap a little, where they are joined, but not deeply."""
    for (i, one), (j, other) in combinations(enumerate(context.areas), 2):
        if one is None or other is None or not one.intersects(other):
            continue
        share = one.intersection(other).area / min(one.area, other.area)
        if share > MOST_OVERLAP:
            first, second = (quoted(context.level.pieces[k].id) for k in (i, j))
            yield (
                ("pieces", j, "at"),
                f"{second} and {first} overlap by {share:.0%} of the smaller one; at most {MOST_OVERLAP:.0%}",
            )


def joints_hold_two_pieces(context: LevelContext) -> Iterator[Finding]:
    """Not one piece to itself."""
    for i, joint in enumerate(context.level.joints):
        if joint.pieces[0] == joint.pieces[1]:
            yield (
                ("joints", i, "pieces", 1),
                f"joins {quoted(joint.pieces[1])} to itself; name two different pieces",
            )


def joints_touch_their_pieces(context: LevelContext) -> Iterator[Finding]:
    """A pivot touches both, each end of a spring or cable its own."""
    for i, joint in enumerate(context.level.joints):
        if joint.pieces[0] == joint.pieces[1]:
            continue
        for name, (path, at) in zip(joint.pieces, _anchors(joint), strict=True):
            area = context.area(name)
            if area is None or area.distance(Point(at)) <= REACH:
                continue
            yield (
                ("joints", i, *path),
                f"{point(at)} is {metres(area.distance(Point(at)))} m away from {quoted(name)}; it must "
                f"be within {REACH:g} m, and {point(nearest(area, at))} is nearest",
            )


def _anchors(
    joint: Joint,
) -> tuple[tuple[JsonPath, tuple[float, float]], tuple[JsonPath, tuple[float, float]]]:
    """Where a joint holds its first and its second piece, each with its path in the joint."""
    if isinstance(joint, Spring | Cable):
        return (("ends", 0), joint.ends[0]), (("ends", 1), joint.ends[1])
    return (("at",), joint.at), (("at",), joint.at)


def everything_hangs_together(context: LevelContext) -> Iterator[Finding]:
    """Joints lead from every piece to a foot: the first piece, or another that stands on the plinth."""
    level = context.level
    links = [set(joint.pieces) for joint in level.joints]
    if context.shared or not context.index.keys() >= set[str]().union(*links) or any(len(link) < 2 for link in links):
        return  # an id that leads to two pieces, to none, or back to the same piece, is the cause
    standing = (piece.id for piece, area in zip(level.pieces, context.areas, strict=True) if _stands(area, context))
    joined = {level.pieces[0].id, *standing}
    while more := set[str]().union(*(link for link in links if link & joined)) - joined:
        joined |= more
    foot = quoted(level.pieces[0].id)
    for i, piece in enumerate(level.pieces):
        if piece.id not in joined:
            yield (
                ("pieces", i, "id"),
                f"{quoted(piece.id)} stands on nothing: joints must lead from it to the foot, {foot}",
            )


def _stands(area: Polygon | None, context: LevelContext) -> bool:
    """Whether an outline reaches down to the plinth."""
    return area is not None and area.distance(context.plinth) <= TOUCHING


def poise_has_welds(context: LevelContext) -> Iterator[Finding]:
    """The load factor scales the stiffness of welds, so there must be one."""
    if context.level.poise is not None and not any(isinstance(joint, Weld) for joint in context.level.joints):
        yield (
            ("poise",),
            "poise scales the stiffness of welds, and there are none; add one, or leave poise out",
        )


CHECKS: tuple[Check, ...] = (
    ids_of_pieces_are_unique,
    joints_name_pieces,
    outlines_are_possible,
    ornaments_ride_on_pieces,
    glass_is_wide_enough,
    pieces_are_on_the_stage,
    the_foot_stands,
    pieces_leave_room,
    joints_hold_two_pieces,
    joints_touch_their_pieces,
    everything_hangs_together,
    poise_has_welds,
)
