"""What sounds all the time, as a picture of the stage: which loops, how loud, from where. Pure.

The live mixer asks `scene_of` a view, the offline one builds a `Scene` from events; both get the same levels.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from game.audio.cues import WIDEST, Bus, Cue, Singer, side_of
from game.audio.patches import ROOM, TONE_STEPS, VARIANTS, Orchestra, Patch
from game.core.rng import stream
from game.sim.constants import BREATH_SCALE, CREAK_BELOW, CREAK_REARM, GASP_SWAY
from game.sim.view import View

CHOIR_GAIN = 0.85
"""Of a voice that sings alone."""
CHOIR_CROWD = 0.3
"""n voices sing at n^-CHOIR_CROWD each: the chorus grows with every voice, but not into the ceiling."""
CHOIR_SIZE = 12
"""Notes that sound at most; the latest give way."""
OPEN_AT = 5.0
"""Voices at which the hum has wholly opened to "ah"."""
DUCKED = 0.45
"""What a dangerous sway leaves of the chorus..."""
MUFFLED = 0.55
"""...and what a held breath leaves of it, closed to a hum."""
STRAIN_GAIN = 0.42
TONE_GAIN = 0.34
ROOM_GAIN = 0.30
SAFE_SWAY = 0.35
"""Share of the gasping sway under which there is no danger."""
BUCKLING = 0.90
"""Load factor at which the joints complain most."""
MOVES_WITH = 0.5
"""Share of a voice's place on the stage in its pan: the chorus stands in the middle."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What the loops need to know of the stage."""

    singers: tuple[Singer, ...] = ()
    """In the order in which they entered the staff."""
    sway: float = 0.0
    """rad, positive to the left."""
    load_factor: float = 2.0
    breath: float = 0.0
    """How far the breath is held, 0..1."""
    gilding: float | None = None
    """Gold share of the crack that light lays gold on; None while it lays none."""
    gilding_side: float = 0.0
    fallen: bool = False
    """Lost: the stage goes still."""
    rising: bool = False
    """The ovation has begun: everything opens."""


@dataclass(frozen=True, slots=True)
class Tone:
    """How a loop should sound."""

    gain: float
    side: float
    bus: Bus


def scene_of(view: View) -> Scene:
    """The scene of a view. A crack is being gilded while light reaches it before it sings."""
    lit = [crack for crack in view.cracks if crack.lit and not crack.voice and len(crack.gold)]
    places = {piece.key: piece.position for piece in view.pieces}
    brightest = max(lit, key=lambda crack: float(crack.gold.mean()), default=None)
    return Scene(
        singers=tuple((voice.note, voice.part) for voice in view.voices if voice.state == "sings"),
        sway=view.sway,
        load_factor=view.load_factor,
        breath=min(1.0, max(0.0, (1.0 - view.time_scale) / (1.0 - BREATH_SCALE))),
        gilding=None if brightest is None else float(brightest.gold.mean()),
        gilding_side=0.0 if brightest is None else side_of(places.get(brightest.piece, (0.0, 0.0))),
        fallen=view.outcome == "lost",
        rising=view.ovation > 0.0 or view.outcome == "won",
    )


def danger(scene: Scene) -> float:
    """How near to falling, 0..1, by sway."""
    share = abs(scene.sway) / GASP_SWAY
    return min(1.0, max(0.0, (share - SAFE_SWAY) / (1.0 - SAFE_SWAY)))


def complaint(scene: Scene) -> float:
    """How loudly the joints complain, 0..1: from the load factor at which creaks re-arm down to buckling."""
    if scene.fallen:
        return 0.0
    return min(1.0, max(0.0, (CREAK_REARM - scene.load_factor) / (CREAK_REARM - BUCKLING)))


def tones(scene: Scene, orchestra: Orchestra, sides: Mapping[Singer, float]) -> dict[Patch, Tone]:
    """The loops that should sound now; `sides` knows where each singer's seam is."""
    wanted = {ROOM: Tone(ROOM_GAIN * (0.4 if scene.fallen else 1.0 - 0.5 * scene.breath), 0.0, Bus.AUDIENCE)}
    if scene.fallen:
        return wanted
    wanted.update(_chorus(scene, orchestra, sides))
    heavy = max(danger(scene), 0.4 * max(0.0, (CREAK_BELOW - scene.load_factor) / (CREAK_BELOW - BUCKLING)))
    lean = -WIDEST * max(-1.0, min(1.0, scene.sway / GASP_SWAY))
    wanted[orchestra.strain] = Tone(STRAIN_GAIN * min(1.0, heavy), lean, Bus.MUSIC)
    if scene.gilding is not None:
        place = scene.gilding * (TONE_STEPS - 1)
        for step in range(TONE_STEPS):
            near = max(0.0, 1.0 - abs(place - step))
            wanted[orchestra.tone(step)] = Tone(TONE_GAIN * math.sqrt(near), scene.gilding_side, Bus.MUSIC)
    return wanted


def _chorus(scene: Scene, orchestra: Orchestra, sides: Mapping[Singer, float]) -> dict[Patch, Tone]:
    """Both vowels of every note sung: a hum of few opens to an "ah" of many, and closes in a held breath."""
    notes = list(dict.fromkeys(scene.singers))[:CHOIR_SIZE]
    if not notes:
        return {}
    opened = 1.0 if scene.rising else min(1.0, (len(notes) - 1) / (OPEN_AT - 1.0))
    opened *= 1.0 - scene.breath
    gain = CHOIR_GAIN * len(notes) ** -CHOIR_CROWD
    gain *= 1.0 - (1.0 - DUCKED) * danger(scene)
    gain *= 1.0 - (1.0 - MUFFLED) * scene.breath
    chorus = {}
    for note, part in notes:
        side = MOVES_WITH * sides.get((note, part), 0.0)
        for vowel, share in (("ah", math.sin(opened * math.pi / 2)), ("oo", math.cos(opened * math.pi / 2))):
            patch = orchestra.voice(note, part, "ah" if vowel == "ah" else "oo")
            chorus[patch] = Tone(gain * share, side, Bus.MUSIC)
    return chorus


RISE_S: Mapping[str, float] = {"choir": 0.55, "harmonica": 0.10, "strain": 0.35, "room": 0.8}
SINK_S: Mapping[str, float] = {"choir": 0.40, "harmonica": 0.30, "strain": 0.50, "room": 0.5}
"""Time constants of the loops' volumes, s, by instrument."""
UNHEARD = 0.002
"""A sinking loop under this gain has ended."""


@dataclass(slots=True)
class Fader:
    """A loop's volume on its way to where it should be."""

    gain: float = 0.0
    side: float = 0.0


CREAK_GAP_S = (1.0, 3.0)
"""Between two creaks while the joints complain most; they come less often the less they complain."""


class Creaks:
    """Creaks that come of themselves while the load factor is near 1."""

    def __init__(self) -> None:
        """The same creaks on every run."""
        self._draws = stream(0, "creaks")
        self._until = CREAK_GAP_S[0]

    def ease(self, scene: Scene, elapsed_s: float) -> list[Cue]:
        """Move on by so many seconds; returns what creaks now."""
        loud = complaint(scene)
        self._until -= loud * elapsed_s
        if self._until > 0.0:
            return []
        self._until = float(self._draws.uniform(*CREAK_GAP_S))
        variant = int(self._draws.integers(VARIANTS["creak"]))
        return [Cue(Patch("creak", (variant,)), 0.08 + 0.22 * loud, float(self._draws.uniform(-0.2, 0.2)))]


class Faders:
    """Eases every loop towards its tone: new ones rise from silence, unwanted ones sink into it and end."""

    def __init__(self) -> None:
        """Silence."""
        self.of: dict[Patch, Fader] = {}

    def ease(self, wanted: Mapping[Patch, Tone], elapsed_s: float) -> list[Patch]:
        """Move on by so many seconds; returns the loops that have ended."""
        for patch, tone in wanted.items():
            if patch not in self.of:
                self.of[patch] = Fader(side=tone.side)
        ended = []
        for patch, fader in self.of.items():
            tone = wanted.get(patch, Tone(0.0, fader.side, Bus.MUSIC))
            pace = RISE_S if tone.gain > fader.gain else SINK_S
            share = 1.0 - math.exp(-elapsed_s / pace[patch.instrument])
            fader.gain += (tone.gain - fader.gain) * share
            fader.side += (tone.side - fader.side) * share
            if patch not in wanted and fader.gain < UNHEARD:
                ended.append(patch)
        for patch in ended:
            del self.of[patch]
        return ended
