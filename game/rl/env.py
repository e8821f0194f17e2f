"""A level as a Gymnasium environment: steps of a thirtieth of a second, seeds honoured, pictures if they are wanted."""

from pathlib import Path
from typing import Any

import gymnasium
import numpy as np
import pygame

from game.core.clock import TICK_S, TICKS_PER_SECOND
from game.lab.arrays import gold_of
from game.level import Level, find_level, load_level
from game.performance import DECISION_TICKS
from game.render import StageRenderer
from game.rl.observe import observe
from game.rl.spaces import OBSERVATION, Observation, Values, action_space, bounds, observation_space, wishes_of
from game.sim import Event, Intent, World

POINTS = 0.01
"""Reward for a point: a plain voice is worth 1..."""
GOLD = 1.0
"""...for a metre of gold, taken back where it fades or falls..."""
LOSS = -1.0
"""...and for a loss."""
HELD = 0.5
"""From here on breath is held."""
SEEDS = 2**32
"""Seeds of performances are drawn below this."""


class PerformanceEnv(gymnasium.Env[Any, Any]):
    """One level; an episode is a performance. `spaces` says what actions and observations hold."""

    metadata: dict[str, Any] = {  # noqa: RUF012 - as Gymnasium declares it
        "render_modes": ["human", "rgb_array"],
        "render_fps": TICKS_PER_SECOND // DECISION_TICKS,
    }

    def __init__(
        self,
        level: Level | str | Path = "1",
        render_mode: str | None = None,
        ticks: int = DECISION_TICKS,
        size: tuple[int, int] = (640, 360),
    ) -> None:
        """Raise no curtain yet: `reset` does.

        Args:
            level: a level, its file, or the name or number of one of the game's.
            render_mode: "human" shows a window, "rgb_array" gives pictures, None neither.
            ticks: of 1/120 s in a step.
            size: of the picture, px.

        Raises:
            LevelError: there is no such level, or something in it is wrong.
            ValueError: there is no such mode of rendering.
        """
        if render_mode is not None and render_mode not in self.metadata["render_modes"]:
            raise ValueError(f"render_mode is {render_mode!r}, must be one of {self.metadata['render_modes']} or None")
        self.render_mode = render_mode
        self.level = level if isinstance(level, Level) else load_level(find_level(str(level)))
        self._ticks, self._size = ticks, size
        self.world = World(self.level)
        """What is performed."""
        self.before = self.view = self.world.view()
        """What was to be seen a step ago, and now."""
        self._sway_rate = self._rewarded = 0.0
        self._events: list[Event] = []
        self.action_space: gymnasium.spaces.Box = action_space()
        self.observation_space: gymnasium.spaces.Dict = observation_space(self.level, len(self.view.light.mirrors))
        self._canvas: pygame.Surface | None = None
        self._window: pygame.Window | None = None
        self._stage: StageRenderer | None = None
        self._clock = pygame.time.Clock()

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[Observation, dict[str, Any]]:
        """Begin a performance. Its seed is `seed`, or drawn from what the last one given has set up."""
        super().reset(seed=seed)
        self._begin(int(self.np_random.integers(SEEDS)) if seed is None else seed)
        if self.render_mode == "human":
            self.render()
        return self._observation(), self._info()

    def step(self, action: Values) -> tuple[Observation, float, bool, bool, dict[str, Any]]:
        """Play on by one step.

        Raises:
            ValueError: the action is no finite numbers of the action space's shape.
        """
        action = np.asarray(action, dtype=np.float32)
        if action.shape != self.action_space.shape or not np.isfinite(action).all():
            raise ValueError(f"an action is {self.action_space.shape[0]} finite numbers, not {action!r}")
        intent = self.intent_of(action)
        sway, self._events = self.world.sway, []
        for _ in range(self._ticks):
            if not self.world.over:
                self._events += self.world.tick(intent)
        self.before, self.view = self.view, self.world.view()
        self._sway_rate = (self.world.sway - sway) / (self._ticks * TICK_S)
        reward = self._reward()
        if self.render_mode == "human":
            self.render()
        return self._observation(), reward, self.world.over, False, self._info()

    def render(self) -> Any:
        """The stage as it stands, (height, width, 3) of uint8; in a window, where that was wanted; None for neither."""
        if self.render_mode is None:
            return None
        if self._stage is None:
            pygame.display.init()
            self._stage = StageRenderer(self._size, self.level)
            self._canvas = pygame.Surface(self._size, depth=32)
            self._window = pygame.Window("FLAWSONG", self._size) if self.render_mode == "human" else None
        assert self._canvas is not None
        canvas = self._canvas if self._window is None else self._window.get_surface()
        self._stage.react(self._events, self.view)
        self._stage.draw(canvas, self.before, self.view, 1.0, self._ticks * TICK_S)
        self._events = []
        if self._window is None:
            return np.ascontiguousarray(pygame.surfarray.array3d(canvas).transpose(1, 0, 2))
        pygame.event.pump()
        self._window.flip()
        self._clock.tick(self.metadata["render_fps"])
        return None

    def close(self) -> None:
        """Close the window, if there is one."""
        if self._window is not None:
            self._window.destroy()
        self._window = self._stage = None

    def intent_of(self, action: Values) -> Intent:
        """What an action wants."""
        wish, mirrors = wishes_of(action), len(self.view.light.mirrors)
        take = max(0, min(mirrors - 1, int(wish["mirror"] * mirrors)))
        aim = (wish["aim_x"], wish["aim_y"])
        return Intent(wish["lean"], aim, slide=wish["slide"], breath=wish["breath"] > HELD, take=take)

    def _begin(self, seed: int) -> None:
        self.world = World(self.level, seed)
        self.before = self.view = self.world.view()
        self._sway_rate = 0.0
        self._events = []
        self._rewarded = self._worth()

    def _worth(self) -> float:
        """What all that was done until now is worth."""
        return POINTS * self.view.game.score + GOLD * gold_of(self.view) + LOSS * (self.world.outcome == "lost")

    def _reward(self) -> float:
        """What the last step has added to that."""
        before, self._rewarded = self._rewarded, self._worth()
        return float(self._rewarded - before)

    def _observation(self) -> Observation:
        names = [piece.id for piece in self.level.pieces]
        seen = observe(self.view, names, len(self.level.flaws), self._sway_rate)
        return {part: np.clip(rows, *bounds(OBSERVATION[part])) for part, rows in seen.items()}

    def _info(self) -> dict[str, Any]:
        """How it stands, in words and numbers."""
        game = self.view.game
        return {
            "seed": self.world.seed,
            "time": self.view.time,
            "score": game.score,
            "voices": self.world.voices_sung,
            "outcome": game.outcome,
            "cause": game.cause,
        }
