"""Whispers: what disturbs the sculpture. One file a kind, with its model and what it does; `Whisper` lists them all.

What a whisper does is a function of time alone, so its file needs no simulation: the world adds all effects up.
"""

from typing import Annotated

from pydantic import Field

from game.level.whispers.base import Effect, Performed, WhisperBase
from game.level.whispers.gust import Gust
from game.level.whispers.heartbeat import Heartbeat
from game.level.whispers.note import Note
from game.level.whispers.tremor import Tremor

Whisper = Annotated[Heartbeat | Gust | Tremor | Note, Field(discriminator="type")]

__all__ = ["Effect", "Gust", "Heartbeat", "Note", "Performed", "Tremor", "Whisper", "WhisperBase"]
