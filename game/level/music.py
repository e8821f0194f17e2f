"""The music of a level: key, scale and tempo, the chord of each bar, and what bass and voices make of it."""

from typing import Annotated, Literal

from pydantic import Field

from game.level.values.fields import Strict
from game.level.values.times import Tempo

Key = Literal["C", "C#", "Db", "D", "D#", "Eb", "E", "F", "F#", "Gb", "G", "G#", "Ab", "A", "A#", "Bb", "B"]
Scale = Literal["major", "minor", "dorian", "phrygian", "lydian", "mixolydian", "pentatonic"]

SCALES: dict[str, tuple[int, ...]] = {
    "major": (0, 2, 4, 5, 7, 9, 11),
    "minor": (0, 2, 3, 5, 7, 8, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "pentatonic": (0, 2, 4, 7, 9),
}
"""Semitones above the tonic."""
THIRDS, FIFTH = (3, 4), 7
"""Semitones from a triad's root."""

MOST_BARS = 64
"""Longest phrase that a level may write."""
Degree = Annotated[int, Field(ge=1, le=7, description="note of the scale on which the bar's triad stands, from 1")]
BassBar = Annotated[str, Field(pattern=r"^R( [RTFS.]){7}$", description="eight steps of a bar, the first of them R")]
LineBar = Annotated[
    str,
    Field(
        pattern=r"^[GC] [GCULA-] [GC-] [GCULA-]$",
        description="four beats of a bar, each G, C, U, L, A or -: the first G or C, the third one of these or -",
    ),
]
"""Strong beats have tones of the chord, and nobody who comes in with a bar finds a breath there."""
Line = Annotated[tuple[LineBar, ...] | None, Field(min_length=1, max_length=MOST_BARS)]


class Lines(Strict):
    """What the voices of each part sing, bar by bar, over and over; a part that is left out sings the game's own bars.

    A letter a beat: G the tone of the bar's triad to which the voice is led, C the triad's next one above it (below it
    where the part reaches no higher), U and L the scale's next note above and below, A the step from which it comes to
    the next bar's tone, - a breath. The first beat of a bar is G or C, the third one of these or a breath. Whoever
    joins in a part that is sung already comes in a bar or more later, and sings the same.
    """

    bass: Annotated[Line, Field(description="what basses sing", examples=[["G G G A", "G G C -"]])] = None
    tenor: Annotated[Line, Field(description="what tenors sing", examples=[["G G C U", "G G G -"]])] = None
    alto: Annotated[Line, Field(description="what altos sing", examples=[["G U G L", "G U C -"]])] = None
    soprano: Annotated[Line, Field(description="what sopranos sing", examples=[["C U G G", "G G - -"]])] = None


class Music(Strict):
    """Key, scale and tempo, and what the band plays: bar by bar, over and over."""

    key: Annotated[Key, Field(description="the note on which it rests", examples=["A"])] = "D"
    scale: Annotated[Scale, Field(description="the notes that it is made of", examples=["minor"])] = "dorian"
    bpm: Annotated[float, Field(ge=30, le=200, description="beats per minute; a bar is four", examples=[72])] = 66.0
    harmony: Annotated[
        tuple[Degree, ...] | None,
        Field(
            min_length=1,
            max_length=MOST_BARS,
            description="the note of the scale, from 1, on which each bar's triad stands; the scale's own eight bars "
            "where null",
            examples=[[1, 6, 4, 5]],
        ),
    ] = None
    bass: Annotated[
        tuple[BassBar, ...] | None,
        Field(
            min_length=1,
            max_length=MOST_BARS,
            description="what the bass plays in each bar, eight steps, the first of them R: R, T and F are the triad's "
            "root, third and fifth, S the step that leads to the next root, . lets it ring; the game's own two bars "
            "where null",
            examples=[["R . . . F . S .", "R . . R T . S ."]],
        ),
    ] = None
    lines: Annotated[
        Lines | None,
        Field(
            description="what the voices of each part sing; the game's own four bars where null",
            examples=[{"tenor": ["G G C U", "G G G -"], "soprano": ["C U G G", "G G - -"]}],
        ),
    ] = None

    @property
    def tempo(self) -> Tempo:
        """Its beats and bars."""
        return Tempo(60.0 / self.bpm)


def triad(scale: str, degree: int) -> tuple[int, int, int] | None:
    """Root, third and fifth (semitones above the tonic) on a note of a scale, from 1; None where it has no triad."""
    steps = SCALES[scale]
    if degree > len(steps):
        return None
    root = steps[degree - 1]
    third = next((third for third in THIRDS if (root + third) % 12 in steps), None)
    return None if third is None or (root + FIFTH) % 12 not in steps else (root, root + third, root + FIFTH)
