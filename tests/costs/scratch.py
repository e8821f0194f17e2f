"""A copy of the game in which a test makes a change as a contributor would, and sees which files it took."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

HOME = Path(__file__).parents[2]


class Scratch:
    """A copy of the game in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.changed: list[str] = []
        """Files that were changed or added, in order."""
        for part in ("game", "assets", "levels"):
            shutil.copytree(HOME / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))

    def add(self, file: str, text: str) -> None:
        """A new file."""
        assert not (self.folder / file).exists()
        (self.folder / file).write_text(text, encoding="utf-8")
        self.changed.append(file)

    def insert(self, file: str, before: str, line: str) -> None:
        """A row of a table: a line before one that is there once."""
        text = (self.folder / file).read_text(encoding="utf-8")
        assert text.count(before) == 1, f"{before!r} occurs {text.count(before)} times in {file}"
        (self.folder / file).write_text(text.replace(before, line + before), encoding="utf-8")
        if file not in self.changed:
            self.changed.append(file)

    def run(self, script: str) -> Any:
        """What a script that imports the changed game prints as JSON."""
        env = os.environ | {"PYTHONPATH": str(self.folder), "PYGAME_HIDE_SUPPORT_PROMPT": "1"}
        run = subprocess.run(
            [sys.executable, "-c", script], cwd=self.folder, env=env, capture_output=True, text=True, check=False
        )
        assert run.returncode == 0, run.stderr
        return json.loads(run.stdout)
