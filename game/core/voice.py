"""The voice that the system has for reading aloud: a command of the platform's, started for each text.

No library for it is kept up on all platforms; these commands are part of them, and say what screen readers say.
"""

import shutil
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass

from game.core.language import spoken_now

LONGEST = 600
"""Letters of a text, at most."""
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_WINDOWS = (
    "[Console]::InputEncoding = [Text.Encoding]::UTF8; Add-Type -AssemblyName System.Speech;"
    " $voice = New-Object System.Speech.Synthesis.SpeechSynthesizer;"
    " try { $voice.SelectVoiceByHints('NotSet', 'NotSet', 0, [Globalization.CultureInfo]'%s') } catch { };"
    " $voice.Speak([Console]::In.ReadToEnd())"
)


@dataclass(frozen=True, slots=True)
class Command:
    """How a voice is asked to speak; `{language}` in its words is replaced."""

    words: tuple[str, ...]
    by_input: bool = False
    """It reads the text from its input, else that follows as the last word."""
    hush: tuple[str, ...] = ()
    """What ends what it says, where the process that asked for it is not the one that speaks."""


COMMANDS: dict[str, tuple[Command, ...]] = {
    "linux": (
        Command(("spd-say", "-C", "-w", "-l", "{language}", "--"), hush=("spd-say", "-C")),
        Command(("espeak-ng", "-v", "{language}", "--")),
        Command(("espeak", "-v", "{language}", "--")),
    ),
    "darwin": (Command(("say", "-f", "-"), by_input=True),),
    "win32": (
        Command(("powershell", "-NoProfile", "-NonInteractive", "-Command", _WINDOWS % "{language}"), by_input=True),
    ),
}
"""By platform, best first: speech-dispatcher speaks with the voice that the user chose for the desktop."""


def find_command(platform: str = sys.platform) -> Command | None:
    """The first of the platform's commands that is there; None where there is no voice."""
    return next((command for command in COMMANDS.get(platform, ()) if shutil.which(command.words[0])), None)


class Voice:
    """Says one text at a time; a new one cuts off the one before. Nothing waits for it."""

    def __init__(self, command: Command) -> None:
        self._command = command
        self._speaks: subprocess.Popen[bytes] | None = None
        self._ending: list[subprocess.Popen[bytes]] = []
        """Asked to end, or about to end by themselves: somebody has to hear of it."""

    @property
    def is_speaking(self) -> bool:
        """Whether the text before is still being said."""
        return self._speaks is not None and self._speaks.poll() is None

    def say(self, text: str) -> None:
        """Say it, in the language that the game speaks; where that fails, nothing is heard."""
        self._cut_off()
        text, command = text[:LONGEST], self._command
        words = [word.replace("{language}", spoken_now()) for word in command.words]
        self._speaks = _started(words if command.by_input else [*words, text], text if command.by_input else "")

    def hush(self) -> None:
        """Be quiet."""
        hushed = _started(list(self._command.hush), "") if self.is_speaking and self._command.hush else None
        self._cut_off()
        if hushed is not None:
            self._ending.append(hushed)

    def _cut_off(self) -> None:
        if self._speaks is not None and self.is_speaking:
            self._speaks.terminate()
            self._ending.append(self._speaks)
        self._speaks = None
        self._ending = [process for process in self._ending if process.poll() is None]


def _started(words: list[str], told: str) -> subprocess.Popen[bytes] | None:
    """The process; None where it cannot be started."""
    quiet = subprocess.DEVNULL
    with suppress(OSError):  # a full pipe cannot be: texts are shorter than any
        process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, creationflags=_NO_WINDOW)
        assert process.stdin is not None
        with suppress(BrokenPipeError), process.stdin:
            process.stdin.write(told.encode())
        return process
    return None
