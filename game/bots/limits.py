"""What a bot's hands can do."""

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
