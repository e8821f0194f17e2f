"""A new level file, made of another's text: with a title and a schema of its own, and all else as it was, notes too."""

import json

from game.core.json_source import Document


def new_text(text: str, title: str, schema: str) -> str:
    """The text of a level that is sound, with another title and the name of the schema beside it."""
    text = _with(text, "title", title)
    document = Document(text, "")
    if document.span(("$schema",)) is not None:
        return _with(text, "$schema", schema)
    whole = document.span(())
    assert whole is not None  # it is sound
    inside = whole[0] + 1
    return f'{document.text[:inside]}\n  "$schema": {json.dumps(schema)},{document.text[inside:]}'


def _with(text: str, key: str, value: str) -> str:
    """A text with the value of one of its keys replaced."""
    document = Document(text, "")
    span = document.span((key,))
    assert span is not None
    return document.text[: span[0]] + json.dumps(value, ensure_ascii=False) + document.text[span[1] :]
