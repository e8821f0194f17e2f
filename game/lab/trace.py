"""The light of a scene, or of a level at rest, written out for other tools: every run of it, and where its power went.

Runs of light are rows of a table, in CSV (comma-separated, the first line names the columns) or as JSON objects:

    beam          id of the light that it came from
    ray           number of the ray in its beam, 0 at the left edge looking along it
    depth         surfaces that it met before
    path          hash of these, in order, and of what happened there: neighbours with equal paths took the same way
    medium        what it runs in: air, or the glass as the file lists it, such as pieces.heart or optics.prism
    hit           what ended it: likewise, or plinth, or outside (the floor and the end of the stage)
    wavelength    nm; white for a ray of several bands, whatever its colour
    x0 y0 x1 y1   where it starts and ends, m
    width0 width1 of the tube of light that it stands for, at its start and end, m; the sign changes at a focus
    power         W at its start, in all bands
    w450 .. w660  W at its start in each band, by wavelength in nm

Numbers are written in full: reading them gives the same bits.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

import numpy as np

from game.core.words import counted
from game.level import Level, LightBench
from game.level.values.spectrum import WAVELENGTHS
from game.sim.light.layout import AIR
from game.sim.light.tracer import Tracer, optics_of
from game.sim.rules.hands import Hands
from game.sim.sculpture.sculpture import Sculpture

WHITE, PLINTH, OUTSIDE = "white", "plinth", "outside"
BAND_COLUMNS = tuple(f"w{nm:g}" for nm in WAVELENGTHS)
COLUMNS = (
    "beam", "ray", "depth", "path", "medium", "hit", "wavelength", "x0", "y0", "x1", "y1", "width0", "width1", "power",
    *BAND_COLUMNS,
)  # fmt: skip
Row = dict[str, float | int | str]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a detector shows."""

    detector: str
    power: float
    """W."""
    bands: dict[str, float]
    """W in each band, by `BAND_COLUMNS`."""


@dataclass(frozen=True, slots=True)
class Balance:
    """Where the power of all lamps went, W."""

    sent: float
    """By the lamps that are lit."""
    absorbed: dict[str, float]
    """By whatever swallowed some: inside of glass, at surfaces, in detectors."""
    escaped: float
    """To the floor and over the end of the stage."""
    cut: float
    """In branches too faint, or too often turned, to be followed."""

    @property
    def missing(self) -> float:
        """W that are accounted for nowhere: rounding."""
        return self.sent - sum(self.absorbed.values()) - self.escaped - self.cut


class Traced:
    """The light of a stage at a stage time (s), its sculpture as it stands before the curtain rises."""

    def __init__(self, stage: Level | LightBench, at: float = 0.0) -> None:
        """Trace it.

        Raises:
            ValueError: the level's sculpture cannot be built (what `check_any` accepts can be).
        """
        self._stage, self._at = stage, at
        self._tracer = Tracer(stage)
        bodies = []
        if isinstance(stage, Level):
            sculpture = Sculpture(stage)
            bodies = list(sculpture.bodies.values())
            self._tracer.set_pieces(*sculpture.surfaces)
        poses = np.array([(*body.rest, 0.0) for body in bodies]).reshape(-1, 3)
        self._tracer.trace(poses, Hands.of(stage).mirrors, time=at)
        self._names = row_names(stage, [body.name for body in bodies])
        self._others = optics_of(stage)[1]

    def rows(self) -> Iterator[Row]:
        """Every run of light, with the columns that the module tells, in the order in which they were traced."""
        found = self._tracer.segments()
        lights = [light.id for light in self._stage.lights]
        numbers = np.column_stack([found.start, found.end, found.width, found.total, found.power]).tolist()
        marks = np.column_stack([found.beam, found.ray, found.depth, found.path, found.medium, found.hit]).tolist()
        for (beam, ray, depth, path, medium, hit), nm, values in zip(
            marks, found.wavelength.tolist(), numbers, strict=True
        ):
            told = (
                lights[beam], ray, depth, path, "air" if medium == AIR else self._names[medium], self._names[hit],
                nm or WHITE, *values,
            )  # fmt: skip
            yield dict(zip(COLUMNS, told, strict=True))

    def table(self) -> str:
        """All rows as CSV, with a header."""
        text = io.StringIO()
        writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows())
        return text.getvalue()

    def as_dict(self) -> dict[str, object]:
        """Everything, as plain data for JSON."""
        balance = self.balance()
        return {
            "title": self._stage.title,
            "at": self._at,
            "detectors": [asdict(reading) for reading in self.readings()],
            "balance": asdict(balance) | {"missing": balance.missing},
            "segments": list(self.rows()),
        }

    def report(self) -> str:
        """Detectors and balance, to be read by people."""
        balance, readings = self.balance(), self.readings()
        runs = counted(len(self._tracer.segments().beam), "run of light", "runs of light")
        lines = [f"{self._stage.title}, at {self._at:g} s: {runs}", ""]
        if readings:
            names = [reading.detector for reading in readings]
            heads = [f"{nm:g} nm" for nm in WAVELENGTHS]
            values = [[reading.power, *reading.bands.values()] for reading in readings]
            lines += [*_columns(["detector", *names], ["W", *heads], values), ""]
        powers = {"lamps": balance.sent, **balance.absorbed, OUTSIDE: balance.escaped, "cut": balance.cut}
        lines += _columns(["", *powers], ["W"], [[power] for power in powers.values()])
        return "\n".join(lines) + "\n"

    def readings(self) -> list[Reading]:
        """What each detector shows, in the order of the file."""
        arrived, first = self._tracer.arrived.tolist(), self._tracer.first_other
        return [
            Reading(optic.id, sum(arrived[row]), dict(zip(BAND_COLUMNS, arrived[row], strict=True)))
            for row, optic in enumerate(self._others, start=first)
            if optic.measures
        ]

    def balance(self) -> Balance:
        """Where the power went."""
        *absorbed, escaped = self._tracer.absorbed.tolist()
        named = {name: power for name, power in zip(self._names[:-1], absorbed, strict=True) if power > 0.0}
        return Balance(self._tracer.lamps.power, named, escaped, self._tracer.cut)


def row_names(stage: Level | LightBench, pieces: Sequence[str]) -> list[str]:
    """What each row of a tracer is called, with these pieces on the stage."""
    mirrors, others = optics_of(stage)
    names = [f"pieces.{name}" for name in pieces] + [f"optics.{mirror.id}" for mirror in mirrors]
    names += [PLINTH] if isinstance(stage, Level) else []
    return [*names, *(f"optics.{optic.id}" for optic in others), OUTSIDE]


def _columns(names: Sequence[str], heads: Sequence[str], values: Sequence[Sequence[float]]) -> list[str]:
    """Lines of a table, its first column `names`, whose own head comes first."""
    width = max(map(len, names))
    rows = [heads, *([f"{value:.6f}" for value in row] for row in values)]
    return [f"{name:<{width}}" + "".join(f"{cell:>10}" for cell in row) for name, row in zip(names, rows, strict=True)]
