"""Frames to film files, through pillow and imageio-ffmpeg: the extra `media`. Only who makes films imports this."""

import os
import tempfile
from collections.abc import Generator, Iterator
from contextlib import closing
from pathlib import Path
from typing import IO

import imageio_ffmpeg
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]

OWN_FFMPEG = "IMAGEIO_FFMPEG_EXE"
"""Environment variable that names another ffmpeg than that of imageio-ffmpeg."""
MP4_QUALITY = 6.6
"""Of 10; for H.264 it is a rate factor of 17, at which dark gradients keep their grain and show no bands."""
PALETTE_FRAMES = 16
"""Frames, evenly spread, from which a GIF's colours are chosen."""
PALETTE_COLOURS = 255
"""One is left over: it says 'as before', which is what most of a frame is."""
PALETTE_ROUNDS = 3
"""Rounds of k-means after the median cut, which alone turns what is small and bright to grey."""
DITHER_STEPS = 6.0
"""Steps of 8-bit colour that the dither spans: about the distance between neighbouring colours of such a palette."""
HELD_STEPS = 2
"""Steps by which a pixel may be off before it is drawn again: unseen, and a quarter off the file."""
CENTISECONDS = 100
"""GIF counts time in hundredths of a second."""


def write_mp4(
    frames: Iterator[bytes], size: tuple[int, int], fps: float, path: Path, sound: Path | None = None
) -> None:
    """Write H.264, and AAC where there is a `sound` file, by the ffmpeg that comes with imageio-ffmpeg.

    Args:
        frames: (height, width, 3) bytes each; `size` is even.

    Raises:
        OSError: there is no ffmpeg, or it could not write all of it.
    """
    encoder = imageio_ffmpeg.write_frames(
        path,
        size,
        fps=fps,
        quality=MP4_QUALITY,
        macro_block_size=2,
        ffmpeg_log_level="fatal",
        audio_path=None if sound is None else str(sound),
        audio_codec="aac",
        output_params=["-movflags", "+faststart"],
    )
    sent = 0
    with closing(encoder):
        _send(encoder, None)
        for frame in frames:
            _send(encoder, frame)
            sent += 1
    try:
        written = imageio_ffmpeg.count_frames_and_secs(path)[0]
    except RuntimeError:  # no film at all
        written = 0
    if written != sent:
        raise OSError("ffmpeg did not write all of it; is the disk full?")


def _send(encoder: Generator[None, bytes | None, None], frame: bytes | None) -> None:
    """Hand a frame to ffmpeg; None begins.

    Raises:
        OSError: ffmpeg is not there, or has ended.
    """
    try:
        encoder.send(frame)
    except (RuntimeError, LookupError, FileNotFoundError, PermissionError) as error:
        own = os.environ.get(OWN_FFMPEG)
        if own is not None:
            raise OSError(f"{OWN_FFMPEG}={own} is no ffmpeg that starts; unset it") from error
        raise OSError("there is no ffmpeg for this machine in imageio-ffmpeg; install one, or write a .gif") from error
    except OSError as error:
        raise OSError("ffmpeg stopped in the middle of it; is the disk full?") from error


def write_gif(frames: Iterator[bytes], size: tuple[int, int], fps: float, path: Path) -> None:
    """Write a GIF that repeats: one palette for all frames, and a dither that stands still, so that nothing boils.

    Args:
        frames: (height, width, 3) bytes each.

    Raises:
        OSError: it cannot be written, or there is no room to put the frames aside while colours are chosen.
    """
    with tempfile.TemporaryFile() as file:
        spool = _Spool(file, size)
        for frame in frames:
            spool.add(frame)
        drawn = _reduced(spool)
        first = next(drawn)
        ends = [round(CENTISECONDS * (index + 1) / fps) for index in range(spool.count)]
        durations = (1000 // CENTISECONDS * np.diff([0, *ends])).tolist()
        # Optimised, a frame holds only what differs from the one before.
        first.save(path, "GIF", save_all=True, append_images=drawn, duration=durations, loop=0, optimize=True)


class _Spool:
    """Frames put aside in a file: colours can be chosen only when all have been seen."""

    def __init__(self, file: IO[bytes], size: tuple[int, int]) -> None:
        self._file, self._shape = file, (size[1], size[0], 3)
        self.count = 0

    def add(self, frame: bytes) -> None:
        """Append a frame."""
        self._file.write(frame)
        self.count += 1

    def frame(self, index: int) -> Pixels:
        """(height, width, 3) frame `index`."""
        length = int(np.prod(self._shape))
        self._file.seek(index * length)
        return np.frombuffer(self._file.read(length), np.uint8).reshape(self._shape)


def _reduced(spool: _Spool) -> Iterator[Image.Image]:
    """The frames in the colours of one palette."""
    palette, held = _palette(spool), spool.frame(0)
    grain = _grain(*held.shape[:2])
    for index in range(spool.count):
        frame = spool.frame(index)
        moved = np.abs(frame.astype(np.int16) - held).max(axis=2, keepdims=True) > HELD_STEPS
        held = np.where(moved, frame, held)
        grained = np.clip(held + grain, 0, 255).astype(np.uint8)
        yield Image.fromarray(grained).quantize(palette=palette, dither=Image.Dither.NONE)


def _palette(spool: _Spool) -> Image.Image:
    """The colours that serve frames from all of the film best.

    Colours count by the square root of their pixels: else the wide dark wall would take them all, and leave none for
    the glass.
    """
    chosen = sorted({round(k * (spool.count - 1) / (PALETTE_FRAMES - 1)) for k in range(PALETTE_FRAMES)})
    pixels = np.concatenate([spool.frame(index).reshape(-1, 3) for index in chosen])
    cells = (pixels.astype(np.int64) >> 3) @ (1 << 10, 1 << 5, 1)
    count = np.bincount(cells)
    used = np.flatnonzero(count)
    means = [np.bincount(cells, weights=pixels[:, channel])[used] / count[used] for channel in range(3)]
    colours = np.rint(np.column_stack(means)).astype(np.uint8)
    bag = np.repeat(colours, np.ceil(np.sqrt(count[used])).astype(np.int64), axis=0)
    return Image.fromarray(bag[None]).quantize(PALETTE_COLOURS, Image.Quantize.MEDIANCUT, kmeans=PALETTE_ROUNDS)


def _grain(height: int, width: int) -> NDArray[np.int16]:
    """(height, width, 1) an ordered dither, in steps of 8-bit colour about 0 (Bayer's matrix of 8 by 8)."""
    matrix = np.zeros((1, 1))
    for _ in range(3):
        matrix = np.block([[4 * matrix, 4 * matrix + 2], [4 * matrix + 3, 4 * matrix + 1]])
    level = DITHER_STEPS * ((matrix + 0.5) / matrix.size - 0.5)
    tiled = np.tile(level, (-(-height // 8), -(-width // 8)))[:height, :width, None]
    return np.rint(tiled).astype(np.int16)
