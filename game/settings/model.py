"""All that a player can set, with bounds and defaults."""

from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

LEAST_TEXT, MOST_TEXT = 0.8, 1.6
"""Of its made size, how small and how large text can be."""
Share = Annotated[float, Field(ge=0.0, le=1.0)]
TextSize = Annotated[float, Field(ge=LEAST_TEXT, le=MOST_TEXT)]
Quality = Literal["auto", "full", "lean", "bare", "coarse"]
Value = float | bool | str
Key = tuple[Literal["picture", "sound", "hands"], str]
"""Section and name of a setting."""

DECIMALS = 2
"""Kept of a number: finer than any slider."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, strict=True)


class Picture(_Section):
    """What is seen; strengths are 0 (off) .. 1."""

    stress: Share = 0.5
    """Colours of stress in the glass."""
    bloom: Share = 1.0
    """Glow round light and gold."""
    flashes: Share = 1.0
    shake: Share = 1.0
    motion: Share = 1.0
    """Hit-stop, slow motion, and how far the camera follows."""
    text: TextSize = 1.0
    """Size of all text, against the size that it was made in."""
    quality: Quality = "auto"
    """How much of the ornament is drawn; `auto` goes by what the machine can do."""
    fullscreen: bool = False


class Sound(_Section):
    """What is heard; volumes are 0 .. 1, and `master` is in all of them."""

    master: Share = 1.0
    music: Share = 1.0
    effects: Share = 1.0
    audience: Share = 1.0
    interface: Share = 1.0
    mono: bool = False
    """Both ears hear the same."""
    captions: bool = False
    """What is heard, in words as well."""


class HandSettings(_Section):
    """What helps the hands; performances played with help say so."""

    auto_aim: bool = False
    """The aim is drawn to cracks that are not gold yet."""


class Settings(_Section):
    """All that a player can set. Never changes; `having` makes another."""

    picture: Picture = Picture()
    sound: Sound = Sound()
    hands: HandSettings = HandSettings()

    def value(self, key: Key) -> Value:
        """The value of a setting."""
        found: Value = getattr(getattr(self, key[0]), key[1])
        return found

    def having(self, key: Key, value: Value) -> "Settings":
        """These settings with one of them changed; numbers are rounded.

        Raises:
            ValidationError: there is no such setting, or it cannot have this value.
        """
        data = self.model_dump()
        data[key[0]][key[1]] = round(value, DECIMALS) if isinstance(value, float) else value
        return Settings.model_validate(data)


def field_of(key: Key) -> FieldInfo:
    """The field of a setting, with its type and bounds.

    Raises:
        KeyError: there is no such setting.
    """
    section: type[BaseModel] = type(getattr(DEFAULTS, key[0]))
    return section.model_fields[key[1]]


def bounds(field: FieldInfo) -> tuple[float, float]:
    """The least and the largest value of a setting that is a number."""
    least = next(mark.ge for mark in field.metadata if hasattr(mark, "ge"))
    most = next(mark.le for mark in field.metadata if hasattr(mark, "le"))
    return float(least), float(most)


def choices(field: FieldInfo) -> tuple[str, ...]:
    """The words that a setting can be, in their order; none of one that is no word."""
    return get_args(field.annotation)


DEFAULTS = Settings()
"""As the game was made."""
