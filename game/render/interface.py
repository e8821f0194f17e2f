"""What scenes and exports need of a stage, whoever draws it."""

from collections.abc import Sequence
from typing import Protocol

import pygame

from game.render.hud.highlight import Highlight
from game.render.hud.names import Ranges
from game.render.look.camera import Camera, Framing
from game.render.look.quality import Ornament
from game.settings import Picture
from game.sim.events import Event
from game.sim.view import View


class Stage(Protocol):
    """Draws the views of one performance."""

    settings: Picture
    """What the player set; may be replaced at any time. Its quality and full screen are for others to read."""
    ornament: Ornament
    """How much ornament is drawn; may be replaced at any time: the picture eases into it."""
    overlay: bool
    """Show principal stresses and tip speeds."""
    rays: bool
    """Show every run of light, and how much of it each part of a crack has drunk."""
    named: bool
    """Show names in place of what is read: ids, loads of joints, flaws, mirrors, a grid in metres."""
    ranges: Ranges
    """From which angles mirrors light which flaws, for the names; may be replaced at any time."""
    display: bool
    """Whether what is read is drawn; may be replaced at any time."""
    framing: Framing
    """What of the stage is seen: cameras for it are fitted to this."""
    highlight: Highlight | None
    """A place to look at; may be replaced at any time. While there is one, nothing else is to be read."""

    def reset(self) -> None:
        """Begin a new performance of the same level."""
        ...

    def react(self, events: Sequence[Event], view: View) -> None:
        """Let events set off their effects."""
        ...

    def draw(
        self,
        target: pygame.Surface,
        previous: View,
        view: View,
        alpha: float,
        elapsed_s: float,
        camera: Camera | None = None,
    ) -> None:
        """Draw a frame, `alpha` (0..1) of the way between two views, `elapsed_s` real seconds after the last one.

        `camera` is how the target sees the stage; None looks straight ahead.
        """
        ...
