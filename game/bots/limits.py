"""What each bot's hands can do. The bots are fixed; levels are tuned to them, never the other way round."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """A human's limits."""

    delay: float
    """s from seeing to acting."""
    aim_noise: float
    """Standard deviation of the aim, degrees seen from the mirror."""
    aim_speed: float
    """m/s that the aim point moves at most."""
    steadies_while_aiming: bool
    """Keeps the other hand alive while it paints."""
    on_the_beat: bool
    """Finishes its voices in time."""
    uses_breath: bool
    predicts: float
    """Share of its own delay that it can look ahead."""


BOTS: dict[str, Limits | None] = {
    "idle": None,
    "novice": Limits(0.350, 2.0, 0.8, False, False, False, 0.0),
    "regular": Limits(0.250, 1.0, 2.0, True, False, False, 0.6),
    "expert": Limits(0.180, 0.4, 4.0, True, True, True, 0.9),
}
"""By name, from the weakest to the strongest."""
