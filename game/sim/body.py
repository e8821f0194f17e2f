"""A piece or fragment as the world keeps it: its mesh, mass and descent."""

from dataclasses import dataclass

from game.core.geom import Floats
from game.level.materials import Material
from game.sim.constants import GLASS_POISSON, GLASS_YOUNG
from game.sim.fracture import Glass
from game.sim.mesh import Mesh, properties
from game.sim.partition import convex_parts
from game.sim.rigid import BodySpec
from game.sim.stress import PieceModel, assemble


@dataclass(slots=True, eq=False)
class Body:
    """One rigid piece. Its mesh has the centre of mass as origin and is unrotated at rest."""

    key: int
    name: str
    """Id of the level's piece that it is or came from."""
    material_name: str
    material: Material
    """Its physical constants, as the level has them."""
    colour: str
    thickness: float
    """m."""
    mesh: Mesh
    rest: Floats
    """(2,) m: where its centre of mass stood when the curtain rose."""
    whole: bool = True
    """Never split."""
    standing: bool = True
    """Not yet fallen off the plinth."""
    glass: Glass | None = None
    mass: float = 0.0
    moment: float = 0.0
    """kg m^2 about the centre of mass."""
    area: float = 0.0
    """m^2."""
    model: PieceModel | None = None
    """What its stress answers to loads, for glass."""

    def __post_init__(self) -> None:
        self.area, _, second = properties(self.mesh)
        density = self.material.density * self.thickness
        self.mass, self.moment = self.area * density, second * density
        if self.material.family == "glass":
            self.glass = Glass(self.mesh)
            self.model = assemble(self.mesh, GLASS_YOUNG, GLASS_POISSON, self.thickness, self.material.density)

    @property
    def outline(self) -> Floats:
        """(B, 2) m, counter-clockwise, in its own frame."""
        return self.mesh.nodes[self.mesh.outline]

    def spec(self, position: Floats, angle: float, velocity: Floats, spin: float) -> BodySpec:
        """The rigid body for it at a pose and motion."""
        return BodySpec(
            self.mass,
            self.moment,
            (float(position[0]), float(position[1])),
            float(angle),
            (float(velocity[0]), float(velocity[1])),
            float(spin),
            convex_parts(self.mesh),
            self.material.friction,
            self.material.elasticity,
        )
