"""Flaws, where cracks open, and how a kind of glass cracks."""

from typing import Annotated, Any

from pydantic import Field

from game.level.values.fields import Id, PartName, Point, Seconds, Strict
from game.level.values.times import AfterFlaw, AtBar


class Flaw(Strict):
    """Where and when a crack opens in a glass piece."""

    piece: Annotated[Id, Field(description="id of the piece of glass that cracks")]
    at: Annotated[
        Point,
        Field(
            description="relative to the piece's `at`, before its `angle`; the nearest edge point is taken, m",
            examples=[[0.3, 0]],
        ),
    ]
    id: Annotated[Id | None, Field(description="for flaws that open after this one", examples=["first"])] = None
    opens: Annotated[
        Seconds | AtBar | AfterFlaw,
        Field(
            description="when: s from the curtain, a bar, or after another flaw; it opens on the next beat",
            examples=[{"bar": 2}, {"after": "first"}, 12.5],
        ),
    ]
    length: Annotated[
        float,
        Field(ge=0, le=2, description="to which it opens, its branch included, m; a hair where 0", examples=[0.18]),
    ] = 0.0
    jump: Annotated[
        float | None,
        Field(
            ge=0,
            le=2,
            description="by which it opens at once, m: the rest it runs within seconds, forking on its way; all of its "
            "length where null",
            examples=[0.1],
        ),
    ] = None
    poise: Annotated[
        float | None,
        Field(
            gt=0,
            le=20,
            description="load factor that the whole sculpture comes to in the 6 s after it opens, if it is 0.3 m "
            "long or more, and dark; a quarter less than the level's own where null",
            examples=[1.1],
        ),
    ] = None
    part: Annotated[
        PartName | None,
        Field(description="the only part whose colour gilds it; any light does where null", examples=["bass"]),
    ] = None

    @property
    def opens_by(self) -> float:
        """m by which it opens at once."""
        return self.length if self.jump is None else self.jump

    @property
    def runs(self) -> float:
        """m that it runs by itself after that."""
        return self.length - self.opens_by


def _tuned(description: str, example: float, **bounds: Any) -> Any:
    """A number of a glass that stays as the game has it where null."""
    return Field(description=f"{description}; as the game has it where null", examples=[example], **bounds)


class GlassTuning(Strict):
    """Changes how a kind of glass cracks, in this level only; what is left out stays as the game has it."""

    toughness: Annotated[float | None, _tuned("K_Ic, Pa sqrt(m)", 1e5, gt=0, le=1e8)] = None
    speed: Annotated[float | None, _tuned("tip speed at K = K_Ic, m/s", 0.03, gt=0, le=10)] = None
    exponent: Annotated[float | None, _tuned("n of v = v0 (K / K_Ic)^n", 3, ge=1, le=30)] = None
    threshold: Annotated[float | None, _tuned("K / K_Ic below which a tip rests", 0.2, ge=0, le=1)] = None
    plateau: Annotated[float | None, _tuned("fastest tip speed, m/s", 0.014, gt=0, le=10)] = None
    strength: Annotated[float | None, _tuned("tension at which sound glass cracks, Pa", 4e6, gt=0, le=1e9)] = None
    residual: Annotated[float | None, _tuned("tension left from cooling, Pa", 7e4, ge=0, le=1e8)] = None
    stress_optic: Annotated[float | None, _tuned("stress-optic coefficient, 1/Pa", 2.8e-12, gt=0, le=1e-9)] = None
    grain: Annotated[
        float | None,
        Field(
            ge=0.03,
            le=0.2,
            description="length of the steps in which cracks go, m: finer glass forks and turns more often, and asks "
            "more of the machine; by the size of each piece where null",
            examples=[0.055],
        ),
    ] = None
