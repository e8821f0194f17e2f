"""A theatre for tests: real scenes, world and hands; a stage that notes what it is given; no threads."""

from collections.abc import Sequence
from concurrent.futures import Executor, Future
from pathlib import Path
from typing import Any

import pygame

from game.audio import Mixer
from game.level import parse_level
from game.level.model import Level, Music
from game.render import Camera, load_palette
from game.render.hud.highlight import Highlight
from game.render.hud.names import Ranges
from game.render.look.camera import WHOLE
from game.render.look.quality import FULL
from game.scenes.attempt.keeping import Keeping
from game.scenes.base import Doors, Scene, Stack
from game.scenes.page.menu import Menu
from game.scenes.page.page import Style
from game.scenes.play.play import Play
from game.scenes.play.programme import Programme
from game.scenes.play.retelling import DEAF_S, Retelling
from game.scenes.repertoire.portrait import Portraits
from game.scenes.repertoire.repertoire import Entry
from game.scenes.services import Services
from game.scenes.settings.settings import SettingsPage
from game.scenes.title.title import Title
from game.settings import Picture
from game.sim import Event, View

SIZE = (640, 360)
FRAME_S = 1 / 60
LEVEL_TEXT = """{
  "version": 1, "title": "Two Lamps", "story": ["A line.", "Another."], "poise": 1.6,
  "pieces": [
    {"id": "foot", "shape": {"type": "box", "size": [0.8, 0.2]}, "material": "brass", "at": [0, 0.1]},
    {"id": "heart", "material": "flint_glass", "at": [0, 0.2],
     "shape": {"type": "polygon", "points": [[-0.3, 0], [0.3, 0], [0.2, 0.5], [-0.2, 0.5]]}}
  ],
  "joints": [{"type": "weld", "pieces": ["foot", "heart"], "at": [0, 0.2]}],
  "lights": [{"id": "key", "from": [-1.6, 3.4], "toward": [-1.5, 0.9]}],
  "optics": [
    {"type": "mirror", "id": "left", "at": [-1.5, 0.9], "angle": 60},
    {"type": "mirror", "id": "right", "at": [1.5, 0.9], "angle": 120, "rail": [[1.2, 0.9], [1.8, 0.9]]}
  ],
  "flaws": [{"piece": "heart", "at": [0.28, 0.2], "opens": 1.0}],
  "goal": {"voices": 1, "within": 2, "encores": [100, 200, 300]}
}"""
"""It lasts two seconds: who does nothing loses by time."""
LEVEL: Level = parse_level(LEVEL_TEXT)


class NowExecutor(Executor):
    """Does at once what it is given."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:
        done: Future[Any] = Future()
        try:
            done.set_result(fn(*args, **kwargs))
        except Exception as error:
            done.set_exception(error)
        return done


class PaperStage:
    """Notes what a stage is given, and paints one colour."""

    def __init__(self, size: tuple[int, int] = SIZE, level: Level | None = None) -> None:
        self.camera = Camera.fitted(size)
        self.framing = WHOLE
        self.settings = Picture()
        self.ornament = FULL
        self.display = True
        self.overlay = self.rays = self.named = False
        self.ranges: Ranges = {}
        self.drawn: list[tuple[View, View, float]] = []
        self.events: list[Event] = []
        self.highlight: Highlight | None = None
        self.marks: list[Highlight | None] = []

    def reset(self) -> None:
        self.highlight = None

    def react(self, events: Sequence[Event], view: View) -> None:
        self.events += events

    def draw(
        self,
        target: pygame.Surface,
        previous: View,
        view: View,
        alpha: float,
        elapsed_s: float,
        camera: Camera | None = None,
    ) -> None:
        self.camera = camera or Camera.fitted(target.get_size())
        self.drawn.append((previous, view, alpha))
        self.marks.append(self.highlight)
        self.paint(target)

    def paint(self, target: pygame.Surface) -> None:
        target.fill("navy")


class PaperPortraits(Portraits):
    """Nobody sits for them: pages are looked at for what stands before."""

    def _of(self, row: int) -> None:
        return None


class Rig:
    """Drives a stack of scenes frame by frame, as the app does."""

    def __init__(self, folder: Path, **services: Any) -> None:
        row = Entry(folder / "two-lamps.json", LEVEL, LEVEL_TEXT, number=1)
        bad = Entry(folder / "broken.json", None, problem="broken.json:1:1: no level", number=2)
        last = Entry(folder / "three-lamps.json", LEVEL, LEVEL_TEXT, number=3)
        self.stage = PaperStage()
        self.mixer = Mixer.open(Music(), wanted=False)
        palette, repertoire = load_palette("sunset"), services.get("repertoire", (row, bad, last))
        shared: dict[str, Any] = {
            "style": Style(palette),
            "portraits": PaperPortraits(NowExecutor(), palette, repertoire, lambda: SIZE),
            "mixer": self.mixer,
            "repertoire": repertoire,
            "stagehand": NowExecutor(),
            "replays": folder / "replays",
            "size": lambda: SIZE,
        }
        self.services = Services(**(shared | services))
        self.doors = Doors(
            title=lambda row: Title(self.doors, self.services, row),
            programme=lambda row: Programme(self.doors, self.services, row),
            admit=self.admit,
            play=lambda row, stage: Play(self.doors, self.services, row, self.stage),
        )
        self.target = pygame.Surface(SIZE)
        self.seconds = 0.0
        """That have passed so far."""
        self.stack = Stack(Title(self.doors, self.services))

    def admit(self, entry: Entry) -> Scene:
        """The programme of what joins the repertoire."""
        self.services = self.services.joined_by(entry)
        return self.doors.programme(len(self.services.repertoire) - 1)

    def keeping(self) -> Keeping:
        """Of an attempt at the first number that has not come to its end."""
        return Keeping(self.services, self.services.repertoire[0], 7)

    @property
    def top(self) -> Scene | None:
        return self.stack.top

    @property
    def menu(self) -> Menu:
        """Of the page on top."""
        (menu,) = (part for part in vars(self.top).values() if isinstance(part, Menu))
        return menu

    @property
    def play(self) -> Play:
        assert isinstance(self.top, Play)
        return self.top

    def at_play(self) -> "Rig":
        """Straight into the performance, with the curtain up."""
        self.stack = Stack(self.doors.play(0, self.stage))
        return self.run(0.7)

    def run(self, seconds: float, frame_s: float = FRAME_S) -> "Rig":
        """Let frames pass."""
        for _ in range(round(seconds / frame_s)):
            self.seconds += frame_s
            if self.top is not None:
                self.stack.apply(self.top.update(frame_s))
            if self.top is not None:
                self.top.draw(self.target)
        return self

    def to_results(self) -> "Rig":
        """Past what is told again of a loss, if it is."""
        return self.run(DEAF_S).tap(pygame.K_SPACE).run(FRAME_S) if isinstance(self.top, Retelling) else self

    def send(self, kind: int, **fields: Any) -> "Rig":
        """Post an event and let the topmost scene have it, through SDL's own queue."""
        pygame.event.post(pygame.Event(kind, fields))
        for event in pygame.event.get():
            if self.top is not None:
                self.stack.apply(self.top.handle(event))
        return self

    def press(self, key: int, mod: int = 0) -> "Rig":
        """Hold a key down."""
        return self.send(pygame.KEYDOWN, key=key, mod=mod, unicode="", scancode=0)

    def release(self, key: int) -> "Rig":
        return self.send(pygame.KEYUP, key=key, mod=0, unicode="", scancode=0)

    def tap(self, key: int) -> "Rig":
        return self.press(key).release(key)


def leads_to_settings(rig: Rig) -> bool:
    """Whether Enter would lead to the settings; the stack stays as it is."""
    assert isinstance(rig.top, Title)
    change = rig.top.handle(pygame.Event(pygame.KEYDOWN, key=pygame.K_RETURN))
    return isinstance(getattr(change, "scene", None), SettingsPage)
