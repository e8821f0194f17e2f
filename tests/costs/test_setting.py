"""What a new setting costs: its field in the model, and the place that uses it; page and file follow."""

import json
from pathlib import Path
from typing import Any

import pygame
import pytest
from pydantic import Field

from game.scenes.page.page import Sheet
from game.scenes.settings.settings import SettingsPage
from game.settings import Picture, Preferences, Settings, load_settings
from game.settings.sections import Section, Share
from tests.scenes.rig import Rig
from tests.scenes.settings_pages import choose

HINT = "How warm the lamps are."


class ToyPicture(Picture):
    """The picture, and a field more."""

    warmth: Share = Field(0.25, title="Warmth", description=HINT)


class ToyRoom(Section):
    """A section more."""

    fan: bool = Field(False, title="Fan", description="It turns.")


class ToySettings(Settings):
    """What can be set, and two things more."""

    picture: ToyPicture = Field(ToyPicture(), title="Picture")
    room: ToyRoom = Field(ToyRoom(), title="Room")


WARMTH, FAN = ("picture", "warmth"), ("room", "fan")


def test_the_file_knows_it(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path, defaults=ToySettings())
    preferences.change(WARMTH, 0.75)
    preferences.change(FAN, True)
    assert preferences.save() == ""
    assert json.loads((tmp_path / "settings.json").read_text())["picture"]["warmth"] == 0.75
    again = Preferences(tmp_path, defaults=ToySettings())
    assert again.now.value(WARMTH) == 0.75 and again.now.value(FAN) is True


def test_mistakes_in_it_are_told_in_its_own_bounds(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"picture": {"warmth": 2}, "room": {"fan": 1, "fin": 1}}')
    loaded = load_settings(tmp_path, ToySettings())
    assert loaded.settings == ToySettings()
    assert [line.split(": ", 1)[1] for line in loaded.problem.splitlines()[:-1]] == [
        "picture.warmth: is 2, must be a number from 0 to 1; 0.25 is used",
        "room.fan: is 1, must be true or false; false is used",
        'room.fin: unknown key "fin"; did you mean "fan"?',
    ]


def test_the_page_offers_it_with_its_label_and_hint(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []
    write = Sheet.write

    def noted(sheet: Sheet, text: str, *args: Any, **kwargs: Any) -> None:
        written.append(text)
        write(sheet, text, *args, **kwargs)

    monkeypatch.setattr(Sheet, "write", noted)
    rig = Rig(tmp_path, settings=Preferences(defaults=ToySettings())).at_play().tap(pygame.K_ESCAPE)
    rig.tap(pygame.K_DOWN).tap(pygame.K_DOWN).tap(pygame.K_RETURN)
    assert isinstance(rig.top, SettingsPage)
    for key, moved in ((WARMTH, pygame.K_RIGHT), (FAN, pygame.K_RETURN)):
        choose(rig, key).tap(moved).run(0.05)
    assert rig.services.settings.now.value(WARMTH) == 0.3
    assert {"Warmth", HINT, "Fan", "Room"} <= set(written)
    assert rig.services.settings.now.value(FAN) is True
    assert rig.stage.settings.model_dump()["warmth"] == 0.3, "the place that uses it has it"
