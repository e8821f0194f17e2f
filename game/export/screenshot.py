"""A real frame of a real run, drawn with no display."""

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

import pygame

from game.bots import Policy
from game.core.clock import TICKS_PER_SECOND
from game.core.environment import draw_unseen
from game.core.files import write_atomic
from game.export.light_bench import light_bench_view
from game.export.png import with_text
from game.level import Level, LightBench
from game.performance import Deliberate, Performance
from game.render.hud.names import Ranges
from game.render.look.pan import Pan
from game.render.stage import StageRenderer
from game.settings import DEFAULTS, Picture
from game.sim import World

LEAD_IN_S = 2.5
"""Stage time before the picture that is drawn as well: effects need their past."""
SCENE_FRAMES = 4
"""Frames after which nothing in the picture of a scene is missing: light spreads on every other one,
and what shines is known from the one before."""
FRAME_TICKS = 6
"""Ticks between two frames of the lead-in, which nobody sees: 20 frames a second."""
NO_TEXT: Mapping[str, str] = MappingProxyType({})
SUFFIXES = (".png", ".jpg", ".jpeg", ".bmp", ".tga")
"""Picture formats that can be written."""


@dataclass(frozen=True, slots=True)
class Look:
    """What is drawn over a picture, for builders, and how."""

    overlay: bool = False
    """Principal stresses and tip speeds."""
    named: bool = False
    """Ids, loads, flaws, mirrors and a grid, in place of what is read in play."""
    ranges: Ranges = field(default_factory=dict)
    """From which angles mirrors light which flaws, as `Names` has them."""
    stress: float = DEFAULTS.picture.stress
    """How strongly stress shows as colour, 0..1."""

    def put_on(self, stage: StageRenderer) -> None:
        """Let a stage draw so."""
        stage.overlay, stage.named, stage.ranges = self.overlay, self.named, self.ranges
        stage.settings = Picture(stress=self.stress)


PLAIN = Look()


def draw_still(
    level: Level, seed: int, policy: Policy, at: float, size: tuple[int, int], look: Look = PLAIN
) -> pygame.Surface:
    """The picture of a performance at stage time `at`, s; raises as `draw_stills`."""
    return next(draw_stills(level, seed, policy, [at], size, look))


def draw_stills(
    level: Level, seed: int, policy: Policy, times: Sequence[float], size: tuple[int, int], look: Look = PLAIN
) -> Iterator[pygame.Surface]:
    """Pictures of one performance at some stage times, s, that rise.

    Raises:
        ValueError: the level's sculpture cannot be built.
        ThemeError: the theme cannot be read.
    """
    return draw_performance(Performance(World(level, seed), Deliberate(policy)), times, size, look)


def draw_performance(
    performance: Performance, times: Sequence[float], size: tuple[int, int], look: Look = PLAIN
) -> Iterator[pygame.Surface]:
    """Pictures of a performance that is yet to begin, at some stage times, s, that rise.

    Raises:
        ThemeError: the theme cannot be read.
    """
    draw_unseen()
    stage = StageRenderer(size, performance.world.level)
    look.put_on(stage)
    pan, frame_s = Pan(stage.framing), FRAME_TICKS / TICKS_PER_SECOND
    for at in times:
        target = pygame.Surface(size, depth=32)
        last = round(at * TICKS_PER_SECOND)
        ahead = last - performance.world.ticks
        frames = min(round(LEAD_IN_S * TICKS_PER_SECOND), ahead) // FRAME_TICKS
        performance.run(ahead - frames * FRAME_TICKS)
        for _ in range(frames):
            step = performance.step(FRAME_TICKS)
            stage.react(step.events, step.view)
            pan.advance(step.view, stage.settings.motion, frame_s)
            stage.draw(target, step.before, step.view, 1.0, frame_s, pan.camera(size))
        view = performance.look()
        stage.draw(target, view, view, 1.0, 0.0, pan.camera(size))
        yield target


def draw_light_bench(scene: LightBench, at: float, size: tuple[int, int], look: Look = PLAIN) -> pygame.Surface:
    """The picture of a scene of lights and optics on a bare stage, at stage time `at`, s.

    Raises:
        ThemeError: the theme cannot be read.
    """
    draw_unseen()
    target = pygame.Surface(size, depth=32)
    stage = StageRenderer(size, scene)
    look.put_on(stage)
    view = light_bench_view(scene, at)
    for _ in range(SCENE_FRAMES):
        stage.draw(target, view, view, 1.0, FRAME_TICKS / TICKS_PER_SECOND)
    return target


def check_suffix(path: Path) -> None:
    """See that a picture can be written under this name.

    Raises:
        ValueError: its suffix is none that can be written.
    """
    if path.suffix.lower() not in SUFFIXES:
        raise ValueError(f"the name must end in one of {', '.join(SUFFIXES)}")


def save_picture(picture: pygame.Surface, path: Path, text: Mapping[str, str] = NO_TEXT) -> None:
    """Write a picture whole or not at all; its suffix says the format. `text` goes into a PNG's own.

    Raises:
        ValueError: the suffix is none that can be written.
        OSError: the file cannot be written.
    """
    check_suffix(path)
    content = io.BytesIO()  # given a name, pygame would not tell of a full disk
    pygame.image.save(picture, content, f"picture{path.suffix.lower()}")
    write_atomic(path, with_text(content.getvalue(), text) if text else content.getvalue())
