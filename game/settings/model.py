"""All that a player can set, made of its sections: pages, the file and its messages follow from their fields, in order.

A setting is declared in one place, its field in `sections`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, get_args

from pydantic import BaseModel, Field
from pydantic.fields import FieldInfo

from game.core.language import N_
from game.settings.sections import Assists, Display, HandSettings, Picture, Section, Sound, Words

Value = float | bool | str
Key = tuple[str, str]
"""Section and name of a setting."""

DECIMALS = 2
"""Kept of a number: finer than any slider."""

PAGES: Mapping[str, str] = {
    "display": N_("Display"),
    "sound": N_("Sound"),
    "hands": N_("Hands"),
    "assists": N_("Assists"),
    "comfort": N_("Comfort"),
    "language": N_("Language"),
}
"""The pages on which settings stand, in their order, and what is written over them."""
Codes = Annotated[tuple[Annotated[int, Field(ge=0, le=1023)], ...], Field(max_length=3, strict=False)]
Bounds = dict[str, Codes]


class Bound(BaseModel):
    """What the player bound anew, by action; all others are bound as they were made."""

    model_config = Section.model_config

    keys: Bounds = {}
    """Scancodes, as SDL has them: where keys lie, whatever is written on them."""
    mouse: Bounds = {}
    """Buttons, from 1."""
    buttons: Bounds = {}
    """Of a pad, as SDL numbers them."""
    axes: Bounds = {}
    """Sticks and triggers of a pad, one each, as SDL numbers them."""
    pads: Annotated[tuple[Annotated[str, Field(max_length=1024)], ...], Field(max_length=32, strict=False)] = ()
    """SDL's mapping strings of pads that it did not know."""


class Settings(BaseModel):
    """All that a player can set, a section a field. Never changes; `having` makes another."""

    model_config = Section.model_config

    display: Display = Field(Display(), title="Display")
    picture: Picture = Field(Picture(), title="Picture")
    sound: Sound = Field(Sound(), title="Sound")
    hands: HandSettings = Field(HandSettings(), title="Hands")
    assists: Assists = Field(Assists(), title="Assists")
    bindings: Bound = Field(Bound(), title="Bindings")
    language: Words = Field(Words(), title="Language")

    def bound(self, device: str, codes: Bounds) -> "Settings":
        """These settings with all that is bound anew on a device: a field of `Bound`.

        Raises:
            ValidationError: there is no such device, or nothing like this can be bound.
        """
        data = self.model_dump()
        data["bindings"][device] = codes
        return type(self).model_validate(data)

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

    def changed_as(self, before: "Settings", after: "Settings") -> "Settings":
        """These settings with all that differs between two others as it is in `after`."""
        data, was, now = self.model_dump(), before.model_dump(), after.model_dump()
        for section, values in now.items():
            data[section] |= {name: value for name, value in values.items() if value != was[section][name]}
        return type(self).model_validate(data)


DEFAULTS = Settings()
"""As the game was made."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be set, as the model declares it."""

    key: Key
    page: str
    """On which of the pages it stands."""
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


def pages_of(model: type[Settings]) -> dict[str, tuple[Setting, ...]]:
    """The pages on which something stands, in their order, by what is written over them."""
    settings = settings_of(model)
    others = {name: field.title or name for name, field in model.model_fields.items() if name not in PAGES}
    headings = {**PAGES, **others}
    pages = {heading: tuple(row for row in settings if row.page == page) for page, heading in headings.items()}
    return {heading: rows for heading, rows in pages.items() if rows}


def sections_of(model: type[Settings]) -> dict[str, type[BaseModel]]:
    """The sections of the model by their names."""
    return {name: type(field.default) for name, field in model.model_fields.items()}


def _declared(model: type[Settings]) -> Iterator[Setting]:
    for name, section in sections_of(model).items():
        if not issubclass(section, Section):
            continue
        for inner, field in section.model_fields.items():
            label, hint = field.title or inner, field.description or ""
            extra = field.json_schema_extra
            page = str(extra["page"]) if isinstance(extra, dict) else name
            least, most = _bounds(field)
            yield Setting((name, inner), page, label, hint, field.default, _choices(field), least, most)


def _bounds(field: FieldInfo) -> tuple[float, float]:
    """The least and the largest value of a number; 0 and 1 of what is none."""
    least = next((mark.ge for mark in field.metadata if hasattr(mark, "ge")), 0.0)
    most = next((mark.le for mark in field.metadata if hasattr(mark, "le")), 1.0)
    return float(least), float(most)


def _choices(field: FieldInfo) -> tuple[str, ...]:
    """The words of a Literal; none of another type."""
    return get_args(field.annotation)
