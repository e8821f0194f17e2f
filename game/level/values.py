"""Values that all parts of the level format share: points, ids, names, and the base of its classes."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

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
MaterialName = Literal["crown_glass", "flint_glass", "brass", "copper", "steel", "stone"]
GlassName = Literal["crown_glass", "flint_glass"]
Colour = Literal["cobalt", "ruby", "amber", "emerald", "amethyst", "clear", "brass", "copper", "steel", "stone"]
PartName = Literal["bass", "tenor", "alto", "soprano"]
"""The parts of the choir, each a colour of light: red, amber, green and blue."""


class Strict(BaseModel):
    """Base of all parts: unknown keys, wrong types, NaN and infinities are errors; parsed data is frozen."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, strict=True)
