"""A performance by hand: a tower like the concept's, lit by two beams, in any state that a picture may have to show."""

import json
import math
from itertools import pairwise
from typing import Any

import numpy as np

from game.core.geom import Floats
from game.level.model import Level
from game.level.sculpture.outlines import piece_outline
from game.render import Camera
from game.render.look.framing import framing_of
from game.sim.light.tracer import Tracer, optics_of
from game.sim.mesh.mesh import Mesh, centred, plain_mesh, triangulate
from game.sim.view import CrackView, LampView, LightView, MirrorView, OpticView, PieceView, Segments, View, VoiceView
from game.sim.view.deferred import Later
from tests.views import changed, made

PIECES = [
    {"id": "foot", "shape": {"type": "polygon", "points": [[-0.25, 0], [0.25, 0], [0.16, 0.26], [-0.16, 0.26]]},
     "material": "brass", "at": [0, 0]},
    {"id": "heart", "shape": {"type": "polygon",
                              "points": [[-0.37, 0], [0.37, 0], [0.27, 0.52], [0, 0.64], [-0.26, 0.54]]},
     "material": "flint_glass", "colour": "cobalt", "at": [0, 0.26]},
    {"id": "halo", "shape": {"type": "arc", "radius": 0.37, "band": 0.085, "start": -38, "sweep": 256},
     "material": "brass", "at": [0, 1.13]},
    {"id": "rose", "shape": {"type": "polygon",
                             "points": [[0, 0], [0.26, 0.17], [0.25, 0.45], [0.03, 0.60], [-0.19, 0.5], [-0.26, 0.19]]},
     "material": "crown_glass", "colour": "ruby", "at": [0, 0.90]},
    {"id": "neck", "shape": {"type": "polygon", "points": [[-0.08, 0], [0.08, 0], [0.05, 0.2], [-0.05, 0.2]]},
     "material": "steel", "at": [0.02, 1.50]},
    {"id": "swirl", "shape": {"type": "arc", "radius": 0.175, "band": 0.05, "start": 50, "sweep": 250},
     "material": "steel", "at": [-0.40, 1.92]},
    {"id": "dome", "shape": {"type": "polygon",
                             "points": [[-0.40, 0], [0.42, 0], [0.46, 0.22], [0.16, 0.42], [-0.20, 0.32]]},
     "material": "crown_glass", "colour": "amber", "at": [0, 1.70]},
    {"id": "crown", "shape": {"type": "polygon",
                              "points": [[-0.05, 0], [0.06, 0], [0.135, 0.17], [0, 0.40], [-0.13, 0.17]]},
     "material": "flint_glass", "colour": "emerald", "at": [0.04, 2.11]},
]  # fmt: skip
LEVEL = Level.model_validate_json(
    json.dumps(
        {
            "version": 1,
            "title": "Concept",
            "plinth": {"width": 1.1},
            "pieces": PIECES,
            "lights": [
                {"id": "key", "from": [-1.70, 3.6], "toward": [-1.60, 0.98], "width": 0.10, "power": 1.0},
                {"id": "cool", "from": [1.95, 3.6], "toward": [1.46, 1.36], "width": 0.10, "power": 1.0},
            ],
            "optics": [
                {"type": "mirror", "id": "left", "at": [-1.6, 0.98], "angle": 38, "length": 0.42,
                 "rail": [[-2.0, 0.7], [-1.2, 1.26]]},
                {"type": "mirror", "id": "right", "at": [1.46, 1.36], "angle": 62, "length": 0.45},
                {"type": "blocker", "id": "fin", "ends": [[2.2, 0.5], [2.3, 0.8]]},
            ],
            "flaws": [{"piece": "heart", "at": [0.3, 0.2], "opens": 3.0}] * 6,
            "goal": {"voices": 6, "within": 90},
        }
    )
)  # fmt: skip
"""The level that the picture belongs to."""

_TARGETS = ((-0.1, 0.62), (0.05, 1.18))
"""Where the two mirrors throw their beams, m."""


def view(
    *,
    time: float = 12.0,
    sung: int = 3,
    sway: float = 0.0,
    lean: float = 0.0,
    outcome: str = "",
    ovation: float = 0.0,
    breath: float = 0.7,
    time_scale: float = 1.0,
    held: int = 0,
    **changes: Any,
) -> View:
    """The tower at a moment, swaying by `sway` (rad at its crown), with `sung` of its six voices singing."""
    pieces = _pieces(sway, lean)
    cracks = _cracks(pieces, sung)
    mirrors = _mirrors(held)
    (fin,) = optics_of(LEVEL)[1]
    light = LightView.of(
        Later({"segments": lambda _: _trace(pieces, mirrors, lean)}, None),
        mirrors=mirrors,
        lamps=tuple(_light(i) for i in range(len(LEVEL.lights))),
        optics=(OpticView(fin, len(pieces) + len(mirrors) + 1, fin.outline()),),
        ghost=(mirrors[held].centre, (0.1, 1.5)),
    )
    shown = made(
        light=light,
        tick=int(time * 120),
        time=time,
        pieces=pieces,
        cracks=cracks,
        plinth=(0.0, lean),
        plinth_width=LEVEL.plinth.width,
        lean_limit=math.radians(10),
        load_factor=1.18,
        sway=sway,
        crown=1.0,
        voices=_voices(sung),
        voices_needed=6,
        score=12480,
        chord=3 if sung else 0,
        breath=breath,
        time_scale=time_scale,
        beat=(time * 66 / 60) % 1.0,
        bar_s=4 * 60 / 66,
        time_left=max(0.0, 90 - time),
        ovation=ovation,
        outcome=outcome,
        cause={"won": "sang", "lost": "toppled"}.get(outcome, ""),
    )
    return changed(shown, **changes)


_MESHES: dict[str, tuple[Mesh, Floats]] = {}


def _mesh(index: int) -> tuple[Mesh, Floats]:
    piece = LEVEL.pieces[index]
    if piece.id not in _MESHES:
        outline = piece_outline(piece)
        _MESHES[piece.id] = centred(triangulate(outline) if "glass" in piece.material else plain_mesh(outline))
    return _MESHES[piece.id]


def _pieces(sway: float, lean: float) -> tuple[PieceView, ...]:
    made = []
    for index, piece in enumerate(LEVEL.pieces):
        mesh, middle = _mesh(index)
        angle = lean + sway * min(1.0, middle[1] / 2.2)
        c, s = math.cos(angle), math.sin(angle)
        x, y = middle
        stress = None
        if "glass" in piece.material:
            at = mesh.nodes[mesh.triangles].mean(axis=1)
            pull = 2.2e5 * (1 - at[:, 1] / 0.4) + 2e6 * sway * at[:, 0]
            stress = np.column_stack([0.3 * pull, -pull, 1.2e6 * at[:, 0] * (0.3 + at[:, 1])])
        made.append(
            PieceView(
                key=index,
                name=piece.id,
                material=piece.material,
                colour=piece.colour or {"brass": "brass", "steel": "steel"}[piece.material],
                mass=5.0,
                position=(c * x - s * y, s * x + c * y),
                angle=angle,
                velocity=(0.0, 0.0),
                spin=0.0,
                mesh=mesh,
                thickness=0.04,
                stress_optic=2.8e-12,
                stress=stress,
                standing=True,
            )
        )
    return tuple(made)


def _cracks(pieces: tuple[PieceView, ...], sung: int) -> tuple[CrackView, ...]:
    """Cracks along walks through each mesh: sung, being laid, bare and running."""
    plans = [
        (7, (0.0, 0.4), (0.02, 0.05), 1.0, True), (3, (-0.17, 0.48), (0.16, 0.14), 1.0, True),
        (1, (-0.36, 0.0), (-0.06, 0.3), 1.0, True), (1, (0.31, 0.14), (0.08, 0.30), 0.55, False),
        (1, (0.1, 0.60), (0.06, 0.34), 0.0, False), (6, (0.44, 0.22), (-0.1, 0.06), 0.0, False),
    ]  # fmt: skip
    cracks = []
    for key, (index, start, end, gold_share, voice) in enumerate(plans):
        piece = pieces[index]
        at = np.array(LEVEL.pieces[index].at) - _mesh(index)[1]
        path = _walk(piece.mesh, np.array(start) + at, np.array(end) + at)
        cells = np.concatenate([np.stack([a + (b - a) * k / 4 for k in (0, 1, 2, 3)]) for a, b in pairwise(path)])
        cells = np.stack([cells, np.vstack([cells[1:], path[-1:]])], axis=1)
        sings = voice and key < sung
        gold = np.arange(len(cells)) < (len(cells) if sings else int(gold_share * len(cells)) if key == 3 else 0)
        exposure = np.where(gold, 1.2, np.clip(0.9 - 0.2 * (np.arange(len(cells)) - gold.sum()), 0, 1))
        if not (gold_share or sings):
            exposure = np.zeros(len(cells))
        cracks.append(
            CrackView(
                key,
                index,
                path,
                cells,
                exposure,
                gold,
                (),
                5e4 if key == 5 else 0.0,
                0.03 if key == 5 else 0.0,
                key == 3,
                bool(sings),
            )
        )
    return tuple(cracks)


def _walk(mesh: Mesh, start: Floats, end: Floats) -> Floats:
    """A path of mesh edges from the boundary node nearest to `start` to the node nearest to `end`."""
    nodes = mesh.nodes
    at = int(mesh.outline[np.argmin(np.linalg.norm(nodes[mesh.outline] - start, axis=1))])
    goal = int(np.argmin(np.linalg.norm(nodes - end, axis=1)))
    beside: dict[int, set[int]] = {}
    for a, b, c in mesh.triangles:
        for p, q in ((a, b), (b, c), (c, a)):
            beside.setdefault(int(p), set()).add(int(q))
            beside.setdefault(int(q), set()).add(int(p))
    path = [at]
    while path[-1] != goal and len(path) < 12:
        path.append(
            min(sorted(beside[path[-1]] - set(path)), key=lambda n: float(np.linalg.norm(nodes[n] - nodes[goal])))
        )
    return nodes[path]


def _mirrors(held: int) -> tuple[MirrorView, ...]:
    made = []
    for index, optic in enumerate(optics_of(LEVEL)[0]):
        direction = _light(index).direction
        out = np.array(_TARGETS[index]) - np.array(optic.at)
        normal = out / np.linalg.norm(out) - np.array(direction)
        angle = math.atan2(normal[1], normal[0]) + math.pi / 2
        made.append(
            MirrorView(
                optic.id, len(LEVEL.pieces) + index, optic.at, angle, optic.length, optic.rail, index == held, direction
            )
        )
    return tuple(made)


def _light(index: int) -> LampView:
    light = LEVEL.lights[index]
    along = np.array(light.toward) - np.array(light.source)
    along /= np.linalg.norm(along)
    way = (float(along[0]), float(along[1]))
    return LampView(light.id, light.source, way, light.width, light.power, "white", lit=True)


def _voices(sung: int) -> tuple[VoiceView, ...]:
    notes = [69.0, 65.0, 57.0, 72.0, 62.0, 74.0]
    parts = ["soprano", "alto", "bass", "soprano", "tenor", "alto"]
    made = []
    for k, (note, part) in enumerate(zip(notes, parts, strict=True)):
        state = "sings" if k < sung else "open" if k < max(sung + 2, 5) else "waiting"
        made.append(VoiceView(part, note if state == "sings" else 0.0, 0.55 if k == 3 else float(k < sung), state))
    return tuple(made)


def camera(size: tuple[int, int]) -> Camera:
    """How a window of `size` px sees the tower, looking straight ahead."""
    return Camera.fitted(size, framing_of(LEVEL))


def _trace(pieces: tuple[PieceView, ...], mirrors: tuple[MirrorView, ...], lean: float) -> Segments:
    """The light as the game traces it."""
    tracer = Tracer(LEVEL)
    outlines = [[piece.mesh.nodes[loop] for loop in piece.mesh.loops] for piece in pieces]
    tracer.set_pieces(outlines, [piece.material for piece in pieces], [piece.colour for piece in pieces])
    poses = np.array([(*piece.position, piece.angle) for piece in pieces])
    tracer.trace(poses, np.array([(*mirror.centre, mirror.angle) for mirror in mirrors]), (0.0, lean))
    return tracer.segments()
