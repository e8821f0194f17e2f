"""The sound device: pygame's mixer, opened with care. The only file of this room that imports pygame."""

from typing import TypeAlias

import pygame

from game.audio.patches import Pcm
from game.audio.synth import RATE

SIZE, SIDES, BUFFER = -16, 2, 512
"""Signed 16 bits, stereo, and 512 samples a block: 11 ms, under what a player feels as late."""
Sound: TypeAlias = "pygame.mixer.Sound"


class Device:
    """An open sound device with a fixed number of channels."""

    def __init__(self, channels: int) -> None:
        """Open it at 48 kHz stereo; what the hardware wants instead, SDL converts to.

        Raises:
            OSError: it cannot be opened; says why in a few words.
        """
        wanted = (RATE, SIZE, SIDES)
        try:
            if pygame.mixer.get_init() not in (None, wanted):
                pygame.mixer.quit()  # someone opened it in passing, as pygame.init does
            if pygame.mixer.get_init() is None:
                pygame.mixer.init(*wanted, buffer=BUFFER, allowedchanges=0)
            pygame.mixer.set_num_channels(channels)
        except (pygame.error, NotImplementedError, ImportError) as error:
            raise OSError(" ".join(str(error).split()) or "unknown error") from error
        self._channels = [pygame.mixer.Channel(index) for index in range(channels)]

    @staticmethod
    def sound(pcm: Pcm) -> Sound:
        """Samples as the device takes them (copied)."""
        return pygame.mixer.Sound(buffer=pcm.tobytes())

    def play(self, channel: int, sound: Sound, volume: tuple[float, float], *, loop: bool = False) -> None:
        """Play on a channel, in place of what it plays now, with a volume (0..1) for each side.

        The volume is set on the stopped channel: set afterwards, the first block could go out at full volume.
        """
        line = self._channels[channel]
        line.stop()
        line.set_volume(*volume)
        line.play(sound, loops=-1 if loop else 0)

    def set_volume(self, channel: int, volume: tuple[float, float]) -> None:
        """Change the volume (0..1) of each side of what a channel plays."""
        self._channels[channel].set_volume(*volume)

    def stop(self, channel: int) -> None:
        """Silence a channel at once."""
        self._channels[channel].stop()

    def fade_out(self, channels: range, seconds: float) -> None:
        """Let channels sink into silence."""
        for channel in channels:
            self._channels[channel].fadeout(round(1000.0 * seconds))

    def close(self) -> None:
        """Give the device back. May be called again."""
        pygame.mixer.quit()
