"""What the picture of a kind of optic is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from game.core.geom import Floats
from game.level.optics import OpticBase
from game.render.look.camera import Camera
from game.render.look.theme import Palette
from game.render.optics.cut_glass import CutGlass
from game.render.paint.drawlist import Rows
from game.sim.view import OpticView

_Spec = TypeVar("_Spec", bound=OpticBase)


class IncidentLight(NamedTuple):
    """The light of a stage, as an optic meets it."""

    total: float
    """W that all lamps send out."""
    direction: Floats
    """(2,) m: which way light meets the optic; zeros in the dark."""


@dataclass(frozen=True, slots=True)
class Picture(Generic[_Spec]):
    """How optics of one kind look; what a kind has nothing of is None."""

    strokes: Callable[[OpticView[_Spec], Palette, Camera], list[Rows]] | None = None
    """What looks the same for as long as it stands still."""
    live: Callable[[OpticView[_Spec], IncidentLight, Palette, Camera], tuple[list[Rows], list[Rows]]] | None = None
    """Strokes and arcs of what changes without moving."""
    glass: Callable[[OpticView[_Spec], float, Palette], CutGlass] | None = None
    """A body of glass at so many px per m, drawn under the light that runs in it; cut once, then only turned."""
