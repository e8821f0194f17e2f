"""Which note a sealed crack sings: the longer, the lower; always in the level's key."""

from game.level.model import Music

TONICS = {
    "C": 0, "C#": 1, "Db": 1, "D": 2, "D#": 3, "Eb": 3, "E": 4, "F": 5, "F#": 6,
    "Gb": 6, "G": 7, "G#": 8, "Ab": 8, "A": 9, "A#": 10, "Bb": 10, "B": 11,
}  # fmt: skip
"""Semitones above C."""
SCALES = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "pentatonic": (0, 2, 4, 7, 9),
}
"""Semitones above the tonic."""
PARTS = {"bass": (40, 55), "tenor": (48, 62), "alto": (55, 70), "soprano": (60, 76)}
"""MIDI range that each part sings in comfortably."""
LONGEST, SHORTEST = 0.55, 0.12
"""m: cracks of these lengths sing the lowest and the highest note."""


def triad(music: Music) -> tuple[int, int, int]:
    """Pitch classes of the key's own triad: tonic, third, fifth."""
    scale = SCALES[music.scale]
    third = next(step for step in scale if step in (3, 4))
    return tuple((TONICS[music.key] + step) % 12 for step in (0, third, 7))  # type: ignore[return-value]


def part_of(length: float) -> str:
    """The part that a crack of this length (m) sings: quarters of the range from SHORTEST to LONGEST."""
    share = (length - SHORTEST) / (LONGEST - SHORTEST)
    names = ("soprano", "alto", "tenor", "bass")
    return names[max(0, min(3, int(share * 4)))]


def note_for(length: float, music: Music, sung: tuple[float, ...]) -> tuple[str, float]:
    """Part and MIDI note for a crack of this length (m), beside the notes that already sound.

    The nearest chord tone of its part to the pitch that its length asks for; one that is not sung yet comes first.
    """
    part = part_of(length)
    low, high = PARTS[part]
    share = max(0.0, min(1.0, (LONGEST - length) / (LONGEST - SHORTEST)))
    wanted = PARTS["bass"][0] + share * (PARTS["soprano"][1] - PARTS["bass"][0])
    tones = [note for note in range(low, high + 1) if note % 12 in triad(music)]
    heard = {int(note) % 12 for note in sung}
    return part, float(min(tones, key=lambda note: (note in sung, note % 12 in heard, abs(note - wanted), note)))


def completes_triad(note: float, sung: tuple[float, ...], music: Music) -> bool:
    """Whether this note is the one that makes the sounding voices a full triad of the key."""
    before = {int(other) % 12 for other in sung}
    chord = set(triad(music))
    return not chord <= before and chord <= before | {int(note) % 12}
