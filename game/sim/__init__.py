"""The deterministic simulation: anything can drive it, anything can watch it."""

from game.sim.events import Event, EventKind
from game.sim.help import NO_HELP, Help
from game.sim.intent import Intent
from game.sim.save import SaveError
from game.sim.view import View
from game.sim.world import World

__all__ = ["NO_HELP", "Event", "EventKind", "Help", "Intent", "SaveError", "View", "World"]
