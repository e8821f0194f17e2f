"""The last picture, in time: the lamps go out, the seams draw themselves in gold one after the other, lights rise in
the stalls, and the glass settles.

All of it follows from how long the house has held its breath; only the ways in and out of the dark take real seconds.
"""

import math
from dataclasses import dataclass

import numpy as np

from game.core.geom import Floats
from game.sim.view import GameView, View

OUT_S, BACK_S = 0.30, 1.6
"""Real seconds in which the lamps go out, and in which the house lights come back."""
DRAWN_S = 0.42
"""s in which a seam is drawn from its mouth to its tip."""
FRONT = 0.16
"""Share of a seam that is on its way to gold while it is drawn."""
COOLS_S = 0.75
"""s in which what was drawn cools from white to gold (to 1/e)."""
CHORD_FADES_S = 1.5
"""s in which the light of the chord dies down (to 1/e)."""
SETTLES_S = 3.0
"""s that the glass takes to settle, from the chord on."""
BLACK_S = 4.0
"""s of the black hall, from the chord on."""

POSED_SWELL = 0.12
"""Of the light of the chord, in a photograph."""


@dataclass(slots=True)
class LastPicture:
    """How far it is."""

    dark: float = 0.0
    """How far the lamps are out, 0..1."""
    settled: float = 0.0
    """How far the glass has taken its lines in, 0..1: it stays so."""
    swell: float = 0.0
    """The light of the chord, 0..1."""
    stalls_s: float = 0.0
    """s since lights began to rise in the stalls; 0 before."""
    poses: bool = False
    """Whether it stands as it is, for a photograph."""

    @classmethod
    def posed(cls) -> "LastPicture":
        """As it is at its best, and stays: all is drawn, all lights are up."""
        return cls(dark=1.0, settled=1.0, swell=POSED_SWELL, stalls_s=BLACK_S, poses=True)

    def advance(self, view: View, elapsed_s: float) -> None:
        """Let real seconds pass."""
        game = view.game
        if self.poses:
            return
        if game.hush is None:
            self.dark = max(0.0, self.dark - elapsed_s / BACK_S)
            self.swell *= math.exp(-elapsed_s / CHORD_FADES_S)
            self.stalls_s = self.stalls_s + elapsed_s if self.dark > 0.0 and self.stalls_s else 0.0
            return
        self.dark = min(1.0, self.dark + elapsed_s / OUT_S)
        since = game.hush - chord_at(game)
        self.swell = math.exp(-since / CHORD_FADES_S) if since >= 0.0 else 0.0
        share = min(1.0, max(0.0, since / SETTLES_S))
        self.settled = share * share * (3.0 - 2.0 * share)
        self.stalls_s = max(0.0, since)


def chord_at(game: GameView) -> float:
    """s of silence after which all seams sound together."""
    return game.hush_s - BLACK_S


def drawn(game: GameView, turns: Floats, places: Floats) -> tuple[Floats, Floats]:
    """How brightly cells of seams shine, and how hot they are, both 0..1, (N,).

    Args:
        turns: (N,) place of each cell's voice in the order of singing.
        places: (N,) how far along its seam each lies, 0..1.
    """
    if game.hush is None:  # the lamps are coming back: all is drawn
        return np.ones(len(turns)), np.zeros(len(turns))
    beat_s = game.beat_s
    since = game.hush - beat_s * (1.0 + 0.5 * turns) - DRAWN_S * places
    share = np.clip(since / (FRONT * DRAWN_S), 0.0, 1.0)
    heat = share * np.exp(-np.maximum(since, 0.0) / COOLS_S)
    return share, heat
