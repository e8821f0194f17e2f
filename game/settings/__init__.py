"""The player's settings: what can be set, the file that keeps them, and those in use during a visit."""

from game.settings.file import Loaded, load_settings, save_settings
from game.settings.model import (
    DEFAULTS,
    Bound,
    Bounds,
    Key,
    Setting,
    Settings,
    Value,
    pages_of,
    settings_of,
)
from game.settings.preferences import Preferences
from game.settings.sections import Assists, Display, HandSettings, Picture, Sound

__all__ = [
    "DEFAULTS",
    "Assists",
    "Bound",
    "Bounds",
    "Display",
    "HandSettings",
    "Key",
    "Loaded",
    "Picture",
    "Preferences",
    "Setting",
    "Settings",
    "Sound",
    "Value",
    "load_settings",
    "pages_of",
    "save_settings",
    "settings_of",
]
