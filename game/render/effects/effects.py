"""Everything that flares up and dies away: particles, rings, flashes, shakes, and the mood of the house.

Effects live here and nowhere else; they advance by real seconds, and their chance is seeded, so that the same events
and steps make the same picture. What sets them off stands in `spawn`.
"""

import math
from dataclasses import dataclass, field

import numpy as np

from game.core.geom import Floats
from game.render.effects.flares import Flares
from game.render.effects.particles import Kind, Particles
from game.render.look.camera import Camera
from game.render.look.theme import Palette, Rgb
from game.render.paint import strokes
from game.render.paint.drawlist import Rows
from game.render.pieces.cracks import SeamGlow
from game.sim.constants import BREATH_SCALE
from game.sim.events import Event
from game.sim.view import View

FLASH_WINDOW_S, FLASHES_IN_WINDOW = 1.0, 3
"""No more large flashes than this many in this time (WCAG 2.3.1)."""
FLASH_FADE_S = 0.16
SHAKE_FADE_S = 0.32
SHAKE_M = 0.030
"""m that the stage is shifted by the strongest shake."""
SHAKE_HZ = 17.0
GASP_FADE_S = 0.9
RISE_S = 1.4
"""s in which the house stands up."""
RING_S = 1.5
"""s that a voice's ring takes to spread and fade."""
RING_M_S = 1.9
"""m/s at which it starts."""
DIM_S = 1.6
"""s in which the light dies when all is lost."""
MOTES_PER_M_S = 9.0
"""Gold motes a second from each metre of a singing seam."""
SPARKS_PER_CELL_S = 9.0
"""Sparks a second from each cell that is being laid."""
SPARKS_PER_TIP_S = 34.0
"""Cold sparks a second from each tip that moves."""
CALM_IN_S, CALM_OUT_S = 0.18, 0.35
"""s in which the house grows calm when breath is held, and comes back."""
UNLIT_S = 0.5
"""s in which the house goes dark with its lamps, and comes back: of faster blinking it takes part the less, so that it
never flashes."""
LEAVES_PER_S = 70.0
"""Gold leaves a second while the house applauds."""
_CELL_M = 0.02


@dataclass(slots=True)
class _Ring:
    at: tuple[float, float]
    colour: Rgb
    age: float = 0.0


@dataclass(slots=True)
class Mood:
    """The slow and the sudden state of the house, all 0..1 unless it says otherwise."""

    gold: float = 0.0
    """Share of voices that sing, eased."""
    swell: float = 0.0
    """The light of an ovation."""
    dim: float = 0.0
    """How far the light has died."""
    calm: float = 0.0
    """How far breath is held: the house dims and cools, what flies hangs in the air."""
    unlit: float = 0.0
    """Share of the lamps' power that is off for a while, as they blink, eased."""
    gasp: float = 0.0
    rise: float = 0.0
    shake: float = 0.0
    flash: float = 0.0
    flash_colour: Rgb = (255, 255, 255)
    time: float = 0.0
    """s since the renderer began."""
    flashes: list[float] = field(default_factory=list)
    """Times of the last large flashes, s."""


class Effects:
    """Particles, rings, flashes, shakes and moods."""

    def __init__(self, palette: Palette, seed: int) -> None:
        self.palette = palette
        self.random = np.random.Generator(np.random.PCG64(seed))
        self.particles = Particles(self.random)
        self.mood = Mood()
        self.flares = Flares(palette.crack.glint, palette.crack.edge)
        """Of cracks that open."""
        self._rings: list[_Ring] = []

    def reset(self) -> None:
        """Forget everything: a new performance begins."""
        self.particles.clear()
        self._rings.clear()
        self.flares.clear()
        self.mood = Mood(time=self.mood.time, flashes=self.mood.flashes)

    def advance(self, view: View, seams: SeamGlow, elapsed_s: float) -> None:
        """Let `elapsed_s` real seconds pass; `seams` tells where gold is laid and sings."""
        mood = self.mood
        mood.time += elapsed_s
        singing = sum(voice.state == "sings" for voice in view.game.voices) / max(1, view.game.voices_needed)
        mood.gold += (min(1.0, singing) - mood.gold) * (1.0 - math.exp(-elapsed_s / 1.2))
        applause = view.game.ovation > 0 or view.game.outcome == "won"
        mood.rise = _toward(mood.rise, float(applause), elapsed_s / RISE_S)
        mood.swell = _toward(mood.swell, float(applause), elapsed_s / RISE_S)
        mood.dim = _toward(mood.dim, float(view.game.outcome == "lost"), elapsed_s / DIM_S)
        holds = view.game.time_scale < 1.0
        mood.calm = _toward(mood.calm, float(holds), elapsed_s / (CALM_IN_S if holds else CALM_OUT_S))
        power = sum(lamp.power for lamp in view.light.lamps)
        unlit = sum(lamp.power for lamp in view.light.lamps if not lamp.lit) / power if power else 0.0
        mood.unlit = _toward(mood.unlit, unlit, elapsed_s / UNLIT_S)
        mood.gasp *= math.exp(-elapsed_s / GASP_FADE_S)
        mood.shake *= math.exp(-elapsed_s / SHAKE_FADE_S)
        mood.flash *= math.exp(-elapsed_s / FLASH_FADE_S)
        for ring in self._rings:
            ring.age += elapsed_s
        self._rings = [ring for ring in self._rings if ring.age < RING_S]
        self.flares.advance(elapsed_s)
        slowed_s = self.slowed(elapsed_s)
        self._breathe_gold(seams, elapsed_s)
        self._tear(seams, slowed_s)
        if applause:
            self._leaves(elapsed_s)
        self.particles.advance(slowed_s)

    def slowed(self, elapsed_s: float) -> float:
        """s that pass for what hangs in the air, while breath is held."""
        return elapsed_s * (1.0 - (1.0 - BREATH_SCALE) * self.mood.calm)

    def shift(self, strength: float, camera: Camera) -> tuple[float, float]:
        """px that the stage is shifted by now."""
        size = SHAKE_M * camera.scale * strength * self.mood.shake**2
        phase = 2 * math.pi * SHAKE_HZ * self.mood.time
        return size * math.sin(phase), 0.6 * size * math.sin(1.31 * phase + 1.0)

    def rings(self, camera: Camera) -> Rows:
        """Arcs of light: the rings that voices send out."""
        rows = [self.flares.rings(camera)]
        for ring in self._rings:
            share = ring.age / RING_S
            radius = _spread(share) * camera.scale
            half = (1.2 + 7.0 * share) * camera.scale / 200.0
            rows.append(strokes.ring(camera.pixel(ring.at), radius, half, ring.colour, 0.75 * (1.0 - share) ** 2))
        return np.concatenate(rows)

    def ring_glow(self, camera: Camera) -> Rows:
        """Strokes for the glow round those rings and glints."""
        rows = [self.flares.glow(camera)]
        for ring in self._rings:
            share = ring.age / RING_S
            path = strokes.arc_points(camera.pixel(ring.at), _spread(share) * camera.scale, 0.0, 2 * math.pi)
            width = (3.0 + 9.0 * share) * camera.scale / 200.0
            rows.append(strokes.polyline(path, width, ring.colour, 0.30 * (1.0 - share) ** 2))
        return np.concatenate(rows)

    def flash(self, colour: Rgb, strength: float) -> None:
        """Light up the whole picture for a moment, unless that has been done too often."""
        mood = self.mood
        mood.flashes = [at for at in mood.flashes if mood.time - at < FLASH_WINDOW_S]
        if len(mood.flashes) < FLASHES_IN_WINDOW:
            mood.flashes.append(mood.time)
            mood.flash, mood.flash_colour = max(mood.flash, strength), colour

    def burst(
        self, kind: Kind, event: Event, count: int, speed: float, life_s: float, size_m: float, colour: Rgb
    ) -> None:
        """Throw particles from an event in all directions, rather upward; `speed` is the fastest, m/s."""
        angle = self.random.uniform(0.0, 2 * np.pi, count)
        pace = speed * self.random.uniform(0.2, 1.0, count) ** 0.7
        away = np.column_stack([np.cos(angle) * pace, np.sin(angle) * pace + 0.35 * speed])
        at = np.array(event.at) + 0.02 * self.random.normal(size=(count, 2))
        self.particles.add(kind, at, away, life_s, size_m, np.array(colour, float))

    def jolt(self, strength: float) -> None:
        """Shake the stage, 0..1; a weaker jolt does not calm a stronger one."""
        self.mood.shake = max(self.mood.shake, strength)

    def startle(self, strength: float) -> None:
        """Let the house gasp, 0..1."""
        self.mood.gasp = max(self.mood.gasp, strength)

    def ring(self, event: Event, colour: Rgb) -> None:
        """Send out a ring from where an event was."""
        self._rings.append(_Ring(event.at, colour))

    def part_colour(self, part: str) -> Rgb:
        """The colour of a part of the choir; gold where there is none."""
        return self.palette.parts.of(part) or self.palette.seam.bright

    def _breathe_gold(self, seams: SeamGlow, elapsed_s: float) -> None:
        """Motes from singing seams, sparks from gold that is being laid: it keeps its pace while breath is held."""
        gold = np.array(self.palette.seam.bright, float)
        rising = self._some(seams.singing, MOTES_PER_M_S * _CELL_M * elapsed_s)
        speed = self.random.normal((0.0, 0.10), (0.02, 0.03), (len(rising), 2))
        self.particles.add(Kind.MOTE, rising, speed, 3.2, 0.0055, gold)
        hot = self._some(seams.hot, SPARKS_PER_CELL_S * elapsed_s)
        throw = self.random.normal((0.0, 0.25), 0.42, (len(hot), 2))
        self.particles.add(Kind.SPARK, hot, throw, 0.55, 0.0060, np.array(self.palette.seam.hot, float))

    def _tear(self, seams: SeamGlow, elapsed_s: float) -> None:
        """Glitter from tips that run."""
        torn = self._some(seams.tips, SPARKS_PER_TIP_S * elapsed_s)
        fly = self.random.normal((0.0, 0.12), 0.30, (len(torn), 2))
        self.particles.add(Kind.GLITTER, torn, fly, 0.45, 0.0055, np.array(self.palette.crack.glint, float))

    def _leaves(self, elapsed_s: float) -> None:
        """Gold leaf from above."""
        count = int(self.random.poisson(LEAVES_PER_S * elapsed_s))
        at = np.column_stack([self.random.uniform(-2.9, 2.9, count), self.random.uniform(2.9, 3.3, count)])
        speed = np.column_stack([self.random.normal(0, 0.25, count), self.random.uniform(-0.9, -0.3, count)])
        leaf = np.array(self.palette.leaf, float)
        self.particles.add(Kind.LEAF, at, speed, 7.0, 0.017, leaf[self.random.integers(len(leaf), size=count)])

    def _some(self, points: Floats, chance: float) -> Floats:
        """Points, each taken with a chance; a chance over 1 is cut."""
        return points[self.random.uniform(size=len(points)) < chance]


def _spread(share: float) -> float:
    """Radius, m, of a ring that has lived a share of its life; it slows down."""
    return 0.02 + 0.5 * RING_M_S * RING_S * (1.0 - (1.0 - share) ** 2)


def _toward(value: float, goal: float, step: float) -> float:
    return min(goal, value + step) if value < goal else max(goal, value - step)
