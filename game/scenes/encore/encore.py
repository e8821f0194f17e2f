"""The encore's page: the one of the day, one by chance or by a seed of one's own, and the best runs so far."""

from datetime import datetime
from functools import partial
from pathlib import Path

import pygame

from game import __version__
from game.core.language import N_, _, ngettext
from game.core.words import dotted, grouped
from game.encore import RULES, Run, drawn_seed, seed_of, seed_of_day, today
from game.input.menu import Command
from game.progress import Result, RunSum, ranked_run, runs_of
from game.scenes.attempt.ending import helped_by
from game.scenes.base import Change, Doors, Pop, Push, Reset
from game.scenes.dialogs.naming import Asks, Naming
from game.scenes.dialogs.reading import bare_page
from game.scenes.encore.arriving import Arriving
from game.scenes.narrator import Narrated, sentences
from game.scenes.page.menu import Menu
from game.scenes.page.page import COLUMN, LEFT, Sheet, darken, eased
from game.scenes.services import Services

DAILY, CHANCE, SEED, BACK = N_("Today's encore"), N_("By chance"), N_("By a seed"), N_("To the title")
PLAY_IT = N_("Play it")
SEED_ASKS = Asks(SEED, N_("Which seed"), PLAY_IT, "0123456789ABCDEF", spaced=False)
RULE = N_("One number after the other, each harder, until one is lost.")
ROOM, TABLE_AT = 560.0, 0.52
"""Width of the page's text, px of the design, and where the best runs stand, share of the window's width."""
MENU_TOP, NOTE_PX = 236.0, 16.0
NOTES_TOP, NOTES_STEP = 440.0, 26.0
ROW_STEP, ROW_PX = 32.0, 17.0
LISTED = 9
"""So many of the best runs are seen."""
FADE_S = 0.35


class Encore:
    """Each choice begins a run; a loss ends it."""

    cursor = True

    def __init__(self, doors: Doors, services: Services) -> None:
        self._doors, self._services = doors, services
        self._day = today()
        self._menu = Menu((DAILY, CHANCE, SEED, BACK))
        self._told = ""
        self._wanted: int | None = None
        """The seed that was written on the page above this one."""
        self._time_s = 0.0

    @property
    def runs(self) -> tuple[RunSum, ...]:
        """All that were played by the rules of today, the best first; then those by others, which compare with none."""
        found = runs_of(self._services.progress.results)
        return tuple(sorted(found, key=lambda run: run.rules != RULES))

    @property
    def narrated(self) -> Narrated:
        """What is said of it."""
        best = "; ".join(f"{grouped(each.score)}, {self._about(each)}" for each in self.runs[:1])
        parts = (_("Encore"), _(RULE), *self._of_the_day(), best)
        return Narrated(sentences(parts), self._menu.told, self._told)

    def handle(self, event: pygame.Event) -> Change:
        """Begin a run, or go back."""
        chosen = self._menu.chosen
        taken = self._menu.read(event)
        if self._menu.chosen != chosen:
            self._services.mixer.tap("move")
        match taken:
            case label if label == DAILY:
                return self._begin(self._daily())
            case label if label == CHANCE:
                return self._begin(Run(drawn_seed()))
            case label if label == SEED:
                self._services.mixer.tap("accept")
                return Push(Naming(self._services, f"{seed_of_day(self._day):X}", self._take_seed, SEED_ASKS))
            case label if label in (BACK, Command.BACK):
                self._services.mixer.tap("back")
                return Pop()
        return None

    def update(self, elapsed_s: float) -> Change:
        """The theme goes on; the seed that was written is played."""
        self._time_s += elapsed_s
        self._services.mixer.theme(elapsed_s)
        if self._wanted is None:
            return None
        run, self._wanted = Run(self._wanted), None
        return self._begin(run)

    def draw(self, target: pygame.Surface) -> None:
        """Paint the page."""
        style = self._services.style
        sheet = bare_page(target, style)
        sheet.overline(_("ENCORE"), (LEFT, 94), room=ROOM)
        sheet.write(_("And they call for more"), (LEFT - 1, 112), 40, style.title, strong=True, room=ROOM)
        sheet.write(_(RULE), (LEFT, 172), NOTE_PX, style.quiet, room=ROOM)
        sheet.rule((LEFT, 212), COLUMN)
        self._menu.draw(sheet, (LEFT, MENU_TOP), NOTES_TOP - MENU_TOP - 12)
        step = sheet.step(NOTES_STEP, NOTE_PX)
        for number, line in enumerate((*self._of_the_day(), self._told)):
            colour = style.accent if number == 0 else style.quiet
            sheet.write(line, (LEFT, NOTES_TOP + step * number), NOTE_PX, colour, room=ROOM)
        self._draw_best(sheet)
        darken(target, 1.0 - eased(self._time_s / FADE_S))

    def close(self, *, crashed: bool) -> Path | None:
        """Nothing to keep."""

    def _begin(self, run: Run) -> Change:
        self._services.mixer.tap("accept")
        return Reset(Arriving(self._doors, self._services, run))

    def _daily(self) -> Run:
        """The run of the day: the first of a player counts, from its beginning on."""
        day = self._day = today()
        seed = seed_of_day(day)
        services = self._services
        if services.bot is not None or ranked_run(services.progress.results, day) is not None:
            return Run(seed)
        run = Run(seed, day=day)
        begun = Result(
            run.id, "", "skipped", datetime.now().timestamp(), game=__version__, run=run.uid, day=day, rules=RULES
        )
        services.progress.keep(begun)
        return run

    def _take_seed(self, text: str) -> None:
        try:
            self._wanted = seed_of(text)
        except ValueError:
            self._told = _("{text} is no seed: up to eight of 0-9 and A-F, such as 8F3").format(text=text)

    def _of_the_day(self) -> tuple[str, str]:
        """What today's is, and how the player stands with it."""
        seed = f"{seed_of_day(self._day):X}"
        told = _("{day} (UTC): seed {seed} by rules {rules}, the same for everybody")
        first = told.format(day=self._day, seed=seed, rules=RULES)
        ranked = ranked_run(self._services.progress.results, self._day)
        if ranked is None:
            return first, _("Your first run of the day is ranked, from the moment it begins.")
        found = next((each for each in self.runs if each.run == ranked), None)
        points = grouped(0 if found is None else found.score)
        return first, _("Ranked today: {points} points. Any more runs are for joy.").format(points=points)

    def _draw_best(self, sheet: Sheet) -> None:
        """The best runs, and what each came to."""
        style, left = sheet.style, TABLE_AT * sheet.width
        room, step = sheet.width - left - LEFT / 2, sheet.step(ROW_STEP, ROW_PX)
        sheet.overline(_("YOUR BEST RUNS"), (left, MENU_TOP - 28), room=room)
        runs = self.runs[:LISTED]
        if not runs:
            sheet.write(_("None yet."), (left, MENU_TOP + 6), ROW_PX, style.quiet, room=room)
        abouts = [self._about(each) for each in runs]
        px = sheet.fitting(abouts, ROW_PX, 0.80 * room)
        for number, (each, about) in enumerate(zip(runs, abouts, strict=True)):
            y, is_ranked = MENU_TOP + 6 + step * number, each.rules == RULES
            write = partial(sheet.write, px=px, share=0.9 if is_ranked else 0.6)
            colour = style.accent if is_ranked else style.quiet
            write(grouped(each.score), (left + 0.17 * room, y), colour=colour, anchor=1.0)
            write(about, (left + 0.20 * room, y), colour=style.title, room=0.80 * room)

    @staticmethod
    def _about(run: RunSum) -> str:
        """Numbers, seed, when, and what helped."""
        won = ngettext("{n} number", "{n} numbers", run.won).format(n=run.won)
        seed = _("seed {seed}").format(seed=run.level.split("/")[1])
        when = _("ranked {day}").format(day=run.day) if run.day else f"{datetime.fromtimestamp(run.ended):%Y-%m-%d}"
        helped = helped_by(sorted(run.assists)) if run.assists else ""
        return dotted((won, seed, by_other_rules(run.rules), when, helped))


def by_other_rules(rules: int) -> str:
    """By which rules an encore was built, where these are not today's."""
    if rules == RULES:
        return ""
    return _("by rules {rules}, not today's").format(rules=rules) if rules else _("by rules of before")
