"""The one builder of views by hand: a view with some of it changed, whichever part that is in."""

from dataclasses import fields, replace
from typing import Any

import numpy as np

from game.sim.light.layout import AIR, LINE_COLUMNS, MARK_COLUMNS, PACKET
from game.sim.view import Deferred, GameView, LightView, SculptureView, Segments, View
from game.sim.view.deferred import Later

PARTS = {"sculpture": SculptureView, "light": LightView, "game": GameView}
_PART_OF = {field.name: part for part, cls in PARTS.items() for field in fields(cls)}


def segments(**columns: Any) -> Segments:
    """Light by hand, by the names of its columns: zeros but for those, and white in air."""
    count = max((len(column) for column in columns.values()), default=0)
    lines, marks = np.zeros((count, LINE_COLUMNS)), np.zeros((count, MARK_COLUMNS), dtype=np.int64)
    marks[:, [3, 5]] = AIR, PACKET
    trace = Segments(lines, marks)
    for name, column in columns.items():
        getattr(trace, name)[...] = column
    for table in (lines, marks):
        table.flags.writeable = False
    return trace


def relit(trace: Segments, **columns: Any) -> Segments:
    """Light with some of its columns replaced."""
    names = ("start", "end", "width", "power", "beam", "ray", "depth", "medium", "path", "band", "hit")
    return segments(**{name: getattr(trace, name) for name in names} | columns)


DARK = segments()
"""No light at all."""


def changed(view: View, **changes: Any) -> View:
    """A view with fields of it, or of its parts, replaced, by their names."""
    inner: dict[str, dict[str, Any]] = {}
    outer: dict[str, Any] = {}
    for name, value in changes.items():
        if name in _PART_OF:
            inner.setdefault(_PART_OF[name], {})[name] = value
        else:
            outer[name] = value
    view = replace(view, **outer)
    return replace(view, **{part: _replaced(getattr(view, part), values) for part, values in inner.items()})


def _replaced(part: Any, values: dict[str, Any]) -> Any:
    """A part of a view with some fields replaced; those that nobody has looked at stay unbuilt."""
    if not isinstance(part, Deferred):
        return replace(part, **values)
    fields = vars(part) | values
    return part.of(fields.pop("_later", Later({}, None)), **fields)


def made(**settings: Any) -> View:
    """A view of a bare stage in the dark, but for what is set, by the names of its fields."""
    return changed(View(0, 0.0, SculptureView(), LightView((), (), (), DARK, None), GameView()), **settings)
