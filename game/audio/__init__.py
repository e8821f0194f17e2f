"""What is heard: every sound synthesised from arrays, chosen by one table, played through pygame's mixer."""

from game.audio.cues import Tap
from game.audio.mixer import Mixer, Volumes
from game.audio.offline import render_sounds

__all__ = ["Mixer", "Tap", "Volumes", "render_sounds"]
