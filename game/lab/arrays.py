"""Events, pieces, cracks and whole performances as arrays with named columns, for whoever computes with them.

Light is in arrays already (`View.light.segments`), and so are each piece's stress and mesh. The tables here have one
row for each thing; text is in columns of fixed width, so that they go into files and data frames as they are.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from game.core.clock import TICK_S
from game.core.geom import Floats
from game.sim import Event, View
from game.sim.view import CrackView

Table = NDArray[np.void]
"""(n,) rows with named columns."""

EVENTS = np.dtype(
    [
        ("tick", "i8"),
        ("time", "f8"),
        ("kind", "U16"),
        ("x", "f8"),
        ("y", "f8"),
        ("size", "f8"),
        ("subject", "U48"),
        ("part", "U8"),
        ("points", "f8"),
    ]
)
"""tick; s; `EventKind`; m; m; in the unit of its kind; id of what it happened to; a voice's part; what it earned."""
PIECES = np.dtype(
    [
        ("key", "i8"),
        ("name", "U48"),
        ("material", "U24"),
        ("mass", "f8"),
        ("x", "f8"),
        ("y", "f8"),
        ("angle", "f8"),
        ("vx", "f8"),
        ("vy", "f8"),
        ("spin", "f8"),
        ("stress", "f8"),
        ("heat", "f8"),
        ("standing", "?"),
    ]
)
"""key; id; material; kg; m; m; rad; m/s; m/s; rad/s; the largest tension in it, Pa; 0..1; whether it still stands."""
CRACKS = np.dtype(
    [
        ("key", "i8"),
        ("piece", "i8"),
        ("flaw", "i8"),
        ("length", "f8"),
        ("gold", "f8"),
        ("intensity", "f8"),
        ("speed", "f8"),
        ("x", "f8"),
        ("y", "f8"),
        ("lit", "?"),
        ("voice", "?"),
    ]
)
"""key; key of its piece; row of its voice; m; share that is gold; K at the tip, Pa sqrt(m); m/s; where its tip is on
the stage, m; m; whether light gilds it now; whether it sings."""
SERIES = np.dtype(
    [
        ("tick", "i8"),
        ("time", "f8"),
        ("sway", "f8"),
        ("crown", "f8"),
        ("load_factor", "f8"),
        ("shift", "f8"),
        ("lean", "f8"),
        ("wish", "f8"),
        ("breath", "f8"),
        ("gold", "f8"),
        ("voices", "i8"),
        ("score", "i8"),
    ]
)
"""tick; s; rad; share of the height at rest; smallest eigenvalue; m and rad of the plinth; the lean that was wanted,
-1..1; the meter, 0..1; m of gold; voices that sing; points."""


def events_table(events: Iterable[Event]) -> Table:
    """Events (n,), see EVENTS."""
    rows = [
        (
            event.tick,
            event.tick * TICK_S,
            str(event.kind),
            *event.at,
            event.size,
            event.subject,
            event.part,
            0.0 if event.marks is None else event.marks.points,
        )
        for event in events
    ]
    return np.array(rows, EVENTS)


def pieces_table(view: View) -> Table:
    """All pieces and fragments of a view (n,), see PIECES."""
    rows = []
    for piece in view.sculpture.pieces:
        tension = 0.0
        if piece.stress is not None and len(piece.stress):
            xx, yy, xy = piece.stress.T
            tension = float(np.max((xx + yy) / 2 + np.hypot((xx - yy) / 2, xy)))
        motion = (*piece.position, piece.angle, *piece.velocity, piece.spin)
        rows.append((piece.key, piece.name, piece.material, piece.mass, *motion, tension, piece.heat, piece.standing))
    return np.array(rows, PIECES)


def cracks_table(view: View) -> Table:
    """All cracks of a view (n,), see CRACKS."""
    rows = []
    for crack in view.sculpture.cracks:
        length = float(np.hypot(*np.diff(crack.path, axis=0).T).sum())
        gold = float(crack.gold.mean()) if len(crack.gold) else 0.0
        state = (length, gold, crack.intensity, crack.speed, *tip_of(view, crack))
        rows.append((crack.key, crack.piece, crack.flaw, *state, crack.lit, crack.voice))
    return np.array(rows, CRACKS)


def tip_of(view: View, crack: CrackView) -> tuple[float, float]:
    """Where a crack's tip is on the stage, m."""
    return to_stage(view, crack.piece, crack.path[-1])


def to_stage(view: View, piece: int, point: Floats) -> tuple[float, float]:
    """Where on the stage a point (2,) in the frame of a piece is, m; the piece is told by its key."""
    frame = next(each for each in view.sculpture.pieces if each.key == piece)
    return frame.on_stage(point)


def gold_of(view: View) -> float:
    """m of gold on all cracks of a view."""
    cells = [(crack.cells[:, 1] - crack.cells[:, 0])[crack.gold] for crack in view.sculpture.cracks]
    return float(sum(np.hypot(*part.T).sum() for part in cells))


def series_row(view: View, wish: float) -> tuple[float, ...]:
    """A view as a row of SERIES; `wish` is the lean that was wanted."""
    sculpture, game = view.sculpture, view.game
    singing = sum(voice.state == "sings" for voice in game.voices)
    stands = (sculpture.sway, sculpture.crown, sculpture.load_factor, *sculpture.plinth)
    return (view.tick, view.time, *stands, wish, game.breath, gold_of(view), singing, game.score)
