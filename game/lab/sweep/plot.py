"""The figures of a sweep as a picture: wins with their intervals, stage times, scores, and why some were lost."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from game.core.files import write_atomic
from game.lab.sweep.extras import wanted
from game.lab.sweep.figures import Figures

SUFFIXES = (".png", ".svg", ".pdf")
HEAD_IN, ROW_IN, WIDTH_IN, DPI = 1.3, 0.3, 13.0, 110
"""Inches: what stands over and under the rows, a row, and the width of all."""
COLOURS = {"toppled": "#b0413e", "silence": "#5b7089", "time": "#c9a227"}
"""Of causes; any other is grey."""
WON, OTHER, INK = "#2f6f5e", "#9a9a9a", "#22252b"


def check_plot(path: Path) -> None:
    """See that a plot can be written under this name.

    Raises:
        ValueError: its suffix is none of a format.
        ExtraError: what plots is not installed.
    """
    wanted("matplotlib.figure", "lab")
    if path.suffix.lower() not in SUFFIXES:
        raise ValueError(f"the name must end in one of {', '.join(SUFFIXES)}")


def write_plot(figures: Sequence[Figures], names: Sequence[str], path: Path) -> None:
    """Write the picture, whole or not at all; `names` are those of what was set.

    Raises:
        OSError: it cannot be written.
    """
    height = HEAD_IN + ROW_IN * len(figures)
    figure = wanted("matplotlib.figure", "lab").Figure(figsize=(WIDTH_IN, height), dpi=DPI, layout="constrained")
    wins, seconds, scores, losses = figure.subplots(1, 4, sharey=True)
    rows = range(len(figures))
    _wins(wins, figures)
    for axes, title, of in ((seconds, "stage time, s", "seconds"), (scores, "score", "score")):
        _spreads(axes, title, [getattr(each, of) for each in figures])
    _losses(losses, figures)
    wins.set_yticks(rows, [label(each, names) for each in figures])
    wins.set_ylim(len(figures) - 0.5, -0.5)
    for axes in (wins, seconds, scores, losses):
        axes.grid(axis="x", alpha=0.3)
        axes.set_axisbelow(True)
        axes.spines[["top", "right", "left"]].set_visible(False)
        axes.tick_params(axis="y", length=0)
        for row in rows:
            if row and figures[row].level != figures[row - 1].level:
                axes.axhline(row - 0.5, color=INK, linewidth=0.6, alpha=0.5)
    content = io.BytesIO()
    metadata = {"CreationDate": None} if path.suffix.lower() == ".pdf" else {}
    figure.savefig(content, format=path.suffix.lower().removeprefix("."), metadata=metadata)
    write_atomic(path, content.getvalue())


def label(each: Figures, names: Sequence[str]) -> str:
    """Who played in what, in a line."""
    who = f"{each.bot}, {each.handicap}" if each.handicap else each.bot
    values = [f"{name}={value}" for name, value in zip(names, each.values, strict=True)]
    return "  ".join([each.level, *values, who])


def _wins(axes: Any, figures: Sequence[Figures]) -> None:
    rates = [each.win_rate for each in figures]
    shares = [rate.share for rate in rates]
    whiskers = [[rate.share - rate.low for rate in rates], [rate.high - rate.share for rate in rates]]
    axes.errorbar(shares, range(len(rates)), xerr=whiskers, fmt="o", color=WON, capsize=3, markersize=5)
    axes.set_xlim(-0.03, 1.03)
    axes.set_title(f"won, with 95 % intervals (n = {figures[0].performances})", fontsize=9)


def _spreads(axes: Any, title: str, spreads: Sequence[Any]) -> None:
    for row, each in enumerate(spreads):
        axes.plot([each.low, each.high], [row, row], color=INK, linewidth=1.2, alpha=0.6)
        axes.plot([each.middle], [row], "o", color=INK, markersize=5)
    axes.set_xlim(left=0.0)
    axes.set_title(f"{title} (10, 50, 90 %)", fontsize=9)


def _losses(axes: Any, figures: Sequence[Figures]) -> None:
    causes = list(dict.fromkeys(cause for each in figures for cause in each.causes))
    starts = [0] * len(figures)
    for cause in causes:
        counts = [each.causes.get(cause, 0) for each in figures]
        axes.barh(range(len(figures)), counts, left=starts, height=0.6, color=COLOURS.get(cause, OTHER), label=cause)
        starts = [start + count for start, count in zip(starts, counts, strict=True)]
    for row, each in enumerate(figures):
        told = ", ".join(f"{count} with {voices}" for voices, count in each.voices_at_loss.items())
        axes.text(starts[row], row, f" {told}", va="center", fontsize=6, color=INK)
    axes.set_xlim(0.0, 1.5 * max(1, *starts))
    axes.set_title("lost, and with how many voices", fontsize=9)
    if causes:
        axes.figure.legend(fontsize=7, frameon=False, loc="outside lower right", ncols=len(causes))
