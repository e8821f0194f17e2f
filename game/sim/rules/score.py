"""Points: for gold laid, for being in time, for chains and chords, and for what still stands at the end."""

from dataclasses import dataclass

from game.sim import constants as c


@dataclass(slots=True)
class Score:
    """The running score; every voice keeps its points for as long as it sings."""

    kept: float = 0.0
    chain: int = 0
    last_voice: float = -c.CHAIN_S
    """s."""

    def voice(self, time: float, length: float, in_time: bool, harmony: bool) -> float:
        """Points for a voice that is sealed at `time` (s) with `length` m of gold; the chain runs on or starts anew."""
        self.chain = self.chain + 1 if time - self.last_voice <= c.CHAIN_S else 1
        self.last_voice = time
        points = c.POINTS_PER_M * length * (c.IN_TIME_FACTOR if in_time else 1) * self.chain
        points += c.HARMONY_POINTS if harmony else 0.0
        self.kept += points
        return points

    def silenced(self, points: float) -> None:
        """A voice fell silent, and its points with it."""
        self.kept -= points

    def tick(self, time: float) -> None:
        """Let a chain end that nobody continued."""
        if time - self.last_voice > c.CHAIN_S:
            self.chain = 0

    def finale(self, load_factor: float, whole: int, time_left: float) -> None:
        """Points for poise kept, `whole` pieces still standing, and time left (s)."""
        self.kept += (
            c.POISE_POINTS * min(1.5, max(0.0, load_factor)) + c.WHOLE_POINTS * whole + c.TIME_POINTS * time_left
        )
