"""Numbers that are none: where a world has gone wrong."""

import math
from collections.abc import Iterable
from dataclasses import fields, is_dataclass

import numpy as np

from game.core.clock import TICKS_PER_SECOND
from game.sim import World

LOOKS_EVERY = TICKS_PER_SECOND
"""Ticks from one look to the next: what has become NaN stays it."""


def nan_in(world: World) -> str:
    """Where something is NaN in what a world remembers or shows of its light; empty if nothing is."""
    light = world.view().light
    for owner in (*world.owners, light.segments, light.mirrors):
        if where := _find_nan(owner, type(owner).__name__):
            return where
    return ""


def _find_nan(value: object, name: str) -> str:
    """The name of the first part of a value that is NaN; empty if none is."""
    if isinstance(value, float):
        return name if math.isnan(value) else ""
    if isinstance(value, np.ndarray):
        return name if value.dtype.kind == "f" and bool(np.isnan(value).any()) else ""
    parts: Iterable[tuple[object, object]] = ()
    if isinstance(value, dict):
        parts = value.items()
    elif isinstance(value, tuple | list):
        parts = enumerate(value)
    elif is_dataclass(value):
        parts = ((field.name, getattr(value, field.name)) for field in fields(value))
    return next((where for key, part in parts if (where := _find_nan(part, f"{name}.{key}"))), "")
