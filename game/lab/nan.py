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
        if (where := _find_nan(owner)) is not None:
            return type(owner).__name__ + where
    return ""


def _find_nan(value: object) -> str | None:
    """The names that lead from a value to the first part of it that is NaN; None if none is."""
    if isinstance(value, float):
        return "" if math.isnan(value) else None
    if value is None or isinstance(value, int | str):
        return None  # most of what there is: it need not be asked what parts it has
    if isinstance(value, np.ndarray):
        return "" if value.dtype.kind == "f" and bool(np.isnan(value).any()) else None
    parts: Iterable[tuple[object, object]] = ()
    if isinstance(value, dict):
        parts = value.items()
    elif isinstance(value, tuple | list):
        parts = enumerate(value)
    elif is_dataclass(value):
        parts = ((field.name, getattr(value, field.name)) for field in fields(value))
    for key, part in parts:
        if (where := _find_nan(part)) is not None:
            return f".{key}{where}"
    return None
