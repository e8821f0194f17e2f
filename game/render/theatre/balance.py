"""Balance where the eyes are: the plumb line, the dust on the plinth, and the breath of the house before a whisper."""

import math
from collections.abc import Mapping, Sequence

from game.render.look.camera import Camera
from game.render.look.theme import Palette
from game.render.paint.drawlist import DrawList
from game.render.pieces.sculpture import Pose
from game.render.theatre.grains import Grains
from game.render.theatre.omen import Omens
from game.render.theatre.plumb import Plumb
from game.sim.balance import Balance, BalanceWatch
from game.sim.events import Event
from game.sim.view import View

ALARMED_S, CALMED_S = 0.12, 0.6
"""s in which danger is seen to come, and to go: it never flickers."""


class BalanceLight:
    """What tells of balance on the stage; the display reads `now` and `danger`."""

    def __init__(self, palette: Palette, plinth_width: float, seed: int) -> None:
        self._palette, self._plinth_width, self._seed = palette, plinth_width, seed
        self.reset()

    def reset(self) -> None:
        """Begin a new performance."""
        self._watch, self._omens, self._plumb = BalanceWatch(), Omens(), Plumb(self._palette)
        self._grains = Grains(self._plinth_width, self._seed)
        self.danger = 0.0
        """That of the balance, eased: 0 (calm) .. 1 (falling)."""
        self.grains = True
        """Whether there is dust on the plinth; may be replaced at any time."""
        self.breath = 0.0
        """-1 (towards the left) .. 1: how the house breathes before a whisper."""

    @property
    def now(self) -> Balance:
        """How it stands."""
        return self._watch.now

    def hear(self, events: Sequence[Event], view: View) -> None:
        """Take in what whispers are told."""
        self._omens.hear(events, view)

    def advance(self, view: View, elapsed_s: float) -> None:
        """Let real seconds pass up to a view."""
        balance = self._watch.follow(view)
        wanted, tilt = (0.0, 0.0) if view.game.outcome else (balance.danger, balance.sway + view.sculpture.plinth[1])
        eases_s = ALARMED_S if wanted > self.danger else CALMED_S
        self.danger += (wanted - self.danger) * (1.0 - math.exp(-elapsed_s / eases_s))
        self.breath = self._omens.breath(view.time)
        self._grains.advance(tilt, self.breath, elapsed_s)

    def draw(
        self, out: DrawList, view: View, where: Mapping[int, Pose], plinth: Pose, camera: Camera, elapsed_s: float
    ) -> None:
        """Draw the line and the dust."""
        if self.grains:
            self._grains.draw(out, plinth, camera)
        self._plumb.draw(out, view, self.now, self.danger, _crown(view, where), self.breath, camera, elapsed_s)


def _crown(view: View, where: Mapping[int, Pose]) -> float:
    """Height of what stands highest, m; 0 where nothing stands."""
    return max(
        (
            float(where[piece.key].place(piece.mesh.nodes[piece.mesh.outline])[:, 1].max())
            for piece in view.sculpture.pieces
            if piece.standing
        ),
        default=0.0,
    )
