"""What a recording is made into for others: a film, its sound or a picture of its end, by a process beside the game."""

import multiprocessing
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from multiprocessing.connection import Connection
from pathlib import Path

import pygame

from game import __version__
from game.core.environment import UNSEEN
from game.core.language import N_
from game.core.words import grouped
from game.export.photograph import SIZE, draw_photograph, draw_stage
from game.export.screenshot import save_picture
from game.export.showing import length_of
from game.export.sound import sound_of, write_wav
from game.replay import Recording, ReplayError, load_recording, replayed

FILM, SOUND, PICTURE = "film", "sound", "picture"
SUFFIXES = {FILM: ".mp4", SOUND: ".wav", PICTURE: ".png"}
Report = Callable[[float], None]
"""Told the share that is done, 0..1; what it raises ends the work."""
NICE = 5
"""Play goes first."""
MISSING = N_("Films need what `pip install 'flawsong[media]'` brings")


class Making:
    """One of these, while another process makes it."""

    def __init__(self, recording: Path, kind: str, out: Path) -> None:
        """Begin.

        Raises:
            OSError: nothing can be written where `out` is to be.
        """
        self.kind, self.out = kind, out
        self.share = 0.0
        self.problem = ""
        """Why it could not be made."""
        self._is_done = False
        self._folder = Path(tempfile.mkdtemp(prefix=".making-", dir=out.parent))
        self._made = self._folder / f"made{out.suffix}"
        context = multiprocessing.get_context("spawn")
        self._told, tells = context.Pipe(duplex=False)
        self._process = context.Process(target=_work, args=(recording, kind, self._made, tells), daemon=True)
        with _no_script():
            self._process.start()
        tells.close()

    @property
    def is_done(self) -> bool:
        """Whether it is made, or never will be."""
        return self._is_done

    def look(self) -> None:
        """Take in how far it is."""
        try:
            while not self._is_done and self._told.poll():
                self._take(self._told.recv())
        except EOFError:
            self._end("it ended before it was done")

    def cancel(self) -> None:
        """Leave off at once; nothing is left of it."""
        if not self._is_done:
            self._process.kill()
            self._process.join()
            self._end("")

    def _take(self, said: float | str) -> None:
        if isinstance(said, float):
            self.share = said
            return
        try:
            if not said:
                self._made.replace(self.out)
        except OSError as error:
            said = str(error)
        self._end(said)

    def _end(self, problem: str) -> None:
        self._is_done, self.problem = True, problem
        self._told.close()
        shutil.rmtree(self._folder, ignore_errors=True)


@contextmanager
def _no_script() -> Iterator[None]:
    """The other process is not to run the script that runs this one: it may open a second game."""
    main = vars(sys.modules["__main__"])
    file = main.pop("__file__", None)
    try:
        yield
    finally:
        if file is not None:
            main["__file__"] = file


def _work(recording: Path, kind: str, out: Path, tells: Connection) -> None:
    """In the other process: make it, and tell how far it is; at last a text, empty where all went well."""
    os.environ.update(UNSEEN)
    getattr(os, "nice", int)(NICE)
    try:
        make(load_recording(recording), kind, out, tells.send)
        tells.send("")
    except (ReplayError, OSError, ValueError) as error:
        tells.send(str(error) or type(error).__name__)
    except ModuleNotFoundError:
        tells.send(MISSING)


def make(recording: Recording, kind: str, out: Path, report: Report) -> None:
    """Make a film, a sound or a picture of a recording.

    Raises:
        ValueError: it cannot be made.
        OSError: it cannot be written.
        ModuleNotFoundError: what films need is not installed.
    """
    {FILM: _film, SOUND: _sound, PICTURE: _picture}[kind](recording, out, report)


def _film(recording: Recording, out: Path, report: Report) -> None:
    from game.export.film import (  # noqa: PLC0415 - it needs what may not be installed
        FORMATS,
        FilmError,
        make_film,
        plan,
    )

    form = FORMATS[out.suffix]
    try:
        make_film(
            recording,
            plan(recording, form, start=0.0),
            form,
            out,
            lambda what, share: report(0.2 * share if what == "sound" else 0.2 + 0.8 * share),
        )
    except FilmError as error:
        raise ValueError(str(error)) from error


def _sound(recording: Recording, out: Path, report: Report) -> None:
    whole = length_of(recording)
    write_wav(out, sound_of(recording, whole, lambda mixed_s: report(min(1.0, mixed_s / whole))))


def _picture(recording: Recording, out: Path, report: Report) -> None:
    """Of the end: the golden drawing of what was finished, else the stage as it stood."""
    performance, _ = replayed(recording)
    for _events in performance.ticks():
        if performance.world.ticks % 120 == 0:
            report(0.9 * performance.world.ticks / max(1, len(recording.intents)))
    pygame.font.init()
    view, title = performance.look(), recording.level.title or recording.level_name
    score, seed = f"{grouped(view.game.score)} points", f"seed {recording.seed}"
    won = view.game.outcome == "won"
    drawn = draw_photograph(recording.level, view, (title, score, seed), SIZE) if won else None
    told = {"Title": title, "Software": f"FLAWSONG {__version__}", "Level": recording.level_name}
    told |= {"Seed": str(recording.seed), "Score": str(view.game.score)}
    told |= {"Creation Time": datetime.now().isoformat(timespec="seconds")}
    save_picture(drawn or draw_stage(recording.level, view, SIZE), out, told)
