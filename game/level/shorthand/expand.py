"""Groups, repeats and turned entries written out in full, each value still told at its place in the file."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple, TypeVar

from pydantic import ValidationError

from game.core.json_source import Document, JsonPath, Problem, quoted, suggest
from game.core.words import counted
from game.level.authoring.explain import explain
from game.level.forms import GROUPED, LISTS, Placement, Repeat, Rotate
from game.level.shorthand.moving import Data, Move, is_number, moved
from game.level.values.fields import Strict

MOST_MADE = 500
"""Entries that a list may come to: many times what a level can have, and soon told."""
_NUMBER = re.compile(r"#([+-]\d{1,2})?")
_Form = TypeVar("_Form", bound=Strict)


class Made(NamedTuple):
    """An entry that was written out, and where in the file it comes from."""

    entry: object
    source: JsonPath


def expanded(document: Document) -> tuple[Document, list[Problem]]:
    """A level with its groups placed and its entries repeated and turned, and what is wrong with these forms."""
    if not isinstance(document.data, dict):
        return document, []
    problems: list[Problem] = []
    data = dict(document.data)
    lists: dict[str, list[Made]] = {}
    for name in LISTS:
        if isinstance(entries := data.get(name), tuple):
            made = (
                each
                for row, entry in enumerate(entries)
                for each in _written_out(name, entry, (name, row), document, problems)
            )
            lists[name] = _not_too_many(name, made, document, problems)
    for name, each in _placed(data, document, problems):
        lists.setdefault(name, []).append(each)
    data |= {name: tuple(each.entry for each in made) for name, made in lists.items()}
    for key in ("groups", "place"):
        data.pop(key, None)

    def origin(path: JsonPath) -> JsonPath:
        if len(path) > 1 and path[0] in lists and isinstance(path[1], int) and path[1] < len(lists[str(path[0])]):
            return (*lists[str(path[0])][path[1]].source, *path[2:])
        return path

    return document.revised(data, origin), problems


def form(
    model: type[_Form], path: JsonPath, document: Document, problems: list[Problem], value: object
) -> _Form | None:
    """A value, which stands at a path, as the form that it should be; None where it is not, which is told."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        details = error.errors(include_url=False, include_input=False)
        told = (explain(detail, document, model.__name__, path) for detail in details)
        problems += [problem for problem in told if problem is not None]
    return None


def _written_out(
    name: str, entry: object, path: JsonPath, document: Document, problems: list[Problem]
) -> Iterator[Made]:
    """An entry without its `rotate` and `repeat`: itself, or all of its copies."""
    if not isinstance(entry, dict) or not entry.keys() & {"rotate", "repeat"}:
        yield Made(entry, path)
        return
    plain = {key: value for key, value in entry.items() if key not in ("rotate", "repeat")}
    if "rotate" in entry and (turn := form(Rotate, (*path, "rotate"), document, problems, entry["rotate"])):
        plain = moved(name, plain, Move(turn.by, turn.about))
    repeat = form(Repeat, (*path, "repeat"), document, problems, entry["repeat"]) if "repeat" in entry else None
    if repeat is None:
        yield Made(plain, path)
        return
    for number in range(1, repeat.count + 1):
        steps = number - 1
        shift = steps * repeat.step[0], steps * repeat.step[1]
        copy = moved(name, plain, Move(steps * repeat.rotate, repeat.about, shift))
        yield Made(_numbered(_later(copy, steps * repeat.bars), number), path)


def _later(entry: Data, bars: float) -> Data:
    """A flaw or a whisper so many bars later, where it says a bar."""
    made = dict(entry)
    for key in ("at", "opens"):
        value = entry.get(key)
        if isinstance(value, dict) and is_number(value.get("bar")):
            made[key] = {**value, "bar": value["bar"] + bars}
    if isinstance(span := entry.get("bars"), tuple) and all(map(is_number, span)):
        made["bars"] = tuple(bar + round(bars) for bar in span)
    return made


def _numbered(entry: Data, number: int) -> Data:
    """A copy with its number in all texts that ask for it, and at the end of an id that does not."""

    def fill(value: Any) -> Any:
        match value:
            case str():
                return _NUMBER.sub(lambda found: str(number + int(found.group(1) or 0)), value)
            case tuple():
                return tuple(map(fill, value))
            case dict():
                return {key: fill(inner) for key, inner in value.items()}
            case _:
                return value

    made: Data = fill(entry)
    if isinstance(own := entry.get("id"), str) and not _NUMBER.search(own):
        made["id"] = f"{own}-{number}"
    return made


def _placed(data: Data, document: Document, problems: list[Problem]) -> Iterator[tuple[str, Made]]:
    """Every entry of every placement of a group, with the list that it goes into."""
    groups, placements = data.get("groups", {}), data.get("place", ())
    if not isinstance(groups, dict) or not all(isinstance(group, dict) for group in groups.values()):
        problems.append(
            document.problem(("groups",), 'must be an object of groups, such as {"pier": {"pieces": [...]}}')
        )
        return
    if not isinstance(placements, tuple):
        problems.append(
            document.problem(("place",), 'must be a list of placements, such as [{"group": "pier", "as": "left"}]')
        )
        return
    written = {name: list(_group(name, group, document, problems)) for name, group in groups.items()}
    taken: dict[str, int] = {}
    for row in range(len(placements)):
        placement = form(Placement, ("place", row), document, problems, placements[row])
        if placement is None:
            continue
        if placement.group not in groups:
            message = f"no group is called {quoted(placement.group)}{suggest(placement.group, groups)}"
            problems.append(document.problem(("place", row, "group"), message))
            continue
        if (first := taken.setdefault(placement.name, row)) != row:
            message = f"{quoted(placement.name)} is taken by place[{first}]; give it another name"
            problems.append(document.problem(("place", row, "as"), message))
            continue
        parts = written[placement.group]
        own = {
            each.entry["id"]
            for _, each in parts
            if isinstance(each.entry, dict) and isinstance(each.entry.get("id"), str)
        }
        move = Move(placement.rotate, (0.0, 0.0), placement.at, placement.mirror, carries=True)
        for name, each in parts:
            entry = each.entry
            if isinstance(entry, dict):
                entry = _renamed(moved(name, entry, move), own, f"{placement.name}-")
            yield name, Made(entry, each.source)


def _group(name: str, group: Data, document: Document, problems: list[Problem]) -> Iterator[tuple[str, Made]]:
    """The entries of a group, written out."""
    for key, entries in group.items():
        path: JsonPath = ("groups", name, key)
        if key not in GROUPED:
            problems.append(document.problem(path, f"unknown key {quoted(key)}{suggest(key, GROUPED)}", on_key=True))
        elif not isinstance(entries, tuple):
            problems.append(document.problem(path, "must be a list"))
        else:
            made = (
                each
                for row, entry in enumerate(entries)
                for each in _written_out(key, entry, (*path, row), document, problems)
            )
            yield from ((key, each) for each in _not_too_many(key, made, document, problems))


def _renamed(entry: Data, own: set[str], prefix: str) -> Data:
    """An entry with a prefix before all ids of its group, its own and those that it names."""

    def new(value: Any) -> Any:
        match value:
            case str() if value in own:
                return prefix + value
            case tuple():
                return tuple(map(new, value))
            case {"of": str() as of} if of in own:
                return {**value, "of": prefix + of}
            case _:
                return value

    named = ("id", "on", "pieces", "mirror_of", "at", "ends", "rail")
    return {key: new(value) if key in named else value for key, value in entry.items()}


def _not_too_many(name: str, made: Iterator[Made], document: Document, problems: list[Problem]) -> list[Made]:
    """All that is made, unless that is far more than any level has."""
    found: list[Made] = []
    for each in made:
        if len(found) == MOST_MADE:
            message = f"its repeats come to more than {counted(MOST_MADE, 'entry', 'entries')} of {name}"
            problems.append(document.problem(each.source, message))
            break
        found.append(each)
    return found
