"""What the continuous sounds need to know of the stage, read off its view. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from game.audio.cues import Singer, side_of
from game.level.model import Music
from game.sim.constants import BREATH_SCALE, CREAK_REARM, GASP_SWAY
from game.sim.rules.voices import note_for
from game.sim.view import CrackView, GameView, View

SAFE_SWAY = 0.35
"""Share of the gasping sway under which there is no danger."""
BUCKLING = 0.90
"""Load factor at which the joints complain most."""
QUICK_HAND = 1.6
"""rad/s: a mirror that turns so fast is heard fully."""

Close = Literal["", "amen", "home"]
"""Of the two chords that close a performance, the one that is sung: at the ovation, and when it is won."""


@dataclass(frozen=True, slots=True)
class Gilding:
    """A crack on which gold is being laid."""

    gold: float
    """Share of its voice that is gold, 0..1."""
    note: float
    """MIDI: what it will sing, were it whole now."""
    side: float


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The stage, as far as it is heard without anything happening."""

    singers: tuple[Singer, ...] = ()
    """In the order in which they entered the staff."""
    close: Close = ""
    sway: float = 0.0
    """rad, positive to the left."""
    load_factor: float = 2.0
    breath: float = 0.0
    """How far the breath is held, 0..1."""
    lets_go: bool = False
    """Whether it is let go now."""
    gilding: Gilding | None = None
    turning: float = 0.0
    """How fast a mirror turns, 0..1..."""
    turning_side: float = 0.0
    time: float = 60.0
    """s since the curtain..."""
    bar: float = 0.0
    """...and bars of the music."""
    falling: float = 0.0
    """How soon it would fall if it were let go: 0 not soon .. 1 at once."""
    ripe: int = 0
    """Voices whose cracks are gold all along, and wait to be let go."""
    last: float = 0.0
    """How far the last voice that is needed has come, 0..1 from half gold on; 1 while it waits."""
    hush: float | None = None
    """Beats since all that are needed sing, while the house holds its breath; None before and after."""
    in_order: tuple[Singer, ...] = ()
    """The singers in the order in which they began to sing."""
    resting: bool = False
    """Whether the music is silent, because something broke."""
    fallen: bool = False
    """Lost: the stage goes still."""

    @property
    def danger(self) -> float:
        """How near to falling, 0..1: by its sway, and by where that goes."""
        return max(self.falling, _clamped((abs(self.sway) / GASP_SWAY - SAFE_SWAY) / (1.0 - SAFE_SWAY)))

    @property
    def plays(self) -> bool:
        """Whether the band plays: until the end."""
        return not (self.resting or self.close or self.fallen or self.hush is not None)

    @property
    def complaint(self) -> float:
        """How loudly the joints complain, 0..1: from where creaks re-arm down to buckling, and before a fall."""
        if self.fallen or self.hush is not None:
            return 0.0
        return max(self.falling, _clamped((CREAK_REARM - self.load_factor) / (CREAK_REARM - BUCKLING)))


def surroundings_of(view: View, music: Music, before: View | None = None, elapsed_s: float = 0.0) -> Surroundings:
    """The around of a view; what moves is told from the view `before`, `elapsed_s` earlier."""
    turning, turning_side = _turning(view, before, elapsed_s)
    closing: Close = "amen" if view.game.ovation > 0.0 else ""
    singing = [voice for voice in view.game.voices if voice.state == "sings"]
    return Surroundings(
        singers=tuple((voice.note, voice.part) for voice in singing),
        in_order=tuple((voice.note, voice.part) for voice in sorted(singing, key=lambda voice: voice.turn)),
        ripe=sum(voice.state == "ripe" for voice in view.game.voices),
        last=_last(view.game),
        hush=None if view.game.hush is None else view.game.hush / view.game.beat_s,
        close="home" if view.game.outcome == "won" else closing,
        sway=view.sculpture.sway,
        load_factor=view.sculpture.load_factor,
        breath=_clamped((1.0 - view.game.time_scale) / (1.0 - BREATH_SCALE)),
        lets_go=before is not None and before.game.time_scale < 1.0 <= view.game.time_scale,
        gilding=_gilding(view, music),
        turning=turning,
        turning_side=turning_side,
        time=view.time,
        bar=view.game.bar,
        fallen=view.game.outcome == "lost",
    )


class Rest:
    """A bar without music after something broke."""

    def __init__(self) -> None:
        """There is music."""
        self._until = -1.0

    def fall(self, bar: float) -> None:
        """Something broke at this moment, in bars since the curtain."""
        self._until = bar + 1.0

    def rested(self, around: Surroundings) -> Surroundings:
        """The around, with whether the music rests."""
        return replace(around, resting=around.bar < self._until)


class Entrances:
    """Lets every new singer wait for the next beat."""

    def __init__(self) -> None:
        """Nobody sings."""
        self._inside: tuple[Singer, ...] = ()
        self._beat = 0.0

    def entered(self, around: Surroundings, beat: float) -> Surroundings:
        """The around with those singers who may be heard; `beat` is the phase of the heartbeat, 0..1.

        When all is over no beat comes any more: then nobody waits.
        """
        if beat < self._beat or around.close or around.fallen or around.hush is not None:
            self._inside = around.singers
        self._beat = beat
        return replace(around, singers=tuple(singer for singer in around.singers if singer in self._inside))


def _last(game: GameView) -> float:
    """How far the last voice that is needed has come; see `Surroundings.last`."""
    states = [voice.state for voice in game.voices]
    missing = game.voices_needed - states.count("sings") - states.count("ripe")
    if game.outcome or game.ovation or missing > 1:
        return 0.0
    if missing <= 0:
        return 1.0 if "ripe" in states else 0.0
    nearest = max((voice.progress for voice in game.voices if voice.state == "open"), default=0.0)
    return _clamped(2.0 * nearest - 1.0)


def _gilding(view: View, music: Music) -> Gilding | None:
    """The crack, of those that are lit and do not sing, that has most gold."""
    lit = [crack for crack in view.sculpture.cracks if crack.lit and not crack.voice and len(crack.gold)]
    brightest = max(lit, key=lambda crack: float(crack.gold.mean()), default=None)
    if brightest is None:
        return None
    voice = view.game.voices[brightest.flaw] if 0 <= brightest.flaw < len(view.game.voices) else None
    branches = [crack for crack in view.sculpture.cracks if crack.flaw == brightest.flaw and voice] or [brightest]
    sung = tuple(other.note for other in view.game.voices if other.state == "sings")
    _, note = note_for(_length(branches), music, sung, voice.part or None if voice else None)
    places = {piece.key: piece.position for piece in view.sculpture.pieces}
    gold = voice.progress if voice else float(brightest.gold.mean())
    return Gilding(gold, note, side_of(places.get(brightest.piece, (0.0, 0.0))))


def _length(cracks: Sequence[CrackView]) -> float:
    """m, along all their cells."""
    return sum(float(np.hypot(*(crack.cells[:, 1] - crack.cells[:, 0]).T).sum()) for crack in cracks)


def _turning(view: View, before: View | None, elapsed_s: float) -> tuple[float, float]:
    """How fast the fastest mirror turns, 0..1, and where it is."""
    if before is None or elapsed_s <= 0.0 or len(before.light.mirrors) != len(view.light.mirrors):
        return 0.0, 0.0
    moved = [
        (abs(now.angle - then.angle) / elapsed_s, now.centre)
        for now, then in zip(view.light.mirrors, before.light.mirrors, strict=True)
    ]
    speed, centre = max(moved, default=(0.0, (0.0, 0.0)))
    return _clamped(speed / QUICK_HAND), side_of(centre)


def _clamped(share: float) -> float:
    return min(1.0, max(0.0, share))
