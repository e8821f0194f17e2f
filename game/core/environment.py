"""What libraries read of the environment, variables and files: one that a library refuses is told by its name.

Else numba and matplotlib would end in words of their own, with no variable in them, and LLVM would end the process.
"""

import os
import re
import warnings
from collections.abc import Mapping
from traceback import walk_tb

READERS: Mapping[str, str] = {"numba": "NUMBA_", "matplotlib": "MPL"}
"""Libraries that read what is set for them as they are imported, with how the names of that begin..."""
FILES: Mapping[str, str] = {"numba": ".numba_config.yaml"}
"""...and the files that they read in whatever folder one is in."""
FEATURES = "NUMBA_CPU_FEATURES"
_FEATURES = re.compile(r"([+-][\w.-]+(,[+-][\w.-]+)*)?", re.ASCII)
"""What LLVM takes without ending the process; it passes over names that it does not know, and says so."""
VIDEO = "SDL_VIDEODRIVER"
UNSEEN: Mapping[str, str] = {VIDEO: "dummy", "SDL_AUDIODRIVER": "dummy"}
"""With this SDL opens no window and no sound device."""


class VariableError(Exception):
    """A variable has a value that a library cannot use; the message says which, and what to do."""


def draw_unseen() -> None:
    """Have pictures drawn in this process need no display, unless the caller has chosen one."""
    os.environ.setdefault(VIDEO, UNSEEN[VIDEO])


def refuse_unreadable() -> None:
    """Have what numba cannot read as a number refused, where it would warn with a traceback and go on without."""
    warnings.filterwarnings("error", "Environment variable", RuntimeWarning, re.escape("numba.core.config"))


def check_processor(features: str) -> None:
    """See that LLVM will take what is set of the processor, in a variable or in numba's file.

    Raises:
        VariableError: it would end the process.
    """
    if not _FEATURES.fullmatch(features):
        raise VariableError(
            f"{FEATURES}={features}: want names with a + or - before each and commas between, such as -avx512f; "
            "or unset it"
        )


def refusal(error: BaseException) -> str:
    """What to say of an error by which a library refuses what is set for it; empty where it is no such error."""
    frames = [frame for frame, _ in walk_tb(error.__traceback__)]
    importing = {frame.f_globals.get("__name__") for frame in frames if frame.f_code.co_name == "<module>"}
    for library, prefix in READERS.items():
        found = [f"{name}={value}" for name, value in sorted(os.environ.items()) if name.startswith(prefix)]
        file = FILES.get(library, "")
        found += [file] if os.path.isfile(file) else []  # noqa: PTH113 - it never raises
        if found and library in importing:
            reason = str(error).partition("\n")[0].rstrip(".")
            return f"{', '.join(found)}: {library} cannot use this: {reason}; set another value, or unset it"
    return ""
