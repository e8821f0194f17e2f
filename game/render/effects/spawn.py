"""What each kind of event sets off: one table."""

import math
from collections.abc import Callable

import numpy as np

from game.render.effects.effects import Effects
from game.render.effects.particles import Kind
from game.sim.constants import FLOOR_Y
from game.sim.events import Event, EventKind

_HARD_HIT = 12.0
"""N s: a blow that throws as much dust as any."""


def spawn(effects: Effects, event: Event) -> None:
    """Set off what an event calls for; nothing for kinds that the table does not name."""
    spawner = _TABLE.get(event.kind)
    if spawner is not None:
        spawner(effects, event)


def _crack(effects: Effects, event: Event) -> None:
    """A tip passed a node: a few cold splinters."""
    effects.burst(Kind.GLITTER, event, 3, 0.35, 0.5, 0.0045, effects.palette.crack.glint)


def _flaw(effects: Effects, event: Event) -> None:
    """A flaw opens: a star, a ring that closes in on it and splinters, to draw the eye from anywhere."""
    effects.flares.add(event.at, event.size)
    effects.burst(Kind.GLITTER, event, 24, 0.9, 0.9, 0.006, effects.palette.crack.glint)


def _gild(effects: Effects, event: Event) -> None:
    """A cell turned to gold: sparks."""
    effects.burst(Kind.SPARK, event, 5, 0.9, 0.6, 0.005, effects.palette.seam.bright)


def _voice(effects: Effects, event: Event) -> None:
    """A voice: rings of light (a second one, in the colour of its part, when in time), sparks, rising gold."""
    effects.ring(event, effects.palette.seam.bright)
    if event.in_time:
        effects.ring(Event(event.kind, event.tick, event.at), effects.part_colour(event.part))
    effects.burst(Kind.SPARK, event, 46, 1.7, 1.0, 0.007, effects.palette.seam.bright)
    effects.burst(Kind.MOTE, event, 22, 0.5, 3.0, 0.007, effects.palette.seam.bright)
    effects.flash(effects.palette.seam.body, 0.16)


def _silenced(effects: Effects, event: Event) -> None:
    """A voice falls silent: grey breath."""
    effects.burst(Kind.DUST, event, 10, 0.3, 1.2, 0.016, effects.palette.crack.edge)


def _split(effects: Effects, event: Event) -> None:
    """A piece breaks: a cold flash, glass glitter, a shake."""
    effects.burst(Kind.GLITTER, event, 70, 2.0, 1.8, 0.008, effects.palette.crack.glint)
    effects.burst(Kind.DUST, event, 8, 0.5, 0.8, 0.02, effects.palette.crack.edge)
    effects.flash(effects.palette.crack.edge, 0.22)
    effects.jolt(0.7)
    effects.startle(0.6)


def _glitter(effects: Effects, event: Event) -> None:
    """A sliver comes off as dust of glass: fine glitter, and motes that hang in the air."""
    effects.burst(Kind.GLITTER, event, 18, 1.1, 1.5, 0.005, effects.palette.crack.glint)
    effects.burst(Kind.MOTE, event, 6, 0.3, 2.2, 0.004, effects.palette.crack.glint)


def _break(effects: Effects, event: Event) -> None:
    """A joint gives way: sparks, a flash, a shake."""
    effects.burst(Kind.SPARK, event, 34, 1.9, 0.7, 0.007, effects.palette.seam.bright)
    effects.flash(effects.palette.crack.edge, 0.20)
    effects.jolt(0.85)
    effects.startle(0.8)


def _hit(effects: Effects, event: Event) -> None:
    """Something strikes something: dust and glitter, more of it for a harder blow."""
    hard = min(1.0, event.size / _HARD_HIT)
    effects.burst(Kind.DUST, event, 4 + int(8 * hard), 0.3 + 0.5 * hard, 0.9, 0.020, effects.palette.floor.pool)
    effects.burst(Kind.GLITTER, event, 3 + int(12 * hard), 0.6 + hard, 0.9, 0.006, effects.palette.crack.glint)
    effects.jolt(0.35 * hard)


def _heat(effects: Effects, event: Event) -> None:
    """Glass grew dangerously warm: embers rise."""
    effects.burst(Kind.MOTE, event, 10, 0.3, 1.6, 0.006, effects.palette.seam.body)


def _gasp(effects: Effects, event: Event) -> None:
    """A dangerous sway."""
    effects.startle(1.0)


def _tremor(effects: Effects, event: Event) -> None:
    """The plinth shakes: dust from the floor."""
    effects.jolt(0.55)
    floor = Event(event.kind, event.tick, (event.at[0], FLOOR_Y))
    effects.burst(Kind.DUST, floor, 16, 0.7, 1.6, 0.022, effects.palette.floor.pool)


def _gust(effects: Effects, event: Event) -> None:
    """Wind: motes blown across the stage."""
    side = math.copysign(1.0, event.size)
    count = 40
    at = effects.random.uniform((-2.6, 0.1), (2.6, 2.8), (count, 2))
    speed = effects.random.uniform((1.2, -0.3), (3.4, 0.3), (count, 2)) * (side, 1.0)
    effects.particles.add(Kind.MOTE, at, speed, 1.3, 0.0042, np.array(effects.palette.ink.quiet, float))


def _note(effects: Effects, event: Event) -> None:
    """A discordant note: a cold ring that shakes the stage's air."""
    effects.jolt(0.25)
    effects.ring(event, effects.palette.crack.edge)


def _ovation(effects: Effects, event: Event) -> None:
    """The applause begins."""
    effects.ring(event, effects.palette.leaf[0])
    effects.flash(effects.palette.seam.bright, 0.22)


def _topple(effects: Effects, event: Event) -> None:
    """The sculpture falls."""
    effects.jolt(1.0)
    effects.startle(1.0)
    effects.burst(Kind.DUST, event, 30, 1.0, 1.8, 0.03, effects.palette.floor.pool)


def _won(effects: Effects, event: Event) -> None:
    """The end, in gold leaf."""
    effects.ring(event, effects.palette.seam.bright)
    effects.flash(effects.palette.seam.bright, 0.26)
    effects.burst(Kind.LEAF, event, 120, 3.2, 6.0, 0.018, effects.palette.leaf[0])


def _lost(effects: Effects, event: Event) -> None:
    """The end, in the dark."""
    effects.startle(1.0)


_TABLE: dict[EventKind, Callable[[Effects, Event], None]] = {
    EventKind.FLAW: _flaw,
    EventKind.CRACK: _crack,
    EventKind.GILD: _gild,
    EventKind.VOICE: _voice,
    EventKind.SILENCED: _silenced,
    EventKind.SPLIT: _split,
    EventKind.GLITTER: _glitter,
    EventKind.BREAK: _break,
    EventKind.HIT: _hit,
    EventKind.HEAT: _heat,
    EventKind.GASP: _gasp,
    EventKind.TREMOR: _tremor,
    EventKind.GUST: _gust,
    EventKind.NOTE: _note,
    EventKind.OVATION: _ovation,
    EventKind.TOPPLE: _topple,
    EventKind.WON: _won,
    EventKind.LOST: _lost,
}
"""BEAT is the audience's breath and the heartbeat's ring, TAKE the ring of the hand, CREAK the load factor, DRY the
gold that throbs: all of them are drawn from the view itself."""
