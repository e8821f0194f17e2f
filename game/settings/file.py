"""The file that keeps the settings: JSON, written whole or not at all.

One that cannot be used is never lost: it is set aside by name, or left where it is until its place is needed.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from game.core.files import read_bounded, write_atomic
from game.core.json_source import Document, JsonPath, Problem, quoted, suggest
from game.settings.model import DEFAULTS, Settings, sections_of, settings_of

Data = dict[str, Any]

FILE_NAME = "settings.json"
MAX_BYTES = 65_536
"""Largest file that is read; a full one has a hundredth of it."""


def _windows(data: Data) -> Data:
    """Version 2 knows more than one way to fill the screen."""
    picture = data.get("picture")
    if isinstance(picture, dict) and "fullscreen" in picture:
        fills = picture.pop("fullscreen")
        data.setdefault(
            "display", {"window": "full screen" if fills is True else "window" if fills is False else fills}
        )
    return data


STEPS: tuple[Callable[[Data], Data], ...] = (_windows,)
"""STEPS[n] makes data of version n + 1 into data of version n + 2: a new version of the format adds its own."""
VERSION = 1 + len(STEPS)
"""Of the format. A file that tells none is of version 1."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """What a file gave."""

    path: Path
    """Where these settings are to be saved."""
    settings: Settings
    problem: str = ""
    """What was wrong, where, what stands in for it and what to do; empty if all was well."""
    is_kept: bool = False
    """Whether what is at `path` must be set aside before its place is taken."""
    is_newer: bool = False
    """Whether what is at `path` is of a newer version, and not ours to touch."""


def load_settings(folder: Path, defaults: Settings = DEFAULTS) -> Loaded:
    """Read the player's settings; the defaults where there are none. Never raises, never loses a file.

    The class of `defaults` says what can be set.

    A file that is no settings at all is set aside as `settings.broken-1.json` (or -2, ...). Of one with mistakes the
    rest is used, and it is set aside when settings are saved the next time. Next to one of a newer version, this
    version keeps a file of its own, `settings.version-1.json`.
    """
    loaded = _load(folder / FILE_NAME, defaults)
    if not loaded.is_newer:
        return loaded
    own = _load(folder / f"settings.version-{VERSION}.json", defaults)
    problem = f"{loaded.problem}. The file is left alone; this game keeps its own settings in {own.path.name}."
    return replace(own, problem="\n".join(filter(None, (problem, own.problem))), is_kept=own.is_kept or own.is_newer)


def save_settings(settings: Settings, loaded: Loaded) -> Loaded:
    """Save settings where others were loaded from; returns what loading them again would give.

    Raises:
        OSError: they cannot be saved. What was there is there still, by its own name or by that of a file set aside.
    """
    path = loaded.path
    path.parent.mkdir(parents=True, exist_ok=True)
    if loaded.is_kept and path.exists():
        _set_aside(path)
    text = json.dumps({"version": VERSION, **settings.model_dump()}, indent=2) + "\n"
    write_atomic(path, text.encode())
    return Loaded(path, settings)


def _load(path: Path, defaults: Settings) -> Loaded:
    try:
        text = _read(path)
    except FileNotFoundError:
        return Loaded(path, defaults)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        return _unusable(path, defaults, f"{path}: the settings cannot be read: {reason}")
    document = Document(text, str(path))
    if not isinstance(document.data, dict):
        problems = document.problems or [document.problem((), "the settings must be an object: {...}")]
        return _unusable(path, defaults, "\n".join(map(str, problems)))
    version = document.data.get("version", 1)
    if type(version) is int and version > VERSION:
        message = f"is {version}: a newer game wrote these settings, and this one reads version {VERSION}"
        return Loaded(path, defaults, str(document.problem(("version",), message)), is_newer=True)
    settings, problems = _parsed(document, type(defaults))
    if not problems:
        return Loaded(path, settings)
    advice = (
        "The game goes on with defaults in these places. Correct them in the file, or leave it:"
        f" when the game saves its settings, it keeps the file as {_aside(path).name}."
    )
    return Loaded(path, settings, "\n".join([*map(str, problems), advice]), is_kept=True)


def _read(path: Path) -> str:
    """The file's text.

    Raises:
        OSError, ValueError: it cannot be read, or is too large, no regular file or not UTF-8.
    """
    content = read_bounded(path, MAX_BYTES)
    if len(content) > MAX_BYTES:
        raise ValueError(f"larger than {MAX_BYTES // 1024} KiB")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ValueError(f"byte 0x{content[error.start]:02x} at offset {error.start} is not UTF-8") from None


def _parsed(document: Document, model: type[Settings]) -> tuple[Settings, list[Problem]]:
    """The settings in a file, with defaults where it is wrong, and all that is wrong, in the order of the file."""
    assert isinstance(document.data, dict)
    data = {name: dict(part) if isinstance(part, dict) else part for name, part in document.data.items()}
    version, problems = data.pop("version", 1), list(document.problems)
    if type(version) is not int or version < 1:
        problems.append(document.problem(("version",), f"is {quoted(version)}, must be {VERSION}"))
        version = VERSION
    for step in STEPS[version - 1 :]:
        data = step(data)
    try:
        settings = model.model_validate(data)
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_input=False):
            problems.append(_explained(detail["loc"], detail["type"], document, model))
            _drop(data, detail["loc"])
        settings = model.model_validate(data)
    at_place = {(problem.line, problem.column): problem for problem in reversed(problems)}  # the first of each stays
    return settings, [at_place[place] for place in sorted(at_place)]


def _explained(loc: JsonPath, kind: str, document: Document, model: type[Settings]) -> Problem:
    """A mistake that pydantic found, in words."""
    if kind == "extra_forbidden":
        known = sections_of(model)[str(loc[0])].model_fields if len(loc) > 1 else model.model_fields
        return document.problem(loc, f"unknown key {quoted(loc[-1])}{suggest(loc[-1], known)}", on_key=True)
    if loc[0] == "bindings" and len(loc) > 1:
        return document.problem(
            loc, f"is {quoted(document.get(loc))}, which nothing can be bound to; left as it was made"
        )
    setting = next((setting for setting in settings_of(model) if setting.key == loc), None)
    if setting is None:
        wanted = "an object: {...}; its defaults are used"
    else:
        wanted = f"{setting.allowed}; {quoted(setting.default)} is used"
    return document.problem(loc, f"is {quoted(document.get(loc))}, must be {wanted}")


def _drop(data: Data, loc: tuple[int | str, ...]) -> None:
    """Take a wrong part out, so that its default stands in; of a list, all of it."""
    *parents, last = (str(part) for part in loc[: 3 if loc[0] == "bindings" else None])
    for parent in parents:
        if not isinstance(data.get(parent), dict):
            last = parent
            break
        data = data[parent]
    data.pop(last, None)


def _unusable(path: Path, defaults: Settings, reason: str) -> Loaded:
    """The defaults, in place of a file that is no settings; it is set aside if that is possible."""
    try:
        aside = _set_aside(path)
    except OSError as error:
        advice = f"It cannot be set aside ({error.strerror or error}), so it stays, and no settings are saved."
        return Loaded(path, defaults, f"{reason}\n{advice} The game goes on with the defaults.", is_kept=True)
    advice = (
        f"The game goes on with the defaults. The file is kept as {aside}: correct it and name it back, or delete it."
    )
    return Loaded(path, defaults, f"{reason}\n{advice}")


def _set_aside(path: Path) -> Path:
    """Give a file a name under which it stays, and return that.

    Raises:
        OSError: that cannot be done.
    """
    aside = _aside(path)
    path.rename(aside)
    return aside


def _aside(path: Path) -> Path:
    """The first free name for a file that is set aside."""
    number = 1
    while (aside := path.with_name(f"{path.stem}.broken-{number}{path.suffix}")).exists() or aside.is_symlink():
        number += 1
    return aside
