"""Translations: those of every catalogue are read as they are written, and nothing is left out."""

from string import Formatter

import pytest

from game.audio.captions import FLATS, SHARPS
from game.core.language import LANGUAGES, _, catalogue_of, ngettext, pgettext, read_catalogue, speak, spoken_one
from game.render.look.text import Typesetter
from tests.catalogue import UPDATE, catalogue, missing, pairs, template, texts

TRANSLATED = [code for code in LANGUAGES.values() if code != "en"]
SMALL = r"""
# A comment.
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

#: somewhere.py
msgid "Go back"
msgstr "Zur\u00fcck"

msgctxt "level"
msgid "Candle"
msgstr ""
"Ker"
"ze"

msgid "{n} voice"
msgid_plural "{n} voices"
msgstr[0] "{n} Stimme"
msgstr[1] "{n} Stimmen"

msgid "not yet"
msgstr ""

#, fuzzy
msgid "doubtful"
msgstr "zweifelhaft"

msgid "sure"
msgstr "sicher"

#~ msgid "once"
#~ msgstr "einst"
"""


def test_a_catalogue_is_read_as_it_is_written() -> None:
    said = read_catalogue(SMALL)
    assert said.gettext("Go back") == "Zurück"
    assert said.pgettext("level", "Candle") == "Kerze" and said.gettext("Candle") == "Candle"
    assert [said.ngettext("{n} voice", "{n} voices", n) for n in (0, 1, 2)] == [
        "{n} Stimmen",
        "{n} Stimme",
        "{n} Stimmen",
    ]
    assert said.gettext("doubtful") == "doubtful" and said.gettext("sure") == "sicher"
    assert said.gettext("not yet") == "not yet" and said.gettext("once") == "once"


@pytest.mark.parametrize("code", TRANSLATED)
def test_every_translation_is_what_a_tool_for_catalogues_reads(code: str) -> None:
    speak(code)
    plural = {
        entry.id: entry.string for entry in catalogue(code) if isinstance(entry.id, tuple) and all(entry.string or ())
    }
    assert all((ngettext(one, more, 1), ngettext(one, more, 2)) == said for (one, more), said in plural.items())
    forms = {text for both in plural for text in both}
    for context, text, said in pairs(code):
        if text not in forms:
            assert (pgettext(context, text) if context else _(text)) == said


@pytest.mark.parametrize("code", TRANSLATED)
def test_translations_fill_in_what_their_texts_do(code: str) -> None:
    for _context, text, said in pairs(code):
        assert _places(said) == _places(text), text


def _places(text: str) -> list[str]:
    return sorted(name for _text, name, *_rest in Formatter().parse(text) if name is not None)


def test_everything_that_a_player_reads_is_translated() -> None:
    wanted = template()
    assert not [line for code in TRANSLATED for line in missing(code, wanted)], UPDATE


def test_every_letter_can_be_written() -> None:
    type_ = Typesetter()
    letters = {letter for _place, forms, _context in texts() for letter in "".join(forms)} - set(FLATS[1] + SHARPS[1])
    letters |= {letter for code in TRANSLATED for _context, _text, said in pairs(code) for letter in said}
    for strong in (False, True):
        known = type_.font(20, strong).metrics("".join(sorted(letters)))
        assert [letter for letter, size in zip(sorted(letters), known, strict=True) if size is None] == []


def test_without_a_catalogue_english_is_spoken() -> None:
    speak("de")
    speak("eo")
    assert _("Go back") == "Go back" and _("") == ""


def test_the_first_language_that_is_known_is_chosen() -> None:
    assert spoken_one(["fr", "de", "en"]) == "de"
    assert spoken_one(["fr"]) == spoken_one([]) == "en"


def test_every_language_has_a_catalogue() -> None:
    assert all(catalogue_of(code).is_file() for code in TRANSLATED)
