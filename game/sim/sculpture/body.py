"""A piece or fragment as the world keeps it: its mesh, mass and descent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from game.core.geom import Floats
from game.level.values.materials import Material
from game.sim.constants import DANGEROUS_RISE, GLASS_POISSON, GLASS_YOUNG
from game.sim.glass.glass import Glass
from game.sim.glass.refined import assemble_refined, assemble_several
from game.sim.glass.stress import PieceModel, assemble
from game.sim.mesh.convex import convex_parts
from game.sim.mesh.mesh import Mesh, properties
from game.sim.sculpture.rigid import BodySpec


@dataclass(eq=False)
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
    mass: float = 0.0
    moment: float = 0.0
    """kg m^2 about the centre of mass, `lent` included."""
    lent: float = 0.0
    """kg m^2 that it was given beyond its own, so that a tick can integrate its springs."""
    area: float = 0.0
    """m^2."""
    rise: float = 0.0
    """K that it is warmer than the house."""
    is_hot: bool = False
    """It was warned of, and has not cooled down since."""
    is_ready: bool = False
    """It is glass whose stress is worked out."""

    def __post_init__(self) -> None:
        self.area, _, second = properties(self.mesh)
        density = self.material.density * self.thickness
        self.mass, self.moment = self.area * density, second * density + self.lent

    def lend(self, moment: float) -> None:
        """Give it kg m^2 beyond its own, so that a tick can integrate its springs."""
        self.lent += moment
        self.moment += moment

    def ready(self) -> None:
        """Work out from now on how glass is stressed."""
        self.is_ready = self.is_glass

    @cached_property
    def model(self) -> PieceModel:
        """What its stress answers to loads. Glass only; fragments must make do with less, or a tick would stall."""
        if self.whole:
            return assemble_refined(self.mesh, GLASS_POISSON, self.thickness, self.material.density)
        return assemble(self.mesh, GLASS_YOUNG, GLASS_POISSON, self.thickness, self.material.density)

    @property
    def is_glass(self) -> bool:
        """Whether it can crack."""
        return self.material.family == "glass"

    @property
    def heat(self) -> float:
        """Its rise as a share of the dangerous one."""
        return self.rise / DANGEROUS_RISE

    @cached_property
    def glass(self) -> Glass:
        """What cracks walk on. Glass only."""
        return Glass(self.mesh)

    @property
    def outline(self) -> Floats:
        """(B, 2) m, counter-clockwise, in its own frame."""
        return self.mesh.nodes[self.mesh.outline]

    @property
    def loops(self) -> list[Floats]:
        """The outline, then each hole, clockwise; (B_i, 2) m, in its own frame."""
        return [self.mesh.nodes[loop] for loop in self.mesh.loops]

    def nearness(self, at: Floats) -> float:
        """m from a point (2,), where it stood at rest, to the nearest corner of its outline or of a hole."""
        return min(float(np.hypot(*(loop + self.rest - at).T).min()) for loop in self.loops)

    def spec(self, position: tuple[float, float], angle: float, velocity: tuple[float, float], spin: float) -> BodySpec:
        """The rigid body for it at a pose and motion."""
        return BodySpec(
            self.mass,
            self.moment,
            position,
            angle,
            velocity,
            spin,
            convex_parts(self.mesh),
            self.material.friction,
            self.material.elasticity,
        )


def make_ready(bodies: Iterable[Body]) -> None:
    """Work out from now on how the glass of a level is stressed; what that takes is worked out together."""
    glass = [body for body in bodies if body.is_glass]
    makings = [(body.mesh, GLASS_POISSON, body.thickness, body.material.density) for body in glass]
    for body, model in zip(glass, assemble_several(makings), strict=True):
        body.model = model
        body.ready()


def masses_and_centres(bodies: Sequence[Body]) -> tuple[Floats, Floats]:
    """(n,) kg and (n, 2) m: where their centres of mass stood when the curtain rose."""
    return np.array([body.mass for body in bodies]), np.array([body.rest for body in bodies]).reshape(-1, 2)
