"""Warnings that a look at the file gives: glass in glass, beams into nothing, times and scores that do not add up."""

import math
from collections.abc import Callable, Iterator
from itertools import combinations

from shapely import LineString, Polygon
from shapely.geometry.base import BaseGeometry

from game.core.geom import Floats
from game.core.json_source import quoted
from game.core.words import counted
from game.level import Level, LightBench
from game.level.checks.check_context import Finding
from game.level.checks.lighting import MOST_SHARED
from game.level.model import (
    BEAT_FACTORS,
    BONUS,
    ENCORE_SHARES,
    LEAST_FRESH,
    POINTS_A_VOICE,
    STILL_FACTORS,
    AfterFlaw,
    Light,
    chord_factor,
)
from game.level.sculpture.outlines import piece_holes, piece_outline
from game.level.values.materials import GLASSES

BRUSH = 0.06
"""m of a crack that a hand gilds in a second at the usual power (GAME: painting)."""
SHORTEST = 0.15
"""m that a crack has grown to before it is sung, however short it opened."""
FAR = 20.0
"""m that a beam is followed: beyond the end of every stage."""
PAN_STEPS = 24
"""Places of a swinging beam that are looked at."""
BEST_VOICE = STILL_FACTORS[0] * BEAT_FACTORS[0]
"""Times the points of a plain voice that stillness and beat make of it at best; a chord's factors come on top."""


def beams_meet_something(stage: Level | LightBench) -> Iterator[Finding]:
    """A piece or an optic, at some moment."""
    met = [Polygon(piece_outline(piece)) for piece in stage.pieces] if isinstance(stage, Level) else []
    met += [_body(optic.outline()) for optic in stage.optics]
    for row, light in enumerate(stage.lights):
        if not any(beam.intersects(body) for beam in _beams(light) for body in met):
            yield (
                ("lights", row, "toward"),
                f"the beam of {quoted(light.id)} meets nothing; aim it at a mirror or a piece",
            )


def _body(outline: Floats) -> BaseGeometry:
    return Polygon(outline) if len(outline) > 2 else LineString(outline)


def _beams(light: Light) -> Iterator[BaseGeometry]:
    """The strip of a lamp's beam, at moments of its swing if it has one."""
    (x, y), goals = light.source, [light.toward]
    if light.pan is not None:
        (x0, y0), (x1, y1) = light.toward, light.pan.to
        shares = [step / PAN_STEPS for step in range(PAN_STEPS + 1)]
        goals = [(x0 + share * (x1 - x0), y0 + share * (y1 - y0)) for share in shares]
    for goal in goals:
        length = math.dist(light.source, goal)
        end = x + FAR * (goal[0] - x) / length, y + FAR * (goal[1] - y) / length
        yield LineString([light.source, end]).buffer(light.width / 2, cap_style="flat")


def glasses_stand_apart(level: Level) -> Iterator[Finding]:
    """Where two overlap, light takes the one or the other by chance of rounding."""
    glasses = [
        (row, piece, Polygon(piece_outline(piece), piece_holes(piece)))
        for row, piece in enumerate(level.pieces)
        if piece.material in GLASSES
    ]
    for (_, one, area), (row, other, outline) in combinations(glasses, 2):
        shared = area.intersection(outline).area
        if shared > MOST_SHARED:
            yield (
                ("pieces", row, "at"),
                f"{quoted(other.id)} shares {shared * 1e4:.0f} cm^2 with {quoted(one.id)}, and light cannot tell which "
                "glass it is in there; move them apart, or let one end where the other begins",
            )


def flaws_have_time_to_sing(level: Level) -> Iterator[Finding]:
    """Each that opens can be painted, and sing on a beat, before the house lights come up."""
    within = level.goal.within
    for row, (opens, sings) in enumerate(_soonest(level)):
        if opens < within < sings:
            yield (
                ("flaws", row, "opens"),
                f"opens at {opens:.1f} s at the soonest and cannot sing before {sings:.1f} s: goal.within is "
                f"{within:g} s; let it open sooner, or make goal.within at least {math.ceil(sings)}",
            )


def the_goal_is_no_luck(level: Level) -> Iterator[Finding]:
    """One hand can paint as many flaws as are needed, one after the other."""
    beat, within, soonest = level.music.tempo.beat_s, level.goal.within, _soonest(level)
    if any(sings > within for _, sings in soonest):
        return  # some have no time at all, which is told
    now, sung = 0.0, 0
    for opens, sings in sorted(soonest):
        now = max(now, opens) + (sings - opens) - beat
        sung += now + beat <= within
    if sung < level.goal.voices:
        yield (
            ("goal", "within"),
            f"only luck wins: a hand that never rests paints {counted(sung, 'flaw')} of the {level.goal.voices} needed "
            f"in {within:g} s; allow {math.ceil(now + beat)} s, or let flaws open sooner",
        )


def encores_fit_the_base(level: Level) -> Iterator[Finding]:
    """The first is above nothing that every win has, and the last is within reach."""
    goal = level.goal
    if goal.encores is None:
        return
    voices = BEST_VOICE * sum(chord_factor(voice) for voice in range(1, goal.voices + 1))
    best = int(POINTS_A_VOICE * voices + BONUS * goal.base)
    one, _, three = goal.encores
    least = math.ceil(LEAST_FRESH * goal.base)
    if one <= least:
        yield (
            ("goal", "encores", 0),
            f"{one} is no more than the {least} that {counted(goal.voices, 'plain voice')} make that waited for long, "
            f"so that any win earns it; make it more, {goal.base} is the game's own, or leave encores out",
        )
    if three > best:
        yield (
            ("goal", "encores", 2),
            f"{three} is out of reach: {best} is the most that {counted(goal.voices, 'voice')} can make; the game's "
            f"own would be {round(ENCORE_SHARES[2] * goal.base)}",
        )


def _soonest(level: Level) -> list[tuple[float, float]]:
    """When each flaw opens and when it sings at the soonest, s from the curtain."""
    tempo = level.music.tempo
    rows = {flaw.id: row for row, flaw in enumerate(level.flaws) if flaw.id is not None}
    found: dict[int, tuple[float, float]] = {}

    def times(row: int) -> tuple[float, float]:
        if row not in found:
            flaw = level.flaws[row]
            if isinstance(flaw.opens, AfterFlaw):
                opens = times(rows[flaw.opens.after])[1] + flaw.opens.bars * tempo.bar_s
            else:
                opens = tempo.at(flaw.opens)
            found[row] = opens, opens + max(flaw.length, SHORTEST) / BRUSH + tempo.beat_s
        return found[row]

    return [times(row) for row in range(len(level.flaws))]


WARNINGS: tuple[Callable[[Level], Iterator[Finding]], ...] = (
    glasses_stand_apart,
    flaws_have_time_to_sing,
    the_goal_is_no_luck,
    encores_fit_the_base,
)
