"""A plumb line of light through the sculpture: where upright is, how far it sways, and which way to lean."""

import math

import numpy as np

from game.core.geom import Floats
from game.render.look.camera import Camera
from game.render.look.text import SHADOW
from game.render.look.theme import Palette, Rgb
from game.render.paint import strokes
from game.render.paint.drawlist import DrawList, Rows
from game.sim.balance import Balance
from game.sim.view import View

ABOVE_M = 0.10
"""m that the lines rise over the crown."""
SEEN_FROM, SEEN_AT = 0.012, 0.045
"""rad of sway at which the axis begins to part from the plumb line, and is as clear as it gets."""
CALM = 0.45
"""Clearness of the plumb line where nothing sways."""
RUNG_M = 0.16
"""m from rung to rung: the ladder between both lines."""
LEAN_AT = (0.025, 0.055, 0.090)
"""rad of what the sway tends to at which one chevron more says where to lean."""
CHEVRON_M, PITCH_M, MARCH_HZ = 0.048, 0.075, 1.4
"""m: their size, and from one to the next; how often a second they march on."""
BOW_M = 0.11
"""m that the line bends before the strongest whisper, like a string that is plucked."""
HALF, LEAST_HALF, SHADE = 0.85, 0.72, 1.4
"""px: half a line's width where the stage has 200 px a metre, and at least; and of the shade beside it."""
EASE_S, TOP_S = 0.4, 0.5
"""s in which it comes and goes, and in which it follows the crown's height."""
_BENDS = 14


class Plumb:
    """Draws the line, the axis of the sculpture, and what lies between."""

    def __init__(self, palette: Palette) -> None:
        self._palette = palette
        self._shown = self._time = self._top = 0.0

    def draw(
        self,
        out: DrawList,
        view: View,
        balance: Balance,
        danger: float,
        top_m: float,
        whisper: float,
        camera: Camera,
        elapsed_s: float,
    ) -> None:
        """Draw it, and let time pass.

        Args:
            balance, danger: how it stands; danger eased, 0..1.
            top_m: height of the crown.
            whisper: what is to come, -1 (from the right) .. 1; see `omen`.
        """
        self._time += elapsed_s
        plays = float(not view.game.outcome and top_m > 0.0)
        self._shown += (plays - self._shown) * (1.0 - math.exp(-elapsed_s / EASE_S))
        self._top = top_m if not self._top else self._top + (top_m - self._top) * (1.0 - math.exp(-elapsed_s / TOP_S))
        if self._shown < 0.01:
            return
        foot, height = (view.sculpture.plinth[0], 0.0), self._top + ABOVE_M
        unit = max(camera.scale / 200.0, 0.7)
        parted = min(1.0, max(0.0, (abs(balance.sway) - SEEN_FROM) / (SEEN_AT - SEEN_FROM)))
        colour = _warmed(self._palette, danger)
        line = camera.to_screen(_bowed(foot, height, BOW_M * whisper))
        tip = (foot[0] - height * math.sin(balance.sway), height * math.cos(balance.sway))
        axis = camera.to_screen(np.array([foot, tip]))
        clear = self._shown * (CALM + (1.0 - CALM) * max(parted, abs(whisper)))
        rows = [
            *_lines(line, unit, self._palette.ink.title, clear),
            _rungs(line[0], line[-1], axis[1], height, unit, colour, self._shown * (0.30 + 0.35 * danger) * parted),
            *_lines(axis, unit * (1.0 + 0.5 * danger), colour, self._shown * parted),
        ]
        rows += self._head(axis[1], balance, camera.scale, unit, colour)
        out.strokes_over(np.concatenate(rows))

    def _head(self, tip: Floats, balance: Balance, scale: float, unit: float, colour: Rgb) -> list[Rows]:
        """The bead at the crown, and chevrons that march from it to where to lean."""
        rows = [
            strokes.dots(tip[None], 5.2 * unit, SHADOW, 0.7 * self._shown),
            strokes.dots(tip[None], 3.4 * unit, colour, self._shown),
        ]
        count, side = sum(abs(balance.tends) > least for least in LEAN_AT), math.copysign(1.0, balance.tends)
        march = (self._time * MARCH_HZ) % 1.0
        for k in range(count):
            fade = min(1.0, 3.0 * march if k == 0 else 1.0, 3.0 - 3.0 * march if 0 < k == count - 1 else 1.0)
            at = tip + np.array([side * scale * (2.0 * CHEVRON_M + PITCH_M * (k + march)), 0.0])
            for half, ink, opacity in ((3.0 * unit, SHADOW, 0.5), (1.5 * unit, colour, 1.0)):
                rows.append(strokes.chevron(at, side, CHEVRON_M * scale, half, ink, opacity * fade * self._shown))
        return rows


def _bowed(foot: tuple[float, float], height: float, bow: float) -> Floats:
    """(N, 2) m: upright over the foot, bent by `bow` m in its middle."""
    share = np.linspace(0.0, 1.0, _BENDS)
    return np.column_stack([foot[0] + bow * np.sin(np.pi * share), foot[1] + height * share])


def _lines(path: Floats, unit: float, colour: Rgb, opacity: float) -> list[Rows]:
    """A fine line of light on a fine shade: to be seen on bright glass and on dark."""
    return [
        strokes.polyline(path, max(LEAST_HALF, HALF * unit) + SHADE * unit, SHADOW, 0.7 * opacity),
        strokes.polyline(path, max(LEAST_HALF, HALF * unit), colour, opacity),
    ]


def _rungs(foot: Floats, top: Floats, tip: Floats, height: float, unit: float, colour: Rgb, opacity: float) -> Rows:
    """Rungs between the two lines."""
    share = np.arange(2 * RUNG_M, height, RUNG_M)[:, None] / height
    return strokes.lines(foot + share * (top - foot), foot + share * (tip - foot), 0.55 * unit, colour, opacity)


def _warmed(palette: Palette, danger: float) -> Rgb:
    """From gold to the colour of danger."""
    red, green, blue = (
        round(a + (b - a) * danger) for a, b in zip(palette.ink.accent, palette.ink.danger, strict=True)
    )
    return red, green, blue
