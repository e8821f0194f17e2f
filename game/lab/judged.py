"""Levels looked at to the end, and what physics said of them kept on disk: of the same sculpture it is asked once.

Building, dropping and lighting a level is most of what `flawsong validate` takes, compiled kernels included. A level is
the same to physics whatever its title, story and expectations; and only to the same game, Python and libraries.
"""

import sys
from contextlib import suppress
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from game.core import paths
from game.core.files import PRIVATE, read_own, write_atomic
from game.core.json_source import Document, Problem
from game.core.machine import LIBRARIES
from game.lab.check import check_further
from game.lab.sweep.identity import code_digest
from game.lab.warnings import glances, in_order, physics
from game.level import Level, read_any
from game.level.checks.check_context import Finding

JUDGES = ("core", "level", "sim", "performance.py", "lab")
"""Rooms and files that decide what is found."""
TOLD = frozenset({"title", "story", "palette", "ornaments", "teach", "expect", "origin"})
"""What of a level physics does not know."""
MOST_KEPT = 1000
"""Levels; then the half that physics was asked of longest ago is forgotten."""
SUFFIX = ".json"
_FINDINGS = TypeAdapter(list[Finding])


def judged(path: Path, quick: bool = False) -> tuple[Document, list[Problem]]:
    """A level's or scene's text, and all warnings in its order; the `quick` ones need no physics.

    Raises:
        LevelError: it cannot be read or built; tells where and why.
    """
    stage, document = read_any(path)
    found = list(glances(stage))
    if isinstance(stage, Level):
        known = [] if quick else _recalled(stage)
        check_further(stage, document, quick=known is not None)  # what was kept could be built
        found += _asked(stage) if known is None else known
    return document, in_order(found, document)


def _asked(level: Level) -> list[Finding]:
    """What physics says, which is kept."""
    found = list(physics(level))
    with suppress(OSError, PackageNotFoundError):  # where nothing can be kept it is asked again
        place = _place(level)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept = sorted(place.parent.glob(f"*{SUFFIX}"), key=lambda file: file.stat().st_mtime)
        for file in kept[: len(kept) // 2] if len(kept) >= MOST_KEPT else ():
            file.unlink(missing_ok=True)
        write_atomic(place, _FINDINGS.dump_json(found), PRIVATE)
    return found


def _recalled(level: Level) -> list[Finding] | None:
    """What it said of the same before; None where it was not asked."""
    try:
        return _FINDINGS.validate_json(read_own(_place(level)))
    except (OSError, PackageNotFoundError, ValidationError):
        return None


def _place(level: Level) -> Path:
    """The file that is kept of a level: its name tells all that what is found depends on."""
    made_by = [code_digest(JUDGES), sys.version, *(version(name) for name in LIBRARIES)]
    known = [*made_by, level.model_dump_json(exclude=set(TOLD))]
    return paths.cache_dir() / "judged" / (blake2b("\0".join(known).encode(), digest_size=16).hexdigest() + SUFFIX)
