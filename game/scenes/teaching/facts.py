"""What lessons look at: cracks, light and balance as a player meets them, frame by frame."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from game.input.aim import held_mirror
from game.sim import Intent, View
from game.sim.balance import BalanceWatch
from game.sim.constants import BREATH_S
from game.sim.view import CrackView, GameView, LampView, MirrorView

SIDED = math.radians(1.0)
"""It tends to the other side from here on, rad."""
FADES_S = 2.5
"""The width of a swing is forgotten in about this, s."""
LEANS = 0.2
"""Share of the full lean from which a hand means it."""
RATE_S, LEAST_RATE = 0.5, 1.2
"""s over which the growth of gold is smoothed, and how many cells a second are more than creep, or than laying anew
what fades: from there on somebody paints."""
READS_S = 2.0
"""Real s for which it tends to one side, or one crack is the fittest, if words about that can be read, and done."""
ASIDE_M = 0.02
"""m from which on it is plain on which side light passes a crack."""
ASIDE_S = 0.4
"""s over which it is smoothed on which side light passes a crack: words do not flicker while it swings through."""
POINTS_S = 2.0
"""s without any more gold on an open crack after which what is still dark is pointed at."""
STRONG = 0.25
"""Share of the strongest light from which light can be painted with."""
FAINT = 0.05
"""Share of the strongest ray from which one can be painted with: glass parts a white one into a dozen colours..."""
NEAR_M = 0.4
"""...and how near to a crack it passes that is meant for it, m."""
NEARER_M = 0.5
"""By so much another mirror is plainly the nearer one, m."""
MOST_ALONG = 0.7
"""Of the way from a crack to light, what may lie along the light: more, and it ends before it comes past."""
HOT = 0.5
"""Heat of a piece, 1 where it cracks, from which the light is to move on."""
RIPENS_S = 3.0
"""A crack is about to be ripe if it will be in so many s, should gold keep its pace: time to read of the breath..."""
GAINS_S = 1.5
"""...and has come nearer to it within this, s: gold that only replaces what fades never ends it."""
PACE = 2.5
"""Cells of gold that a hand lays in a second..."""
JOINS_S = BREATH_S + 4.0
"""...and for how many s another crack may still be drawn to join a chord: a whole breath, and about a bar after it."""
TURNS = math.radians(0.05)
"""A mirror that turns by more than this from one frame to the next is in somebody's hand, rad."""

Metres = tuple[float, float]


@dataclass(slots=True)
class Facts:
    """What the lessons look at, frame by frame; begins anew with each performance."""

    crack: CrackView | None = None
    """The open crack that is spoken of: of those that are lit, or that the held mirror's light gilds, the longest."""
    at: Metres = (0.0, 0.0)
    """Where on it the next gold would be laid, m."""
    side: float = 0.0
    """Where the sculpture tends: above 0 to the left, rad."""
    swing: float = 0.0
    """How wide it swings, rad."""
    stays_s: float = 0.0
    """Real s for which it has tended to this side."""
    rocks: bool = False
    """Whether it swings to and fro faster than words about either side can be read."""
    breath: float = 0.0
    """Share of the breath that is left."""
    falls: bool = False
    """Whether it will fall soon if nothing is done: no time to wait for."""
    mirror: float | None = None
    """How the held mirror stands, rad; None with none in the hand."""
    on_rail: bool = False
    """Whether the held mirror can slide."""
    mirrors: int = 0
    """How many a hand can take up."""
    held: str = ""
    """Which is held, by its name; '' while none is."""
    light: str = ""
    """The part whose colour the light has that meets the held mirror, or white; '' while none does."""
    taking: int | None = None
    """Row of the mirror to take up for `crack`: of those with light that gilds it, the nearest; None where none is."""
    is_nearer: bool = False
    """Whether that is plainly nearer to `crack` than the held one."""
    taking_at: Metres = (0.0, 0.0)
    """Where that is, m."""
    dark: bool = False
    """Whether no lamp is lit."""
    took_s: float = math.inf
    """Real s since another was taken up."""
    turns: bool = False
    lit: bool = False
    grows: bool = False
    ripe: bool = False
    ripens: bool = False
    """Whether `crack` is about to be ripe."""
    others: int = 0
    """How many more can still join a chord, beside one of them: ripe, or open with little enough left to be drawn."""
    hummed_s: float = math.inf
    """Real s since a tone was told ahead."""
    sung: int = 0
    lulls_s: float = 0.0
    """Real s for which there has been nothing to gild or to let go, after a voice sang and before others open."""
    time: float = 0.0
    """Stage time, s."""
    gold: float = 0.0
    """Share of `crack` that is gold."""
    left: int = 0
    """Voices that are not lost."""
    spared_s: float = math.inf
    """Real s since a voice was lost that the goal can do without."""
    stalls_s: float = 0.0
    """Real seconds in which a crack was open and hardly any gold was laid."""
    light_aside: float = 0.0
    """With no mirror in the hand: how far to the right of it light passes at its height, m; 0 where none does. Of light
    that swings through, where it came from until it is plainly on the other side."""
    light_beside: Metres = (0.0, 0.0)
    """With one: from its next gold to the light that passes nearest, m; 0 where that meets it, or none is near."""
    hot: Metres | None = None
    """Middle of the glass that is about to crack of heat, m."""
    dry: float = 0.0
    """How dry the driest unfinished gold is: at 1 it begins to pull, at 2 it pulls its most..."""
    dry_at: Metres = (0.0, 0.0)
    """...where the next of it would be laid, m..."""
    wets: bool = False
    """...and whether somebody lays it."""
    drunk: float | None = None
    """Light that all cells have drunk, in cells of gold; None before the first look."""
    rate: float = 0.0
    """Cells of gold that are laid in a second."""
    intent: Intent = field(default_factory=Intent)
    _other_s: float = 0.0
    """Real s for which another than `crack` has been fitter to be spoken of."""
    _aside: float = 0.0
    """Where light passes, smoothed, m."""
    _dark: tuple[int, int] = (-1, 0)
    """Which crack is spoken of, and how many cells of it were not gold at the least."""
    _gained_s: float = 0.0
    """Real s since there were fewer of them."""
    _balance: BalanceWatch = field(default_factory=BalanceWatch)

    def follow(self, view: View, intent: Intent, elapsed_s: float) -> None:
        """Look at a frame."""
        self.intent, self.time = intent, view.time
        held = held_mirror(view)
        open_cracks = [crack for crack in view.sculpture.cracks if not crack.voice and not crack.gold.all()]
        self._feel(view, elapsed_s)
        self._hold(held, view, elapsed_s)
        self._watch_glass(view, open_cracks, elapsed_s)
        self._hear(view.game, open_cracks, elapsed_s)
        self._choose(open_cracks, held, view, elapsed_s)

    def _feel(self, view: View, elapsed_s: float) -> None:
        """Where the sculpture tends, how wide it swings, and what breath is left."""
        balance = self._balance.follow(view)
        self.falls, self.breath = balance.warns, view.game.breath
        if self.side * balance.tends >= 0.0 or abs(balance.tends) >= SIDED:  # words do not flicker
            self._tend(balance.tends, elapsed_s)
        self.swing = max(abs(view.sculpture.sway), self.swing * math.exp(-elapsed_s / FADES_S))

    def _hold(self, held: MirrorView | None, view: View, elapsed_s: float) -> None:
        """Which mirror is in the hand, how it is turned, and what light it has."""
        self.turns = held is not None and self.mirror is not None and abs(held.angle - self.mirror) > TURNS
        self.mirror = None if held is None else held.angle
        self.on_rail, self.mirrors = held is not None and held.rail is not None, len(view.light.mirrors)
        self.light = "" if held is None else _light_on(held, view.light.lamps)
        self.dark = not len(view.light.segments.start)
        before, self.held = self.held, "" if held is None else held.name
        self.took_s = 0.0 if before not in ("", self.held) else self.took_s + elapsed_s

    def _watch_glass(self, view: View, open_cracks: Sequence[CrackView], elapsed_s: float) -> None:
        """How fast gold is laid, and what grows too warm."""
        self.lit = any(crack.lit for crack in open_cracks)
        drunk = sum(float(np.minimum(crack.exposure, 1.0).sum()) for crack in view.sculpture.cracks)
        if elapsed_s > 0.0:
            rate, self.drunk = (drunk - (drunk if self.drunk is None else self.drunk)) / elapsed_s, drunk
            self.rate += (rate - self.rate) * (1.0 - math.exp(-elapsed_s / RATE_S))
        self.grows = self.rate >= LEAST_RATE
        self.stalls_s = self.stalls_s + elapsed_s if open_cracks and not self.grows else 0.0
        hottest = max(view.sculpture.pieces, key=lambda piece: piece.heat)
        self.hot = hottest.position if hottest.heat >= HOT else None
        driest = max(open_cracks, key=lambda crack: crack.dry, default=None)
        self.dry = 0.0 if driest is None else driest.dry
        self.dry_at = self.dry_at if driest is None else _next_gold(driest, view) or self.dry_at
        self.wets = driest is not None and driest.lit and self.grows

    def _choose(self, open_cracks: Sequence[CrackView], held: MirrorView | None, view: View, elapsed_s: float) -> None:
        """Of which crack there is to speak, and where light is for it."""
        self.crack = self._spoken_of(open_cracks, elapsed_s)
        self.taking, self.is_nearer, self.ripens = None, False, False
        if self.crack is None:
            return
        self.gold = float(self.crack.gold.mean())
        self.ripens = self._gains(self.crack, elapsed_s) and self.crack.dark <= RIPENS_S * self.rate
        self.at = _next_gold(self.crack, view) or self.at
        self._look_for_light(self.crack, view)
        share = 1.0 - math.exp(-elapsed_s / ASIDE_S)
        if held is None:
            passes = _light_aside(self.at, view)
            self._aside += ((passes or 0.0) - self._aside) * share
            if passes is None or abs(self._aside) >= ASIDE_M or not self.light_aside:
                self.light_aside = self._aside
        else:
            (x, y), (to_x, to_y) = self.light_beside, _light_beside(self.at, view)
            self.light_beside = x + (to_x - x) * share, y + (to_y - y) * share

    def _spoken_of(self, open_cracks: Sequence[CrackView], elapsed_s: float) -> CrackView | None:
        """Which of the open cracks: that of before, until another has been fitter for as long as words are read."""
        fittest = max(
            open_cracks, key=lambda crack: (crack.lit, gilds(self.light, crack), len(crack.cells)), default=None
        )
        before = next((crack for crack in open_cracks if self.crack is not None and crack.key == self.crack.key), None)
        self._other_s = 0.0 if before is None or before is fittest else self._other_s + elapsed_s
        return before if 0.0 < self._other_s < READS_S else fittest

    def _hear(self, game: GameView, open_cracks: Sequence[CrackView], elapsed_s: float) -> None:
        """Which voices sing, which may join them, and which are lost or still to come; and tones told ahead."""
        hums = game.omen is not None and game.omen.kind == "note"
        self.hummed_s = 0.0 if hums else self.hummed_s + elapsed_s
        states = [voice.state for voice in game.voices]
        self.ripe, self.sung = "ripe" in states, states.count("sings")
        self.others = max(0, self._near(states, open_cracks) + states.count("ripe") - 1)
        lulls = self.sung > 0 and "waiting" in states and not open_cracks and not self.ripe
        self.lulls_s = self.lulls_s + elapsed_s if lulls else 0.0
        could_sing, self.left = self.left, len(states) - states.count("lost")
        is_spared = game.voices_needed <= self.left < could_sing
        self.spared_s = 0.0 if is_spared else self.spared_s + elapsed_s

    def _tend(self, side: float, elapsed_s: float) -> None:
        """It tends to a side, and a frame ago perhaps to the other."""
        turns = self.side * side < 0.0
        if turns:
            self.rocks = self.stays_s < READS_S
        self.side, self.stays_s = side, 0.0 if turns else self.stays_s + elapsed_s
        self.rocks = self.rocks and self.stays_s < READS_S

    def _near(self, states: Sequence[str], open_cracks: Sequence[CrackView]) -> int:
        """How many voices are open with so little left to be drawn that they can still join a chord."""
        within = PACE * (JOINS_S - BREATH_S * (1.0 - self.breath))
        dark: dict[int, int] = {}
        for crack in open_cracks:  # branches share their trunk's voice
            dark[crack.flaw] = dark.get(crack.flaw, 0) + crack.dark
        return sum(states[row] == "open" and cells <= within for row, cells in dark.items() if row >= 0)

    def _gains(self, crack: CrackView, elapsed_s: float) -> bool:
        """Whether fewer cells of a crack were dark of late than ever before."""
        key, least = self._dark
        gains = key != crack.key or crack.dark < least
        self._dark = crack.key, crack.dark if gains else least
        self._gained_s = 0.0 if gains else self._gained_s + elapsed_s
        return self._gained_s < GAINS_S

    def _look_for_light(self, crack: CrackView, view: View) -> None:
        """Find the mirror to take up for a crack."""
        mirrors, lamps = view.light.mirrors, view.light.lamps
        of_it = [row for row, mirror in enumerate(mirrors) if gilds(_light_on(mirror, lamps), crack)]
        self.taking = min(of_it, key=lambda row: math.dist(mirrors[row].centre, self.at), default=None)
        if self.taking is not None:
            self.taking_at = mirrors[self.taking].centre
            held = held_mirror(view)
            nearer_by = 0.0 if held is None else math.dist(held.centre, self.at) - math.dist(self.taking_at, self.at)
            self.is_nearer = nearer_by >= NEARER_M

    @property
    def is_stuck(self) -> bool:
        """Whether a crack is open, and no gold is laid on it for a while."""
        return self.crack is not None and self.stalls_s >= POINTS_S

    @property
    def leans_against(self) -> bool:
        """Whether the plinth is leaned against the sway, and meant."""
        return abs(self.intent.lean) >= LEANS and self.intent.lean * self.side < 0.0


def _light_on(mirror: MirrorView, lamps: Sequence[LampView]) -> str:
    """The colour of the lamp whose beam meets a mirror; '' where none does."""
    for lamp in lamps:
        to = mirror.centre[0] - lamp.origin[0], mirror.centre[1] - lamp.origin[1]
        ahead = to[0] * lamp.direction[0] + to[1] * lamp.direction[1]
        aside = abs(to[0] * lamp.direction[1] - to[1] * lamp.direction[0])
        if lamp.lit and ahead > 0.0 and aside < mirror.length / 2:
            return lamp.part
    return ""


def gilds(light: str, crack: CrackView) -> bool:
    """Whether light of a part's colour, or white, gilds a crack."""
    return light != "" and (crack.part == "" or light in ("white", crack.part))


def _next_gold(crack: CrackView, view: View) -> Metres | None:
    piece = next((piece for piece in view.sculpture.pieces if piece.key == crack.piece), None)
    return None if piece is None else piece.on_stage(crack.cells[int(np.argmin(crack.gold))].mean(axis=0))


def _light_aside(at: Metres, view: View) -> float | None:
    """How far to the right of a place the nearest of the strong light passes at its height, m; None where none does."""
    light = view.light.segments
    (x0, y0), (x1, y1) = light.start.T, light.end.T
    if not len(x0):
        return None
    passes = ((y0 - at[1]) * (y1 - at[1]) <= 0.0) & (y0 != y1) & (light.total >= STRONG * light.total.max())
    if not passes.any():
        return None
    share = (at[1] - y0[passes]) / (y1 - y0)[passes]
    aside = x0[passes] + share * (x1 - x0)[passes] - at[0]
    return float(aside[np.argmin(np.abs(aside))])


def _light_beside(at: Metres, view: View) -> Metres:
    """From a place to the nearest light that can be painted with, where it passes, m; 0 where that meets it."""
    light = view.light.segments
    way = light.end - light.start
    square = (way * way).sum(axis=1)
    paints = (square > 0.0) & (light.total >= FAINT * light.total.max(initial=0.0))
    start, way, square = light.start[paints], way[paints], square[paints]
    share = np.clip(((at - start) * way).sum(axis=1) / square, 0.0, 1.0)
    off = start + share[:, None] * way - at
    far = np.hypot(*off.T)
    apart = far - np.abs(light.width[paints]).max(axis=1) / 2.0
    along = np.abs((off * way).sum(axis=1))
    apart[along > MOST_ALONG * far * np.sqrt(square)] = math.inf  # it ends before it comes past
    nearest = int(np.argmin(apart)) if len(apart) else -1
    if nearest < 0 or not 0.0 < apart[nearest] < NEAR_M:
        return 0.0, 0.0
    return float(off[nearest, 0]), float(off[nearest, 1])
