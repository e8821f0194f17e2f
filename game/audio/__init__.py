"""What is heard: sounds synthesised from arrays, chosen by one table, mixed by one desk for device and file alike."""

from game.audio.captions import Caption
from game.audio.mixer import Mixer
from game.audio.table import Tap

__all__ = ["Caption", "Mixer", "Tap"]
