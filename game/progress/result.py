"""What a performance came to: one row of the file, written once and never changed."""

import secrets
from dataclasses import dataclass, field

UID_BYTES = 12
"""So many random bytes tell a result from every other, whichever copy of the game wrote it."""


@dataclass(frozen=True, slots=True)
class Result:
    """A performance by a player's own hands that came to its end, or a level that was skipped."""

    level: str
    """Which level, by its id: a shipped one goes on under it when it is tuned anew..."""
    digest: str
    """...and what of it decides a performance, hashed: scores compare only where this is the same."""
    outcome: str
    """`won`, `lost` or `skipped`; a run of encores is `skipped` as it begins, and so cannot be begun twice."""
    ended: float
    """Seconds since 1970, UTC."""
    cause: str = ""
    """Of the end, as the rules call it."""
    place: str = ""
    """Where it was lost: the piece or joint that gave way; empty where none did."""
    score: int = 0
    encores: int = 0
    """0-3."""
    voices: int = 0
    """So many sang."""
    seconds: float = 0.0
    """On the stage, s."""
    gold: float = 0.0
    """Of all cracks that sang at its end, m."""
    seams: str = ""
    """Of a win: where these lay; see `seams`."""
    seed: int = 0
    assists: tuple[str, ...] = ()
    """What helped the hands."""
    replay: str = ""
    """Name of the recording's file; empty where there is none. It may have gone since: only the last are kept."""
    game: str = ""
    """Version of the game that wrote it."""
    run: str = ""
    """Which run of encores it belongs to; empty where it belongs to none."""
    day: str = ""
    """The UTC date of the daily encore that it was ranked in; empty where it was in none."""
    rules: int = 0
    """By which version of the rules the level of its encore was built; 0 where it belongs to no run, or to one before
    they had versions."""
    uid: str = field(default_factory=lambda: secrets.token_hex(UID_BYTES))
