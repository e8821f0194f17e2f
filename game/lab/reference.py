"""The reference of settings, bots, handicaps, whispers and materials: what the registries say, as `docs/reference.md`.

`python -m game.lab.reference` prints it; a test sees to it that the file is up to date.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import get_args

from game.bots import BOTS
from game.lab.handicaps import HANDICAPS
from game.level.values.materials import MATERIALS
from game.level.whispers import Whisper, WhisperBase
from game.settings import Setting, Settings, Value, settings_of

HEAD = """\
# Reference

Written from the registries of the game by `python -m game.lab.reference > docs/reference.md`; change those, not this.
Where they stand in the code is told in [architecture.md](architecture.md).
"""


def reference() -> str:
    """The whole reference, as Markdown."""
    return "\n".join([HEAD, *_settings(), "", *_bots(), "", *_handicaps(), "", *_whispers(), "", *_materials(), ""])


def _settings() -> Iterator[str]:
    yield "## Settings\n"
    yield "`settings.json` in the settings folder holds a section for each heading of the page."
    yield ""
    rows = [(_key(row), row.label, row.allowed, _json(row.default), row.hint) for row in settings_of(Settings)]
    yield from _table(("in the file", "on the page", "can be", "default", "what it does"), rows)


def _bots() -> Iterator[str]:
    yield "## Bots\n"
    yield "For `--bot`, and for what a level expects of them; from the weakest to the strongest."
    yield ""
    yield from _table(("name", "what it does"), [(f"`{name}`", bot.about) for name, bot in BOTS.items()])


def _handicaps() -> Iterator[str]:
    yield "## Handicaps\n"
    yield "What bots are kept from, for `--handicaps` and for what a level expects of them."
    yield ""
    yield from _table(("name", "what the bot does"), [(f"`{name}`", row.about) for name, row in HANDICAPS.items()])


def _whispers() -> Iterator[str]:
    yield "## Whispers\n"
    yield "What disturbs the sculpture; `flawsong schema` has the units and bounds of their keys."
    yield ""
    kinds: tuple[type[WhisperBase], ...] = get_args(get_args(Whisper)[0])
    yield from _table(("type", "keys", "what it does"), [_whisper(kind) for kind in kinds])


def _materials() -> Iterator[str]:
    yield "## Materials\n"
    rows = [(f"`{name}`", row.family, f"{row.density:g} kg/m³", f"{row.friction:g}") for name, row in MATERIALS.items()]
    yield from _table(("name", "family", "density", "friction"), rows)


def _whisper(kind: type[WhisperBase]) -> tuple[str, str, str]:
    (name,) = get_args(kind.model_fields["type"].annotation)
    keys = ", ".join(f"`{key}`" for key in kind.model_fields if key != "type")
    return f"`{name}`", keys, (kind.__doc__ or "").splitlines()[0]


def _key(setting: Setting) -> str:
    return f"`{'.'.join(setting.key)}`"


def _json(value: Value) -> str:
    return str(value).lower()


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    for cells in (head, ["---"] * len(head), *rows):
        yield f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    print(reference(), end="")
