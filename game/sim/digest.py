"""A performance's state as one hash: how replays are checked.

State is what the next tick depends on. Its owners are dataclasses whose fields are plain: numbers, strings, arrays,
random streams, and lists, dicts and dataclasses of these; so one function packs them all, and nothing is named here.
What can be worked out from state (caches, workspace) is no field. What a level gives is no part of it either.
"""

import hashlib
import marshal
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
    """The bytes of a value: equal for equal values, different for different ones."""
    return marshal.dumps(_plain(value), _BY_VALUE)


def _plain(value: Any) -> Any:
    """A value as marshal takes it.

    Raises:
        TypeError: a value of a kind that cannot be state.
    """
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is tuple or kind is list:
        return [_plain(item) for item in value]
    if kind is dict:
        return [(_plain(key), _plain(item)) for key, item in value.items()]
    if kind is np.ndarray:
        return value.shape, np.ascontiguousarray(value)
    if hasattr(kind, "__dataclass_fields__"):
        return _fields(value, kind)
    if kind is set or kind is frozenset:
        return sorted(_plain(item) for item in value)
    if kind is np.random.Generator:
        return _plain(value.bit_generator.state)
    if _is_of_level(kind):
        return None
    raise TypeError(f"{kind.__qualname__} cannot be part of the state")


def _fields(value: Any, kind: type) -> Any:
    read, is_packed_once = _reader(kind)
    if not is_packed_once:
        return [_plain(item) for item in read(value)]
    if value not in _once:
        _once[value] = packed(read(value))
    return _once[value]


@cache
def _reader(kind: Any) -> tuple[Any, bool]:
    """What reads all fields of a dataclass, and whether its instances are packed once."""
    if _is_of_level(kind):
        return lambda value: (), False
    names = [field.name for field in fields(kind)]
    read = attrgetter(*names) if len(names) > 1 else lambda value: tuple(getattr(value, name) for name in names)
    parameters = kind.__dataclass_params__
    return read, parameters.frozen and not parameters.eq


def _is_of_level(kind: type) -> bool:
    """Whether it is given from outside, and written at the head of every replay."""
    return kind.__module__.startswith("game.level.")
