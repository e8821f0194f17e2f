"""Pages that the menus lead to, besides what is performed: a line each, in the order in which they are listed."""

from collections.abc import Callable

from game.core.language import N_
from game.scenes.base import Beneath, Scene
from game.scenes.services import Services
from game.scenes.settings.settings import SettingsPage

PAGES: dict[str, Callable[[Services, Beneath], Scene]] = {
    N_("Settings"): SettingsPage,
}
"""By the label that leads there, on the title and in the intermission. A page lies over what was there before."""
