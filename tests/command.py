"""Commands without a process of their own."""

import signal
import sys

import pytest

from game.cli import main


class Run:
    """A command in this process, as its entry point ends it."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys, self._monkeypatch = capsys, monkeypatch

    def __call__(self, *arguments: str) -> tuple[int | str | None, str, str]:
        """Its exit code, and what it printed to standard output and standard error."""
        self._monkeypatch.setattr(sys, "argv", ["flawsong", *arguments])
        before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGHUP)}
        with pytest.raises(SystemExit) as end:
            main()
        for number, handler in before.items():
            signal.signal(number, handler)
        out, err = self._capsys.readouterr()
        assert "Traceback" not in out + err and "fault of the game" not in err
        return end.value.code, out, err
