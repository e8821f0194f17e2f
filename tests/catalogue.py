"""All that a player reads, and its translations: catalogues in `game/locale`.

`python -m tests.catalogue` says what is not translated; `--update` writes new texts into every catalogue, and takes out
those that are used no more. A text that was changed keeps its translation, marked as fuzzy, until somebody has looked.
"""

import argparse
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import get_args

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

import game
from game.audio.captions import FLATS, SHARPS
from game.core.files import write_atomic
from game.core.language import LANGUAGES, catalogue_of
from game.core.paths import shipped_levels
from game.core.words import said
from game.level import load_level
from game.level.sculpture.joints import Joint
from game.settings import Settings, settings_of

GAME = Path(game.__file__).parent
CALLS = {"_": None, "N_": None, "ngettext": (1, 2), "pgettext": ((1, "c"), 2)}
"""What is looked for in the code, and where its texts stand."""
TABLES = {"note": (*SHARPS, *FLATS), "joint": [kind.__name__.lower() for kind in get_args(get_args(Joint)[0])]}
"""Words of tables that mean something else in other contexts, by those."""
WIDTH = 120
UPDATE = "python -m tests.catalogue --update"

Text = tuple[str, tuple[str, ...], str]
"""Where it is, one text or a text and its plural, and its context."""


def texts() -> Iterator[Text]:
    """All that is to be translated."""
    for path in sorted(GAME.rglob("*.py")):
        with path.open("rb") as file:
            for _, found, _, context in extract("python", file, CALLS, options={}):
                forms = (found,) if isinstance(found, str) else tuple(found)
                yield path.relative_to(GAME.parent).as_posix(), forms, context or ""
    for setting in settings_of(Settings):
        for text in (setting.label, setting.hint):
            yield "game/settings/sections.py", (text,), ""
        for choice in (each for each in setting.choices if each not in LANGUAGES and not each.isdigit()):
            yield "game/settings/sections.py", (choice,), "choice"
    for context, words in TABLES.items():
        for word in dict.fromkeys(words):
            yield "tables", (word,), context
    for path in shipped_levels():
        level, place = load_level(path), f"levels/{path.name}"
        for line in (level.title, *level.story):
            yield place, (line,), "level"
        for piece in level.pieces:
            yield place, (said(piece.id),), "piece"


def template() -> Catalog:
    """All that is to be translated, without translations."""
    catalogue = Catalog(project="FLAWSONG", charset="utf-8", fuzzy=False)
    for place, forms, context in texts():
        catalogue.add(forms[0] if len(forms) == 1 else forms, locations=[(place, 1)], context=context or None)
    return catalogue


def catalogue(code: str) -> Catalog:
    """The translations into a language as they stand."""
    return read_po(BytesIO(catalogue_of(code).read_bytes()), locale=code)


def pairs(code: str) -> Iterator[tuple[str, str, str]]:
    """Context, text and translation of all that is translated into a language; of plurals each form with its own."""
    for entry in catalogue(code):
        texts, sayings = (each if isinstance(each, list | tuple) else [each] for each in (entry.id, entry.string))
        for text, saying in zip(texts, sayings, strict=True):
            if text and saying:
                yield entry.context or "", text, saying


def missing(code: str, wanted: Catalog) -> list[str]:
    """What is not translated into a language, what is not sure, and what nobody reads, a line each."""
    there = catalogue(code)
    said_in = [(message, there.get(message.id, message.context)) for message in wanted if message.id]
    unused = (entry.id for entry in there if entry.id and wanted.get(entry.id, entry.context) is None)
    return [
        *(f"{code}: not translated: {message.id}" for message, entry in said_in if entry is None or not _said(entry)),
        *(f"{code}: fuzzy: {message.id}" for message, entry in said_in if entry is not None and entry.fuzzy),
        *(f"{code}: used no more: {text}" for text in unused),
    ]


def update(code: str, wanted: Catalog) -> None:
    """Write new texts into a catalogue, and take out what is used no more."""
    file, there, out = catalogue_of(code), catalogue(code), BytesIO()
    head = file.read_bytes().partition(b"\n\n")[0]
    there.update(wanted)
    write_po(out, there, WIDTH, sort_by_file=True, ignore_obsolete=True, include_lineno=False, omit_header=True)
    write_atomic(file, head.rstrip() + b"\n\n" + out.getvalue())


def _said(entry: Message) -> bool:
    """Whether it has a translation, in all its forms."""
    return all(entry.string if isinstance(entry.string, list | tuple) else [entry.string])


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.catalogue", description="Translations of what players read.")
    parser.add_argument("--update", action="store_true", help="write new texts into every catalogue")
    asked, wanted = parser.parse_args(), template()
    codes = [code for code in LANGUAGES.values() if code != "en"]
    if asked.update:
        for code in codes:
            update(code, wanted)
    problems = [line for code in codes for line in missing(code, wanted)]
    print("\n".join(problems) or "all is translated")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
