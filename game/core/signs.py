"""Signs for the buttons and sticks of pads: characters of their own in any line, drawn by whoever sets type.

What a sign looks like follows from the family of the pad; what it means, SDL says the same for all.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Literal, NamedTuple


class Family(StrEnum):
    """How a pad's buttons are marked."""

    XBOX = "xbox"
    PLAYSTATION = "playstation"
    NINTENDO = "nintendo"


Shape = Literal["round", "pill", "cross", "stick"]


class Sign(NamedTuple):
    """What is drawn for a character."""

    shape: Shape
    """A face button, a shoulder or small button, the cross of directions, a stick."""
    label: str
    """Letters on it; or what is drawn there: cross, ring, square, triangle, up, down, left, right."""


FACES: Mapping[Family, tuple[str, str, str, str]] = {
    Family.XBOX: ("A", "B", "X", "Y"),
    Family.PLAYSTATION: ("cross", "ring", "square", "triangle"),
    Family.NINTENDO: ("A", "B", "X", "Y"),
}
"""On a, b, x and y as SDL names them."""
PILLS: Mapping[Family, tuple[str, str, str, str, str, str]] = {
    Family.XBOX: ("LB", "RB", "LT", "RT", "View", "Menu"),
    Family.PLAYSTATION: ("L1", "R1", "L2", "R2", "Share", "Options"),
    Family.NINTENDO: ("L", "R", "ZL", "ZR", "−", "+"),
}
"""On both shoulders and triggers, back and start."""
_PILLS = ("leftshoulder", "rightshoulder", "lefttrigger", "righttrigger", "back", "start")
_OTHERS: Mapping[str, Sign] = {
    **{f"dp{way}": Sign("cross", way) for way in ("up", "down", "left", "right")},
    "leftstick": Sign("stick", "L"),
    "rightstick": Sign("stick", "R"),
}
_FIRST = 0xE000
"""Of the characters that mean nothing to anybody else."""


def _drawn(family: Family) -> dict[str, Sign]:
    """All signs of a family by what SDL calls the button, stick or trigger."""
    faces = {name: Sign("round", label) for name, label in zip("abxy", FACES[family], strict=True)}
    pills = {name: Sign("pill", label) for name, label in zip(_PILLS, PILLS[family], strict=True)}
    return {**faces, **pills, **_OTHERS}


SIGNS: Mapping[str, Sign] = {
    chr(_FIRST + number): sign
    for number, sign in enumerate(dict.fromkeys(sign for family in Family for sign in _drawn(family).values()))
}
"""By their characters."""
_CHARACTERS = {sign: character for character, sign in SIGNS.items()}


def sign_of(name: str, family: Family) -> str:
    """The character for what SDL calls a, dpup, leftshoulder, lefttrigger, leftstick, ...; '' for what has none."""
    sign = _drawn(family).get(name)
    return "" if sign is None else _CHARACTERS[sign]


def family_of(name: str) -> Family:
    """The family of a pad, by what it calls itself."""
    plain = name.casefold()
    if "xbox" in plain or "x-box" in plain:
        return Family.XBOX
    for family, words in _KNOWN.items():
        if any(word in plain for word in words):
            return family
    return Family.XBOX


_KNOWN: Mapping[Family, tuple[str, ...]] = {
    Family.PLAYSTATION: ("playstation", "dualshock", "dualsense", "sony", "ps3", "ps4", "ps5", "wireless controller"),
    Family.NINTENDO: ("nintendo", "switch", "joy-con", "joycon", "pro controller", "snes", "wii"),
}
"""Words in their names. An Xbox pad may call itself a wireless controller too."""
