"""The deterministic simulation: anything can drive it, anything can watch it."""

from game.sim.events import Event, EventKind
from game.sim.intent import Intent
from game.sim.save import SaveError
from game.sim.view import View
from game.sim.world import World

__all__ = ["Event", "EventKind", "Intent", "SaveError", "View", "World"]
