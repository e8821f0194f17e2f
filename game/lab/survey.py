"""A level's sculpture, music and light in figures, as they are before the curtain rises."""

import math
from dataclasses import asdict, dataclass
from itertools import pairwise

import numpy as np

from game.lab.reach import FlawReach, Reach, reach
from game.lab.trace import OUTSIDE, Traced
from game.level import Level
from game.level.model import Weld
from game.sim.sculpture.body import masses_and_centres
from game.sim.sculpture.build import balance_at_rest, build_feet
from game.sim.sculpture.joints import Joint
from game.sim.sculpture.sculpture import Sculpture

PERIODS = 3
"""So many of the ways to sway are told."""


@dataclass(frozen=True, slots=True)
class PieceFigures:
    """One piece."""

    id: str
    material: str
    mass_kg: float
    centre_m: tuple[float, float]
    """Its centre of mass."""
    area_m2: float


@dataclass(frozen=True, slots=True)
class JointFigures:
    """What a joint bears at rest."""

    pieces: str
    type: str
    force_n: float
    safety: float
    """Its strength over the force."""
    moment_n_m: float | None
    """Of a weld; None for joints that bear none."""
    bend_deg: float | None
    """By which the spring of a weld is wound up."""
    bend_safety: float | None
    """How many times that its `max_bend` is."""
    poise_share: float
    """Per cent by which the load factor rises for each per cent that it is stiffer, 0..1."""


@dataclass(frozen=True, slots=True)
class LightFigures:
    """One lamp."""

    id: str
    power_w: float
    meets_w: dict[str, float]
    """W that arrive at whatever its beam meets, not counting what turns round in glass; mirrors as they hang at the
    curtain, the nearest first."""
    reaches: list[str]
    """All pieces and optics that its light meets at some angle of some mirror."""


@dataclass(frozen=True, slots=True)
class FlawFigures:
    """One flaw."""

    piece: str
    lit: float
    """Share of its length that light can reach over the mirrors' ranges."""
    parked: float
    """Share of its opening that turns gold where no hand moves, at best."""
    by: list[str]
    """Mirrors that bring light to it, each with the angles from which it does, degrees."""


@dataclass(frozen=True, slots=True)
class Survey:
    """All figures of a level."""

    title: str
    mass_kg: float
    height_m: float
    centre_m: tuple[float, float]
    """Centre of mass of all that stands."""
    feet_m: tuple[float, float]
    """From where to where it stands on the plinth."""
    margin_m: float
    """From the centre of mass to the nearer end of that; below 0 it falls over."""
    load_factor: float
    set_by: str
    """The joint that sets it, as the pieces that it joins; empty where nothing can buckle."""
    periods_s: list[float]
    """Of its slowest sways; only those that come back."""
    bar_s: float
    period_over_bar: float | None
    """None where it does not sway."""
    lean_limit_deg: float
    gold_dries_s: float | None
    """None where it never does."""
    voices: int
    within_s: float
    base_score: int
    encores: list[int]
    pieces: list[PieceFigures]
    joints: list[JointFigures]
    lights: list[LightFigures]
    flaws: list[FlawFigures]
    left_out: list[str]
    """What was not looked at of light, where there is too much of it."""

    def as_dict(self) -> dict[str, object]:
        """Plain data for JSON."""
        return asdict(self)


def survey(level: Level) -> Survey:
    """Work out the figures of a level.

    Raises:
        ValueError: the level's sculpture cannot be built (what `check_any` accepts can be).
    """
    solid = Sculpture(level)
    bodies = list(solid.bodies.values())
    masses, centres = masses_and_centres(bodies)
    x, y = ((masses[:, None] * centres).sum(axis=0) / masses.sum()).tolist()
    feet = build_feet(level, bodies)
    left, right = min(foot.left for foot in feet), max(foot.right for foot in feet)
    joints = joint_figures(level, solid)
    strongest = max(joints, key=lambda joint: joint.poise_share, default=None)
    periods, bar_s = [period for period in solid.own_periods if math.isfinite(period)], level.music.tempo.bar_s
    reached = reach(level)
    return Survey(
        title=level.title,
        mass_kg=round(float(masses.sum()), 2),
        height_m=round(max(float((body.outline + body.rest)[:, 1].max()) for body in bodies), 3),
        centre_m=_rounded([x, y]),
        feet_m=(round(left, 3), round(right, 3)),
        margin_m=round(min(x - left, right - x), 3),
        load_factor=round(solid.load_factor(), 4),
        set_by=strongest.pieces if strongest is not None and strongest.poise_share > 0.0 else "",
        periods_s=[round(period, 3) for period in periods[:PERIODS]],
        bar_s=round(bar_s, 3),
        period_over_bar=round(periods[0] / bar_s, 3) if periods else None,
        lean_limit_deg=level.lean.limit,
        gold_dries_s=level.gold.dries,
        voices=level.goal.voices,
        within_s=level.goal.within,
        base_score=level.goal.base,
        encores=list(level.goal.thresholds),
        pieces=[
            PieceFigures(
                body.name, body.material_name, round(body.mass, 2), _rounded(body.rest.tolist()), round(body.area, 4)
            )
            for body in bodies
        ],
        joints=joints,
        lights=_lights(level, reached),
        flaws=[_flaw(found) for found in reached.flaws],
        left_out=list(reached.left_out),
    )


def joint_figures(level: Level, solid: Sculpture) -> list[JointFigures]:
    """What each joint of a sculpture that was just built bears at rest, in the order of the level."""
    bodies, built = list(solid.bodies.values()), list(solid.joints.all.values())
    rest = balance_at_rest(built, bodies, build_feet(level, bodies))
    shares = {joint.key: share for joint, share in solid.buckling()}
    return [
        _joint(joint, float(np.hypot(*force)), moment, shares.get(joint.key, 0.0))
        for joint, force, moment in zip(built, rest.forces.tolist(), rest.moments.tolist(), strict=True)
    ]


def _joint(joint: Joint, force: float, moment: float, share: float) -> JointFigures:
    safety = round(joint.spec.strength / max(force, 1e-6), 1)
    told = joint.name, joint.spec.type, round(force, 1), safety
    if not isinstance(joint.spec, Weld):
        return JointFigures(*told, None, None, None, round(share, 3))
    bend = math.degrees(abs(moment) / joint.stiffness)
    spare = round(joint.spec.max_bend / bend, 1) if bend > 1e-3 else None
    return JointFigures(*told, round(abs(moment), 2), round(bend, 3), spare, round(share, 3))


def _lights(level: Level, reached: Reach) -> list[LightFigures]:
    """What each lamp's beam meets at the curtain, and over all angles of mirrors."""
    meets: dict[str, dict[str, tuple[int, float]]] = {light.id: {} for light in level.lights}
    for row in Traced(level).rows():
        of, hit, depth = meets[str(row["beam"])], str(row["hit"]), int(row["depth"])
        if hit not in (OUTSIDE, row["medium"]):
            first, power = of.get(hit, (depth, 0.0))
            of[hit] = min(first, depth), power + float(row["power"])
    figures = []
    for light in level.lights:
        nearest_first = sorted(meets[light.id].items(), key=lambda each: each[1][0])
        meets_w = {name: round(w, 3) for name, (_, w) in nearest_first}
        figures.append(LightFigures(light.id, light.power, meets_w, list(reached.met[light.id])))
    return figures


def _flaw(found: FlawReach) -> FlawFigures:
    by = [
        f"{mirror} {', '.join(f'{low:.1f} to {high:.1f}' for low, high in spans)}"
        for mirror, spans in lit_from(found).items()
    ]
    return FlawFigures(found.piece, round(found.share, 3), round(found.parked, 3), by)


def lit_from(found: FlawReach) -> dict[str, list[tuple[float, float]]]:
    """By mirror: from which angle to which, degrees, it lights some of a flaw."""
    angles: dict[str, list[float]] = {}
    for stop in found.stops:
        angles.setdefault(stop.mirror, []).append(stop.angle)
    return {mirror: _spans(sorted(at)) for mirror, at in angles.items()}


def mirror_ranges(level: Level) -> dict[str, dict[str, list[tuple[float, float]]]]:
    """By mirror and by flaw: from which angle to which, degrees, the one lights some of the other."""
    found: dict[str, dict[str, list[tuple[float, float]]]] = {}
    for flaw in reach(level).flaws:
        called = level.flaws[flaw.flaw].id or f"flaw {flaw.flaw}"
        for mirror, spans in lit_from(flaw).items():
            found.setdefault(mirror, {})[called] = spans
    return found


def _spans(angles: list[float]) -> list[tuple[float, float]]:
    """Rising angles (degrees) from where to where there is no gap of more than a degree."""
    ends = [0, *(k for k, (low, high) in enumerate(pairwise(angles), start=1) if high - low > 1.0), len(angles)]
    return [(angles[first], angles[after - 1]) for first, after in pairwise(ends)]


def _rounded(point: list[float]) -> tuple[float, float]:
    return round(point[0], 3) + 0.0, round(point[1], 3) + 0.0
