"""A stage on which mirrors are turned all the way round, and the game's own law tells which cells drink."""

import math
from collections import Counter
from collections.abc import Iterator

import numpy as np
from shapely import LineString, Polygon

from game.core.geom import Floats, Ints, turned
from game.core.json_source import quoted
from game.lab.reach.found import Bools, FlawReach, Stop
from game.lab.reach.opened import ends_of, open_flaw
from game.lab.trace import OUTSIDE, PLINTH, row_names
from game.level import Level
from game.level.optics import Mirror, Thin
from game.sim import constants as c
from game.sim.light.tracer import Tracer, optics_of
from game.sim.rules.fittings import Fittings
from game.sim.rules.gilding import Gilding, place_cells
from game.sim.rules.hands import Hands
from game.sim.sculpture.sculpture import Sculpture

STEP = math.radians(0.25)
"""rad between two angles of a mirror: its light moves by 2 cm on glass 2 m away, less than half the usual brush."""
MOST_LOOKS = 2400
"""Looks at the light for a mirror that is turned: on rails and under lamps that swing the angles lie farther apart."""
RAIL_STOPS = (0.0, 0.5, 1.0)
"""Places along a rail at which a mirror is turned."""
WIDEST = math.radians(1.0)
"""rad between two angles of a first look; those between are looked at only where they may bring something new."""
MOST_SWEEPS = 15
"""Mirrors turned at most: three that hand their light on to each other in any order take 15."""
MOST_EFFORT = 5_000_000
"""Runs of light that are followed in a search at most, about 2 us each: more light than in any level of the game..."""
LOOK_EFFORT = 250
"""...and so many more count for each look at it."""
LAMP_TIMES = 6
"""Moments in the longest period of lamps that swing or blink."""
PARKED_S = 8.0
"""s of light that still turn a cell to gold for a mirror that rests: longer than a hand takes to paint 40 cm."""


class LitStage:
    """A level's sculpture at rest with all its flaws open, and the light on it."""

    def __init__(self, level: Level) -> None:
        self.level = level
        self.sculpture, self.tracer = Sculpture(level), Tracer(level)
        self.hands, self.fittings, self._gilding = Hands.of(level), Fittings(level), Gilding.of(level.flaws)
        self.sculpture.settle()
        self.fittings.mount(self.sculpture.bodies.values())
        self.tracer.set_pieces(*self.sculpture.surfaces)
        periods = [part.period for light in level.lights for part in (light.pan, light.blink) if part is not None]
        self._times = [max(periods) * k / LAMP_TIMES for k in range(LAMP_TIMES)] if periods else [0.0]
        opened = [open_flaw(self.sculpture, row, flaw) for row, flaw in enumerate(level.flaws)]
        self.found = [found for _, found in opened]
        self._arms = [arms for arms, _ in opened]
        """The path of each flaw, and its branch where it has one."""
        self._cracks = [crack for arms in self._arms for crack in arms]
        self.sculpture.cracks.all |= dict(enumerate(self._cracks))
        self._cells, count = list[Ints](), 0
        """Where those of each flaw are among the cells of all cracks, as in what follows."""
        for arms in self._arms:
            own = list[Ints]()
            for crack in arms:
                own.append(count + np.arange(len(ends_of(self.sculpture, crack))))
                count += len(crack.exposure)
            self._cells.append(np.concatenate(own))
        self._now, self._bright, self._touched = np.zeros((3, count), dtype=np.bool_)
        """What the last look found lit, and what of it so well that it is gold within PARKED_S; what any light has met
        in any look."""
        self._known: set[tuple[int, bytes]] = set()
        """What of each flaw was found that bright before."""
        self._lit_mirrors: set[int] = set()
        self._just_met: Ints = np.zeros((len(level.lights), self.tracer.rows), dtype=np.int64)
        """How often each lamp's light met each row, as the tracer has them, in the last look..."""
        self._met = self._just_met > 0
        """...and whether it did in any."""
        self._cracked = np.zeros(self.tracer.rows, dtype=np.bool_)
        """Rows of the pieces that have a flaw: where light meets none of them, no crack drinks."""
        self._cracked[[self.sculpture.row_of[crack.body] for crack in self._cracks]] = True
        self._effort = 0
        self.widened = 0.0
        """rad between two angles of a mirror where there is too much light to look at more of them; 0 where not."""

    # The hand ----------------------------------------------------------------------------------------------------
    def turn_mirrors(self, times: int = 1, *, alone: bool = False) -> Iterator[Stop | None]:
        """Turn each mirror all the way round, the others as at the start; then those that light was handed on to.

        Each is turned `alone` where nothing is to be handed on.
        Whoever iterates has a look after each step; these are so many times as wide as they may be. Without a mirror
        there is one step, which turns nothing.
        """
        swivels = self.hands.swivels
        start = tuple((math.radians(swivel.spec.angle), swivel.along) for swivel in Hands.of(self.level).swivels)
        waiting = [(start, row, frozenset([row])) for row in range(len(swivels))]
        if not swivels:
            yield None
        for places, row, chain in waiting:
            for swivel, place in zip(swivels, places, strict=True):
                swivel.angle, swivel.along = place
            best: dict[int, tuple[float, tuple[float, float]]] = {}
            for angle, along in self._places(row, times):
                swivels[row].angle, swivels[row].along = angle, along
                yield Stop(swivels[row].spec.id, round(math.degrees(angle), 6), along)
                for other, power in enumerate(self.tracer.mirror_light[:, 4].tolist()):
                    if power > max(0.0, best.get(other, (0.0, ()))[0]) and other not in chain:
                        best[other] = power, (angle, along)
            for other, (_, place) in sorted(best.items()):
                if len(waiting) < MOST_SWEEPS and not alone:
                    handed = (*places[:row], place, *places[row + 1 :])
                    waiting.append((handed, other, chain | {other}))

    def _places(self, row: int, times: int) -> Iterator[tuple[float, float]]:
        """Every angle (rad) of a mirror at every stop along its rail, so many times as far apart as they may be.

        A flat one is the same after half a turn. Coarse to fine: most angles throw light past all that matters, and so
        do those between two such that meet the same.
        """
        spec = self.hands.swivels[row].spec
        turn = math.pi if spec.curve is None else 2.0 * math.pi
        stops = (0.0,) if spec.rail is None else RAIL_STOPS
        count = round(min(turn / STEP, MOST_LOOKS / (len(stops) * len(self._times))) / times)
        share = MOST_EFFORT / len(self.hands.swivels) / len(stops) / (len(self._times) * self._look_effort())
        if share < count:
            count = max(1, int(share))
            self.widened = max(self.widened, turn / count)
        stride = max(1, round(WIDEST * count / turn))
        goals = self._cracked.copy()
        goals[self.tracer.first_mirror :][: len(self.hands.swivels)] = True
        goals[self.tracer.first_mirror + row] = False
        for along in stops:
            met = list[Ints]()
            for k in range(0, count, stride):
                yield math.radians(spec.angle) + k * turn / count, along
                met.append(self._just_met)
            for first, is_promising in zip(range(0, count, stride), _promising(np.array(met), goals), strict=True):
                for k in range(first + 1, min(first + stride, count) if is_promising else first):
                    yield math.radians(spec.angle) + k * turn / count, along

    # The light ---------------------------------------------------------------------------------------------------
    @property
    def is_spent(self) -> bool:
        """Whether so much light was followed that the search should end."""
        return self._effort >= MOST_EFFORT

    def _look_effort(self) -> int:
        """Effort of a look at the light of one moment, as the last one took it."""
        return LOOK_EFFORT + len(self.tracer.segments().hit)

    def look(self, motion: Floats, plinth: tuple[float, float]) -> bool:
        """Trace the light on a pose, and add what it gilds to what has been found; returns whether it gilds any."""
        any_light = False
        self.fittings.follow(motion)
        self.hands.follow(self.fittings)
        self._now[:] = self._bright[:] = False
        self._just_met = np.zeros_like(self._just_met)
        for time in self._times:
            self.tracer.trace(motion[:, :3], self.hands.mirrors, plinth, self.fittings.motions, time)
            self._lit_mirrors |= set(np.flatnonzero(self.tracer.mirror_light[:, 4]).tolist())
            self._effort += self._look_effort()
            runs = self.tracer.segments()
            np.add.at(self._just_met, (runs.beam, runs.hit), 1)
            if not self._cracked[runs.hit].any():  # most looks: the light goes past
                continue
            for crack in self._cracks:
                crack.exposure[:] = 0.0
            solid, bands = self.sculpture, list[Floats]()

            def along(lines: Floats, bands: list[Floats] = bands) -> Floats:
                bands.append(self.tracer.irradiance_along(lines))
                return bands[-1]

            self._gilding.tick(self._cracks, solid.bodies, solid.row_of, motion, along, c.SECONDS_OF_LIGHT)
            if not bands[0].any():
                continue
            any_light = True
            exposure = np.concatenate([crack.exposure for crack in self._cracks])
            self._now |= exposure > 0.0
            self._bright |= exposure > c.SECONDS_OF_LIGHT / PARKED_S
            self._touched |= bands[0].sum(axis=1) > c.LIT_IRRADIANCE
        self._met |= self._just_met > 0
        if any_light:
            for flaw, cells in zip(self.found, self._cells, strict=True):
                flaw.lit |= self._now[cells]
        return any_light

    @property
    def is_all_lit(self) -> bool:
        """Whether some look has found light on every cell of every flaw."""
        return all(flaw.lit.all() for flaw in self.found)

    def note(self, stop: Stop | None) -> None:
        """Take down where the mirror that was looked at last stood."""
        for flaw, cells in zip(self.found, self._cells, strict=True):
            if not self._now[cells].any():
                continue
            if stop is not None:
                flaw.stops.append(stop)
            bright = self._bright[cells] & flaw.opens
            if not bright.any() or (known := (flaw.flaw, bright.tobytes())) in self._known:
                continue
            self._known.add(known)
            arms = (slice(flaw.stem), slice(flaw.stem, None))
            gilt = np.concatenate([_crept(bright[arm], flaw.lengths[arm]) for arm in arms])
            gold = float(gilt[flaw.opens].mean())
            if gold > flaw.parked:
                flaw.parked, flaw.parked_at = gold, stop

    def dark_mirrors(self) -> tuple[str, ...]:
        """Ids of the mirrors that no look has found lit."""
        turned, others = optics_of(self.level)
        rows = [*enumerate(turned, self.tracer.first_mirror), *enumerate(others, self.tracer.first_other)]
        return tuple(optic.id for row, optic in rows if isinstance(optic, Mirror) and not self._met[:, row].any())

    def met_by_lamp(self) -> dict[str, tuple[str, ...]]:
        """What each lamp's light has met in any look."""
        names = row_names(self.level, [body.name for body in self.sculpture.bodies.values()])
        found: dict[str, tuple[str, ...]] = {}
        for beam, light in enumerate(self.level.lights):
            rows = np.flatnonzero(self._met[beam]).tolist()
            found[light.id] = tuple(names[row] for row in rows if names[row] not in (PLINTH, OUTSIDE))
        return found

    # What is in the way --------------------------------------------------------------------------------------------
    def causes(self, flaw: FlawReach, motion: Floats) -> list[str]:
        """Why cells of a flaw stayed dark, the commonest cause first; `motion` is the pose at rest."""
        cracks, touched = self._arms[flaw.flaw], self._touched[self._cells[flaw.flaw]]
        ends = np.concatenate([ends_of(self.sculpture, crack) for crack in cracks]).reshape(-1, 4)
        lines = np.zeros_like(ends)
        place_cells(motion, np.full(len(ends), self.sculpture.row_of[cracks[0].body]), ends, lines)
        part = self.level.flaws[flaw.flaw].part
        told = Counter[str]()
        for (x0, y0, x1, y1), lit, met in zip(lines.tolist(), flaw.lit.tolist(), touched.tolist(), strict=True):
            if lit:
                continue
            if met and part is not None:
                told[f"what light comes there is not the {part}'s"] += 1
            else:
                told[self._shadow(((x0 + x1) / 2, (y0 + y1) / 2), motion)] += 1
        return [cause for cause, _ in told.most_common()]

    def _shadow(self, at: tuple[float, float], motion: Floats) -> str:
        """What keeps all light from a point (m, on the stage)."""
        if self.hands.swivels and not self._lit_mirrors:
            return "no light meets a mirror that a hand turns"
        sources = [self.hands.swivels[row].centre for row in sorted(self._lit_mirrors)]
        sources += [optic.at for optic in self.level.optics if isinstance(optic, Mirror) and optic.fixed]
        sources = sources or [light.source for light in self.level.lights]
        ways = [LineString([source, at]) for source in sources]
        for name, area in self._opaque(motion):
            if all(way.crosses(area) for way in ways):
                return f"{quoted(name)} is in the way"
        return "no beam turns that way, or glass bends it aside"

    def _opaque(self, motion: Floats) -> Iterator[tuple[str, Polygon | LineString]]:
        """Pieces and optics that let no light through, each by its id."""
        for body, (x, y, angle) in zip(self.sculpture.bodies.values(), motion[:, :3].tolist(), strict=True):
            if not body.is_glass:
                outline, *holes = (turned(loop, angle) + np.array([x, y]) for loop in body.loops)
                yield body.name, Polygon(outline, holes)
        for optic in self.fittings.optics:
            if isinstance(optic.surface, Thin) and not np.any(optic.surface.passes):
                yield optic.id, LineString(optic.outline())


def _promising(met: Ints, goals: Bools) -> list[bool]:
    """Whether there may be something new between a look and the one after it, all the way round.

    There is not where both meet the same, and no goal by this mirror's doing.

    Args:
        met: (looks, lamps, rows) how often each lamp's light met each row.
        goals: (rows,) what a hand wants its light to meet: glass that cracks, and mirrors that hand it on.
    """
    is_met = met > 0
    near = (is_met & (met != met[0]).any(axis=0))[:, :, goals].any(axis=(1, 2))
    changes = (is_met != np.roll(is_met, -1, axis=0)).any(axis=(1, 2))
    return [bool(each) for each in changes | near | np.roll(near, -1)]


def _crept(lit: Bools, lengths: Floats) -> Bools:
    """Which cells of a crack turn gold in the end where some are lit and nothing moves; lengths (C,) m of its cells."""
    ends = np.cumsum(lengths)
    starts = ends - lengths
    gaps = np.maximum(starts[:, None] - ends[lit], starts[lit] - ends[:, None])  # between each cell and each lit one
    return np.asarray((gaps < c.CREEP_REACH).any(axis=1), dtype=np.bool_)
