"""Which note a sealed crack sings: the longer, the lower; in the level's key, consonant with all that sounds.

The chorus is a chord that grows. Every chord of it is a major or minor triad of the key with the tonic in it, so
that whatever is struck, rubbed or bowed on the tonic meanwhile belongs to it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from game.level.model import Music
from game.level.music import FIFTH, SCALES, THIRDS

TONICS = {
    "C": 0, "C#": 1, "Db": 1, "D": 2, "D#": 3, "Eb": 3, "E": 4, "F": 5, "F#": 6,
    "Gb": 6, "G": 7, "G#": 8, "Ab": 8, "A": 9, "A#": 10, "Bb": 10, "B": 11,
}  # fmt: skip
"""Semitones above C."""
PARTS = {"bass": (40, 55), "tenor": (48, 62), "alto": (55, 70), "soprano": (60, 76)}
"""MIDI range that each part sings in comfortably."""
LONGEST, SHORTEST = 0.55, 0.12
"""m: cracks of these lengths sing the lowest and the highest note."""


class Chord(NamedTuple):
    """Pitch classes of a triad."""

    root: int
    third: int
    fifth: int


def chords(music: Music) -> tuple[Chord, ...]:
    """The consonant triads of the key that hold its tonic, its own first: as many as two more, root by root."""
    tonic = TONICS[music.key]
    steps = SCALES[music.scale]
    found = [
        (root, root + third, root + FIFTH)
        for root in steps
        for third in THIRDS
        if {(root + third) % 12, (root + FIFTH) % 12} <= set(steps)
        and 0 in {root, (root + third) % 12, (root + FIFTH) % 12}
    ]
    return tuple(Chord(*((tonic + step) % 12 for step in chord)) for chord in found)


def part_of(length: float) -> str:
    """The part that a crack of this length (m) sings: quarters of the range from SHORTEST to LONGEST."""
    share = (length - SHORTEST) / (LONGEST - SHORTEST)
    names = ("soprano", "alto", "tenor", "bass")
    return names[max(0, min(3, int(share * 4)))]


def note_for(length: float, music: Music, sung: Sequence[float], part: str | None = None) -> tuple[str, float]:
    """Part and MIDI note for a crack of this length (m), beside the notes that already sound.

    The nearest chord tone of its part to the pitch that its length asks for. The chord is any of `chords` that has
    all the notes sung; a pitch class that is not sung yet comes first, and a note that is sung comes last. `part`
    is given where the crack's colour decides it.
    """
    part = part or part_of(length)
    low, high = PARTS[part]
    share = max(0.0, min(1.0, (LONGEST - length) / (LONGEST - SHORTEST)))
    wanted = PARTS["bass"][0] + share * (PARTS["soprano"][1] - PARTS["bass"][0])
    heard = {int(note) % 12 for note in sung}
    home, *others = chords(music)
    fitting = [home] if not heard else [chord for chord in (home, *others) if heard <= set(chord)]
    allowed = {tone for chord in fitting or [home] for tone in chord}
    tones = [note for note in range(low, high + 1) if note % 12 in allowed]
    return part, float(min(tones, key=lambda note: (note in sung, note % 12 in heard, abs(note - wanted), note)))


def lead(singers: Sequence[tuple[float, str]], chord: Chord) -> tuple[tuple[float, str], ...]:
    """Where singers (note, part) go when the harmony moves: each to the nearest chord tone that its part can sing.

    Of two as near it is the one that the chord still lacks, else the lower; no voice overtakes another of its part.
    As triads of `chords` have no tritone in them, no two voices can move in parallel tritones.
    """
    near = [_nearest(note, part, chord) for note, part in singers]
    taken = {tones[0] % 12 for tones in near if len(tones) == 1}
    led = []
    for tones, (_, part) in zip(near, singers, strict=True):
        tone = min(tones, key=lambda tone: (tone % 12 in taken, tone))
        taken.add(tone % 12)
        led.append((float(tone), part))
    return tuple(led)


def cadence(singers: Sequence[tuple[float, str]], music: Music) -> tuple[Chord, Chord]:
    """The two chords that close a performance: one beside the tonic's, where the key has one, and the tonic's own.

    It is the plagal cadence, from the fourth degree to the first, where the singers' chord does not ask for another.
    """
    home, *others = chords(music)
    sung = {int(note) % 12 for note, _ in singers}
    fitting = [chord for chord in others if sung <= set(chord)]
    return (*fitting, *others, home)[0], home


def _nearest(note: float, part: str, chord: Chord) -> list[int]:
    """The tone of a chord that is nearest to a note, or the two that are."""
    low, high = PARTS.get(part, PARTS["alto"])
    tones = [tone for tone in range(low, high + 1) if tone % 12 in chord]
    least = min(abs(tone - note) for tone in tones)
    return [tone for tone in tones if abs(tone - note) == least]
