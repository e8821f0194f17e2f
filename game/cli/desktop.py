"""`flawsong desktop`: the game among the programs of a desktop."""

import shlex
import shutil
import sys
from pathlib import Path
from typing import Annotated

import typer

from game.cli.common import UserError

ENTRY = """[Desktop Entry]
Type=Application
Name=FLAWSONG
Comment=Keep it standing. Let the cracks sing.
Comment[de]=Halt es aufrecht. Lass die Risse singen.
Exec={command}
Icon=flawsong
Categories=Game;ArcadeGame;
StartupWMClass=flawsong
Terminal=false
"""
SIDE = 256
"""px of the icon."""


def desktop(
    install: Annotated[bool, typer.Option("--install", help="put it there")] = False,
    remove: Annotated[bool, typer.Option("--remove", help="take it away")] = False,
) -> None:
    """Put the game among the programs of your desktop, or take it away (Linux and whatever follows freedesktop.org)."""
    from platformdirs import PlatformDirs

    from game.core.files import write_atomic

    if install == remove:
        raise UserError("flawsong desktop wants one of --install and --remove")
    if sys.platform in ("win32", "darwin"):
        raise UserError("desktop entries are for Linux; here, make a shortcut to the command flawsong")
    data = PlatformDirs().user_data_path
    entry = data / "applications" / "flawsong.desktop"
    picture = data / "icons" / "hicolor" / f"{SIDE}x{SIDE}" / "apps" / "flawsong.png"
    for path in (picture, entry):
        if remove:
            path.unlink(missing_ok=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            write_atomic(path, _icon() if path == picture else ENTRY.format(command=_command()).encode())
        print(path)


def _command() -> str:
    """What starts the game, as an entry names it."""
    if getattr(sys, "frozen", False):
        return shlex.quote(sys.executable)
    beside = Path(sys.executable).with_name("flawsong")
    found = str(beside) if beside.is_file() else shutil.which("flawsong")
    return shlex.quote(found) if found else f"{shlex.quote(sys.executable)} -m game"


def _icon() -> bytes:
    """The window's icon, as a PNG file."""
    import io

    import pygame

    from game.level.values.palettes import DEFAULT_PALETTE
    from game.render import load_palette
    from game.scenes.window.icon import icon

    out = io.BytesIO()
    pygame.image.save(icon(load_palette(DEFAULT_PALETTE), SIDE), out, "icon.png")
    return out.getvalue()
