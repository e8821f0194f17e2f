"""Both hands and the breath: how an intent moves the plinth and the held mirror."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from game.core.clock import TICK_S
from game.core.geom import Floats
from game.level.model import Level, Light, LightBench, Mirror
from game.sim import constants as c
from game.sim.intent import Intent
from game.sim.light.aim import aim_angle, face_at
from game.sim.light.lamps import heading
from game.sim.light.tracer import optics_of
from game.sim.rules.fittings import STILL, Fittings, Motion, moved

BREATH_OF_TICK = TICK_S / c.BREATH_SCALE / c.BREATH_S
"""Share of a full meter that a tick takes."""


@dataclass(slots=True)
class Swivel:
    """A mirror for the hand, as it stands now."""

    spec: Mirror
    angle: float
    """rad, of its face; where it rides on a piece, as that stood at the curtain."""
    along: float
    """Where on its rail, 0..1; 0 without one."""
    incoming: tuple[float, float]
    """Unit direction of the light that met it last; before any has, of the nearest lamp's beam."""
    met_at: tuple[float, float]
    """Where that light met it, relative to its middle, m."""
    motion: Motion = STILL
    """How the piece that it rides on has moved since the curtain."""

    @property
    def centre(self) -> tuple[float, float]:
        """Middle of the mirror's chord on the stage, m."""
        spec = self.spec
        if spec.on is not None:
            return moved(self.motion, spec.at)
        if spec.rail is None:
            return spec.at
        (x0, y0), (x1, y1) = spec.rail
        return x0 + self.along * (x1 - x0), y0 + self.along * (y1 - y0)

    @property
    def facing(self) -> float:
        """Direction of its chord on the stage, rad."""
        return self.angle + self.motion[2]

    @property
    def met(self) -> tuple[tuple[float, float], float]:
        """Point of its face (m, on the stage) that light met last, and how its face is turned there (rad)."""
        (x, y), (dx, dy), facing = self.centre, self.met_at, self.angle + self.motion[2]
        if self.spec.curve is None:
            return (x + dx, y + dy), facing
        c, s = math.cos(facing), math.sin(facing)
        along = c * dx + s * dy
        depth, tilt = face_at(along, self.spec.length, self.spec.curve)
        return (x + c * along - s * depth, y + s * along + c * depth), facing + tilt


@dataclass
class Hands:
    """What the player has in hand: mirrors, and the breath."""

    swivels: list[Swivel] = field(default_factory=list)
    held: int = 0
    breath: float = 1.0
    """The meter, 0..1."""
    breathing: bool = False
    aim: tuple[float, float] | None = None
    """Where the intent last pointed, m."""

    @property
    def mirrors(self) -> Floats:
        """(M, 3) middle x, y (m) and angle of the face (rad) of every mirror for the hand."""
        return np.array(self.poses).reshape(-1, 3)

    @property
    def time_scale(self) -> float:
        """How fast stage time runs against real time: 1, or slower while breath is held."""
        return c.BREATH_SCALE if self.breathing else 1.0

    @property
    def poses(self) -> list[tuple[float, float, float]]:
        """The rows of `mirrors`."""
        return [(*swivel.centre, swivel.facing) for swivel in self.swivels]

    @classmethod
    def of(cls, level: Level | LightBench) -> "Hands":
        """The hands at the start of a level: the first mirror held, the plinth upright. Fixed mirrors are no part."""
        mirrors, _ = optics_of(level)
        return cls(
            [
                Swivel(
                    mirror,
                    math.radians(mirror.angle),
                    _start_on_rail(mirror),
                    _nearest_beam(mirror, level.lights),
                    (0.0, 0.0),
                )
                for mirror in mirrors
            ]
        )

    def take(self, intent: Intent) -> bool:
        """Take another mirror in hand; True when it changed."""
        if intent.take is None or not 0 <= intent.take < len(self.swivels) or intent.take == self.held:
            return False
        self.held = intent.take
        return True

    def follow(self, fittings: Fittings) -> None:
        """Let mirrors that ride on pieces move and turn with them."""
        for swivel in self.swivels:
            if swivel.spec.on is not None:
                swivel.motion = fittings.motion_of(swivel.spec)

    def see(self, light: Floats) -> None:
        """Remember what light meets each mirror: `light` (M, 5) direction x, y, point x, y (m), power (W)."""
        for swivel, (dx, dy, px, py, power) in zip(self.swivels, light.tolist(), strict=True):
            if power > 0.0:
                x, y = swivel.centre
                swivel.incoming, swivel.met_at = (dx, dy), (px - x, py - y)

    def turn_mirror(self, intent: Intent) -> None:
        """Turn and slide the held mirror."""
        self.aim = aim = intent.aim
        if not self.swivels or (aim is None and not intent.turn and not intent.slide):
            return
        swivel = self.swivels[self.held]
        pace = TICK_S * (c.FINE_RATE if intent.fine else 1.0)
        if intent.slide and swivel.spec.rail is not None:
            step = max(-1.0, min(1.0, intent.slide)) * c.SLIDE_RATE * pace / math.dist(*swivel.spec.rail)
            swivel.along = max(0.0, min(1.0, swivel.along + step))
        if aim is None:
            swivel.angle += max(-1.0, min(1.0, intent.turn)) * c.MIRROR_RATE * pace
            return
        (pivot, face), most = swivel.met, c.MIRROR_RATE * pace
        if math.dist(aim, pivot) > swivel.spec.length / 2:
            turn = aim_angle(swivel.incoming, pivot, aim, face) - face
            swivel.angle += turn if -most <= turn <= most else math.copysign(most, turn)

    def breathe(self, intent: Intent, sway: float, bar_s: float) -> bool:
        """Spend the meter while the breath is held, and fill it while the sculpture is calm.

        Stage time is slow while it is held, so a tick is a longer real time.

        Args:
            sway: of the sculpture, rad.
            bar_s: s of a bar of the music.

        Returns:
            Whether a breath that was held was let go on this tick, or could be held no longer.
        """
        was_held = self.breathing
        self.breathing = intent.breath and self.breath > BREATH_OF_TICK
        if self.breathing:
            self.breath -= BREATH_OF_TICK
        elif abs(sway) < c.CALM_SWAY:
            self.breath = min(1.0, self.breath + c.BREATH_A_BAR * TICK_S / bar_s)
        return was_held and not self.breathing


def lean_rate(wanted: float, lean: float, limit: float) -> float:
    """rad/s that the plinth turns at on this tick, from its lean now (rad) to the one wanted.

    Args:
        wanted: -1..1 of the largest lean.
        limit: that lean, rad.
    """
    rate = (max(-1.0, min(1.0, wanted)) * limit - lean) / c.LEAN_LAG
    most = c.LEAN_RATE if rate * lean >= 0.0 else c.RETURN_RATE
    return rate if -most <= rate <= most else math.copysign(most, rate)


def _start_on_rail(mirror: Mirror) -> float:
    if mirror.rail is None:
        return 0.0
    (x0, y0), (x1, y1) = mirror.rail
    dx, dy = x1 - x0, y1 - y0
    share = ((mirror.at[0] - x0) * dx + (mirror.at[1] - y0) * dy) / (dx * dx + dy * dy)
    return max(0.0, min(1.0, share))


def _nearest_beam(mirror: Mirror, lights: Sequence[Light]) -> tuple[float, float]:
    """Unit direction of the beam whose middle line passes nearest to a mirror; straight down where there is no lamp."""

    def miss(light: Light) -> float:
        dx, dy = heading(light, 0.0)
        return abs(dx * (mirror.at[1] - light.source[1]) - dy * (mirror.at[0] - light.source[0]))

    return heading(min(lights, key=miss), 0.0) if lights else (0.0, -1.0)
