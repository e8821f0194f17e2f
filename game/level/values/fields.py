"""Values that all parts of the level format share: points, ids, names, and the base of its classes."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from game.level.values.materials import COLOURS, GLASSES, MATERIALS
from game.level.values.palettes import PALETTES

Point = Annotated[
    tuple[
        Annotated[float, Field(ge=-20, le=20, description="x, to the right, m")],
        Annotated[float, Field(ge=-20, le=20, description="y, upwards, m")],
    ],
    Field(examples=[[0.3, 1.2]]),
]
Id = Annotated[
    str,
    Field(
        pattern=r"^[A-Za-z][A-Za-z0-9_-]{0,39}$",
        description="a letter, then up to 39 letters, digits, - or _",
        examples=["heart"],
    ),
]
Seconds = Annotated[float, Field(ge=0, le=3600, description="s from the curtain", examples=[12.5])]
if TYPE_CHECKING:  # which names there are is data, of which a type checker knows nothing
    MaterialName = str
    GlassName = str
    Colour = str
    PaletteName = str
else:
    MaterialName = Literal[*MATERIALS]
    GlassName = Literal[*GLASSES]
    Colour = Literal[*COLOURS]
    PaletteName = Literal[*PALETTES]
PartName = Literal["bass", "tenor", "alto", "soprano"]
"""The parts of the choir, each a colour of light: red, amber, green and blue."""


def _say_what_it_is(schema: dict[str, Any]) -> None:
    """Of the key that tells a part's kind, say what that kind is."""
    kind = schema["properties"].get("type")
    if kind and "const" in kind:
        kind |= {"description": schema.get("description", ""), "examples": [kind["const"]]}  # -OO strips docstrings


class Strict(BaseModel):
    """Base of all parts: unknown keys, wrong types, NaN and infinities are errors; parsed data is frozen."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        allow_inf_nan=False,
        strict=True,
        defer_build=True,  # of most parts only the whole level is read
        json_schema_extra=_say_what_it_is,
    )


def repeated(entries: Sequence[object]) -> Iterator[tuple[int, object]]:
    """Row and entry of each that an earlier one equals."""
    for row, entry in enumerate(entries):
        if entry in entries[:row]:
            yield row, entry
