"""Narration: pages, what is under the cursor, prompts and captions, read aloud by the system's voice."""

import re
from collections.abc import Iterable
from typing import NamedTuple, Protocol, runtime_checkable

from game.audio.captions import Caption
from game.core.voice import Voice

RESTS_S = 0.15
"""A cursor that has rested for so long, real seconds, is told of: what the mouse only passes over is not."""


_SIGNS = re.compile(r"\s*\N{MIDDLE DOT}\s*")
"""What parts words for the eye, and would be read by its name."""


def sentences(parts: Iterable[str]) -> str:
    """Parts of a text as sentences that follow one another; empty ones are passed over."""
    return ". ".join(filter(None, (part.rstrip(".") for part in parts)))


class Narrated(NamedTuple):
    """What is to be said of a scene, in the player's language."""

    page: str
    """What it is called, and what it tells all of: said as it opens."""
    focus: str
    """What is under the cursor, with its value: said whenever that changes."""
    news: str = ""
    """What came of what was done last: said whenever that changes."""


@runtime_checkable
class Told(Protocol):
    """A scene that can be read aloud."""

    @property
    def narrated(self) -> Narrated:
        """What is to be said of it now."""
        ...


class Narrator:
    """Follows what is shown; speaks where it is wanted and there is a voice."""

    def __init__(self, voice: Voice | None = None) -> None:
        self._voice, self._is_on = voice, False
        self._said = self._wanted = Narrated("", "")
        self._rested_s = 0.0
        self._caption = ""
        """What waits until nothing else is being said."""

    @property
    def has_voice(self) -> bool:
        """Whether the system has a voice."""
        return self._voice is not None

    def obey(self, *, is_on: bool) -> None:
        """Speak from now on, or be quiet."""
        if self._is_on and not is_on:
            self.close()
        elif is_on and not self._is_on:
            self._said = Narrated("", "")
        self._is_on = is_on

    def follow(self, scene: object, elapsed_s: float) -> None:
        """Say what is new about the scene that is shown, once its cursor rests; then what was heard."""
        if self._voice is None or not self._is_on:
            return
        now = scene.narrated if isinstance(scene, Told) else Narrated("", "")
        self._rested_s = self._rested_s + elapsed_s if now == self._wanted else 0.0
        self._wanted = now
        if now != self._said and self._rested_s >= RESTS_S:
            page = now.page if now.page != self._said.page else ""
            news = now.news if now.news != self._said.news else ""
            focus = now.focus if page or now.focus != self._said.focus else ""
            text = sentences(_SIGNS.sub(", ", part) for part in (page, news, focus))
            self._said = now
            if text:
                self._voice.say(text)
        elif self._caption and not self._voice.is_speaking:
            self._voice.say(self._caption)
            self._caption = ""

    def hear(self, captions: Iterable[Caption]) -> None:
        """What was heard on the stage: said when nothing else is, and only the last of it, as it is soon past."""
        for caption in captions:
            self._caption = caption.text.strip("[]")

    def close(self) -> None:
        """Be quiet."""
        self._caption = ""
        if self._voice is not None:
            self._voice.hush()
