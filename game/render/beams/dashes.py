"""Dashes along beams of one part: which it is shows without its hue."""

import math

import numpy as np

from game.core.geom import Floats
from game.core.kernels import warms_up
from game.level.values.spectrum import PARTS
from game.render.beams.strips import level_alone, offset_of
from game.render.beams.tubes import COLOUR, GROUP, LOWER, PART, RAYS, RUN, STOP, TUBE_FIELDS, UPPER, WIDTH
from game.render.look.camera import Camera
from game.render.paint.drawlist import STROKE_FIELDS, Rows
from game.render.paint.glyphs import PATTERNS
from game.render.paint.kernel import kernel, pixel_part

PERIOD_M = 0.20
"""m after which the pattern of a beam repeats."""
FLOW_M_S = 0.06
"""m/s that it runs with the light: slow enough to be read."""
LEAST_RUN_M = 0.12
"""m: shorter runs carry no dashes."""
LEAST_LEVEL = 0.28
"""Brightness below which a strip carries none."""
PARTED_M = 0.065
"""m between two parts of a fan from which each is marked: nearer ones are one spectrum, and stay clean."""
STRENGTH, STRENGTH_IN_FAN = 0.9, 0.4
"""Of the marks, as shares of the brightness of their light."""
TINT = 0.35
"""How far they take on the colour of their light."""
WIDE, LEAST_HALF_PX, MOST_HALF_M = 0.16, 0.9, 0.011
"""Half the width of the marks: as a share of the beam's, at least so many px, at most so many m."""
MOST_MARKS = 4096
"""On all beams together."""
Line = tuple[float, float, float, float]
"""From x, y to x, y, m."""
Frame = tuple[float, float, float]
"""px per m, px of the stage's origin."""
WHITE = len(PARTS)
"""Row of the pattern of white light: those of all parts, one period each."""
_MARKS = sum(len(pattern) for pattern in PATTERNS.values())


class Dashes:
    """Marks the strips of a table of tubes."""

    def __init__(self) -> None:
        self._time = 0.0
        self.always = False
        """Whether white light is marked too, with those of all parts in turn, and fans as clearly as other light."""
        self._rows: Rows = np.zeros((MOST_MARKS, STROKE_FIELDS), np.float32)
        self._patterns = np.zeros((len(PARTS) + 1, _MARKS, 2))
        for k, part in enumerate(PARTS):
            self._patterns[k, : len(PATTERNS[part])] = PATTERNS[part]
        in_turn = [(k + first, k + last) for k, part in enumerate(PARTS) for first, last in PATTERNS[part]]
        self._patterns[WHITE, : len(in_turn)] = in_turn

    def advance(self, elapsed_s: float) -> None:
        """Let the marks run along."""
        self._time += elapsed_s

    def rows(self, tubes: Floats, camera: Camera) -> Rows:
        """Strokes of light (N, STROKE_FIELDS) for all strips of a single part; the next call overwrites them."""
        frame = (camera.scale, *camera.origin)
        count = mark_strips(tubes, self._patterns, FLOW_M_S * self._time, frame, self.always, self._rows)
        return self._rows[:count]


@pixel_part
def parted(tubes: Floats, k: int, pair: int) -> tuple[bool, float]:
    """Whether a band has parted enough from those of other parts to be marked, and from which share of its run on."""
    begin, is_parted = 0.0, True
    for other in (int(tubes[k, LOWER]), int(tubes[pair, UPPER])):
        if other >= 0:
            near, far = abs(offset_of(tubes, k, other, 0.0)), abs(offset_of(tubes, k, other, 1.0))
            is_parted &= max(near, far) >= PARTED_M
            if near < PARTED_M <= far:
                begin = max(begin, (PARTED_M - near) / (far - near))
    return is_parted, begin


@pixel_part
def marked_line(tubes: Floats, first: int, last: int, pair: int, begin: float) -> Line:
    """The middle line of a strip, or of it and its twin band, from a share of its run to where it stops, m."""
    k = (first + last) // 2
    x = 0.5 * (tubes[first, 0] + tubes[last, 0] + tubes[pair, 0] - tubes[k, 0])
    y = 0.5 * (tubes[first, 1] + tubes[last, 1] + tubes[pair, 1] - tubes[k, 1])
    run_x = 0.5 * (tubes[first, 2] + tubes[last, 2] + tubes[pair, 2] - tubes[k, 2]) - x
    run_y = 0.5 * (tubes[first, 3] + tubes[last, 3] + tubes[pair, 3] - tubes[k, 3]) - y
    stop = tubes[k, STOP]
    return x + begin * run_x, y + begin * run_y, x + stop * run_x, y + stop * run_y


@pixel_part
def set_style(tubes: Floats, k: int, strength: float, scale: float, style: Rows) -> None:
    """Half width, colour and strength of the marks of a strip, in a stroke's row."""
    half_m = 0.25 * tubes[k, RAYS] * (abs(tubes[k, WIDTH]) + abs(tubes[k, WIDTH + 1]))
    style[4] = style[5] = min(max(WIDE * half_m * scale, LEAST_HALF_PX), MOST_HALF_M * scale)
    for channel in range(3):
        style[6 + channel] = 255.0 + TINT * (tubes[k, COLOUR + channel] - 255.0)
    style[9] = strength * min(level_alone(tubes, k, 0.5), 1.0)


@pixel_part
def add_marks(
    pattern: Floats, periods: int, line: Line, shift: float, style: Rows, frame: Frame, rows: Rows, n: int
) -> int:
    """Add the marks of a pattern, so many periods long, along a line, moved by `shift` m; returns how many there are.

    `style` is a stroke's row, whose place is filled in.
    """
    x0, y0, dx, dy = line[0], line[1], line[2] - line[0], line[3] - line[1]
    length = math.hypot(dx, dy)
    turn = float(periods * math.floor(-shift / (periods * PERIOD_M)))
    while turn * PERIOD_M + shift < length:
        for k in range(len(pattern)):
            first = max((turn + pattern[k, 0]) * PERIOD_M + shift, 0.0)
            last = min((turn + pattern[k, 1]) * PERIOD_M + shift, length)
            if last > first and n < len(rows):
                for field in range(STROKE_FIELDS):
                    rows[n, field] = style[field]
                for at, share in ((0, first / length), (2, last / length)):
                    rows[n, at] = frame[0] * (x0 + share * dx) + frame[1]
                    rows[n, at + 1] = frame[2] - frame[0] * (y0 + share * dy)
                n += 1
        turn += periods
    return n


@kernel
def mark_strips(tubes: Floats, patterns: Floats, shift: float, frame: Frame, always: bool, rows: Rows) -> int:
    """Fill `rows` with the marks of all strips of one part that are long and bright enough; returns their count.

    `always` marks white ones too, and those of a fan as strongly as others.
    """
    n = first = 0
    style = np.empty(STROKE_FIELDS, np.float32)
    for field in range(STROKE_FIELDS):
        style[field] = 0.0
    while first < len(tubes):
        last = first
        while last + 1 < len(tubes) and tubes[last + 1, GROUP] == tubes[first, GROUP]:
            last += 1
        k, part = (first + last) // 2, int(tubes[first, PART])
        lower, upper = int(tubes[k, LOWER]), int(tubes[k, UPPER])
        if always and part < 0 and lower < 0 and upper < 0:
            part = WHITE
        is_second = lower >= 0 and tubes[lower, PART] == part  # of twin bands the first is marked for both
        if part >= 0 and not is_second and tubes[k, RUN] > LEAST_RUN_M and level_alone(tubes, k, 0.5) > LEAST_LEVEL:
            pair = upper if upper >= 0 and tubes[upper, PART] == part else k
            is_parted, begin = parted(tubes, k, pair)
            if is_parted and begin < tubes[k, STOP]:
                in_fan = (lower >= 0 or tubes[pair, UPPER] >= 0) and not always
                set_style(tubes, k, STRENGTH_IN_FAN if in_fan else STRENGTH, frame[0], style)
                line = marked_line(tubes, first, last, pair, begin)
                periods = WHITE if part == WHITE else 1
                n = add_marks(patterns[part], periods, line, shift, style, frame, rows, n)
        first = last + 1
    return n


@warms_up("beams")
def _warm_mark_strips() -> None:
    marks = np.zeros((0, STROKE_FIELDS), np.float32)
    patterns = np.zeros((len(PARTS) + 1, _MARKS, 2))
    mark_strips(np.zeros((0, TUBE_FIELDS)), patterns, 0.0, (1.0, 0.0, 0.0), False, marks)
