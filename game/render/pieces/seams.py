"""Gold in a crack: a raised vein that is laid white-hot, shimmers while it waits, and then pulses with its own note."""

from dataclasses import dataclass

import numpy as np

from game.core.geom import Floats
from game.render.look.camera import Camera
from game.render.look.theme import Seam
from game.render.paint import strokes
from game.render.paint.drawlist import Rows
from game.render.pieces.cells import Cells
from game.sim.view import CrackView, VoiceView

SEAM_M = 0.0130
"""m of half width of a seam: 5 px of gold at 720p."""
LEAST_HALF_PX = 1.5
"""px: nothing is drawn thinner, so that it is seen in a small window, and where the stage is drawn coarsely."""
BED_M, LEAST_BED_PX = 0.0072, 1.3
"""m (and px at least) that the dark bed is wider than the gold in it: it frames gold where light turns glass white."""
RICH = 0.22
"""How far gold at rest is from its own tone to the bright one: it shines a little by itself."""
LAID = 0.05
"""Heat from which gold glows."""
CALM_HZ = 0.36
"""Hz: the pulse of a seam is its note, so many octaves lower that it comes to this and less than twice as much."""
RIPPLE_M, RIPPLE_HZ, RIPPLE_POWER = 0.11, 2.1, 4
"""m between glints that run along a seam that waits, how many pass in a second, and how narrow they are."""
DULLS = 0.4
"""How dry gold is when it begins to look so: it has lost all its shine when it begins to pull..."""
THROB_HZ = 2.2
"""...and from then on it throbs, so many times a second: fewer than may harm whom flashes harm."""
A4_HZ, A4_MIDI = 440.0, 69


@dataclass(frozen=True, slots=True)
class Song:
    """How each crack (K,) of a picture shines."""

    pulse: Floats
    """0..1 of a seam that sings; 0 of others."""
    waits: Floats
    """1 of a seam that is gold all along and does not sing yet; 0 of others."""
    dull: Floats
    """0..1: how dry unfinished gold looks..."""
    pulls: Floats
    """...and 0..1, throbbing, how much it pulls."""
    time: float
    """s."""

    @classmethod
    def of(cls, cracks: list[CrackView], voices: tuple[VoiceView, ...], time: float) -> "Song":
        """The song of these cracks; `voices` are the staff's."""
        waits = np.array([not crack.voice and bool(crack.gold.all()) for crack in cracks], float)
        dry = np.array([crack.dry for crack in cracks])
        dull, throb = np.clip((dry - DULLS) / (1.0 - DULLS), 0.0, 1.0), 0.6 + 0.4 * np.sin(2 * np.pi * THROB_HZ * time)
        pulls = np.clip(dry - 1.0, 0.0, 1.0) * throb
        return cls(np.array([_pulse(crack, voices, time) for crack in cracks]), waits, dull, pulls, time)


def pulse_hz(note: float) -> float:
    """How often a seam pulses that sings a MIDI note: as often as the note does, octaves lower."""
    hertz = A4_HZ * 2.0 ** ((note - A4_MIDI) / 12.0)
    return float(hertz / 2.0 ** np.floor(np.log2(hertz / CALM_HZ)))


def _pulse(crack: CrackView, voices: tuple[VoiceView, ...], time: float) -> float:
    if not crack.voice:
        return 0.0
    note = voices[crack.flaw].note if 0 <= crack.flaw < len(voices) else 0.0
    return float(0.5 + 0.5 * np.sin(2 * np.pi * (pulse_hz(note or A4_MIDI) * time + 0.37 * crack.key)))


@dataclass(frozen=True, slots=True)
class Gold:
    """Strokes of seams."""

    over: list[Rows]
    """Painted."""
    light: list[Rows]
    """Added, under what is painted."""
    shine: list[Rows]
    """For the glow."""


def lay_gold(
    cells: Cells, heat: Floats, brushed: Floats, song: Song, seam: Seam, camera: Camera, bold: float = 1.0
) -> Gold:
    """Strokes of all gold cells, and of those that are about to be.

    Args:
        heat, brushed: (N,) 0..1: how hot each cell is, and how much it is under the brush.
        bold: how much wider than it was made.
    """
    base = bold * max(SEAM_M * camera.scale, LEAST_HALF_PX)
    made = Gold([], [], [])
    gold = cells.gold
    if gold.any():
        _lay_body(
            cells, np.clip(heat, 0.0, 1.0), song, seam, (base, bold * max(BED_M * camera.scale, LEAST_BED_PX)), made
        )
    lay = heat > LAID
    if lay.any():
        start, end, level = cells.start[lay], cells.end[lay], np.clip(heat[lay], 0.0, 1.0)
        made.light.append(strokes.lines(start, end, 2.2 * base, seam.body, 0.30 * level))
        made.shine.append(strokes.lines(start, end, 2.2 * base, seam.bright, 0.6 * level))
    under = brushed > LAID
    if under.any():
        # What the brush touches is white, and no wider than the gold: the blaze round it never hides it.
        white = strokes.lines(
            cells.start[under], cells.end[under], 0.62 * base, seam.hot, np.minimum(brushed[under], 1)
        )
        made.over.append(white)
    return made


def _lay_body(cells: Cells, heat: Floats, song: Song, seam: Seam, widths: tuple[float, float], made: Gold) -> None:
    """Raised gold: dark bed, body, shaded flank, highlight on its upper left; white where it is hot.

    `widths` are half the gold's and how much wider its bed is, px.
    """
    gold, (base, bed) = cells.gold, widths
    start, end, crack, warmth = cells.start[gold], cells.end[gold], cells.crack[gold], heat[gold]
    half = base * (0.90 + 0.20 * cells.noise[gold])
    runs = cells.along[gold].mean(axis=1) / RIPPLE_M - RIPPLE_HZ * song.time
    ripple = song.waits[crack] * (0.5 + 0.5 * np.sin(2 * np.pi * runs)) ** RIPPLE_POWER
    pulse, dull, pulls = song.pulse[crack], song.dull[crack], song.pulls[crack]
    body = _toward(seam.body, seam.bright, np.maximum(RICH + 0.30 * pulse, 0.55 * ripple))
    body += (np.array(seam.hot) - body) * (0.45 * warmth)[:, None]
    body += (np.array(seam.dry) - body) * dull[:, None]
    body += (np.array(seam.ember) - body) * (0.6 * pulls)[:, None]
    crest = _toward(seam.bright, seam.hot, np.maximum.reduce([warmth, 0.6 * pulse, ripple]))
    crest += (body - crest) * dull[:, None]
    crest += (np.array(seam.ember) - crest) * pulls[:, None]
    shift = np.array([-0.30, -0.38]) * base
    rim = half + bed
    made.over.append(strokes.lines(start - 0.15 * shift, end - 0.15 * shift, rim, seam.edge, 0.98))
    made.over.append(strokes.lines(start, end, half, 0.72 * body, 1.0))
    made.over.append(strokes.lines(start + 0.35 * shift, end + 0.35 * shift, 0.78 * half, body, 1.0))
    swell = (0.27 + 0.10 * pulse + 0.22 * ripple)[:, None]
    made.over.append(strokes.lines(start + shift, end + shift, swell * half, crest, 0.95))
    glow = _toward(seam.body, seam.ember, np.minimum(1.0, 2.0 * pulls))
    glimmer = (0.22 + 0.38 * pulse + 0.3 * ripple) * (1.0 - dull) + 0.6 * pulls
    made.light.append(strokes.lines(start, end, 2.6 * half, glow, glimmer))
    level = (0.28 + 0.5 * pulse + 0.4 * warmth + 0.7 * ripple) * (1.0 - dull) + 1.1 * pulls
    made.shine.append(strokes.lines(start, end, 1.9 * half, glow, level))


def _toward(colour: tuple[int, int, int], other: tuple[int, int, int], share: Floats) -> Floats:
    """(N, 3): so much of the way from a colour to another."""
    mixed: Floats = np.array(colour) + (np.array(other, float) - colour) * share[:, None]
    return mixed
