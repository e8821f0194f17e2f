"""The sound device: pygame's mixer, opened with care and fed from a thread of its own with what the desk renders.

The one file of this room, with the mixer that asks it, that knows pygame.
"""

import os
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import Enum

import pygame

from game.audio.desk.desk import Desk
from game.audio.sounds.synth import RATE

SIZE, SIDES, BUFFER = -16, 2, 512
"""Signed 16 bits, stereo, and 512 samples a block of the device: 11 ms."""
CHUNK = 1024
"""Samples asked of the desk at a time, a multiple of BUFFER, so that one chunk follows another without a gap: 21 ms.

One plays while the next waits: the feeder may be late by that much, and what happens is heard some 40 ms later."""
LARGEST_CHUNK = 4 * CHUNK
"""Where the feeder does come late, chunks grow up to this: better later than torn..."""
CALM_S = 15.0
"""...and shrink again after so long a time in which it did not."""
LOOK_S = 0.004
"""Between two looks at whether the next chunk is wanted."""
STALLED_S = 2.0
"""A device that has not taken a chunk for so long has gone."""
CHANNEL = 0


class DeviceChange(Enum):
    """What became of a sound device."""

    LOST = "lost"
    FOUND = "found"


def change_told_by(event: pygame.Event) -> DeviceChange | None:
    """Whether an event tells that a device for playing, not for recording, came or went."""
    if event.type == pygame.AUDIODEVICEREMOVED and not event.iscapture:
        return DeviceChange.LOST
    if event.type == pygame.AUDIODEVICEADDED and not event.iscapture:
        return DeviceChange.FOUND
    return None


class Device:
    """An open sound device. Silent until it `runs`; fails for good when it vanishes."""

    def __init__(self, desk: Desk) -> None:
        """Open it at 48 kHz stereo; what the hardware wants instead, SDL converts to.

        Raises:
            OSError: it cannot be opened; says why in a few words.
        """
        wanted = (RATE, SIZE, SIDES)
        try:
            if pygame.mixer.get_init() not in (None, wanted):
                pygame.mixer.quit()  # someone opened it in passing, as pygame.init does
            if pygame.mixer.get_init() is None:
                with _quiet_alsa():
                    pygame.mixer.init(*wanted, buffer=BUFFER, allowedchanges=0)
        except (pygame.error, NotImplementedError, ImportError) as error:
            raise OSError(" ".join(str(error).split()) or "unknown error") from error
        self._desk = desk
        self._channel = pygame.mixer.Channel(CHANNEL)
        self._chunk = CHUNK
        self._failed = False
        self._closing = threading.Event()
        self._feeder: threading.Thread | None = None

    @property
    def runs(self) -> bool:
        """Whether it asks the desk for samples."""
        return self._feeder is not None

    @property
    def failed(self) -> bool:
        """Whether it has stopped taking samples."""
        return self._failed

    def run(self) -> None:
        """Begin to ask the desk for samples."""
        if self._feeder is None:
            self._feeder = threading.Thread(target=self._feed, name="sound", daemon=True)
            self._feeder.start()

    def close(self) -> None:
        """Give the device back. May be called again."""
        self._closing.set()
        if self._feeder is not None:
            self._feeder.join()
        pygame.mixer.quit()

    def _feed(self) -> None:
        sounded, waited_s, calm_s = False, 0.0, 0.0
        try:
            while not self._closing.wait(LOOK_S):
                if self._channel.get_queue() is not None:
                    waited_s += LOOK_S
                    self._failed = waited_s > STALLED_S
                    continue
                if sounded and not self._channel.get_busy():  # a gap in silence is none: loading may well make some
                    self._chunk, calm_s = min(2 * self._chunk, LARGEST_CHUNK), 0.0
                elif calm_s > CALM_S:
                    self._chunk, calm_s = max(self._chunk // 2, CHUNK), 0.0
                self._channel.queue(pygame.mixer.Sound(buffer=self._desk.pcm(self._chunk).tobytes()))
                sounded, waited_s, calm_s = bool(self._desk.busy), 0.0, calm_s + self._chunk / RATE
        except pygame.error:
            self._failed = True


@contextmanager
def _quiet_alsa() -> Iterator[None]:
    """Keep back what ALSA's library writes to stderr itself where there is no card; all else is passed on."""
    with suppress(OSError, ValueError):
        sys.stderr.flush()
    try:
        kept = os.dup(2)
    except OSError:  # no stderr at all, as in a windowed program on Windows
        yield
        return
    with tempfile.TemporaryFile() as caught:
        os.dup2(caught.fileno(), 2)
        try:
            yield
        finally:
            os.dup2(kept, 2)
            os.close(kept)
            caught.seek(0)
            said = [line for line in caught.read().splitlines(keepends=True) if not line.startswith(b"ALSA lib ")]
            if said:
                os.write(2, b"".join(said))
