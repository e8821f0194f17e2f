"""What a player reads, in the language that they chose: gettext, its catalogues read as translators write them.

The text in English stands in the code and is its own key: `_("Go back")`. In a table that is made at import, `N_` marks
a text; whoever draws it says `_(text)`, since the language may change at any time. A number and its noun is `ngettext`;
what needs to be told apart by what it is about is `pgettext`. Sentences are whole, with named places to fill in:
`_("Hold {key}").format(key=key)`. Nothing speaks anything but English until `speak` is called: commands never call it.
"""

import json
import re
import struct
from collections.abc import Iterable, Mapping
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

LANGUAGES: Mapping[str, str] = MappingProxyType({"English": "en", "Deutsch": "de"})
"""By the name that those give it who speak it: how the language is called in ISO 639."""
CATALOGUES = Path(__file__).resolve().parents[1] / "locale"
_MAGIC = 0x950412DE
"""How compiled catalogues begin."""
_LINE = re.compile(r'(msgctxt|msgid_plural|msgid|msgstr)?(?:\[\d\])? *(".*")')


class _Speaker:
    """Whoever translates now."""

    code = "en"
    translations = NullTranslations()


def speak(code: str) -> None:
    """From now on all text is in this language; in English if there is no catalogue for it."""
    if code == _Speaker.code:
        return
    file, _Speaker.code = catalogue_of(code), code
    _Speaker.translations = read_catalogue(file.read_text("utf-8")) if file.is_file() else NullTranslations()


def spoken_now() -> str:
    """The language that is spoken now, by its code."""
    return _Speaker.code


def catalogue_of(code: str) -> Path:
    """Where the translations into a language stand."""
    return CATALOGUES / code / "LC_MESSAGES" / "flawsong.po"


def spoken_one(wanted: Iterable[str]) -> str:
    """Of these languages, by their codes and best first, the first that the game can speak; else English."""
    return next((code for code in wanted if code in LANGUAGES.values()), "en")


def _(text: str) -> str:
    """A text in the language that is spoken now."""
    return _Speaker.translations.gettext(text) if text else ""  # gettext takes '' for the head of its catalogue


def N_(text: str) -> str:  # noqa: N802 - its name everywhere
    """Mark a text that is translated later, where it is drawn."""
    return text


def ngettext(one: str, several: str, number: int) -> str:
    """The form of a text that goes with a number."""
    return _Speaker.translations.ngettext(one, several, number)


def pgettext(context: str, text: str) -> str:
    """A text that means something else in other contexts."""
    return _Speaker.translations.pgettext(context, text) if text else ""


def decimal(value: float, places: int = 1) -> str:
    """A number with so many places, as it is written in the language."""
    return f"{value:.{places}f}".replace(".", _("."))


def read_catalogue(text: str) -> GNUTranslations:
    """The translations in a .po file: compiled in memory, so that no compiled file can be older than it."""
    entries = {key: said for key, said in _entries(text).items() if all(said.split("\0"))}
    keys = sorted(entries)
    packed = [(key.encode(), entries[key].encode()) for key in keys]
    tables_end = 28 + 16 * len(packed)
    places: tuple[list[int], list[int]] = ([], [])
    body = b""
    for pair in packed:
        for part, place in zip(pair, places, strict=True):
            place += [len(part), tables_end + len(body)]
            body += part + b"\0"
    head = (_MAGIC, 0, len(packed), 28, 28 + 8 * len(packed), 0, 0)
    numbers = [*head, *places[0], *places[1]]
    return GNUTranslations(BytesIO(struct.pack(f"<{len(numbers)}I", *numbers) + body))


def _entries(text: str) -> dict[str, str]:
    """What stands in a .po file, by the keys of compiled ones: `context EOT text`; plural forms are parted by NUL.

    What is marked as fuzzy is left out: nobody has looked at it since its text was changed.
    """
    entries: dict[str, str] = {}
    parts: dict[str, str] = {}
    now, is_fuzzy, is_next_fuzzy = "", False, False
    for line in [*text.splitlines(), 'msgid ""']:
        if (found := _LINE.fullmatch(line)) is None:
            is_next_fuzzy = is_next_fuzzy or (line.startswith("#,") and "fuzzy" in line)
            continue
        word, said = found[1], json.loads(found[2])
        if word is None:
            parts[now] += said
            continue
        if "msgstr" in parts and word in ("msgctxt", "msgid"):
            context = f"{parts['msgctxt']}\x04" if "msgctxt" in parts else ""
            plural = f"\0{parts['msgid_plural']}" if "msgid_plural" in parts else ""
            if not is_fuzzy:
                entries[f"{context}{parts['msgid']}{plural}"] = parts["msgstr"]
            parts, is_fuzzy, is_next_fuzzy = {}, is_next_fuzzy, False
        now = word
        parts[now] = f"{parts[now]}\0{said}" if now in parts else said
    return entries
