"""What a sweep plays: levels as they are or with other values, by bots with all hands or some tied, over seeds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from game.core.paths import is_shipped
from game.core.words import plain
from game.lab.check import check_text
from game.lab.played import Task
from game.lab.sweep.identity import code_digest, text_digests
from game.lab.sweep.settings import Setting, SettingError, varied
from game.level import LevelError, read_level


class Variant(NamedTuple):
    """A level as it is swept."""

    level: str
    """What the table calls it."""
    values: tuple[object, ...]
    """One for each setting."""
    text: str


class Key(NamedTuple):
    """What a row is of."""

    level: str
    values: tuple[object, ...]
    bot: str
    handicap: str
    seed: int


@dataclass(frozen=True, slots=True)
class Plan:
    """All that is to be played, in the order of the rows."""

    variants: tuple[Variant, ...]
    settings: tuple[Setting, ...]
    bots: tuple[str, ...]
    handicaps: tuple[str, ...]
    """'' for none."""
    seeds: range

    def __len__(self) -> int:
        return len(self.variants) * len(self.bots) * len(self.handicaps) * len(self.seeds)

    def keys(self) -> Iterator[Key]:
        """What each row is of."""
        for variant, bot, handicap in self.casts():
            for seed in self.seeds:
                yield Key(variant.level, variant.values, bot, handicap, seed)

    def tasks(self) -> Iterator[Task]:
        """What is played for each row."""
        for variant, bot, handicap in self.casts():
            for seed in self.seeds:
                yield Task(variant.level, variant.text, bot, handicap, seed)

    def casts(self) -> Iterator[tuple[Variant, str, str]]:
        """Who plays in what, with which hand tied: each over all seeds."""
        for variant in self.variants:
            for bot in self.bots:
                for handicap in self.handicaps:
                    yield variant, bot, handicap

    def identity(self) -> dict[str, object]:
        """All that decides what the rows hold, by the names of what was asked: equal for equal sweeps alone."""
        return {
            "levels": text_digests((variant.level, variant.text) for variant in self.variants),
            "--bots": list(self.bots),
            "--handicaps": list(self.handicaps),
            "--seeds": f"{self.seeds.start}:{self.seeds.stop}",
            "--set": [f"{setting.name}={list(setting.values)}" for setting in self.settings],
            "the game": code_digest(),
        }


def planned(
    paths: Sequence[Path],
    settings: Sequence[Setting],
    bots: Sequence[str],
    handicaps: Sequence[str],
    seeds: range,
) -> Plan:
    """A plan, each level in it checked as it will be played.

    Raises:
        LevelError: a level cannot be read or built as it is.
        SettingError: a setting has no place in a level, or a value makes an error of it.
    """
    variants = tuple(variant for path in paths for variant in _variants(path, tuple(settings)))
    return Plan(variants, tuple(settings), tuple(bots), tuple(handicaps), seeds)


def name_of(path: Path) -> str:
    """What a level is called in tables: by its name, one of the game's; by its file, any other."""
    return path.stem if is_shipped(path) else plain(str(path))


def _variants(path: Path, settings: tuple[Setting, ...]) -> Iterator[Variant]:
    """A level with every value of every setting.

    Raises:
        LevelError: it is wrong as it stands.
        SettingError: it would be wrong with some of the values.
    """
    name, text = name_of(path), read_level(path)[1].text
    for values, changed in varied(text, name, settings):
        try:
            check_text(changed, str(path))
        except LevelError as error:
            if not settings:
                raise
            problem = error.problems[0]
            told = ", ".join(f"{setting.name}={value}" for setting, value in zip(settings, values, strict=True))
            raise SettingError(f"{told}: in {name}: {problem.path}: {problem.message}") from None
        yield Variant(name, values, changed)
