"""Variables that libraries refuse are told by their names, in a line, and with exit code 1."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from game.core import environment
from tests.levels.short import write_short_level

COMMAND = "from game.cli import main; main()"


@pytest.mark.parametrize("value", ["NUMBA_NUM_THREADS=0", "NUMBA_OPT=9", "NUMBA_DISABLE_JIT=x", "NUMBA_CPU_FEATURES=x"])
def test_what_numba_refuses_is_told(value: str, tmp_path: Path) -> None:
    name, _, text = value.partition("=")
    command = [sys.executable, "-c", COMMAND, "info", str(write_short_level(tmp_path))]
    told = subprocess.run(command, env=os.environ | {name: text}, capture_output=True, text=True, check=False)
    assert told.returncode == 1 and not told.stdout
    (line,) = told.stderr.splitlines()
    assert line.startswith(f"{value}: ") and line.endswith("unset it")


@pytest.mark.parametrize("text", ["{", "num_threads: 0", "- a", "opt: 9", "cpu_features: x"])
def test_what_numba_refuses_of_a_file_is_told(text: str, tmp_path: Path) -> None:
    pytest.importorskip("yaml", reason="numba reads its file by PyYAML, which comes with the extra cluster")
    (tmp_path / ".numba_config.yaml").write_text(text)
    command = [sys.executable, "-c", COMMAND, "info", str(write_short_level(tmp_path))]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert told.returncode == 1 and not told.stdout
    (line,) = told.stderr.splitlines()
    assert line.startswith((".numba_config.yaml: ", "NUMBA_CPU_FEATURES=x: ")) and line.endswith("unset it")


@pytest.mark.parametrize("features", ["", "+avx2", "-avx512f,+sse4.2,+x_y"])
def test_processors_that_llvm_takes_pass(features: str) -> None:
    environment.check_processor(features)


@pytest.mark.parametrize("features", ["avx2", "+avx2,", "+avx2 -sse", "+", ",", "+avx2\n"])
def test_processors_that_would_end_the_process_are_told(features: str) -> None:
    with pytest.raises(environment.VariableError, match=environment.FEATURES):
        environment.check_processor(features)


def test_a_fault_of_the_game_is_no_refusal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    try:
        raise ValueError("this one")
    except ValueError as error:
        assert not environment.refusal(error)
