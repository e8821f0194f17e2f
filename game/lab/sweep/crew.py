"""Who plays the tasks of a sweep: processes of this machine, or the workers of a cluster.

Both are executors of the standard library, and `run` is all that hands tasks to them.
"""

import os
import re
import signal
import threading
import warnings
from collections.abc import Iterable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, contextmanager
from itertools import islice
from multiprocessing import connection, parent_process
from queue import SimpleQueue

from game.core import kernels
from game.lab.played import Played, Task, play_task
from game.lab.sweep.extras import wanted
from game.lab.sweep.identity import code_digest

AHEAD = 1000
"""Tasks that are handed out at a time: enough for as many workers, and no burden for a scheduler."""
ANSWERS_WITHIN_S = 10
"""s in which a scheduler must answer, and have a worker."""
_ADDRESS = re.compile(r"(\w+://)?([^\s:/\[\]]+|\[[\da-fA-F:.]+\]):\d{1,5}")
"""What a scheduler's address looks like."""


class CrewError(Exception):
    """Nobody can play, or whoever did has gone; the message says what to do."""


def crew(workers: int | None = None, cluster: str = "") -> AbstractContextManager[Executor]:
    """Those who play: so many processes, as many as there are cores where None, or the workers of a cluster.

    Raises:
        CrewError, ExtraError: the cluster cannot be used.
    """
    return _cluster(cluster) if cluster else _processes(workers or os.cpu_count() or 1)


def run(executor: Executor, tasks: Iterable[tuple[int, Task]]) -> Iterator[tuple[int, Played]]:
    """How tasks went, with their numbers, as soon as each is done: in whatever order.

    Raises:
        CrewError: those who play have gone.
    """
    rest, code = iter(tasks), code_digest()
    numbers: dict[Future[Played], int] = {}
    done: SimpleQueue[Future[Played]] = SimpleQueue()

    def hand_out(most: int) -> None:
        for number, task in islice(rest, most):
            future = executor.submit(_play, code, task)
            numbers[future] = number
            future.add_done_callback(done.put)

    hand_out(AHEAD)
    while numbers:
        future = done.get()
        try:
            played = future.result()
        except BrokenProcessPool:
            raise CrewError(
                "a process that played was killed, perhaps for want of memory; try fewer --workers"
            ) from None
        yield numbers.pop(future), played
        hand_out(1)


def _play(code: str, task: Task) -> Played:
    """Play a task, wherever this is.

    Raises:
        CrewError: the game there is another one.
    """
    if code_digest() != code:
        raise CrewError("a worker has another version of the game; install the same everywhere")
    return play_task(task)


@contextmanager
def _processes(workers: int) -> Iterator[Executor]:
    kernels.warm_up()  # here, for all: those that are forked have them, and others find them in the cache
    pool = ProcessPoolExecutor(workers, initializer=_begin)
    with warnings.catch_warnings():
        # Python warns of forking where there are threads: those who are forked here touch nothing that is theirs.
        warnings.simplefilter("ignore", DeprecationWarning)
        pool.submit(int)  # begins them all
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


def _begin() -> None:
    """Go quietly where all are stopped, and never outlive who asked."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    threading.Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


@contextmanager
def _cluster(address: str) -> Iterator[Executor]:
    """The workers of a Dask scheduler.

    Raises:
        CrewError: there is none at this address, or it has no workers.
    """
    distributed = wanted("distributed", "cluster")
    if not _ADDRESS.fullmatch(address):  # a client that was never connected would try for long to say goodbye
        raise CrewError(f"--cluster {address}: want the address of a scheduler, such as tcp://host:8786")
    try:
        client = distributed.Client(address, timeout=ANSWERS_WITHIN_S, set_as_default=False)
    except (OSError, ValueError) as error:
        raise CrewError(f"--cluster {address}: no scheduler answers ({error}); `dask scheduler` starts one") from None
    with client:
        try:
            client.wait_for_workers(1, timeout=ANSWERS_WITHIN_S)
        except TimeoutError:
            raise CrewError(
                f"--cluster {address}: the scheduler has no workers; `dask worker {address}` starts one"
            ) from None
        executor: Executor = client.get_executor(pure=False)
        try:
            yield executor
        finally:
            executor.shutdown(wait=False)
