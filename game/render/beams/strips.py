"""How a strip of tubes looks: who is joined to whom, how wide and how bright it is, where brightness bends.

Across a strip each tube is a tent: brightest on its own middle line, gone on its neighbours'. Tents of neighbours add
up to a flat top; where a beam is cut its last tent fades by itself, and at its own edge a soft shoulder takes over.
Along a strip brightness follows from the width of the tubes.
"""

import numpy as np

from game.core.geom import Floats
from game.render.beams.tubes import (
    ALONG,
    COLOUR,
    END,
    FLUX,
    GROUP,
    HIT,
    LOWER,
    RAY,
    RAYS,
    RUN,
    START,
    STOP,
    UPPER,
    WIDTH,
)
from game.render.paint.kernel import pixel_part
from game.sim.light.constants import LEAST_WIDTH

RESPONSE = 0.55
"""Exponent from irradiance to brightness: a Fresnel reflection of 4 % is still seen, as by the eye."""
MOST = 2.1
"""Brightest that a strip gets, against a beam as its lamp sends it out: a focus glows and does not burn a hole."""
PARALLEL = 0.94
"""Least cosine between neighbours that are joined: 20 degrees."""
GAP = 2.5
"""Neighbours farther apart than this many of their own widths are not joined."""
STAGGER_M = 0.12
"""m by which the ends of neighbours may be staggered along the beam: mirrors and facets stand slanted."""
PLAIN_PX, PLAIN_LEVEL = 0.06, 0.02
"""A tube that lies this near to the mean of its neighbours, in place and brightness, is left out."""
LADDER = 1.6
"""Ratio of widths from cut to cut along a strip: brightness is nearly straight in between."""
FAN_SPREAD = 1.5
"""Half width of a band, in gaps to the next: with the profile that strips have, eight bands then add up smoothly."""
FAN_CUTS = 4
"""Pieces of a run in which bands part, each less than twice as wide as the one before."""
MOST_CUTS = 24
CHROMA = 0.75
"""How far colour counts as strength (a power): a pure light is then shown hardly brighter than a white one."""
CROWD_REACH = 1.8
"""Half widths from band to band at which they have stopped to overlap."""
BY_SHARE, BY_WIDTH, BEYOND = 0.0, 1.0, 2.0
"""Kinds of cuts; see `share_of`."""
LINKED_START, LINKED_END, LINKED = 1, 2, 3
"""At which ends two neighbours are joined; both."""


@pixel_part
def aside_of(tubes: Floats, a: int, b: int, point: int) -> tuple[float, float]:
    """How far tube `b` is from tube `a`, m, to the right of its way and along it, at their starts or ends."""
    tx, ty = tubes[a, ALONG], tubes[a, ALONG + 1]
    gx, gy = tubes[b, point] - tubes[a, point], tubes[b, point + 1] - tubes[a, point + 1]
    return gx * ty - gy * tx, gx * tx + gy * ty


@pixel_part
def links(tubes: Floats, a: int, b: int) -> int:
    """At which ends two tubes, one after the other in the table, are joined: bits 1 and 2."""
    if tubes[a, GROUP] != tubes[b, GROUP] or tubes[b, RAY] - tubes[a, RAY] != 1.0:
        return 0
    if tubes[a, ALONG] * tubes[b, ALONG] + tubes[a, ALONG + 1] * tubes[b, ALONG + 1] <= PARALLEL:
        return 0
    found = 0
    for bit, point, width in ((LINKED_START, START, WIDTH), (LINKED_END, END, WIDTH + 1)):
        aside, along = aside_of(tubes, a, b, point)
        wide = max(abs(tubes[a, width]), abs(tubes[b, width]), LEAST_WIDTH)
        if abs(aside) < GAP * wide and abs(along) < STAGGER_M:
            found |= bit
    if tubes[a, HIT] != tubes[b, HIT]:
        found &= LINKED_START
    return found


@pixel_part
def rises_right(tubes: Floats, first: int, last: int) -> float:
    """1 where the numbers of rays rise to the right of their way, -1 where mirrors have swapped them."""
    aside, _ = aside_of(tubes, first, last, START)
    if abs(aside) < LEAST_WIDTH / 100.0:
        aside, _ = aside_of(tubes, first, last, END)
        if tubes[first, WIDTH] * tubes[first, WIDTH + 1] < 0.0:
            aside = -aside
    return -1.0 if aside < 0.0 else 1.0


@pixel_part
def is_plain(tubes: Floats, k: int, scale: float) -> bool:
    """Whether a tube inside of a strip lies just where its neighbours would put it, at `scale` px per m."""
    if links(tubes, k - 1, k) != LINKED or links(tubes, k, k + 1) != LINKED:
        return False
    for field in range(START, START + 4):
        if abs(tubes[k, field] - 0.5 * (tubes[k - 1, field] + tubes[k + 1, field])) * scale > PLAIN_PX:
            return False
    for s in (0.0, 1.0):
        beside = level_alone(tubes, k - 1, s) + level_alone(tubes, k + 1, s)
        if abs(level_alone(tubes, k, s) - 0.5 * beside) > PLAIN_LEVEL:
            return False
    return True


@pixel_part
def share_of(tubes: Floats, k: int, kind: float, at: float) -> float:
    """Share of a run at which it is cut.

    Args:
        kind: what `at` is: a share of the way to where the run stops, a width (m), or m beyond where it stops.
    """
    stop = tubes[k, STOP]
    if kind == BY_SHARE:
        return float(stop * at)
    if kind == BEYOND:
        return float(stop + at / tubes[k, RUN])
    change = tubes[k, WIDTH + 1] - tubes[k, WIDTH]
    if change == 0.0:
        return 0.0
    return float(min(max((at - tubes[k, WIDTH]) / change, 0.0), stop))


@pixel_part
def width_of(tubes: Floats, k: int, s: float) -> float:
    """Width of a tube, m, signed, at a share of its run."""
    return float(tubes[k, WIDTH] + s * (tubes[k, WIDTH + 1] - tubes[k, WIDTH]))


@pixel_part
def offset_of(tubes: Floats, k: int, other: int, s: float) -> float:
    """How far another tube is to the right of tube `k`, m, at a share of both runs."""
    start, _ = aside_of(tubes, k, other, START)
    end, _ = aside_of(tubes, k, other, END)
    return start + s * (end - start)


@pixel_part
def halves(tubes: Floats, k: int, s: float) -> tuple[float, float, float]:
    """Half widths, m, of a whole strip to the left and right of a tube's way, and of its beam itself.

    A band stands for all light on to the next: it is drawn over the gaps to its neighbours.
    """
    own = 0.5 * tubes[k, RAYS] * max(abs(width_of(tubes, k, s)), 1e-6)
    left = right = 0.0
    for side in (LOWER, UPPER):
        other = int(tubes[k, side])
        if other >= 0:
            gap = offset_of(tubes, k, other, s)
            if gap > 0.0:
                right = max(right, gap)
            else:
                left = max(left, -gap)
    if left == 0.0:
        left = right
    if right == 0.0:
        right = left
    return max(own, FAN_SPREAD * left), max(own, FAN_SPREAD * right), own


@pixel_part
def purity(tubes: Floats, k: int) -> float:
    """How much more a tube's colour counts as strength than white: 1 for that, about 2 for a pure light."""
    return float((3.0 * 255.0 / (tubes[k, COLOUR] + tubes[k, COLOUR + 1] + tubes[k, COLOUR + 2])) ** CHROMA)


@pixel_part
def crowd_of(tubes: Floats, k: int, s: float, half: float) -> float:
    """How much stronger the light of all bands together is than that of tube `k` alone, where it is.

    A pure light that is no part of a fan counts as stronger: all of it in one channel, it would be shown brighter than
    it looks.
    """
    if tubes[k, LOWER] < 0.0 and tubes[k, UPPER] < 0.0:
        return purity(tubes, k)
    own = tubes[k, FLUX]
    red, green, blue = (
        own * tubes[k, COLOUR] / 255.0,
        own * tubes[k, COLOUR + 1] / 255.0,
        own * tubes[k, COLOUR + 2] / 255.0,
    )
    for side in (LOWER, UPPER):
        other = int(tubes[k, side])
        while other >= 0:
            overlap = 1.0 - abs(offset_of(tubes, k, other, s)) / (CROWD_REACH * half)
            if overlap <= 0.0:
                break
            weight = overlap * tubes[other, FLUX] / 255.0
            red += weight * tubes[other, COLOUR]
            green += weight * tubes[other, COLOUR + 1]
            blue += weight * tubes[other, COLOUR + 2]
            other = int(tubes[other, side])
    return float(max(max(red, green, blue) / own, 1.0))


@pixel_part
def level_of(tubes: Floats, k: int, s: float, thin: float, crowd: float) -> float:
    """Brightness of a tube: of the irradiance of all light that is there, its share."""
    strength = thin * tubes[k, FLUX] / max(abs(width_of(tubes, k, s)), LEAST_WIDTH)
    return float(min(strength**RESPONSE, MOST) * crowd ** (RESPONSE - 1.0))


@pixel_part
def level_alone(tubes: Floats, k: int, s: float) -> float:
    """Brightness of a tube as if there were no other bands."""
    return level_of(tubes, k, s, 1.0, purity(tubes, k))


@pixel_part
def add_rungs(cuts: Floats, count: int, start: float, end: float) -> int:
    """Add cuts at widths from `start` to `end` (m, of one sign, neither counted), in steps of LADDER."""
    sign = -1.0 if start < 0.0 or end < 0.0 else 1.0
    width, last = max(abs(start), LEAST_WIDTH), max(abs(end), LEAST_WIDTH)
    step = LADDER if last > width else 1.0 / LADDER
    rungs = int(abs(np.log(last / width)) / np.log(LADDER))
    for _ in range(min(rungs, MOST_CUTS - count)):
        width *= step
        cuts[count, 0], cuts[count, 1] = BY_WIDTH, sign * width
        count += 1
    return count


@pixel_part
def cut(tubes: Floats, k: int, cuts: Floats) -> int:
    """Where a strip is cut along its run, by its middle tube `k`; writes `cuts`, ends included, returns their count.

    Cuts at widths follow a caustic: each tube is cut at its own focus.
    """
    cuts[0, 0], cuts[0, 1], count = BY_SHARE, 0.0, 1
    w0, w1 = tubes[k, WIDTH], width_of(tubes, k, tubes[k, STOP])
    if w0 * w1 < 0.0:
        count = add_rungs(cuts, count, w0, w0 / abs(w0) * LEAST_WIDTH)
        cuts[count, 0], cuts[count, 1] = BY_WIDTH, 0.0
        count = add_rungs(cuts, count + 1, w1 / abs(w1) * LEAST_WIDTH, w1)
    else:
        count = add_rungs(cuts, count, w0, w1)
    if count == 1 and (tubes[k, LOWER] >= 0 or tubes[k, UPPER] >= 0):
        for rung in range(1, FAN_CUTS):
            cuts[count, 0], cuts[count, 1] = BY_SHARE, (rung / FAN_CUTS) ** 2
            count += 1
    cuts[count, 0], cuts[count, 1] = BY_SHARE, 1.0
    return count + 1
