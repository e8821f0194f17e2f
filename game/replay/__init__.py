"""Replays: a level, a seed and every intent from tick 0, with a digest of each tick to check them by, and tracks of how
it looked for where it cannot be performed again.

A replay file is gzipped JSON and carries the level's own text, so that it plays wherever the game does.
"""

from game.replay.file import Card, load_card, load_recording
from game.replay.layout import SUFFIX, ReplayError, text_digest
from game.replay.recording import End, Recorder, Recording
from game.replay.tracks import NO_TRACKS, Tracks
from game.replay.verify import Check, first_difference, nearly, replayed

__all__ = [
    "NO_TRACKS",
    "SUFFIX",
    "Card",
    "Check",
    "End",
    "Recorder",
    "Recording",
    "ReplayError",
    "Tracks",
    "first_difference",
    "load_card",
    "load_recording",
    "nearly",
    "replayed",
    "text_digest",
]
