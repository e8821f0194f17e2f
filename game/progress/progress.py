"""All results of a player during a visit, and the files that keep them. Whatever befalls those, play goes on."""

from collections.abc import Callable
from pathlib import Path
from threading import Lock

from game.progress.result import Result
from game.progress.store import BrokenError, Store, StoreError

FILE_NAME = "progress.sqlite3"
WAITING_NAME = "progress.waiting.sqlite3"
"""Takes what the other cannot take now, and is emptied into it as soon as that can be done."""


class Progress:
    """What was achieved so far; more is added with `keep`, which may be called from any thread."""

    def __init__(self, folder: Path | None = None) -> None:
        """Read it from a folder; without one nothing is kept after the visit."""
        self._stores = () if folder is None else (Store(folder / FILE_NAME), Store(folder / WAITING_NAME))
        self._results: tuple[Result, ...] = ()
        self._unsaved: tuple[Result, ...] = ()
        self._news: list[str] = []
        self._told = False
        self._lock = Lock()
        if any(store.path.exists() for store in self._stores):
            self._open(*self._stores)

    @property
    def results(self) -> tuple[Result, ...]:
        """All of them, in no order."""
        return self._results

    def news(self) -> list[str]:
        """What there is to tell since this was asked last."""
        told, self._news = self._news, []
        return told

    def keep(self, result: Result) -> None:
        """Add a result, and save it with all that could not be saved before."""
        with self._lock:
            self._results += (result,)
            if self._stores:
                self._unsaved += (result,)
                self._save(*self._stores)

    def _open(self, main: Store, waiting: Store) -> None:
        """Read what there is. What waits is moved to where it belongs, if that can be done."""
        waits: list[Result] = []
        try:
            found = self._attempt(main, Store.read)
        except StoreError as error:
            found, is_main = main.peek(), False
            self._tell(main, error, self._can_wait(waiting))
        else:
            is_main = True
        if waiting.path.exists():
            try:
                waits = self._attempt(waiting, Store.read)
                if is_main and waits:
                    main.add(waits)
                    waiting.take_out([result.uid for result in waits])
            except StoreError:
                waits = waits or waiting.peek()
        self._results = _united(found, waits)

    def _save(self, main: Store, waiting: Store) -> None:
        """Write what is not saved yet: to its place, else to where it waits; else it stays for the next time."""
        problem: StoreError | None = None
        for store in (main, waiting):
            try:
                found = self._attempt(store, lambda to: to.add(self._unsaved))
            except StoreError as error:
                problem = problem or error
                continue
            self._results, self._unsaved = _united(self._results, found), ()
            break
        if problem is not None:
            self._tell(main, problem, not self._unsaved)

    def _can_wait(self, waiting: Store) -> bool:
        """Whether there is a file for what the other cannot take; it is made."""
        try:
            self._attempt(waiting, Store.read)
        except StoreError:
            return False
        return True

    def _attempt(self, store: Store, do: Callable[[Store], list[Result]]) -> list[Result]:
        """Do something with a file; one that is broken is set aside by name, and another takes its place.

        Raises:
            StoreError: it cannot be done.
        """
        before = _identity(store.path)
        try:
            return do(store)
        except BrokenError as error:
            if before == _identity(store.path):  # no other copy of the game has put it aside meanwhile
                try:
                    aside = store.set_aside()
                except OSError as reason:
                    raise StoreError(f"{error}, and cannot be set aside: {reason.strerror or reason}") from error
                self._news.append(f"{store.path.name} is damaged: it is kept as {aside}, and a new one is begun")
                self._unsaved = _united(self._results, self._unsaved)
            return do(store)

    def _tell(self, store: Store, error: StoreError, can_wait: bool) -> None:
        """Say once what is wrong, and what becomes of what is played."""
        if self._told:
            return
        self._told = True
        place = f"in {WAITING_NAME} until it can be used" if can_wait else "for as long as the game is open"
        self._news.append(f"{store.path}: {error}. What you achieve is kept {place}.")


def _identity(path: Path) -> tuple[int, int] | None:
    """Which file has this name; None where none has."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _united(*parts: list[Result] | tuple[Result, ...]) -> tuple[Result, ...]:
    """All results, each once."""
    return tuple({result.uid: result for part in parts for result in part}.values())
