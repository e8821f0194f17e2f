"""The ledger: all that the player has achieved, in sum, number by number, and performance by performance."""

from datetime import datetime

from game.core.language import N_, _, ngettext
from game.core.words import grouped, roman, said
from game.progress import Result, statistics_of
from game.scenes.attempt.ending import FULL, HEADLINES
from game.scenes.dialogs.reading import Line, Reading, Text
from game.scenes.encore.encore import by_other_rules
from game.scenes.services import Services

COLUMNS = (0.0, 0.30, 0.50, 0.68)
LATELY = 30
"""So many of the last performances are listed."""
MOST_PLACES = 3
MINUTE, HOUR = 60, 3600


def ledger(services: Services) -> Reading:
    """The page."""
    lines = [*_in_sum(services), *_by_number(services), *_lately(services)]
    return Reading(services, Text(N_("THE LEDGER"), N_("What was sung here"), lines, COLUMNS))


def _in_sum(services: Services) -> list[Line]:
    sum_ = statistics_of(services.progress.results)
    if not sum_.played:
        return [Line((_("Nothing yet: the first performance opens this book."),))]
    played = ngettext("{n} performance", "{n} performances", sum_.played).format(n=sum_.played)
    voices = ngettext("{n} voice", "{n} voices", sum_.voices).format(n=sum_.voices)
    won = _("{n} won").format(n=sum_.won)
    time = _("{time} on the stage").format(time=_duration(sum_.seconds))
    lost = [Line((_(HEADLINES[cause][0]), _times(often))) for cause, often in sum_.losses if cause in HEADLINES]
    gave_way = [(said(place), often) for place, often in sum_.places[:MOST_PLACES]]
    places = [Line((_("{place} gave way").format(place=place), _times(often))) for place, often in gave_way]
    heading = [Line((_("How it was lost"),), is_heading=True)] if lost or places else []
    return [Line((played, won, voices, time)), *heading, *lost, *places]


def _by_number(services: Services) -> list[Line]:
    bill, lines = services.bill, []
    for row in (row for rows in bill.acts.values() for row in rows):
        entry = services.repertoire[row]
        standing = bill.standing(entry)
        if not standing.played:
            continue
        best = _("best {score}").format(score=grouped(standing.best)) if standing.best else ""
        encores = FULL * standing.encores
        times = ngettext("played {n} time, won {won}", "played {n} times, won {won}", standing.played)
        title = f"{roman(entry.number or 0)}  {entry.title}"
        lines.append(Line((title, best, encores, times.format(n=standing.played, won=standing.won))))
    return [Line((_("Number by number"),), is_heading=True), *lines] if lines else []


def _lately(services: Services) -> list[Line]:
    results = sorted(services.progress.results, key=lambda result: -result.ended)
    played = [result for result in results if result.outcome != "skipped"][:LATELY]
    titles = {entry.id: entry.title for entry in services.repertoire}
    lines = [Line(_performance(result, titles)) for result in played]
    return [Line((_("Lately"),), is_heading=True), *lines] if lines else []


def _performance(result: Result, titles: dict[str, str]) -> tuple[str, ...]:
    """What is told of one."""
    day = datetime.fromtimestamp(result.ended)
    title = (
        titles.get(result.level, said(result.level))
        if not result.run
        else _("Encore {where}").format(where=" ".join(result.level.split("/")[1:]))
    )
    if result.run:
        title = ", ".join(filter(None, (title, by_other_rules(result.rules))))
    points = ngettext("{n} point", "{n} points", result.score).format(n=grouped(result.score))
    came_to = _(HEADLINES[result.cause][0]) if result.cause in HEADLINES else result.cause
    return title, f"{day:%Y-%m-%d  %H:%M}", points, came_to


def _times(often: int) -> str:
    return ngettext("{n} time", "{n} times", often).format(n=often)


def _duration(seconds: float) -> str:
    whole = round(seconds)
    if whole < HOUR:
        return _("{minutes} min {seconds} s").format(minutes=whole // MINUTE, seconds=whole % MINUTE)
    return _("{hours} h {minutes} min").format(hours=whole // HOUR, minutes=whole % HOUR // MINUTE)
