"""Pieces and ornaments that are the mirror image of another: written out in full before a level is read."""

from collections.abc import Iterator
from typing import Any

from game.core.json_source import Document, JsonPath, Problem, quoted, suggest

Data = dict[str, Any]

LISTS = ("pieces", "ornaments")
"""The lists of a level in which a part may be the mirror image of an earlier or later one."""


def with_mirror_images(document: Document) -> tuple[Document, list[Problem]]:
    """A level with all mirror images written out, and every one that is of nothing.

    What is wrong in what an image has from the original is told at the original.
    """
    if not isinstance(document.data, dict):
        return document, []
    data, taken, problems = dict(document.data), dict[JsonPath, JsonPath](), list[Problem]()
    for name in LISTS:
        parts = data.get(name)
        if not isinstance(parts, tuple):
            continue
        data[name] = tuple(_images(name, parts, document, taken, problems))

    def origin(path: JsonPath) -> JsonPath:
        source = taken.get(path[:3])
        return path if source is None else (*source, *path[3:])

    return (document.revised(data, origin) if taken else document), problems


def _images(
    name: str, parts: tuple[object, ...], document: Document, taken: dict[JsonPath, JsonPath], problems: list[Problem]
) -> Iterator[object]:
    """All parts of a list; notes whose fields come from where, and what is wrong."""
    originals = {
        part["id"]: (index, part)
        for index, part in reversed(list(enumerate(parts)))
        if isinstance(part, dict) and isinstance(part.get("id"), str) and part.get("mirror_of") is None
    }
    for index, part in enumerate(parts):
        whose = part.get("mirror_of") if isinstance(part, dict) else None
        if not isinstance(part, dict) or not isinstance(whose, str):
            yield part
        elif whose in originals:
            source, original = originals[whose]
            image = {key: value for key, value in mirrored(original).items() if key not in part and key != "id"}
            taken.update({(name, index, key): (name, source, key) for key in image})
            yield image | part
        else:
            message = f"none of the {name} that are no mirror images has the id {quoted(whose)}"
            problems.append(document.problem((name, index, "mirror_of"), message + suggest(whose, originals)))
            yield part


def mirrored(part: Data) -> Data:
    """A part as a mirror at x = 0 shows it; what cannot be mirrored, as it is: it is told of where it stands."""
    image = dict(part)
    if "at" in part:
        image["at"] = _point(part["at"])
    if isinstance(part.get("angle"), int | float):
        image["angle"] = -part["angle"]
    shape = part.get("shape")
    if isinstance(shape, dict):
        image["shape"] = _shape(shape)
    if isinstance(holes := part.get("holes"), tuple):
        image["holes"] = tuple(mirrored(hole) if isinstance(hole, dict) else hole for hole in holes)
    return image


def _shape(shape: Data) -> Data:
    match shape:
        case {"type": "polygon", "points": tuple(points)}:
            return {**shape, "points": tuple(_point(point) for point in points)}
        case {"type": "arc", "start": int() | float() as start, "sweep": int() | float() as sweep}:
            turned = 180.0 - start - sweep
            return {**shape, "start": turned if -360 <= turned <= 360 else turned % 360.0}
        case {"type": "path", "start": start, "to": tuple(to)}:
            return {**shape, "start": _point(start), "to": tuple(_step(step) for step in to)}
        case _:
            return shape


def _step(step: object) -> object:
    """One step of a path: on which side of the outline an arc bulges stays."""
    return {**step, "arc": _point(step["arc"])} if isinstance(step, dict) and "arc" in step else _point(step)


def _point(point: object) -> object:
    match point:
        case (int() | float() as x, y):
            return (-x + 0.0, y)
        case _:
            return point
