"""Values that all parts of the level format share: points, ids, names, and the base of its classes."""

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from game.level.materials import COLOURS, GLASSES, MATERIALS

Point = tuple[
    Annotated[float, Field(ge=-20, le=20, description="x, to the right, m")],
    Annotated[float, Field(ge=-20, le=20, description="y, upwards, m")],
]
Id = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,39}$",
        description="a letter, then up to 39 letters, digits, - or _",
    ),
]
Seconds = Annotated[float, Field(ge=0, le=3600, description="s")]
if TYPE_CHECKING:  # which names there are is data, of which a type checker knows nothing
    MaterialName = str
    GlassName = str
    Colour = str
else:
    MaterialName = Literal[*MATERIALS]
    GlassName = Literal[*GLASSES]
    Colour = Literal[*COLOURS]
PartName = Literal["bass", "tenor", "alto", "soprano"]
"""The parts of the choir, each a colour of light: red, amber, green and blue."""


class Strict(BaseModel):
    """Base of all parts: unknown keys, wrong types, NaN and infinities are errors; parsed data is frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, strict=True)
