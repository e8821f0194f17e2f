"""What a new whisper costs: one file and its line in the list, and rows in the event tables."""

from pathlib import Path

from tests.costs.scratch import Scratch

HUM = '''"""A hum that pushes to the right for as long as it lasts."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from numpy.random import Generator

from game.core.clock import TICK_S
from game.level.values.fields import Seconds
from game.level.values.times import Tempo
from game.level.whispers.base import NOTHING, Effect, Lasts, Performed, WhisperBase, is_first_tick


class Hum(WhisperBase):
    """A steady push."""

    event: ClassVar[str] = "hum"
    stream: ClassVar[str] = "hums"
    type: Literal["hum"]
    at: Seconds
    lasts: Lasts

    def performed(self, draw: Generator, tempo: Tempo) -> Performed:
        """Nothing of it is left to chance."""
        return Humming(self.at, self.lasts)


@dataclass(frozen=True, slots=True)
class Humming:
    start: float
    lasts: float

    def __call__(self, time: float) -> Effect:
        """What it does on the tick at `time` (s)."""
        if not self.start <= time < self.start + self.lasts:
            return NOTHING
        return Effect(TICK_S, begins=1.0 if is_first_tick(self.start, time) else None)
'''
SCRIPT = """
import json
from game.audio.captions import Captions
from game.audio.table import TABLE
from game.core.clock import TICK_S
from game.level import parse_level
from tests.levels import old_level
from game.level.authoring.schema import level_schema
from game.render.effects import spawn
from game.sim.events import Event, EventKind
from game.sim.rules.whispers import Whispers

text = json.loads(old_level("1").read_text(encoding="utf-8"))
text["whispers"] = [{"type": "hum", "at": 0.5, "lasts": 1.0}]
level = parse_level(json.dumps(text))
whispers = Whispers(level, 0)
ticks = [whispers.tick(tick * TICK_S) for tick in range(240)]
captions = Captions(level.music)
captions.hear(Event(EventKind("hum"), 60, (0.0, 0.0), 1.0), 0.0)
print(json.dumps({
    "schema": "Hum" in level_schema()["$defs"],
    "impulse": round(sum(tick.impulse for tick in ticks), 9),
    "news": [kind for tick in ticks for kind, _ in tick.news if kind != "beat"],
    "heard": "hum" in TABLE,
    "seen": "hum" in spawn._TABLE,
    "read": [caption.text for caption in captions.take()],
}))
"""


def test_a_whisper_is_one_file_its_line_and_rows_in_the_event_tables(tmp_path: Path) -> None:
    game = Scratch(tmp_path)
    game.add("game/level/whispers/hum.py", HUM)
    listed = "game/level/whispers/__init__.py"
    game.insert(listed, "from game.level.whispers.note import", "from game.level.whispers.hum import Hum\n")
    game.insert(listed, "Heartbeat | Gust", "Hum | ")
    game.insert("game/sim/events.py", '    FLAW = "flaw"', '    HUM = "hum"\n')
    game.insert("game/render/effects/spawn.py", "    EventKind.GUST: _gust,", "    EventKind.HUM: _gust,\n")
    game.insert(
        "game/audio/table.py", "        EventKind.GUST: Entry(_gust),", "        EventKind.HUM: Entry(_gust),\n"
    )
    line = '        EventKind.HUM: Line("a hum", 2.0),\n'
    game.insert("game/audio/captions.py", '        EventKind.GUST: Line(N_("a gust', line)
    assert game.run(SCRIPT) == {
        "schema": True, "impulse": 1.0, "news": ["hum"], "heard": True, "seen": True, "read": ["[a hum]"],
    }  # fmt: skip
    own, *tables = game.changed
    assert own == "game/level/whispers/hum.py"
    assert tables == [
        "game/level/whispers/__init__.py",
        "game/sim/events.py",
        "game/render/effects/spawn.py",
        "game/audio/table.py",
        "game/audio/captions.py",
    ]
