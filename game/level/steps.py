"""Older versions of the level format, brought up to date: one step from each version to the next.

A new version of the format appends its step to `STEPS`, and keeps a file of the version before as a test.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from game.core.json_source import Document, JsonPath, Problem

Data = dict[str, Any]
"""The JSON data of a file, with lists as tuples. Steps make new data, and leave what they are given as it is."""


class Step(NamedTuple):
    """From version n of the format to n + 1."""

    upgrade: Callable[[Data], Data]
    """The data of a file of version n as data of version n + 1; it need not mind the version's own key.

    Files have not been checked yet: what is not as expected, it hands on as it is."""
    origin: Callable[[JsonPath], JsonPath]
    """Where in the old data the value at a path of the new data stood, so that errors are told at their places."""


def renamed(places: Mapping[JsonPath, str]) -> Step:
    """A step that renames keys: for the path of each old key, with "*" for every entry of a list, its new name."""

    def upgrade(data: Data) -> Data:
        for path, name in places.items():
            data = _with_renamed_key(data, path, name)
        return data

    def origin(path: JsonPath) -> JsonPath:
        for old, name in places.items():
            new, end = (*old[:-1], name), len(old)
            if len(path) >= end and all(want in ("*", part) for want, part in zip(new, path[:end], strict=True)):
                return (*path[: end - 1], old[-1], *path[end:])
        return path

    return Step(upgrade, origin)


def _with_renamed_key(data: Any, path: JsonPath, name: str) -> Any:
    """The data with the key at a path renamed; where it is not, or the new name is taken, the data as it is."""
    key, *rest = path
    if isinstance(data, tuple) and key == "*":
        return tuple(_with_renamed_key(entry, tuple(rest), name) for entry in data)
    if not isinstance(data, dict) or key not in data:
        return data
    if rest:
        return {**data, key: _with_renamed_key(data[key], tuple(rest), name)}
    if name in data:
        return data
    return {name if old == key else old: value for old, value in data.items()}


STEPS: tuple[Step, ...] = (
    # 0, the draft that levels were first written in, called the end of a performance after its lights and a material
    # after what it is.
    renamed({("goal", "lights_up"): "within", ("pieces", "*", "kind"): "material"}),
)
"""STEPS[n] leads from version n to version n + 1."""


def up_to_date(document: Document, steps: Sequence[Step] = STEPS) -> tuple[Document, Problem | None]:
    """A file as one of the newest version, with its errors still told at their places in the file as it is.

    Returns also why it cannot be brought up to date: it is of a newer version. What is no version at all is left to
    the model, which says what it must be.
    """
    data, newest = document.data, len(steps)
    version = data.get("version") if isinstance(data, dict) else None
    if type(version) is not int or not isinstance(data, dict):
        return document, None
    if version > newest:
        message = f"is {version}: a newer game wrote this file, and this one reads versions up to {newest}"
        return document, document.problem(("version",), message)
    for step in steps[version:] if version >= 0 else ():
        document = document.revised(step.upgrade(_object(document.data)), step.origin)
    if 0 <= version < newest:
        document = document.revised({**_object(document.data), "version": newest}, lambda path: path)
    return document, None


def _object(data: object) -> Data:
    assert isinstance(data, dict)
    return data


VERSION = len(STEPS)
"""The newest version of the format: what a level is written in now."""
