"""Tubes of light in order, ready to be drawn: neighbours one after another, bands that go the same way as one."""

from functools import cache

import numpy as np

from game.core.geom import Floats, Ints
from game.core.kernels import warms_up
from game.level.optics import Glass
from game.level.values.materials import MATERIALS, absorbance
from game.level.values.spectrum import BANDS, BANDS_PER_PART, PARTS
from game.render.look.spectrum import band_colours
from game.render.paint.kernel import helper, kernel
from game.render.theatre.curtain import edge_x
from game.sim.light.constants import STAGE_RIGHT
from game.sim.light.layout import POWER
from game.sim.view import View

START, END, ALONG, RUN, WIDTH, FLUX, RAY, RAYS, ACROSS, GROUP, LOWER, UPPER, STOP, PART, SOFT, HIT, COLOUR = (
    0, 2, 4, 6, 7, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
)  # fmt: skip
"""Columns of a table of tubes: start and end (m); unit direction; length (m); width at both ends (m, signed); strength
times width (m: over the width it is how bright the tube is, 1 for the brightest lamp); number of its ray and how many
its beam has; place in the beam (-1..1); number of its strip (neighbours share it); rows of the same ray in the
neighbouring bands, -1 for none; share of the run after which it falls on a curtain (1: never); its part if it carries
hardly any other, else -1; 1 if it comes out of glass, else 0; row of what it hits; red, green, blue (largest 255)."""
TUBE_FIELDS = 23
PURE = 0.88
"""Share of a tube's power in one part from which it counts as light of that part."""
REFERENCE_M = 0.06
"""m: a thinner beam is brighter than others: else all of its fan would be dim."""
GLASS_GAIN = 1.6
"""How much stronger light is shown in glass than in air: its facets would drown it."""
MERGE_M = 0.003
"""m, less than a pixel of most windows: bands that stay nearer to one another than this are drawn as one."""
_CURTAIN_STEPS = 3
"""Rounds of finding where a run meets the curtain: its edge is nearly upright."""


def tube_table(view: View, tints: Floats, hung_in: float = 0.0) -> Floats:
    """The light of a view as a table (N, TUBE_FIELDS); see the columns above. Tubes of a strip are sorted by ray.

    Args:
        tints: (T, 3) 0-255: colours of white beams, by lamp.
        hung_in: m by which the curtains hang farther in.
    """
    trace = view.light.segments
    order = np.lexsort((trace.ray, trace.band, trace.medium, trace.depth, trace.path, trace.beam))
    order = order[trace.total[order] > 0.0]
    rays = np.zeros(int(trace.beam.max(initial=-1)) + 1)
    np.maximum.at(rays, trace.beam, trace.ray + 1.0)
    reference = max((lamp_strength(light.width, light.power) for light in view.light.lamps), default=1.0)
    table = np.zeros((len(order), TUBE_FIELDS))
    count = _gather(
        order, trace.lines, trace.marks, rays, _swallowed(view), band_colours(),
        tints / 255.0, 1.0 / reference, table,
    )  # fmt: skip
    table = table[:count]
    _stop_at_curtains(table, hung_in)
    return table


def lamp_strength(width: float, power: float) -> float:
    """W/m: irradiance that counts as brightness 1 for a lamp of this width (m) and power (W), never quite nothing."""
    return max(power / max(width, REFERENCE_M), 1e-9)


def _swallowed(view: View) -> Floats:
    """(M + 1, BANDS) 1/m of every medium that light runs in; the last row is air."""
    glasses = {
        optic.row: surface.colour for optic in view.light.optics if isinstance(surface := optic.spec.surface, Glass)
    }
    for row, piece in enumerate(view.sculpture.pieces):
        if MATERIALS[piece.material].family == "glass":
            glasses[row] = piece.colour
    table = np.zeros((max(glasses, default=-1) + 2, BANDS))
    for row, colour in glasses.items():
        table[row] = _absorbance(colour)
    return table


@cache
def _absorbance(colour: str) -> Floats:
    """(BANDS,) 1/m of glass of a colour."""
    return np.array(absorbance(colour))


def _stop_at_curtains(table: Floats, hung_in: float) -> None:
    """Find where runs that leave the stage at its sides fall on a curtain."""
    table[:, STOP] = 1.0
    out = np.flatnonzero(np.abs(table[:, END]) > STAGE_RIGHT - MERGE_M)
    out = out[np.abs(table[out, START]) < edge_x(table[out, START + 1]) - hung_in]
    if not len(out):
        return
    x, y, across, up = (table[out, column] for column in (START, START + 1, END, END + 1))
    stop, reach = np.zeros(len(out)), np.maximum(np.abs(across) - np.abs(x) * np.sign(across * x + 1e-12), 1e-9)
    for _ in range(_CURTAIN_STEPS):
        wall = edge_x(y + stop * (up - y)) - hung_in
        stop = np.clip((wall * np.sign(across) - x) * np.sign(across) / reach, 0.0, 1.0)
    table[out, STOP] = stop


@helper
def _same_strip(marks: Ints, a: int, b: int, band: bool) -> bool:
    """Whether two rows are of one beam, path, depth and medium (and, if `band`, of one band)."""
    for column in (0, 2, 3, 4):
        if marks[a, column] != marks[b, column]:
            return False
    return not band or marks[a, 5] == marks[b, 5]


@helper
def _apart(lines: Floats, a: int, b: int) -> float:
    """Largest distance, m, between the ends of two runs."""
    start = abs(lines[a, 0] - lines[b, 0]) + abs(lines[a, 1] - lines[b, 1])
    return float(max(start, abs(lines[a, 2] - lines[b, 2]) + abs(lines[a, 3] - lines[b, 3])))


@helper
def _chain(order: Ints, lines: Floats, marks: Ints, first: int, last: int) -> int:
    """How many strips after that in `order[first:last]` go so much the same way that they are drawn with it."""
    count = last - first
    together = 1
    while last + count <= len(order):
        for k in range(count):
            a, b = order[first + k], order[last + k]
            if not _same_strip(marks, a, b, False) or marks[a, 1] != marks[b, 1] or _apart(lines, a, b) > MERGE_M:
                return together
        more = last + count < len(order) and _same_strip(marks, order[last], order[last + count], True)
        if more or not _same_strip(marks, order[last], order[last + count - 1], True):
            return together
        last += count
        together += 1
    return together


@helper
def _is_from_glass(lines: Floats, marks: Ints, row: int) -> bool:
    """Whether a run in air begins where one of the same ray in glass ended; traced before it, so above it."""
    if marks[row, 3] >= 0:
        return False
    for k in range(row - 1, -1, -1):
        if marks[k, 0] != marks[row, 0] or marks[k, 1] != marks[row, 1]:
            return False
        if marks[k, 2] == marks[row, 2] - 1 and lines[k, 2] == lines[row, 0] and lines[k, 3] == lines[row, 1]:
            return bool(marks[k, 3] >= 0)
    return False


@helper
def _paint(table: Floats, n: int, power: Floats, colours: Floats, tint: Floats, gain: float) -> None:
    """Colour, strength and part of a tube that carries `power` (BANDS,) W."""
    total = strongest = 0.0
    for band in range(BANDS):
        total += power[band]
    for channel in range(3):
        light = 0.0
        for band in range(BANDS):
            light += power[band] * colours[band, channel]
        table[n, COLOUR + channel] = light * tint[channel]
        strongest = max(strongest, light * tint[channel])
    for channel in range(3):
        table[n, COLOUR + channel] *= 255.0 / max(strongest, 1e-12)
    table[n, FLUX] = strongest * gain
    table[n, PART] = -1.0
    for part in range(len(PARTS)):
        own = 0.0
        for band in range(part * BANDS_PER_PART, (part + 1) * BANDS_PER_PART):
            own += power[band]
        if own > PURE * total:
            table[n, PART] = part


@helper
def _add(table: Floats, n: int, line: Floats, share: float, swallowed: Floats, power: Floats) -> None:
    """Add a run to a tube: a share of its place and widths, and all of its power."""
    for column in range(4):
        table[n, START + column] += share * line[column]
    for column in range(2):
        table[n, WIDTH + column] += share * line[4 + column]
    run = np.hypot(line[2] - line[0], line[3] - line[1])
    for band in range(BANDS):
        # What glass swallows on the way is shown at its middle value: a run has one colour.
        power[band] += line[POWER + band] * np.exp(-0.5 * run * swallowed[band])


@helper
def _pair(table: Floats, before: int, began: int, end: int) -> None:
    """Tell each tube of a strip of its twin in the strip of the band before, and that one of it."""
    k = before
    for own in range(began, end):
        while k < began - 1 and table[k, RAY] < table[own, RAY]:
            k += 1
        if table[k, RAY] == table[own, RAY]:
            table[own, LOWER], table[k, UPPER] = k, own


@kernel
def _gather(
    order: Ints,
    lines: Floats,
    marks: Ints,
    rays: Floats,
    swallowed: Floats,
    colours: Floats,
    tints: Floats,
    gain: float,
    table: Floats,
) -> int:
    """Fill a table from runs of light in order; bands that go the same way become one. Returns its length."""
    n = first = group = before = 0 * len(order)  # a literal 0 would compile every helper twice
    power = np.empty(BANDS)
    while first < len(order):
        last = first + 1
        while last < len(order) and _same_strip(marks, order[first], order[last], True):
            last += 1
        count, together, began = last - first, _chain(order, lines, marks, first, last), n
        for k in range(count):
            row = order[first + k]
            power[:] = 0.0
            for member in range(together):
                other = order[first + k + member * count]
                _add(table, n, lines[other], 1.0 / together, swallowed[marks[other, 3]], power)
            dx, dy = table[n, END] - table[n, START], table[n, END + 1] - table[n, START + 1]
            table[n, RUN] = max(np.hypot(dx, dy), 1e-9)
            table[n, ALONG], table[n, ALONG + 1] = dx / table[n, RUN], dy / table[n, RUN]
            table[n, RAY], table[n, RAYS] = marks[row, 1], rays[marks[row, 0]]
            table[n, ACROSS] = (2.0 * marks[row, 1] + 1.0) / rays[marks[row, 0]] - 1.0
            table[n, GROUP], table[n, LOWER], table[n, UPPER], table[n, HIT] = group, -1.0, -1.0, marks[row, 6]
            table[n, SOFT] = 1.0 if _is_from_glass(lines, marks, row) else 0.0
            shown = gain * GLASS_GAIN if marks[row, 3] >= 0 else gain
            _paint(table, n, power, colours, tints[marks[row, 0] % len(tints)], shown)
            n += 1
        if first > 0 and _same_strip(marks, order[first - 1], order[first], False):
            _pair(table, before, began, n)
        before = began
        first = last + (together - 1) * count
        group += 1
    return n


@warms_up("beams")
def _warm_gather() -> None:
    lines, marks = np.zeros((0, POWER + BANDS)), np.zeros((0, 7), np.int64)
    lines.flags.writeable = marks.flags.writeable = False  # as those of a view are
    _gather(
        np.zeros(0, np.int64), lines, marks, np.zeros(0), np.zeros((1, BANDS)), band_colours(), np.zeros((1, 3)), 1.0,
        np.zeros((0, TUBE_FIELDS)),
    )  # fmt: skip
