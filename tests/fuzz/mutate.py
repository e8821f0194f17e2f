"""Mutations of files: of their numbers, of their structure, of their bytes."""

import copy
import json
import math
import random
from collections.abc import Callable, Iterator
from typing import Any

Path = tuple[str | int, ...]

HUGE = 1e300
"""Numbers from here on are not reckoned with: some are no floats any more."""
MOST_BYTES = 3_000_000
"""By which a list may be lengthened at once: beyond what is read, and little enough to be written often."""

NUMBERS: list[object] = [
    0, -0.0, -1, 1, 2, 64, 1e-9, 5e-324, 0.02, 0.3, 20, -20, 3600, 1e6, 1e16, 2**31, 2**63, 1e300, -1e300, 10**400,
    math.nan, math.inf, -math.inf,
]  # fmt: skip
TEXTS: list[object] = [
    "", "foot", "heart", "box", "mirror", "\0", "\ud800", "\udfff\ud800", "\u202e\u2066", "\x1b[2J", "a" * 41,
    "x" * 100_000, "\U0001f3b5" * 50, "a\nb\r\n", "../../etc", "NaN", "1", "e\u0301" * 30, "\ufeff", '"\\',
]  # fmt: skip
OTHERS: list[object] = [
    None,
    True,
    False,
    [],
    {},
    [[]],
    [0, 0],
    [[0, 0], [0, 0]],
    {"type": "box"},
    {"": 0},
    [None] * 70,
]


def mutated(data: Any, rng: random.Random) -> bytes:
    """JSON data with a few things changed, as the bytes of a file."""
    data = copy.deepcopy(data)
    kind = rng.random()
    if kind < 0.45:
        for _ in range(rng.choice((1, 1, 2, 3, 6))):
            shift_number(data, rng)
    elif kind < 0.85:
        for _ in range(rng.choice((1, 1, 1, 2, 4))):
            data = rng.choice(STRUCTURE)(data, rng)
    content = written(data, rng)
    return broken(content, rng) if kind >= 0.85 else content


def written(data: Any, rng: random.Random) -> bytes:
    text = json.dumps(data, ensure_ascii=rng.random() < 0.5)
    return text.encode("utf-8", "surrogatepass")


# Structure --------------------------------------------------------------------------------------------------


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """Paths of everything in JSON data but the whole."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in inner:
        yield (*path, key)
        yield from paths(part, (*path, key))


def at(data: Any, path: Path) -> Any:
    for part in path:
        data = data[part]
    return data


def chosen(data: Any, rng: random.Random, kind: type | tuple[type, ...] = object) -> Path | None:
    """A path in the data, to something of a kind; of every depth about as often."""
    found = [path for path in paths(data) if isinstance(at(data, path), kind)]
    if not found:
        return None
    depth = rng.choice(sorted({len(path) for path in found}))
    return rng.choice([path for path in found if len(path) == depth])


def put(data: Any, path: Path, value: object) -> None:
    at(data, path[:-1])[path[-1]] = value


def odd(rng: random.Random) -> Any:
    return copy.deepcopy(rng.choice(rng.choice((NUMBERS, TEXTS, OTHERS))))


def shift_number(data: Any, rng: random.Random) -> Any:
    """Change a number so that it stays likely: by a little, to a round one, to a multiple."""
    found = [path for path in paths(data) if type(at(data, path)) in (int, float) and abs(at(data, path)) < HUGE]
    if found:
        path = rng.choice(found)
        value = at(data, path)
        new = rng.choice(
            (value + rng.gauss(0.0, 0.02), value * rng.gauss(1.0, 0.3), -value, value * 10.0 ** rng.uniform(-3, 1),
             round(value, 1), rng.choice((0, 0.02, 1, 2, 4, 30, 90, 180)), value + rng.choice((-1, 1)) * 1e-9)
        )  # fmt: skip
        put(data, path, round(new) if isinstance(value, int) and rng.random() < 0.8 else new)
    return data


def replace(data: Any, rng: random.Random) -> Any:
    path = chosen(data, rng)
    if path is None:
        return odd(rng)
    put(data, path, odd(rng))
    return data


def delete(data: Any, rng: random.Random) -> Any:
    path = chosen(data, rng)
    if path is not None:
        del at(data, path[:-1])[path[-1]]
    return data


def repeat(data: Any, rng: random.Random) -> Any:
    """An entry of a list again, once or many times."""
    path = chosen(data, rng, list)
    if path is not None and at(data, path):
        entries = at(data, path)
        entry, times = copy.deepcopy(rng.choice(entries)), rng.choice((1, 1, 2, 60, 3000))
        if times * len(json.dumps(entry)) < MOST_BYTES:
            entries.extend([entry] * times)
    return data


def swap(data: Any, rng: random.Random) -> Any:
    """Two values in each other's place, or one in the place of both."""
    one, other = chosen(data, rng), chosen(data, rng)
    if one is not None and other is not None and one[: len(other)] != other and other[: len(one)] != one:
        first, second = at(data, one), at(data, other)
        put(data, other, copy.deepcopy(first))
        if rng.random() < 0.5:
            put(data, one, second)
    return data


def add(data: Any, rng: random.Random) -> Any:
    path = chosen(data, rng, dict)
    inner = data if path is None or rng.random() < 0.2 else at(data, path)
    if isinstance(inner, dict):
        name = rng.choice(
            (rng.choice(TEXTS), "curve", "on", "rail", "pan", "blink", "fixed", "colour", "glass", "part")
        )
        inner[str(name)] = odd(rng)
    return data


def retype(data: Any, rng: random.Random) -> Any:
    """Another kind of the same family: a shape, joint, optic or whisper with the keys of its neighbour."""
    path = chosen(data, rng, str)
    if path is not None:
        alike = [at(data, other) for other in paths(data) if other[-1] == path[-1] and isinstance(at(data, other), str)]
        put(data, path, rng.choice(alike))
    return data


def nest(data: Any, rng: random.Random) -> Any:
    depth = rng.choice((1, 5, 31, 33, 100))
    path = chosen(data, rng)
    inner = data if path is None else at(data, path)
    for _ in range(depth):
        inner = [inner] if rng.random() < 0.5 else {"a": inner}
    if path is None:
        return inner
    put(data, path, inner)
    return data


def blow_up(data: Any, rng: random.Random) -> Any:
    """Every number of one kind, such as all widths, made the same."""
    path = chosen(data, rng, (int, float))
    if path is not None:
        value = rng.choice(NUMBERS[:16])
        for other in list(paths(data)):
            if other[-1] == path[-1] and isinstance(at(data, other), int | float):
                put(data, other, value)
    return data


STRUCTURE: tuple[Callable[[Any, random.Random], Any], ...] = (
    replace, replace, delete, repeat, swap, swap, add, retype, retype, nest, blow_up, shift_number,
)  # fmt: skip


# Bytes ------------------------------------------------------------------------------------------------------


def broken(content: bytes, rng: random.Random) -> bytes:
    """Content with some of its bytes changed."""
    for _ in range(rng.choice((1, 1, 2, 5))):
        content = rng.choice(BYTES)(content, rng)
    return content


def span(content: bytes, rng: random.Random) -> tuple[int, int]:
    start = rng.randrange(len(content) + 1)
    return start, min(len(content), start + rng.choice((1, 1, 2, 8, 100)))


def cut_out(content: bytes, rng: random.Random) -> bytes:
    start, end = span(content, rng)
    return content[:start] + content[end:]


def cut_short(content: bytes, rng: random.Random) -> bytes:
    return content[: span(content, rng)[0]]


def double(content: bytes, rng: random.Random) -> bytes:
    start, end = span(content, rng)
    return content[:end] + content[start:]


def blot(content: bytes, rng: random.Random) -> bytes:
    start, end = span(content, rng)
    return content[:start] + rng.randbytes(end - start) + content[end:]


def insert(content: bytes, rng: random.Random) -> bytes:
    start, _ = span(content, rng)
    token = rng.choice(
        (b"{", b"}", b"[", b"]", b",", b":", b'"', b"\\u", b"\0", b"1e999", b"-", b"//", b"\xff", b"[" * 3000)
    )
    return content[:start] + token + content[start:]


def encode_otherwise(content: bytes, rng: random.Random) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(rng.choice(("utf-16", "utf-32", "utf-8-sig", "latin-1")), "replace")


def nothing_but_noise(content: bytes, rng: random.Random) -> bytes:
    return rng.randbytes(rng.choice((0, 1, 64, 4096)))


BYTES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    cut_out, cut_out, cut_short, double, blot, insert, insert, encode_otherwise, nothing_but_noise,
)  # fmt: skip
