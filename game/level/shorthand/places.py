"""Places told from pieces, worked out: [x, y] in their stead before a level is read."""

from typing import Any

from pydantic import TypeAdapter, ValidationError

from game.core.json_source import Document, JsonPath, Problem, quoted, suggest
from game.level.forms import GROUPED, Place
from game.level.sculpture.outlines import OverroundError, piece_outline
from game.level.sculpture.pieces import Piece
from game.level.shorthand.expand import form
from game.level.shorthand.mirror_images import mirrored
from game.level.shorthand.moving import Data, Vector, is_number

LISTS = (*GROUPED, "lights")
"""Lists whose entries may name such places."""
_SIDES = {"top": (0.5, 1.0), "bottom": (0.5, 0.0), "left": (0.0, 0.5), "right": (1.0, 0.5)}
"""Where on the box round a piece, as shares of its width and height."""
_PIECE: TypeAdapter[Piece] = TypeAdapter(Piece)


def with_places(document: Document) -> tuple[Document, list[Problem]]:
    """A level with every place as the point that it is, and every one that leads to nothing."""
    if not isinstance(document.data, dict):
        return document, []
    places = _Places(document)
    data = dict(document.data)
    for name in LISTS:
        entries = data.get(name)
        if isinstance(entries, tuple):
            data[name] = tuple(places.of_entry(entry, (name, row)) for row, entry in enumerate(entries))
    return document.revised(data, lambda path: path), places.problems


class _Places:
    """The places of one level."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.problems: list[Problem] = []
        pieces = document.data.get("pieces") if isinstance(document.data, dict) else None
        self._pieces: dict[str, tuple[int, Data]] = {}
        for row, piece in enumerate(pieces if isinstance(pieces, tuple) else ()):
            if isinstance(piece, dict) and isinstance(piece.get("id"), str):
                self._pieces.setdefault(piece["id"], (row, piece))
        self._asked: list[str] = []
        """Pieces whose place is being worked out, each for the one before."""
        self._goes_round = False
        """Whether the last way from piece to piece led back to where it began."""

    def of_entry(self, entry: Any, path: JsonPath) -> Any:
        """An entry of a list with all places in it worked out."""
        name = entry.get("id") if path[0] == "pieces" and isinstance(entry, dict) else None
        self._asked = [name] if isinstance(name, str) and self._pieces[name][0] == path[1] else []
        return self.worked_out(entry, path)

    def worked_out(self, value: Any, path: JsonPath) -> Any:
        """A value with all places in it worked out."""
        match value:
            case {"of": _}:
                return self._point(value, path)
            case {"side": _} if value.keys() <= Place.model_fields.keys():  # it lacks `of`, which is told
                return self._point(value, path)
            case dict():
                return {key: self.worked_out(inner, (*path, key)) for key, inner in value.items()}
            case tuple():
                return tuple(self.worked_out(inner, (*path, row)) for row, inner in enumerate(value))
            case _:
                return value

    def _point(self, value: Data, path: JsonPath) -> Vector:
        """The point of a place; the origin where it leads to nothing, which is told."""
        place = form(Place, path, self._document, self.problems, value)
        if place is None:
            return 0.0, 0.0
        if place.of not in self._pieces:
            message = f"no piece has the id {quoted(place.of)}{suggest(place.of, self._pieces)}"
        elif place.of in self._asked:
            self._goes_round = place.of == self._asked[0]
            message = f"is told from {quoted(place.of)}, which is told from it in turn; give one of them [x, y]"
        else:
            self._goes_round = False
            self._asked.append(place.of)
            found = self._spot(*self._pieces[place.of], place.side)
            self._asked.pop()
            if found is not None:
                return found[0] + place.by[0], found[1] + place.by[1]
            message = f"the place of {quoted(place.of)} is wrong itself, or its shape is; mend that first"
            if self._goes_round:
                message = f"is told from {quoted(place.of)}, which is told from it in turn; give one of them [x, y]"
        self.problems.append(self._document.problem((*path, "of"), message))
        return 0.0, 0.0

    def _spot(self, row: int, piece: Data, side: str | None) -> Vector | None:
        """Where a piece is, or the middle of a side of it, m; None where that cannot be told."""
        told = len(self.problems)
        whole = self._whole(row, piece)
        if len(self.problems) > told:
            del self.problems[told:]  # each is told at its own place
            return None
        match whole.get("at"):
            case (x, y) if is_number(x) and is_number(y):
                at = float(x), float(y)
            case _:
                return None
        if side is None:
            return at
        try:
            outline = piece_outline(_PIECE.validate_python(whole))
        except (ValidationError, OverroundError):
            return None
        low, size = outline.min(axis=0), outline.max(axis=0) - outline.min(axis=0)
        x, y = (low + size * _SIDES[side]).tolist()
        return x, y

    def _whole(self, row: int, piece: Data) -> Data:
        """A piece with its places worked out, and with what it has from the one whose mirror image it is."""
        whole: Data = self.worked_out(piece, ("pieces", row))
        original = self._pieces.get(str(piece.get("mirror_of")))
        if original is None or original[1] is piece or original[1].get("mirror_of") is not None:
            return whole
        return mirrored(self._whole(*original)) | whole
