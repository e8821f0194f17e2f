"""Checks of flaws: whether each is in glass, on its edge, and opens in time.

Like all of `checks`, each is silent about parts in which another one has already found the cause.
"""

from collections.abc import Iterator

from shapely import Point, Polygon

from game.core.json_source import quoted, suggest
from game.level.checks.check_context import Check, Finding, LevelContext, no_piece
from game.level.checks.outline_faults import nearest
from game.level.model import AfterFlaw
from game.level.sculpture.outlines import holes_of, shape_outline
from game.level.values.lengths import REACH, metres, point
from game.level.values.materials import GLASSES


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
        piece = context.level.pieces[context.index[flaw.piece]]
        edge = Polygon(shape_outline(piece.shape, piece.round), holes_of(piece)).boundary
        away = edge.distance(Point(flaw.at))
        if away > REACH:
            yield (
                ("flaws", i, "at"),
                f"{point(flaw.at)} is {metres(away)} m away from the edge of {quoted(flaw.piece)}; it must "
                f"be within {REACH:g} m, and {point(nearest(edge, flaw.at))} is nearest; both are told "
                "from the piece's at, before its angle",
            )


def flaws_open_in_time(context: LevelContext) -> Iterator[Finding]:
    """Before the house lights come up."""
    within, tempo = context.level.goal.within, context.level.music.tempo
    for i, flaw in enumerate(context.level.flaws):
        opens = 0.0 if isinstance(flaw.opens, AfterFlaw) else tempo.at(flaw.opens)
        if opens >= within:
            yield (
                ("flaws", i, "opens"),
                f"opens at {opens:g} s, when all is over; goal.within is {within:g} s",
            )


def ids_of_flaws_are_unique(context: LevelContext) -> Iterator[Finding]:
    """So that those that open after others know which one is meant."""
    first: dict[str, int] = {}
    for i, flaw in enumerate(context.level.flaws):
        if flaw.id is not None and first.setdefault(flaw.id, i) != i:
            yield ("flaws", i, "id"), f"id {quoted(flaw.id)} is taken by flaws[{first[flaw.id]}]; give it another"


def flaws_open_after_others(context: LevelContext) -> Iterator[Finding]:
    """After flaws that there are, and that do not wait for them in turn."""
    flaws = context.level.flaws
    row_of = {flaw.id: i for i, flaw in reversed(list(enumerate(flaws))) if flaw.id is not None}
    waits = {i: row_of.get(flaw.opens.after) for i, flaw in enumerate(flaws) if isinstance(flaw.opens, AfterFlaw)}
    for i, before in waits.items():
        opens = flaws[i].opens
        assert isinstance(opens, AfterFlaw)
        if before is None:
            message = f"no flaw has the id {quoted(opens.after)}{suggest(opens.after, row_of)}"
            yield ("flaws", i, "opens", "after"), message
            continue
        chain, last = {i}, before
        while last not in chain and (following := waits.get(last)) is not None:
            chain.add(last)
            last = following
        if last == i:
            yield ("flaws", i, "opens", "after"), f"waits for itself by way of {quoted(opens.after)}; give it a time"


def flaws_jump_no_farther_than_they_come(context: LevelContext) -> Iterator[Finding]:
    """What a flaw opens by at once is a part of its length."""
    for i, flaw in enumerate(context.level.flaws):
        if flaw.opens_by > flaw.length:
            yield ("flaws", i, "jump"), f"is {flaw.jump:g}, must be at most {flaw.length:g}, the flaw's length"


def flaws_take_poise(context: LevelContext) -> Iterator[Finding]:
    """A flaw cannot steady the sculpture."""
    poise = context.level.poise
    for i, flaw in enumerate(context.level.flaws):
        if poise is not None and flaw.poise is not None and flaw.poise > poise:
            yield ("flaws", i, "poise"), f"is {flaw.poise:g}, must be at most {poise:g}, the level's poise"


CHECKS: tuple[Check, ...] = (
    flaws_name_pieces,
    flaws_are_in_glass,
    flaws_are_on_an_edge,
    flaws_open_in_time,
    ids_of_flaws_are_unique,
    flaws_open_after_others,
    flaws_jump_no_farther_than_they_come,
    flaws_take_poise,
)
