"""Mutated levels, light benches, replays, settings and other saves: `python -m tests.fuzz --count N [--seed S]`.

No traceback, no signal, no hang over 5 s, no memory over 1 GiB: the exit code is 0 if all of that holds. An input is
its number and the seed: `--only NUMBER` tries that one alone, and `--show NUMBER` writes it to standard output.
"""

import argparse
import os
import sys

from rich.console import Console
from rich.progress import Progress

from tests.fuzz.run import Report, fuzz
from tests.fuzz.targets import TARGETS, dice, kind_of

NEWS = 5000
"""Inputs from one line of how it goes to the next, where no bar can be shown."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--first", type=int, default=0, help="number of the first input")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--only", type=int, metavar="NUMBER", help="try one input")
    parser.add_argument("--show", type=int, metavar="NUMBER", help="write one input, and try nothing")
    wanted = parser.parse_args()
    if wanted.show is not None:
        sys.stdout.buffer.write(TARGETS[kind_of(wanted.show)].write(dice(wanted.seed, wanted.show)))
        return 0
    first, count = (wanted.first, wanted.count) if wanted.only is None else (wanted.only, 1)
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bars:
        bar = bars.add_task("fuzzing", total=count)

        def show(report: Report) -> None:
            bars.update(bar, completed=report.count)
            if report.count % NEWS == 0 and not console.is_terminal:
                print(report.verdict(), flush=True)

        report = fuzz(wanted.seed, range(first, first + count), wanted.jobs, show)
    for number, why in sorted(report.faults.items()):
        print(f"input {number} ({kind_of(number)}), --seed {wanted.seed} --only {number}:\n{why}")
    for (kind, outcome), times in sorted(report.outcomes.items()):
        print(f"{kind:<9} {outcome:<8} {times}")
    print(report.verdict())
    return 1 if report.faults else 0


if __name__ == "__main__":
    sys.exit(main())
