"""A performance's state as one hash: how replays are checked.

State is what the next tick depends on. Its owners are dataclasses whose fields are plain: numbers, strings, arrays,
random streams, and lists, dicts and dataclasses of these; so one function packs them all, and nothing is named here.
What can be worked out from state (caches, workspace) is no field. What a level gives is no part of it either.
"""

import hashlib
import marshal
from collections.abc import Callable, Iterable
from dataclasses import fields
from functools import cache
from operator import attrgetter
from typing import Any
from weakref import WeakKeyDictionary

import numpy as np

_PLAIN = frozenset({bool, int, float, str, bytes, type(None)})
_BY_VALUE = 2
"""The last version of marshal's format without references: equal values give equal bytes."""
_once: WeakKeyDictionary[object, bytes] = WeakKeyDictionary()
"""Frozen dataclasses that are compared by identity, such as meshes, never change: they are packed once."""


def digest_of(*owners: object) -> str:
    """32 hexadecimal digits over every field of the owners of state, however deep, bit by bit."""
    return hashlib.blake2b(packed(owners), digest_size=16).hexdigest()


def packed(value: object) -> bytes:
    """The bytes of a value: equal for equal values, different for different ones.

    Raises:
        TypeError: a value of a kind that cannot be state.
    """
    return marshal.dumps(_all((value,)), _BY_VALUE)


def _all(values: Iterable[Any]) -> list[Any]:
    """Values as marshal takes them."""
    return [value if (pack := _packer(value.__class__)) is None else pack(value) for value in values]


@cache
def _packer(kind: Any) -> Callable[[Any], Any] | None:
    """What makes values of a kind such as marshal takes them; None where they already are."""
    if kind in _PLAIN:
        return None
    if kind in (tuple, list):
        return _all
    if kind is dict:
        return lambda value: [_all(value.keys()), _all(value.values())]
    if kind in (set, frozenset):
        return lambda value: sorted(_all(value))
    if kind is np.ndarray:
        return lambda value: (value.shape, np.ascontiguousarray(value))
    if kind is np.random.Generator:
        return lambda value: _all((value.bit_generator.state,))
    if kind.__module__.startswith("game.level."):
        return lambda value: None  # given from outside, and written at the head of every replay
    if hasattr(kind, "__dataclass_fields__"):
        return _dataclass_packer(kind)
    raise TypeError(f"{kind.__qualname__} cannot be part of the state")


def _dataclass_packer(kind: Any) -> Callable[[Any], Any]:
    names = [field.name for field in fields(kind)]
    read = attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)

    def pack(value: Any) -> list[Any]:
        return _all(read(value))

    def pack_once(value: Any) -> bytes:
        if value not in _once:
            _once[value] = marshal.dumps(_all(read(value)), _BY_VALUE)
        return _once[value]

    return pack_once if kind.__dataclass_params__.frozen and not kind.__dataclass_params__.eq else pack
