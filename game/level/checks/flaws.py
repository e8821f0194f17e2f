"""Checks of flaws: whether each is in glass, on its edge, and opens in time.

Like all of `checks`, each is silent about parts in which another one has already found the cause.
"""

from collections.abc import Iterator

from shapely import Point, Polygon

from game.core.json_source import quoted
from game.level.checks.check_context import Check, Finding, LevelContext, no_piece
from game.level.materials import GLASSES
from game.level.measures import REACH, metres, point
from game.level.outlines import shape_outline
from game.level.shapes import nearest


def flaws_name_pieces(context: LevelContext) -> Iterator[Finding]:
    """That the level has."""
    for i, flaw in enumerate(context.level.flaws):
        if flaw.piece not in context.index:
            yield ("flaws", i, "piece"), no_piece(flaw.piece, context)


def flaws_are_in_glass(context: LevelContext) -> Iterator[Finding]:
    """Only glass cracks."""
    for i, flaw in enumerate(context.level.flaws):
        if flaw.piece not in context.index:
            continue
        material = context.level.pieces[context.index[flaw.piece]].material
        if material not in GLASSES:
            yield (
                ("flaws", i, "piece"),
                f"{quoted(flaw.piece)} is of {material}, which never cracks; name a piece of {' or '.join(GLASSES)}",
            )


def flaws_are_on_an_edge(context: LevelContext) -> Iterator[Finding]:
    """Cracks grow from the boundary inwards."""
    for i, flaw in enumerate(context.level.flaws):
        if context.area(flaw.piece) is None:
            continue
        edge = Polygon(shape_outline(context.level.pieces[context.index[flaw.piece]].shape)).exterior
        away = edge.distance(Point(flaw.at))
        if away > REACH:
            yield (
                ("flaws", i, "at"),
                f"{point(flaw.at)} is {metres(away)} m away from the edge of {quoted(flaw.piece)}; it must "
                f"be within {REACH:g} m, and {point(nearest(edge, flaw.at))} is nearest; both context from "
                "the piece's at, before its angle",
            )


def flaws_open_in_time(context: LevelContext) -> Iterator[Finding]:
    """Before the house lights come up."""
    within = context.level.goal.within
    for i, flaw in enumerate(context.level.flaws):
        if flaw.opens >= within:
            yield (
                ("flaws", i, "opens"),
                f"opens at {flaw.opens:g} s, when all is over; goal.within is {within:g} s",
            )


CHECKS: tuple[Check, ...] = (
    flaws_name_pieces,
    flaws_are_in_glass,
    flaws_are_on_an_edge,
    flaws_open_in_time,
)
