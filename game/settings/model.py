"""All that a player can set: the one place where a setting is declared.

Its type, bounds, default, label (`title`) and hint (`description`) stand in its field; the page, the file and its
messages follow from them, in the order of the fields.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field
from pydantic.fields import FieldInfo

LEAST_TEXT, MOST_TEXT = 0.8, 1.6
"""Of its made size, how small and how large text can be."""
Share = Annotated[float, Field(ge=0.0, le=1.0)]
TextSize = Annotated[float, Field(ge=LEAST_TEXT, le=MOST_TEXT)]
Quality = Literal["auto", "full", "lean", "bare", "coarse"]
Value = float | bool | str
Key = tuple[str, str]
"""Section and name of a setting."""

DECIMALS = 2
"""Kept of a number: finer than any slider."""


class Section(BaseModel):
    """Settings that belong together. Each field is a switch (bool), a choice (Literal) or a number with bounds."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, strict=True)


class Picture(Section):
    """What is seen; strengths are 0 (off) .. 1."""

    stress: Share = Field(
        0.5, title="Stress", description="As colour in the glass: where its fringes gather, a crack will run."
    )
    bloom: Share = Field(1.0, title="Glow", description="The soft shine round beams and gold.")
    flashes: Share = Field(
        1.0, title="Flashes", description="Light over all of the picture, when something breaks or is won."
    )
    shake: Share = Field(1.0, title="Shaking", description="How far the picture trembles with a blow.")
    motion: Share = Field(
        1.0, title="Motion", description="Held moments, slow time, and a camera that follows the sculpture."
    )
    text: TextSize = Field(1.0, title="Text", description="How large all is written, in hundredths of how it was made.")
    quality: Quality = Field(
        "auto", title="Ornament", description="Glow, dust, floor, then fineness: auto draws what runs smoothly."
    )
    frame_rate: bool = Field(
        False, title="Frame rate", description="Frames a second, at the top of the stage while you play."
    )
    fullscreen: bool = Field(False, title="Full screen", description="F11 does the same, at any time.")


class Sound(Section):
    """What is heard; volumes are 0 .. 1, and `master` is in all of them."""

    master: Share = Field(1.0, title="Everything", description="All that is heard, louder or softer.")
    music: Share = Field(1.0, title="Music", description="The choir of voices, and the strings under them.")
    effects: Share = Field(1.0, title="Stage", description="Glass, metal, gold and the heartbeat.")
    audience: Share = Field(1.0, title="Audience", description="The breath of the house, its gasps and its applause.")
    interface: Share = Field(1.0, title="Pages", description="What these pages sound like.")
    mono: bool = Field(False, title="Mono", description="Both ears hear the same.")
    captions: bool = Field(
        False, title="Captions", description="What is heard, in words and with its side, at the foot of the stage."
    )


class HandSettings(Section):
    """What helps the hands; performances whose hands were helped say so."""

    auto_aim: bool = Field(
        False, title="Auto-aim", description="The aim is drawn to cracks that are not gold yet; results say so."
    )
    all_open: bool = Field(
        False, title="All open", description="Every number of the programme can be played, whatever was won before."
    )
    prompts: bool = Field(
        True, title="Prompts", description="On the first levels: what to do, beside what it is about, until it is done."
    )


class Settings(BaseModel):
    """All that a player can set, a section a field. Never changes; `having` makes another."""

    model_config = Section.model_config

    picture: Picture = Field(Picture(), title="Picture")
    sound: Sound = Field(Sound(), title="Sound")
    hands: HandSettings = Field(HandSettings(), title="Hands")

    def value(self, key: Key) -> Value:
        """The value of a setting."""
        value: Value = getattr(getattr(self, key[0]), key[1])
        return value

    def having(self, key: Key, value: Value) -> "Settings":
        """These settings with one of them changed; numbers are rounded.

        Raises:
            ValidationError: there is no such setting, or it cannot have this value.
        """
        data = self.model_dump()
        data[key[0]][key[1]] = round(value, DECIMALS) if isinstance(value, float) else value
        return type(self).model_validate(data)


DEFAULTS = Settings()
"""As the game was made."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be set, as the model declares it."""

    key: Key
    section: str
    """The heading that it stands under."""
    label: str
    hint: str
    """What it means, in a line."""
    default: Value
    choices: tuple[str, ...] = ()
    """The words that it can be, in their order; none of a switch or a number."""
    least: float = 0.0
    most: float = 1.0
    """Bounds of a number."""

    @property
    def is_switch(self) -> bool:
        """Whether it is either on or off."""
        return isinstance(self.default, bool)

    @property
    def allowed(self) -> str:
        """What it can be, in words."""
        if self.is_switch:
            return "true or false"
        if self.choices:
            return "one of " + ", ".join(f'"{word}"' for word in self.choices)
        return f"a number from {self.least:g} to {self.most:g}"


def settings_of(model: type[Settings]) -> tuple[Setting, ...]:
    """Everything that can be set, in the order of the model."""
    return tuple(_declared(model))


def sections_of(model: type[Settings]) -> dict[str, type[BaseModel]]:
    """The sections of the model by their names."""
    return {name: type(field.default) for name, field in model.model_fields.items()}


def _declared(model: type[Settings]) -> Iterator[Setting]:
    for name, section in sections_of(model).items():
        heading = model.model_fields[name].title or name
        for inner, field in section.model_fields.items():
            label, hint = field.title or inner, field.description or ""
            least, most = _bounds(field)
            yield Setting((name, inner), heading, label, hint, field.default, _choices(field), least, most)


def _bounds(field: FieldInfo) -> tuple[float, float]:
    """The least and the largest value of a number; 0 and 1 of what is none."""
    least = next((mark.ge for mark in field.metadata if hasattr(mark, "ge")), 0.0)
    most = next((mark.le for mark in field.metadata if hasattr(mark, "le")), 1.0)
    return float(least), float(most)


def _choices(field: FieldInfo) -> tuple[str, ...]:
    """The words of a Literal; none of another type."""
    return get_args(field.annotation)
