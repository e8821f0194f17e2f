"""Values set in a level's text, by JSON paths such as `flaws[0].poise`: the rest of the text stays as it is."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from game.core.json_source import Document, JsonPath, path_text, quoted
from game.core.words import counted

_STEP = re.compile(r"\.?([A-Za-z_$][\w$-]*)|\[(\d{1,6})\]", re.ASCII)
_SUCH_AS = "want PATH=VALUE,VALUE, such as flaws[0].poise=0.8,0.84"
MOST_VARIANTS = 1000


class SettingError(Exception):
    """A setting that means nothing; the message says why."""


@dataclass(frozen=True, slots=True)
class Setting:
    """A place in a level, and what is tried there."""

    path: JsonPath
    values: tuple[object, ...]

    @property
    def name(self) -> str:
        """The path as people write it."""
        return path_text(self.path)


def parse_setting(text: str) -> Setting:
    """The setting of a text such as `flaws[0].poise=0.8,0.84`.

    Raises:
        SettingError: it is none.
    """
    place, equals, values = text.partition("=")
    if not equals or not values.strip():
        raise SettingError(f"{text}: {_SUCH_AS}")
    return Setting(_path(place.strip(), text), _values(values))


def varied(text: str, source: str, settings: tuple[Setting, ...]) -> Iterator[tuple[tuple[object, ...], str]]:
    """A level's text with each combination of values, the last setting's changing fastest, and these values.

    Raises:
        SettingError: there is no such place in the level, one is set twice, or there are too many combinations.
    """
    names = [setting.name for setting in settings]
    for name in names:
        if names.count(name) > 1:
            raise SettingError(f"{name}: is set {names.count(name)} times; give all its values at once")
    combinations = list(product(*(setting.values for setting in settings)))
    if len(combinations) > MOST_VARIANTS:
        raise SettingError(f"{len(combinations)} combinations of values; at most {MOST_VARIANTS}")
    for values in combinations:
        changed = text
        for setting, value in zip(settings, values, strict=True):
            changed = with_value(changed, source, setting.path, value)
        yield values, changed


def with_value(text: str, source: str, path: JsonPath, value: object) -> str:
    """A level's text with another value at a path; a key that is not written there yet is put in.

    Raises:
        SettingError: the path leads into a value that has no parts, or past the end of a list.
    """
    document = Document(text, source)
    text = document.text
    span = document.span(path)
    if span is not None:
        return f"{text[: span[0]]}{json.dumps(value)}{text[span[1] :]}"
    known = max((n for n in range(len(path)) if document.span(path[:n]) is not None), default=0)
    inside, step = document.get(path[:known]), path[known]
    if not isinstance(inside, dict) or not isinstance(step, str):
        raise SettingError(f"{path_text(path)}: no such place in {source}: {_what_is_there(path[:known], inside)}")
    for part in reversed(path[known + 1 :]):
        if not isinstance(part, str):
            raise SettingError(
                f"{path_text(path)}: no such place in {source}: it has no {path_text(path[: known + 1])}"
            )
        value = {part: value}
    start, _ = document.span(path[:known]) or (0, 0)
    entry = f"{json.dumps(step)}: {json.dumps(value)}"
    return f"{text[: start + 1]}{entry}{', ' if inside else ''}{text[start + 1 :]}"


def _path(place: str, text: str) -> JsonPath:
    """The path that `place` in the `text` of a setting leads by.

    Raises:
        SettingError: it is none.
    """
    path: list[str | int] = []
    at = 0
    while at < len(place):
        step = _STEP.match(place, at)
        if step is None or (not path and step[1] is None):
            raise SettingError(f"{text}: {_SUCH_AS}")
        path.append(step[1] if step[1] is not None else int(step[2]))
        at = step.end()
    if not path:
        raise SettingError(f"{text}: {_SUCH_AS}")
    return tuple(path)


def _values(text: str) -> tuple[object, ...]:
    """Values of a text: those of a JSON list without its brackets, or each by itself, plain words in no quotes."""
    try:
        return tuple(json.loads(f"[{text}]"))
    except (ValueError, RecursionError):
        return tuple(_value(part.strip()) for part in text.split(","))


def _value(text: str) -> object:
    for read in (json.loads, float):
        try:
            value: object = read(text)
            return value
        except (ValueError, RecursionError):
            continue
    return text


def _what_is_there(path: JsonPath, value: object) -> str:
    where = path_text(path) or "the level"
    match value:
        case tuple():
            return f"{where} has {counted(len(value), 'entry', 'entries')}, from [0] on"
        case dict():
            return f"{where} is an object, whose entries have names"
        case _:
            return f"{where} is {quoted(value)}"
