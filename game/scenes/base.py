"""What a scene is, how scenes follow each other, and the doors between them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import pygame

from game.render import Stage
from game.scenes.repertoire.repertoire import Entry
from game.sim import EventKind


class Scene(Protocol):
    """One thing that has the whole window. Only the topmost of the stack hears, moves and is drawn."""

    @property
    def cursor(self) -> bool:
        """Whether the system's mouse cursor shows over it."""
        ...

    def handle(self, event: pygame.Event) -> "Change":
        """Take one event in."""
        ...

    def update(self, elapsed_s: float) -> "Change":
        """Move on by real seconds since the last frame."""
        ...

    def draw(self, target: pygame.Surface) -> None:
        """Paint the whole window. Changes nothing that matters."""
        ...

    def close(self, *, crashed: bool) -> Path | None:
        """Leave the stack for good. After a crash, save what must not be lost, and return where it is."""
        ...


class Beneath(Protocol):
    """What can be seen beneath a page."""

    def glow(self, elapsed_s: float) -> None:
        """Let what does not stand still move on by so many real seconds."""
        ...

    def sample(self, kind: EventKind) -> None:
        """Show how such an event looks."""
        ...

    def draw(self, target: pygame.Surface, covered: float = 0.0) -> None:
        """Paint it as it stands; `covered` 0..1 is how far a page lies over it: under a whole one nothing is read."""
        ...


@dataclass(frozen=True, slots=True)
class Push:
    """Put this scene on top; the one beneath waits."""

    scene: Scene


@dataclass(frozen=True, slots=True)
class Swap:
    """Leave this scene, and put another one in its place."""

    scene: Scene


@dataclass(frozen=True, slots=True)
class Pop:
    """Leave this scene; the one beneath goes on."""


@dataclass(frozen=True, slots=True)
class Reset:
    """Leave all scenes and begin with this one."""

    scene: Scene


@dataclass(frozen=True, slots=True)
class Leave:
    """Leave all scenes: the program ends."""


Change = Push | Swap | Pop | Reset | Leave | None


class Stack:
    """The scenes that are open, topmost last."""

    def __init__(self, first: Scene) -> None:
        self._scenes: list[Scene] = [first]

    @property
    def top(self) -> Scene | None:
        """The scene that has the window; None when all were left."""
        return self._scenes[-1] if self._scenes else None

    def apply(self, change: Change) -> None:
        """Do what a scene asked for."""
        match change:
            case Push(scene):
                self._scenes.append(scene)
            case Swap(scene):
                self._scenes.pop().close(crashed=False)
                self._scenes.append(scene)
            case Pop():
                self._scenes.pop().close(crashed=False)
            case Reset(scene):
                self.close(crashed=False)
                self._scenes.append(scene)
            case Leave():
                self.close(crashed=False)

    def close(self, *, crashed: bool) -> list[Path]:
        """Leave every scene, topmost first; returns what was saved from a crash."""
        left, self._scenes = self._scenes[::-1], []
        saved = [scene.close(crashed=crashed) for scene in left]
        return [path for path in saved if path is not None]


@dataclass(frozen=True, slots=True)
class Doors:
    """Ways to other scenes, made by the app: scenes lead to each other in circles, their imports may not."""

    title: Callable[[int], Scene]
    """The title, with this row of the repertoire chosen."""
    programme: Callable[[int], Scene]
    """The programme of this row, while its performance is got ready."""
    admit: Callable[[Entry], Scene]
    """The programme of a level or a recording that is not in the repertoire."""
    play: Callable[[int, Stage], Scene]
    """The performance of this row on a stage that was got ready for it."""
