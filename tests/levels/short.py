"""A level that is over after a second, for what must play many."""

import json
from pathlib import Path

from tests.levels import old_level


def write_short_level(folder: Path, **changes: object) -> Path:
    """Its file, with some of its keys changed."""
    level = json.loads(old_level("1").read_text(encoding="utf-8"))
    level["goal"] = {"voices": 1, "within": 1.0}
    level["flaws"] = level["flaws"][:1]
    level["flaws"][0]["opens"] = 0.5
    file = folder / "short.json"
    file.write_text(json.dumps(level | changes, indent=1), encoding="utf-8")
    return file
