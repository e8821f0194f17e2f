"""What builders and learners look at: principal stresses in the glass and how fast each crack tip runs; every run of
light, and how much of it each part of a crack has drunk."""

import numpy as np

from game.render.look.camera import Camera
from game.render.look.text import Typesetter
from game.render.look.theme import Rgb
from game.render.paint import strokes
from game.render.paint.drawlist import DrawList, Rows
from game.render.pieces.sculpture import Pose
from game.render.pieces.strain import Seen, Strain
from game.sim.glass.stress import principal
from game.sim.view import CrackView, View

TENSION: Rgb = (255, 196, 120)
COMPRESSION: Rgb = (130, 205, 255)
FULL_PA = 100e3
"""Pa at which a cross reaches its full size."""
REACH_M = 0.05
"""m from the middle of a facet to the end of a full arm."""
HALF_PX = 0.9
TEXT_M = 0.075
"""m, height of the words."""
RUN: Rgb = (255, 226, 160)
DARK: Rgb = (120, 150, 220)
DRUNK: Rgb = (255, 190, 70)
"""Of runs of light, and of cells of a crack that have drunk none or enough of it."""
LEAST_OPACITY, LEAST_W = 0.25, 1e-3
"""Of the weakest runs that are drawn, and how weak they are."""
RUN_PX, CELL_PX = 0.8, 3.0
STEADY_M_S = 1e-4
"""m/s below which a tip is told to rest."""


class Overlay:
    """Draws, on every glass facet, a cross along its two principal stresses, and each tip's speed beside it."""

    def __init__(self) -> None:
        self._type = Typesetter()

    def draw(self, out: DrawList, view: View, strain: Strain, where: dict[int, Pose], camera: Camera) -> None:
        """Draw the crosses; `where` holds poses by key."""
        seen = {piece.key: strain.seen(piece) for piece in view.sculpture.pieces}
        rows = [_crosses(glass, where[key], camera) for key, glass in seen.items() if glass is not None]
        if rows:
            out.strokes_over(np.concatenate(rows))

    def write(self, out: DrawList, view: View, where: dict[int, Pose], camera: Camera) -> None:
        """Write the speeds over all that is drawn; the camera is the window's."""
        for crack in view.sculpture.cracks:
            if not crack.voice:
                self._write_speed(out, crack, where[crack.piece], camera)

    def _write_speed(self, out: DrawList, crack: CrackView, pose: Pose, camera: Camera) -> None:
        x, y = camera.to_screen(pose.place(crack.path[-1:]))[0]
        said = f"{1e3 * crack.speed:.1f} mm/s" if crack.speed > STEADY_M_S else "rests"
        self._type.write(out.image, said, (x + 10.0, y - 10.0), round(TEXT_M * camera.scale), TENSION, strong=True)


class LightOverlay:
    """Draws every run of light as a line, and every crack as beads that turn to gold as they drink; tells how far."""

    def __init__(self) -> None:
        self._type = Typesetter()

    def draw(self, out: DrawList, view: View, where: dict[int, Pose], camera: Camera) -> None:
        """Draw them; `where` holds poses by key."""
        runs = view.light.segments
        bright = runs.total > LEAST_W
        if bright.any():
            start, end = camera.to_screen(runs.start[bright]), camera.to_screen(runs.end[bright])
            share = runs.total[bright] / runs.total[bright].max()
            out.strokes_over(strokes.lines(start, end, RUN_PX, RUN, LEAST_OPACITY + (1.0 - LEAST_OPACITY) * share))
        for crack in view.sculpture.cracks:
            if len(crack.cells):
                out.strokes_over(_beads(crack, where[crack.piece], camera))

    def write(self, out: DrawList, view: View, where: dict[int, Pose], camera: Camera) -> None:
        """Write at each open crack's mouth how much of it is gold."""
        for crack in view.sculpture.cracks:
            if crack.voice or not len(crack.cells):
                continue
            x, y = camera.to_screen(where[crack.piece].place(crack.path[:1]))[0]
            told = f"{crack.gold.mean():.0%}"
            self._type.write(out.image, told, (x + 10.0, y - 10.0), round(TEXT_M * camera.scale), DRUNK, strong=True)


def _beads(crack: CrackView, pose: Pose, camera: Camera) -> Rows:
    """A dot a cell."""
    middles = camera.to_screen(pose.place(crack.cells.mean(axis=1)))
    drunk = np.clip(crack.exposure, 0.0, 1.0)[:, None]
    return strokes.dots(middles, CELL_PX, np.array(DARK) + drunk * (np.array(DRUNK) - np.array(DARK)), 0.95)


def _crosses(glass: Seen, pose: Pose, camera: Camera) -> Rows:
    """Two strokes a facet, along its principal stresses: warm for tension, cold for compression."""
    most, least, angle = principal(glass.stress)
    middles = glass.mesh.nodes[glass.mesh.triangles].mean(axis=1)
    rows = []
    for size, turn in ((most, angle), (least, angle + np.pi / 2)):
        arm = (
            REACH_M * np.clip(np.abs(size) / FULL_PA, 0.0, 1.0)[:, None] * np.column_stack([np.cos(turn), np.sin(turn)])
        )
        start, end = camera.to_screen(pose.place(middles - arm)), camera.to_screen(pose.place(middles + arm))
        colour = np.where(size[:, None] > 0.0, TENSION, COMPRESSION)
        rows.append(strokes.lines(start, end, HALF_PX, colour, 0.85))
    return np.concatenate(rows)
