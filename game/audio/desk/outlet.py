"""Where sound comes out: the strips of a desk, and the device that asks it for samples. Devices come and go."""

from collections.abc import Callable

from game.audio.desk.desk import Desk
from game.audio.desk.device import Device, DeviceChange
from game.audio.desk.strips import Strips, new_desk
from game.audio.patches import Patch, Pcm
from game.core import kernels


class Outlet:
    """Strips to play on, as long as there is a device; or those of a desk whose samples somebody else takes."""

    def __init__(self, sound: Callable[[Patch], Pcm], desk: Desk | None = None) -> None:
        """`sound` gets a patch's samples; without a `desk` it is silent until a device is wanted."""
        self._sound = sound
        self.strips = None if desk is None else Strips(desk, sound)
        """What plays; None where nothing is heard."""
        self.problem = ""
        """Why there is no sound, in a line; '' where there is, or none is wanted."""
        self._news = ""
        self._device: Device | None = None
        self._is_wanted = self._is_mono = False

    def set_mono(self, is_mono: bool) -> None:
        """Whether both sides are to have the same; also of devices to come."""
        self._is_mono = is_mono
        if self.strips is not None:
            self.strips.desk.mono = is_mono

    def want(self) -> None:
        """Open a device now, and from now on whenever there is none."""
        self._is_wanted = True
        self.connect()

    def connect(self) -> None:
        """Open the device if there is none and one is wanted; tell about what changed."""
        if self.strips is not None or not self._is_wanted:
            return
        desk = new_desk()
        desk.mono = self._is_mono
        was = self.problem
        try:
            self._device = Device(desk)
        except OSError as error:
            self.problem = f"No sound: the audio device cannot be opened ({error})."
            if not was:
                self._news = f"{self.problem} The game goes on in silence."
            return
        self.problem, self.strips = "", Strips(desk, self._sound)
        if was:
            self._news = "There is a sound device: the game can be heard."

    def look(self) -> None:
        """Open another device in place of one that has failed, if there is any."""
        if self._device is not None and self._device.failed:
            self._reopen()

    def notice(self, change: DeviceChange | None) -> None:
        """Take note of what the system tells of its devices, if it tells anything."""
        if change is DeviceChange.LOST and self._device is not None:
            self._reopen()
        elif change is DeviceChange.FOUND and self.strips is None:
            self.connect()

    def run(self) -> None:
        """Let the device ask for samples. Kernels must be compiled."""
        if self._device is not None:
            self._device.run()

    def begin(self) -> bool:
        """Let a device ask for samples once the kernels are compiled: until then all would wait with it.

        Returns whether samples are asked for.
        """
        if self._device is None:
            return self.strips is not None
        if not self._device.runs and kernels.is_warm():
            self._device.run()
        return self._device.runs

    @property
    def is_mute(self) -> bool:
        """Whether the device has not asked for its first samples yet."""
        return self._device is not None and self.strips is not None and self.strips.desk.clock == 0

    def news(self) -> str:
        """What the player should be told about the device, once; mostly ''."""
        told, self._news = self._news, ""
        return told

    def close(self) -> None:
        """Give the device back, and want none any more. May be called again."""
        self._is_wanted = False
        self._disconnect()

    def _reopen(self) -> None:
        self._disconnect()
        self.connect()

    def _disconnect(self) -> None:
        if self._device is not None:
            self._device.close()
            self._device = self.strips = None
