"""The sounds of this game as data: a patch names an instrument and its settings, and becomes an array."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from game.audio.harmony import in_scale
from game.audio.sounds import audience as house
from game.audio.sounds import bodies, glass, omens, singing, strings
from game.audio.sounds.singing import Part, VowelName
from game.audio.sounds.synth import Samples, edges, soft_limit
from game.level.model import Music
from game.level.music import SCALES
from game.sim.constants import OVATION_S
from game.sim.rules.voices import PARTS, TONICS, chords

Setting = float | str | bool
Pcm = NDArray[np.int16]
"""(n, 2) samples of 16 bits at 48 kHz."""


@dataclass(frozen=True, slots=True)
class Patch:
    """One sound: an instrument and its settings, in the order of the instrument's arguments."""

    instrument: str
    settings: tuple[Setting, ...] = ()

    @property
    def name(self) -> str:
        """A readable name, unique to the patch, fit for a file."""
        return "-".join([self.instrument, *(f"{setting:g}" if isinstance(setting, float) else str(setting)
                                            for setting in self.settings)])  # fmt: skip

    @property
    def loops(self) -> bool:
        """Whether its end runs into its beginning without a seam."""
        return self.instrument in LOOPS

    def render(self) -> Samples:
        """Its samples (n, 2) at 48 kHz; the same on every call.

        Raises:
            KeyError: no such instrument.
        """
        samples = soft_limit(INSTRUMENTS[self.instrument](*self.settings))
        return samples if self.loops else edges(samples)


INSTRUMENTS: Mapping[str, Callable[..., Samples]] = MappingProxyType(
    {
        "choir": singing.choir,
        "harmonica": glass.harmonica,
        "strain": bodies.strain,
        "room": house.room,
        "shimmer": glass.shimmer,
        "roll": bodies.roll,
        "exhale": house.exhale,
        "murmur": house.murmur,
        "swivel": bodies.swivel,
        "chime": glass.chime,
        "ping": glass.ping,
        "tick": glass.tick,
        "flaw": glass.flaw,
        "clink": glass.clink,
        "shatter": glass.shatter,
        "heartbeat": bodies.heartbeat,
        "thud": bodies.thud,
        "snap": bodies.snap,
        "creak": bodies.creak,
        "click": bodies.click,
        "rumble": bodies.rumble,
        "discord": bodies.discord,
        "lament": bodies.lament,
        "fall": bodies.fall,
        "clap": house.clap,
        "applause": house.applause,
        "gasp": house.gasp,
        "inhale": house.inhale,
        "wind": house.wind,
        "drawn_breath": omens.drawn_breath,
        "grinding": omens.grinding,
        "stray": omens.stray,
        "bass": strings.bass,
        "harp": strings.harp,
    }
)
"""From an instrument's name to what plays it."""
LOOPS = frozenset({"choir", "harmonica", "strain", "room", "murmur", "swivel", "shimmer", "roll"})

TICK_STEPS = 6
VARIANTS: Mapping[str, int] = MappingProxyType(
    {"tick": 3, "clink": 4, "shatter": 2, "thud": 2, "snap": 2, "creak": 4, "clap": 4, "gasp": 2, "wind": 2}
)
"""How many of each there are, so that nothing sounds like a machine."""

ROOM = Patch("room")
MURMUR = Patch("murmur")
SWIVEL = Patch("swivel")
INHALE, EXHALE = Patch("inhale"), Patch("exhale")
ROLL = Patch("roll")
FLAWS = tuple(Patch("flaw", (size,)) for size in range(3))
CLICK = Patch("click")
TREMOR = Patch("rumble", (2.2, False))
FALLING = Patch("rumble", (3.5, True))
APPLAUSE = Patch("applause", (40, 0.6 * OVATION_S, OVATION_S + 0.6))
"""It builds through the ovation."""
TRIUMPH = Patch("applause", (90, 0.8, 7.5))

CHIME_LOW, CHIME_HIGH = 62, 85
"""MIDI: lower chimes sound like bells, higher ones like alarms; notes are folded into this range..."""
BRIGHT = 12
"""...and a voice in time answers this many semitones above it."""
PING_TONIC = 72
"""MIDI: the pings of gold climb from the tonic at or above this."""
PING_STEPS = 8
STRING_TONIC = 36
"""MIDI: strings hold the tonic at or above this."""
DISCORD_TONIC, DISCORD_S = 50, 3.0
"""MIDI: a discordant note grinds against the tonic at or above this, for so many seconds."""
SHIMMER_TONIC = 67
"""MIDI: poised glasses tremble on the tonic at or above this: under what a held breath cuts off."""
HARMONICA_NOTE = 71
"""MIDI: the recorded tone of the glass harmonica; played faster or slower, it glides..."""
FOUND_LOW = 66
"""...up to a crack's note, folded into the octave from here."""
BASS_LOW = 33
"""MIDI: the bass plays the chords' roots in the octave from here; its other notes are above them..."""
BASS_HIGH = BASS_LOW + 23
"""...up to here."""
HARP_LOW, HARP_WIDTH = 57, 21
"""MIDI, semitones: where the harp plays."""
HEART_GAP_S, HEART_SHARE = 0.27, 0.32
"""Between the two thumps: so many seconds, but at most this share of a beat."""


def folded(note: int, low: int, high: int) -> int:
    """A note moved by octaves into low..high."""
    while note < low:
        note += 12
    while note > high:
        note -= 12
    return note


class Orchestra:
    """The patches of one piece of music: all that depends on its key, scale and tempo."""

    def __init__(self, music: Music) -> None:
        """Tune to the music's key."""
        self.music = music
        self._tonic = TONICS[music.key]
        self._home = chords(music)[0]
        gap = min(HEART_GAP_S, HEART_SHARE * music.tempo.beat_s)
        self.heartbeat = Patch("heartbeat", (round(gap, 3),))
        string = folded(self._tonic, STRING_TONIC, STRING_TONIC + 11)
        self.strain = Patch("strain", (string,))
        self.lament = Patch("lament", (string,))
        self.discord = Patch("discord", (folded(self._tonic, DISCORD_TONIC, DISCORD_TONIC + 11), DISCORD_S))
        beat_s = round(music.tempo.beat_s, 3)
        self.omens = {
            "gust": Patch("drawn_breath", (beat_s,)),
            "tremor": Patch("grinding", (beat_s,)),
            "note": Patch("stray", (self.discord.settings[0], beat_s)),
        }
        """By what comes in a beat; each lasts as long."""
        self.shimmer = Patch("shimmer", (folded(self._tonic, SHIMMER_TONIC, SHIMMER_TONIC + 11),))
        self.tone = Patch("harmonica", (HARMONICA_NOTE,))

    def voice(self, note: float, part: str, vowel: VowelName) -> Patch:
        """The loop of a voice of the chorus; an unknown part sings as an alto."""
        return Patch("choir", (round(note), part if part in PARTS else "alto", vowel))

    def bass(self, note: int) -> Patch:
        """A note (MIDI) of the plucked bass."""
        return Patch("bass", (note,))

    def harp(self, note: int) -> Patch:
        """A note (MIDI) of the harp."""
        return Patch("harp", (note,))

    def chime(self, note: float, *, bright: bool = False) -> Patch:
        """A struck chime on a note's pitch class; `bright` an octave above."""
        return Patch("chime", (folded(round(note), CHIME_LOW, CHIME_HIGH) + (BRIGHT if bright else 0),))

    def ping(self, share: float) -> Patch:
        """A drop of gold: the scale, climbed from the tonic upwards as the gold share goes from 0 to 1."""
        return self._ping(round(min(1.0, max(0.0, share)) * (PING_STEPS - 1)))

    def _ping(self, step: int) -> Patch:
        scale = SCALES[self.music.scale]
        octave, degree = divmod(step, len(scale))
        return Patch("ping", (folded(self._tonic, PING_TONIC, PING_TONIC + 11) + 12 * octave + scale[degree],))

    def found(self, note: float) -> int:
        """Where the glass harmonica plays a note (MIDI) of the choir."""
        return folded(round(note), FOUND_LOW, FOUND_LOW + 11)

    def chord(self) -> tuple[Patch, ...]:
        """Chimes of the key's triad, upwards over the range of chimes."""
        notes = [note for note in range(CHIME_LOW, CHIME_HIGH + 1) if note % 12 in self._home]
        return tuple(self.chime(note) for note in notes)

    def fall(self, note: float) -> Patch:
        """A voice that is lost, in the tenor's range whatever it sang."""
        return Patch("fall", (folded(round(note), 50, 61),))

    def opening(self) -> tuple[Patch, ...]:
        """What the first bars can want, before anybody sings."""
        music: list[Patch] = [
            ROOM,
            self.heartbeat,
            self.strain,
            self.lament,
            self.discord,
            self.tone,
            self.shimmer,
            *self.omens.values(),
        ]
        music += [self._ping(step) for step in range(PING_STEPS)]
        music += [self.bass(note) for note in in_scale(self.music, BASS_LOW - 2, BASS_HIGH)]
        music += [self.harp(note) for note in in_scale(self.music, HARP_LOW, HARP_LOW + HARP_WIDTH)]
        return tuple(dict.fromkeys([*music, *FLAWS, CLICK, SWIVEL, MURMUR, INHALE, EXHALE]))

    def needed(self) -> tuple[Patch, ...]:
        """Everything that a performance to this music can want, in the order in which it is best rendered."""
        sung: list[tuple[int, Part]] = [
            (note, part) for part in singing.VOWELS for note in in_scale(self.music, *PARTS[part])
        ]
        struck = [note for note, _part in sung if any(note % 12 in chord for chord in chords(self.music))]
        music = [self.voice(note, part, vowel) for note, part in sung for vowel in singing.VOWEL_PATH]
        music += [self.chime(note, bright=bright) for note in struck for bright in (False, True)]
        music += [self.fall(note) for note in struck]
        effects = [ROLL, TREMOR, FALLING, APPLAUSE, TRIUMPH]
        effects += [Patch("tick", (step, v)) for step in range(TICK_STEPS) for v in range(VARIANTS["tick"])]
        effects += [Patch("shatter", (size, v)) for size in range(3) for v in range(VARIANTS["shatter"])]
        effects += [Patch("thud", (size, v)) for size in range(2) for v in range(VARIANTS["thud"])]
        effects += [Patch(kind, (v,)) for kind in ("clink", "snap", "creak", "clap", "gasp", "wind")
                    for v in range(VARIANTS[kind])]  # fmt: skip
        return tuple(dict.fromkeys([*self.opening(), *music, *self.chord(), *effects]))


def to_pcm(samples: Samples) -> Pcm:
    """Samples, full scale 1, as 16-bit integers; what is beyond full scale is cut."""
    pcm: Pcm = np.clip(np.rint(samples * np.float32(32767.0)), -32768, 32767).astype("<i2")
    return pcm
