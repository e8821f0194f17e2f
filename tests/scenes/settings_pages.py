"""The settings, opened over a performance, for tests of their pages."""

from pathlib import Path

import pygame

from game.scenes.settings.rows import SettingRow
from game.scenes.settings.settings import SettingsPage
from game.settings import Key, Preferences, Settings
from tests.scenes.rig import Rig


def over_a_performance(folder: Path) -> Rig:
    """At the settings, over a performance that waits."""
    config = folder / "config"
    config.mkdir()
    return opened(Rig(folder, settings=Preferences(config)))


def opened(rig: Rig) -> Rig:
    rig.at_play().tap(pygame.K_ESCAPE).run(0.1)
    return rig.tap(pygame.K_DOWN).tap(pygame.K_DOWN).tap(pygame.K_RETURN).run(0.05)


def now(rig: Rig) -> Settings:
    return rig.services.settings.now


def page(rig: Rig) -> SettingsPage:
    assert isinstance(rig.top, SettingsPage)
    return rig.top


def place(rig: Rig, key: Key) -> tuple[int, int]:
    """Page and row of a setting, as the list has them."""
    for number, rows in enumerate(page(rig)._pages.values()):
        for row, it in enumerate(rows):
            if isinstance(it, SettingRow) and it.setting.key == key:
                return number, row
    raise LookupError(key)


def choose(rig: Rig, key: Key) -> Rig:
    """By keys, from wherever one is."""
    number, row = place(rig, key)
    while page(rig).row is not None:
        rig.tap(pygame.K_ESCAPE)
    while page(rig)._listed != number:
        rig.tap(pygame.K_DOWN)
    rig.tap(pygame.K_RETURN)
    for _ in range(row):
        rig.tap(pygame.K_DOWN)
    return rig


def press(rig: Rig, at: tuple[int, int]) -> Rig:
    return rig.send(pygame.MOUSEMOTION, pos=at).send(pygame.MOUSEBUTTONDOWN, button=1, pos=at)
