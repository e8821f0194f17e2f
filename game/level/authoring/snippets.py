"""What editors offer to write where a part of a level may stand: VS Code's `defaultSnippets`, by the list it goes into.

`${1:text}` is where the cursor goes first, with what stands there until one writes; with a caret before it, it is a
number and takes no quotes.
"""

from typing import Any

Snippet = dict[str, Any]


def _snippet(label: str, description: str, **body: Any) -> Snippet:
    return {"label": label, "description": description, "body": body}


def _number(place: int, value: float) -> str:
    return f"^${{{place}:{value:g}}}"


def _point(place: int, x: float, y: float) -> list[str]:
    return [_number(place, x), _number(place + 1, y)]


_PAIR = ["${1:foot}", "${2:stem}"]
_ENDS = [_point(3, -0.2, 0.1), _point(5, -0.1, 0.9)]

SNIPPETS: dict[str, list[Snippet]] = {
    "pieces": [
        _snippet(
            "piece", "a block of metal or stone", id="${1:stem}", material="${2:steel}", at=_point(3, 0, 0.4),
            shape={"type": "box", "size": _point(5, 0.1, 0.6)},
        ),
        _snippet(
            "glass piece", "a disc of glass, which cracks", id="${1:heart}", material="${2:crown_glass}",
            colour="${3:ruby}", at=_point(4, 0, 1.2), shape={"type": "disc", "radius": _number(6, 0.2)},
        ),
        _snippet("mirror image", "of another piece, at x = 0", id="${1:wing-right}", mirror_of="${2:wing}"),
    ],
    "joints": [
        _snippet("weld", "a stiff joint that sways", type="weld", pieces=_PAIR, at=_point(3, 0, 0.1)),
        _snippet("hinge", "a free pivot", type="hinge", pieces=_PAIR, at=_point(3, 0, 0.1)),
        _snippet("spring", "between two points", type="spring", pieces=_PAIR, ends=_ENDS),
        _snippet("cable", "holds when taut", type="cable", pieces=_PAIR, ends=_ENDS),
    ],
    "lights": [
        _snippet(
            "lamp", "a beam of parallel rays", **{"id": "${1:key}", "from": _point(2, -2.2, 2.9)},
            toward=_point(4, -1.5, 1.0), width=_number(6, 0.05), power=_number(7, 1.4),
        ),
    ],
    "optics": [
        _snippet("mirror", "on a swivel", type="mirror", id="${1:left}", at=_point(2, -1.5, 1), angle=_number(4, 40)),
        _snippet(
            "mirror on a rail", "turned by hand, and slid", type="mirror", id="${1:left}", at=_point(2, -1.5, 1),
            angle=_number(4, 40), rail=[_point(2, -1.5, 1), _point(5, -1.5, 1.6)],
        ),
    ],
    "flaws": [
        _snippet(
            "flaw", "a crack at a bar of the music", piece="${1:heart}", at=_point(2, 0.2, 0),
            opens={"bar": _number(4, 2)}, length=_number(5, 0.18), poise=_number(6, 1.1),
        ),
        _snippet(
            "flaw after another", "a crack once another sings", piece="${1:heart}", at=_point(2, 0.2, 0),
            opens={"after": "${4:first}"}, length=_number(5, 0.18), poise=_number(6, 1.1),
        ),
    ],
}  # fmt: skip
