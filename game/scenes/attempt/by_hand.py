"""What the player's own hands want of a performance, with the help that the player has asked for."""

from game.input.controls import Controls
from game.performance import Look
from game.render import Camera
from game.settings import Settings
from game.sim import Intent, View


def wish(controls: Controls, settings: Settings, look: Look, seen: View, camera: Camera) -> Intent:
    """What the hands want for the next tick, by what is on the screen.

    Hands that are helped look at every tick, to follow their own turns; others at what was `seen` last.
    """
    controls.auto_aim, controls.auto_steady = settings.hands.auto_aim, settings.assists.auto_steady
    return controls.intent(look() if controls.auto_aim or controls.auto_steady else seen, camera)
