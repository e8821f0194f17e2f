"""The one builder of views by hand: a view with some of it changed, whichever part that is in."""

from dataclasses import fields, replace
from typing import Any

import numpy as np

from game.sim.view import GameView, LightView, SculptureView, Segments, View

PARTS = {"sculpture": SculptureView, "light": LightView, "game": GameView}
DARK = Segments(*(np.zeros((0, 2)) for _ in fields(Segments)))
"""No light at all."""
_PART_OF = {field.name: part for part, cls in PARTS.items() for field in fields(cls)}


def changed(view: View, **changes: Any) -> View:
    """A view with fields of it, or of its parts, replaced, by their names."""
    inner: dict[str, dict[str, Any]] = {}
    outer: dict[str, Any] = {}
    for name, value in changes.items():
        if name in _PART_OF:
            inner.setdefault(_PART_OF[name], {})[name] = value
        else:
            outer[name] = value
    parts = {part: replace(getattr(view, part), **values) for part, values in inner.items()}
    return replace(view, **parts, **outer)


def made(**settings: Any) -> View:
    """A view of a bare stage in the dark, but for what is set, by the names of its fields."""
    return changed(View(0, 0.0, SculptureView(), LightView((), (), (), DARK, None), GameView()), **settings)
