"""What a voice earned, in words: at its seam as it happens, and as it is played back."""

from game.sim.events import Marks

NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
STILL, BEAT = {1.5: "calm", 2.0: "still"}, {1.5: "near the beat", 2.0: "on the beat"}
"""By factor; 1 says nothing."""


def words_of(marks: Marks, chord: int) -> list[str]:
    """All that it was praised for; it is the so-manieth voice of its chord."""
    number = NUMBERS[chord] if chord < len(NUMBERS) else str(chord)
    praise = [STILL.get(marks.still, ""), BEAT.get(marks.beat, ""), f"chord of {number}" if chord > 1 else ""]
    praise.append("fresh" if marks.fresh >= 1.0 else "")
    return [word for word in praise if word]


def counted_chord(marks: Marks, before: int) -> int:
    """Which voice of its chord it is; the one before was that of the running one."""
    return before + 1 if marks.chord > 1.0 and before else 1
