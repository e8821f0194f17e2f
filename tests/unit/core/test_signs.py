"""Signs of pads: each family has its own, and pads are told by what they call themselves."""

import pytest

from game.core.signs import SIGNS, Family, family_of, sign_of

NAMES = ("a", "b", "x", "y", "back", "start", "leftshoulder", "righttrigger", "dpup", "leftstick", "rightstick")


def test_every_button_has_a_sign_of_its_own_in_each_family() -> None:
    for family in Family:
        signs = [sign_of(name, family) for name in NAMES]
        assert len(set(signs)) == len(NAMES)
        assert set(signs) <= set(SIGNS)
    assert sign_of("paddle1", Family.XBOX) == ""


def test_what_is_written_alike_is_the_same_sign() -> None:
    assert sign_of("a", Family.XBOX) == sign_of("a", Family.NINTENDO) != sign_of("a", Family.PLAYSTATION)
    assert SIGNS[sign_of("y", Family.PLAYSTATION)].label == "triangle"


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Xbox One S Controller", Family.XBOX),
        ("Xbox Wireless Controller", Family.XBOX),
        ("Sony DualSense Wireless Controller", Family.PLAYSTATION),
        ("PS4 Controller", Family.PLAYSTATION),
        ("Wireless Controller", Family.PLAYSTATION),
        ("Nintendo Switch Pro Controller", Family.NINTENDO),
        ("Generic USB Joystick", Family.XBOX),
        ("", Family.XBOX),
    ],
)
def test_families_are_told_by_name(name: str, family: Family) -> None:
    assert family_of(name) is family
