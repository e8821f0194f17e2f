"""What is heard while the last picture is shown: silence, voice after voice in the order of singing, then all. Pure.

Moments are beats since the last voice that was needed began to sing.
"""

from collections.abc import Iterator, Mapping

from game.audio.cues import VITAL, Bus, Cue, Singer, Tone
from game.audio.music.chorus import CHOIR_CROWD, CHOIR_GAIN, CHOIR_SIZE, MOVES_WITH, SWELL, mouths
from game.audio.patches import BASS_LOW, ROOM, Orchestra, Patch, folded
from game.audio.sounds.singing import VOWEL_PATH
from game.audio.surroundings import Surroundings

SILENT_BEATS = 1.0
"""So long nothing is heard at all."""
NOTE_BEATS = 0.5
"""From one voice to the next."""
ROOM_GAIN = 0.12
"""Of the hall after that."""
HALF_OPEN = 0.5
"""How far mouths are open until all sing."""
CHIME_GAIN, BASS_GAIN = 0.36, 0.5
STRUM_S = 0.05
"""When all sing the chimes ring once more, so much one after the other."""


def entrance(turn: int) -> float:
    """When the voice sings that was the `turn`-th, from 0; after the last of them, all."""
    return SILENT_BEATS + NOTE_BEATS * turn


def last_tones(around: Surroundings, orchestra: Orchestra, sides: Mapping[Singer, float]) -> dict[Patch, Tone]:
    """The loops that sound at `around.hush`."""
    assert around.hush is not None
    wanted: dict[Patch, Tone] = {}
    if around.hush < SILENT_BEATS:
        return wanted
    wanted[ROOM] = Tone(ROOM_GAIN, 0.0, Bus.AUDIENCE)
    order = around.in_order[:CHOIR_SIZE]
    is_all = around.hush >= entrance(len(order))
    place = (1.0 if is_all else HALF_OPEN) * (len(VOWEL_PATH) - 1)
    gain = CHOIR_GAIN * max(1, len(order)) ** -CHOIR_CROWD * (SWELL if is_all else 1.0)
    for turn, singer in enumerate(order):
        if around.hush >= entrance(turn):
            wanted |= mouths(singer, place, gain, MOVES_WITH * sides.get(singer, 0.0), orchestra)
    return wanted


def last_cues(
    before: float, around: Surroundings, orchestra: Orchestra, sides: Mapping[Singer, float]
) -> Iterator[tuple[float, Cue]]:
    """What begins to sound after one moment and until `around.hush`, with its moment."""
    assert around.hush is not None
    order = around.in_order[:CHOIR_SIZE]
    for turn, singer in enumerate(order):
        if before < entrance(turn) <= around.hush:
            side = sides.get(singer, 0.0)
            yield entrance(turn), Cue(orchestra.chime(singer[0]), CHIME_GAIN, side, bus=Bus.MUSIC, priority=VITAL)
    if order and before < (last := entrance(len(order))) <= around.hush:
        low = folded(round(min(note for note, _ in order)), BASS_LOW, BASS_LOW + 11)
        yield last, Cue(orchestra.bass(low), BASS_GAIN, bus=Bus.MUSIC, band=True)
        for turn, singer in enumerate(order):
            gain = CHIME_GAIN * len(order) ** -0.5
            chime = orchestra.chime(singer[0])
            yield last, Cue(chime, gain, sides.get(singer, 0.0), STRUM_S * turn, Bus.MUSIC, VITAL)
