"""Cracks as they are drawn, cell by cell: pushed a little off the mesh that they walk."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from game.core.geom import Floats
from game.render.look.camera import Camera
from game.render.pieces.sculpture import Pose
from game.sim.view import CrackView

JAG = 0.26
"""How far a crack strays from the mesh, in lengths of its cells: it walks edges, and should not look like it."""


def _noise(key: NDArray[np.int64], point: NDArray[np.int64]) -> Floats:
    """0..1 for points of cracks, always the same for the same ones."""
    mixed = np.sin((point + 1) * 78.233 + key * 37.719) * 43758.5453
    return np.asarray(mixed - np.floor(mixed))


@dataclass(frozen=True, slots=True, eq=False)
class Cells:
    """All cells of all cracks, one after another, as they are drawn: pushed off the mesh."""

    start: Floats
    """(N, 2) px."""
    end: Floats
    """(N, 2) px."""
    middle: Floats
    """(N, 2) m, on the stage."""
    crack: NDArray[np.int64]
    """(N,) rows of their cracks."""
    to_tip: Floats
    """(N, 2) m that are left to the tip where they begin and end."""
    along: Floats
    """(N, 2) m from the mouth at which they begin and end."""
    noise: Floats
    """(N, 2) 0..1 at their begin and end."""
    exposure: Floats
    gold: NDArray[np.bool_]

    @property
    def place(self) -> Floats:
        """(N, 2) how far along their cracks they begin and end, 0 at the mouth .. 1 at the tip."""
        shares: Floats = self.along / np.maximum(self.along + self.to_tip, 1e-9)
        return shares

    def points(self, row: int) -> Floats:
        """The corners of a crack (C + 1, 2) px, from its mouth to its tip."""
        own = self.crack == row
        return np.vstack([self.start[own][:1], self.end[own]])


def lay_cells(cracks: Sequence[CrackView], poses: Sequence[Pose], camera: Camera) -> Cells:
    """Cells of cracks in pieces at these poses. Mouths and tips stay where they are, corners between them stray."""
    counts = np.array([len(crack.cells) for crack in cracks])
    crack = np.repeat(np.arange(len(cracks)), counts)
    point = np.arange(len(crack)) - np.repeat(np.cumsum(counts) - counts, counts)
    keys = np.array([crack.key for crack in cracks])[crack]
    noise = np.column_stack([_noise(keys, point), _noise(keys, point + 1)])
    cells = np.concatenate([crack.cells for crack in cracks])
    run = cells[:, 1] - cells[:, 0]
    length = np.hypot(run[:, 0], run[:, 1])
    # Next to a short cell (a growing tip) a corner moves little: nothing jumps when a cell is added.
    least = np.minimum(1.0, np.append(length[1:], 0.0) / np.maximum(length, 1e-9)) * (point + 1 < counts[crack])
    push = np.column_stack([-run[:, 1], run[:, 0]]) * (2 * JAG * (noise[:, 1] - 0.5) * least)[:, None]
    cells[:, 1] += push
    cells[1:, 0] += np.where(point[1:, None] > 0, push[:-1], 0.0)
    sums = np.concatenate([[0.0], np.cumsum(length)])
    ends = np.column_stack([sums[:-1], sums[1:]])
    first, last = sums[np.cumsum(counts) - counts], sums[np.cumsum(counts)]
    x, y, angle = np.array([(pose.x, pose.y, pose.angle) for pose in poses])[crack].T[:, :, None]
    c, s = np.cos(angle), np.sin(angle)
    placed = np.stack([x + c * cells[..., 0] - s * cells[..., 1], y + s * cells[..., 0] + c * cells[..., 1]], axis=2)
    seen = camera.to_screen(placed)
    return Cells(
        start=seen[:, 0],
        end=seen[:, 1],
        middle=placed.mean(axis=1),
        crack=crack,
        along=ends - first[crack][:, None],
        to_tip=last[crack][:, None] - ends,
        noise=noise,
        exposure=np.concatenate([crack.exposure for crack in cracks]),
        gold=np.concatenate([crack.gold for crack in cracks]),
    )
