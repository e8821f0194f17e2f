"""Check that the wheel and the source distribution in a folder hold all that they must; names what is missing."""

import sys
import tarfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SHIPPED = ("assets", "levels")
"""Folders that the program loads from."""
BESIDE = ("README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "pyproject.toml", "requirements-dev.lock")


def files_under(folder: str, pattern: str = "*") -> list[str]:
    """All files of a folder of the checkout, as paths from its top."""
    paths = (ROOT / folder).rglob(pattern)
    return sorted(path.relative_to(ROOT).as_posix() for path in paths if path.is_file() and path.name[0] != ".")


def missing(folder: Path) -> list[str]:
    """What the two archives lack, a line each."""
    (wheel,), (source,) = folder.glob("*.whl"), folder.glob("*.tar.gz")
    with zipfile.ZipFile(wheel) as archive:
        in_wheel = set(archive.namelist())
    with tarfile.open(source) as archive:
        in_source = {name.partition("/")[2] for name in archive.getnames()}
    code = [*files_under("game", "*.py"), *files_under("game", "*.po")]
    data = [name for part in SHIPPED for name in files_under(part)]
    wanted_in_wheel = code + [f"game/_data/{name}" for name in data]
    wanted_in_source = [*code, *data, *files_under("tests", "*.py"), *files_under("docs"), *BESIDE]
    return [f"{wheel.name} lacks {name}" for name in wanted_in_wheel if name not in in_wheel] + [
        f"{source.name} lacks {name}" for name in wanted_in_source if name not in in_source
    ]


if __name__ == "__main__":
    sys.exit("\n".join(missing(Path(sys.argv[1]))) or None)
