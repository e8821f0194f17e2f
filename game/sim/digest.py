"""A performance's state as one hash: how replays are checked.

State is what the next tick depends on. Its owners are dataclasses whose fields are plain: numbers, strings, arrays,
random streams, and lists, dicts and dataclasses of these; so one function packs them all, and nothing is named here.
What can be worked out from state (caches, workspace) is no field. What a level gives is no part of it either.
"""

import hashlib
import marshal
from collections.abc import Callable, Iterable
from dataclasses import fields
from enum import StrEnum
from functools import cache
from operator import attrgetter
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from weakref import WeakKeyDictionary

import numpy as np

_PLAIN = frozenset({bool, int, float, str, bytes, type(None), Ellipsis})
_GROUPS = frozenset({tuple, list, dict, Union, UnionType})
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
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return str
    if kind is np.random.Generator:
        return lambda value: _all((value.bit_generator.state,))
    if _is_given(kind):
        return lambda value: None
    if hasattr(kind, "__dataclass_fields__"):
        return _dataclass_packer(kind)
    raise TypeError(f"{kind.__qualname__} cannot be part of the state")


def _dataclass_packer(kind: Any) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind) if not _is_given(hints[field.name])]
    # Most fields are declared plain: those go to marshal as they are, all at once.
    plain = _reader([name for name in names if _is_plain(hints[name])])
    other = _reader([name for name in names if not _is_plain(hints[name])])

    def pack(value: Any) -> tuple[Any, list[Any]]:
        return plain(value), _all(other(value))

    def pack_once(value: Any) -> bytes:
        if value not in _once:
            _once[value] = marshal.dumps(pack(value), _BY_VALUE)
        return _once[value]

    return pack_once if kind.__dataclass_params__.frozen and not kind.__dataclass_params__.eq else pack


def _reader(names: list[str]) -> Callable[[Any], Any]:
    """What reads so many fields of an object, as a tuple."""
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: tuple(getattr(value, name) for name in names)


def _is_plain(hint: Any) -> bool:
    """Whether a type is one that marshal takes: a plain one, or a tuple, list, dict or choice of these."""
    return hint in _PLAIN or (get_origin(hint) in _GROUPS and all(map(_is_plain, get_args(hint))))


def _is_given(hint: Any) -> bool:
    """Whether a type is one of the level's, which are given from outside and written at the head of every replay."""
    return getattr(hint, "__module__", "").startswith("game.level.")
