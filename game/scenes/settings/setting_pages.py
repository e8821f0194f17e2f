"""The rows of all pages of settings: what can be set, what is bound, and the way to map a pad."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from game.core.language import N_
from game.scenes.base import Change
from game.scenes.services import Services
from game.scenes.settings.binding_rows import PAGES as BINDING_PAGES
from game.scenes.settings.binding_rows import binding_rows
from game.scenes.settings.rows import ActionRow, Row, SettingRow
from game.scenes.window import monitors
from game.settings import Key, Setting, pages_of

BEFORE_BINDINGS = "Hands"
"""After this page come those on which keys and buttons are bound."""
MAPPED_AT = "Sticks"
MAP_LABEL, MAP_HINT = N_("Map a pad"), N_("For a pad whose buttons do nothing, or the wrong things.")
MONITOR: Key = ("display", "monitor")
NARRATION: Key = ("language", "narration")
NO_VOICE = N_("This system has no voice: install speech-dispatcher or espeak-ng, then start again.")


def pages_of_rows(
    services: Services, told: Callable[[Key], None], map_pad: Callable[[], Change]
) -> dict[str, Sequence[Row]]:
    """The rows by what is written over their pages, in their order.

    Args:
        told: hears of whatever is changed.
        map_pad: leads to the page for pads that SDL does not know.
    """
    pages: dict[str, Sequence[Row]] = {}
    for heading, settings in pages_of(type(services.settings.defaults)).items():
        pages[heading] = [SettingRow(services, shown, told) for shown in _shown(services, settings)]
        if heading == BEFORE_BINDINGS:
            pages |= {page: binding_rows(services, page) for page in BINDING_PAGES}
            pages[MAPPED_AT] = [*pages[MAPPED_AT], ActionRow(lambda: MAP_LABEL, MAP_HINT, map_pad)]
    return pages


def _shown(services: Services, settings: Sequence[Setting]) -> Iterator[Setting]:
    """Settings as this machine can have them: a monitor is chosen only among several, and only a voice can read."""
    for setting in settings:
        shown = setting
        if setting.key == MONITOR:
            shown = replace(setting, choices=setting.choices[: monitors.count()])
        elif setting.key == NARRATION and not services.narrator.has_voice:
            shown = replace(setting, hint=NO_VOICE)
        if len(shown.choices) != 1:
            yield shown
