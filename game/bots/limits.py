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
    predicts: float
    """Share of its own delay that it can look ahead."""
    swing: float
    """rad/s: how fast the swing is that its leaning hand aims for, as far as the sculpture has none of its own."""
    damping: float
    """Share of critical damping that the hand aims for."""
    feels_its_leans: bool
    """Knows what the leans do that it has not yet seen the effect of."""
    freezes: float
    """Share of news (a new crack, another mirror) that stops its leaning hand."""
    slower: float = 1.0
    """How many times as long it waits between two corrections while it paints."""
    stills: bool = False
    """Stills the glass before it paints."""
    holds_tips: bool = False
    """Paints a crack from its tip to its root: gold at the tip holds it."""
    conducts: float = 0.0
    """Share of what is ripe for which it taps the breath, so that voices enter on the beat."""
    anticipates: bool = False
    """Draws breath before the last bit of a crack is gold, where the beat would come sooner than the hand."""
    chords: bool = False
    """Leaves cracks a cell short while others are open, and lets them sing together."""
    breathes_in_danger: bool = False
    """Holds its breath where the sculpture begins to fall."""
