"""What holds the pieces of a sculpture together."""

from typing import Annotated, Literal

from pydantic import Field

from game.level.values.fields import Id, Point, Strict


class _Joint(Strict):
    pieces: Annotated[
        tuple[Id, Id], Field(description="ids of the two pieces that it holds together", examples=[["foot", "stem"]])
    ]


class Weld(_Joint):
    """A pivot with a damped rotary spring: stiff, but it sways. Breaks by force or by bending."""

    type: Literal["weld"]
    at: Annotated[Point, Field(description="the pivot, on the stage, m", examples=[[0, 0.1]])]
    stiffness: Annotated[
        float, Field(gt=0, le=1e6, description="N m/rad; with `poise` only the ratios count", examples=[900])
    ] = 600.0
    damping: Annotated[float, Field(ge=0, le=2, description="share of critical damping", examples=[0.1])] = 0.06
    strength: Annotated[float, Field(gt=0, le=1e7, description="force at which it breaks, N", examples=[20000])] = (
        6000.0
    )
    max_bend: Annotated[
        float, Field(gt=0, le=180, description="bending at which it breaks, degrees", examples=[15])
    ] = 22.0


class Hinge(_Joint):
    """A free pivot with a little friction."""

    type: Literal["hinge"]
    at: Annotated[Point, Field(description="the pivot, on the stage, m", examples=[[0, 0.1]])]
    friction: Annotated[float, Field(ge=0, le=1e4, description="largest friction torque, N m", examples=[2])] = 0.5
    strength: Annotated[float, Field(gt=0, le=1e7, description="force at which it breaks, N", examples=[20000])] = (
        6000.0
    )


class Spring(_Joint):
    """A damped spring between two points."""

    type: Literal["spring"]
    ends: Annotated[
        tuple[Point, Point],
        Field(description="its end on each piece, on the stage, m", examples=[[[-0.2, 0.1], [-0.1, 0.9]]]),
    ]
    stiffness: Annotated[
        float, Field(gt=0, le=1e6, description="pull for each metre that it is stretched, N/m", examples=[5000])
    ] = 2000.0
    damping: Annotated[
        float, Field(ge=0, le=1e4, description="pull against each metre a second, N s/m", examples=[50])
    ] = 20.0
    strength: Annotated[float, Field(gt=0, le=1e7, description="force at which it breaks, N", examples=[20000])] = (
        3000.0
    )


class Cable(_Joint):
    """A string that holds when taut and does nothing when slack."""

    type: Literal["cable"]
    ends: Annotated[
        tuple[Point, Point],
        Field(description="its end on each piece, on the stage, m", examples=[[[-0.2, 0.1], [-0.1, 0.9]]]),
    ]
    slack: Annotated[
        float, Field(ge=0, le=2, description="how much longer than the distance of its ends, m", examples=[0.01])
    ] = 0.0
    strength: Annotated[float, Field(gt=0, le=1e7, description="force at which it breaks, N", examples=[20000])] = (
        3000.0
    )


Joint = Annotated[Weld | Hinge | Spring | Cable, Field(discriminator="type")]
