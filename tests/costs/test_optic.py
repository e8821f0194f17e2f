"""What a new optic costs: a model and a picture, and a line for each where its kin are listed."""

from pathlib import Path

from tests.costs.scratch import Scratch

MODEL = '''"""A veil, which dims light."""

from typing import Annotated, Literal

from pydantic import Field

from game.level.optics.base import Line, Thin


class Veil(Line):
    """A cloth so fine that a share of the light passes."""

    type: Literal["veil"]
    passes: Annotated[float, Field(ge=0, le=1, description="share of the light that passes")] = 0.25

    @property
    def surface(self) -> Thin:
        """Threads and holes."""
        return Thin(passes=self.passes)
'''
PICTURE = '''"""The picture of a veil."""

from game.level.optics.veil import Veil
from game.render.look.camera import Camera
from game.render.look.theme import Palette
from game.render.optics.frames import FRAME_HALF_M, frame_line
from game.render.optics.picture import Picture
from game.render.paint import strokes
from game.render.paint.drawlist import Rows
from game.sim.view import OpticView


def veil(optic: OpticView[Veil], palette: Palette, camera: Camera) -> list[Rows]:
    """A pale line, the fainter the more passes."""
    ends, _, _ = frame_line(optic, camera)
    opacity = 1.0 - optic.spec.passes
    return [strokes.lines(ends[:1], ends[1:], FRAME_HALF_M * camera.scale, palette.ink.quiet, opacity)]


PICTURE = Picture(strokes=veil)
'''
SCRIPT = """
import json
import os
os.environ["NUMBA_DISABLE_JIT"] = "1"  # a copy's kernels would be compiled anew; one lamp is traced sooner without
from game.lab.trace import Traced
from game.level import LevelError
from game.level.load import parse_any
from game.level.authoring.schema import level_schema, light_bench_schema
from game.render.look.camera import Camera
from game.render.look.theme import load_palette
from game.render.optics.optics import Optics
from game.render.paint.drawlist import DrawList
from game.sim.light.kernel import new_segments
from game.sim.view import GameView, LightView, OpticView, SculptureView, Segments, View

VEIL = {"type": "veil", "id": "v", "ends": [[2.4, 2.0], [2.8, 2.0]]}
LAMP = {"id": "l", "from": [2.6, 3.0], "toward": [2.6, 0.0], "power": 2.0}
SCREEN = {"type": "detector", "id": "d", "ends": [[2.4, 1.0], [2.8, 1.0]]}

def drawn(*optics):
    views = tuple(OpticView(optic, 0, optic.outline()) for optic in optics)
    view = View(0, 0.0, SculptureView(), LightView((), (), views, Segments(*new_segments(0)), None), GameView())
    out = DrawList()
    Optics(load_palette("sunset")).draw(out, view, view, 1.0, Camera.fitted((640, 360)))
    return sum(len(part) for command in out.commands for part in command.arrays)

def fault(optic):
    try:
        parse_any(json.dumps({"version": 1, "title": "t", "lights": [LAMP], "optics": [optic]}))
    except LevelError as error:
        return [problem.path for problem in error.problems]

bench = parse_any(json.dumps({"version": 1, "title": "t", "lights": [LAMP], "optics": [VEIL, SCREEN]}))
print(json.dumps({
    "read": [round(reading.power, 9) for reading in Traced(bench).readings()],
    "schema": ["Veil" in schema["$defs"] for schema in (level_schema(), light_bench_schema())],
    "drawn": drawn(bench.optics[0]),
    "faults": [
        fault(VEIL | {"ends": [[0, 1], [0, 1]]}), fault(VEIL | {"passes": 2}), fault(VEIL | {"ends": [[0, 1], [0, 9]]})
    ],
}))
"""


def test_an_optic_is_a_model_and_a_picture_and_a_line_for_each(tmp_path: Path) -> None:
    game = Scratch(tmp_path)
    game.add("game/level/optics/veil.py", MODEL)
    kinds = "game/level/optics/__init__.py"
    game.insert(kinds, "\nOptic = Annotated[", "from game.level.optics.veil import Veil\n")
    game.insert(kinds, "Mirror | Prism", "Veil | ")
    game.add("game/render/optics/veil.py", PICTURE)
    pictures = "game/render/optics/pictures.py"
    game.insert(pictures, "from game.render.optics.picture import", "from game.render.optics import veil\n")
    game.insert(pictures, '    "mirror": ', '    "veil": veil.PICTURE,\n')
    assert game.run(SCRIPT) == {
        "read": [0.5],
        "schema": [True, True],
        "drawn": 1,
        "faults": [["optics[0].ends"], ["optics[0].passes"], ["optics[0].ends[1]"]],
    }
    own = ["game/level/optics/veil.py", "game/render/optics/veil.py"]
    assert sorted(game.changed) == sorted([*own, kinds, pictures])
