"""Whoever is taught: what the teacher sees of a stage and of hands, frame by frame."""

from dataclasses import replace
from typing import Any

import numpy as np

from game.input.bindings import DEFAULT_BINDINGS
from game.input.devices import Device, InHand
from game.input.keys import Layout
from game.scenes.teaching.lessons import (
    Lesson,
)
from game.scenes.teaching.spoken import Spoken
from game.scenes.teaching.teacher import Teacher
from game.sim import Intent, View, World
from tests.scenes.rig import LEVEL
from tests.views import changed
from tests.visual.fake_view import view as concept

TEACH: Any = ("paint", "lean", "breath")
FRAME_S = 1 / 60
BARE = World(LEVEL).view()
"""Before its flaw opens."""


def cracked(gold: float = 0.0, *, lit: bool = False, drunk: float | None = None, **game: Any) -> View:
    """A view with a crack in its heart, gilded so far."""
    view = concept(sung=0)
    crack = view.sculpture.cracks[0]
    cells = np.arange(len(crack.cells)) < gold * len(crack.cells)
    exposure = np.full(len(cells), gold if drunk is None else drunk)
    crack = replace(crack, gold=cells, exposure=exposure, lit=lit, voice=False)
    return changed(view, cracks=(crack,), sway=0.0, **game)


def play(teacher: Teacher, view: View, intent: Intent | None = None, seconds: float = 0.1, teach: Any = TEACH) -> str:
    """Let frames pass that all show the same; returns the words that are due after them."""
    due: Lesson | None = None
    for _ in range(round(seconds / FRAME_S)):
        due = teacher.follow(view, intent or Intent(), FRAME_S, teach)
    return due.words(teacher.facts, spoken()) if due is not None else ""


def spoken(aim: Device = Device.MOUSE, lean: Device = Device.EITHER) -> Spoken:
    return Spoken(DEFAULT_BINDINGS, Layout(), InHand(aim, lean))


def swinging(sway: float, time: float = 20.0) -> View:
    """It leans there, and tends to go on: what swings tends back by the time that a hand can act."""
    return replace(changed(BARE, sway=sway, load_factor=1.05), time=time)
