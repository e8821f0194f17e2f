"""Lights and optics as they may stand in a level or on a light bench. One file a kind; `Optic` lists them all.

Angles are in degrees, counter-clockwise from the right. A *face* has a direction, and with it a left and a right
side: one at 90 degrees points upwards, its left side looks to the left of the stage.
"""

from typing import Annotated

from pydantic import Field

from game.level.optics.base import Glass, Line, OpticBase, Placed, Thin
from game.level.optics.blocker import Blocker
from game.level.optics.detector import Detector
from game.level.optics.filter import Filter
from game.level.optics.lens import Lens
from game.level.optics.lights import Blink, Light, Lights, Pan
from game.level.optics.mirror import Mirror
from game.level.optics.prism import Prism
from game.level.optics.splitter import Splitter

Optic = Annotated[
    Mirror | Prism | Lens | Filter | Splitter | Blocker | Detector,
    Field(discriminator="type"),
]
Optics = Annotated[
    tuple[Optic, ...],
    Field(
        max_length=40,
        description="what light meets beside the sculpture",
        examples=[[{"type": "mirror", "id": "left", "at": [-1.9, 0.6], "angle": 40}]],
    ),
]

__all__ = [
    "Blink",
    "Blocker",
    "Detector",
    "Filter",
    "Glass",
    "Lens",
    "Light",
    "Lights",
    "Line",
    "Mirror",
    "Optic",
    "OpticBase",
    "Optics",
    "Pan",
    "Placed",
    "Prism",
    "Splitter",
    "Thin",
]
