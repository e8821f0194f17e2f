"""Pages that are read, by every device: the credits, and the ledger of what was sung."""

import tomllib
from pathlib import Path

import pygame
import pytest

from game.progress import Progress, Result
from game.scenes.base import Push, Stack
from game.scenes.dialogs.credits import credits_page
from game.scenes.dialogs.reading import Line, Reading
from game.scenes.title.ledger import ledger
from game.scenes.title.title import CREDITS, Title
from tests.scenes.hands import from_title
from tests.scenes.rig import SIZE, Rig
from tests.scenes.test_house import numbers


def press(rig: Rig, device: str, key: int, button: int) -> Rig:
    if device == "keys":
        return rig.tap(key)
    rig.send(pygame.CONTROLLERBUTTONDOWN, button=button, instance_id=0)
    return rig.send(pygame.CONTROLLERBUTTONUP, button=button, instance_id=0)


def played(folder: Path) -> Rig:
    rows, progress = numbers(4), Progress()
    for day in range(40):
        entry = rows[day % 3]
        outcome, cause = ("won", "sang") if day % 4 == 0 else ("lost", "toppled" if day % 4 == 1 else "time")
        place = "heart" if cause == "toppled" else "" if outcome == "won" else cause
        kept = Result(entry.id, entry.digest, outcome, 1e9 + day * 1e5, cause, place, day, voices=1, seconds=60.0)
        progress.keep(kept)
    return Rig(folder, repertoire=rows, progress=progress)


def test_the_ledger_tells_sum_losses_numbers_and_the_last_performances(tmp_path: Path) -> None:
    rig = played(tmp_path)
    told = [cell for line in ledger(rig.services)._text.lines for cell in line.cells]
    for wanted in (
        "40 performances",
        "10 won",
        "40 voices",
        "40 min 0 s on the stage",
        "It fell.",
        "20 times",
        "heart gave way",
        "best 36",
        "played 14 times, won 4",
        "39 points",
    ):
        assert wanted in told
    assert "Two Lamps" in told
    assert ledger(Rig(tmp_path).services)._text.lines == [
        Line(("Nothing yet: the first performance opens this book.",))
    ]


@pytest.mark.parametrize("device", ["keys", "pad"])
def test_a_page_is_moved_and_left(tmp_path: Path, device: str) -> None:
    rig = played(tmp_path)
    rig.stack = Stack(Title(rig.doors, rig.services))
    rig.stack.apply(Push(page := ledger(rig.services)))
    rig.run(0.1)
    for _ in range(3):
        press(rig, device, pygame.K_DOWN, pygame.CONTROLLER_BUTTON_DPAD_DOWN).run(0.02)
    assert page.first == 3
    for _ in range(99):
        press(rig, device, pygame.K_DOWN, pygame.CONTROLLER_BUTTON_DPAD_DOWN)
    assert 3 < page.first < 45, "the last lines stay in sight"
    assert isinstance(press(rig, device, pygame.K_RETURN, pygame.CONTROLLER_BUTTON_B).top, Title)


def test_the_wheel_moves_and_a_click_leads_back(tmp_path: Path) -> None:
    rig = played(tmp_path)
    rig.stack.apply(Push(page := ledger(rig.services)))
    rig.run(0.1).send(pygame.MOUSEWHEEL, y=-2, x=0, precise_y=-2.0, precise_x=0.0)
    assert page.first == 2
    assert isinstance(rig.send(pygame.MOUSEBUTTONDOWN, button=1, pos=(400, 200)).top, Reading)
    assert isinstance(rig.send(pygame.MOUSEBUTTONDOWN, button=1, pos=(80, SIZE[1] - 24)).top, Title)


def test_the_title_leads_to_the_credits(tmp_path: Path) -> None:
    rig = from_title(Rig(tmp_path), "keys", CREDITS)
    assert isinstance(rig.top, Reading)
    assert isinstance(rig.tap(pygame.K_ESCAPE).run(0.1).top, Title)


def test_the_credits_name_all_that_is_installed_with_the_game(tmp_path: Path) -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]
    said = " ".join(cell for line in credits_page(Rig(tmp_path).services)._text.lines for cell in line.cells).lower()
    for wanted in project["dependencies"]:
        name = wanted.partition(">")[0].removeprefix("font-").replace("-pro", "").replace("-", " ")
        assert name.replace("pygame ce", "pygame-ce") in said, name


def test_a_mouse_without_a_wheel_reads_it_all(tmp_path: Path) -> None:
    rig = played(tmp_path)
    page = ledger(rig.services)
    rig.stack = Stack(page)
    rig.run(0.1)
    seen = set(range(page.first, page.first + page._shown))
    for way in (1, -1):
        while spots := [box.center for box, other in page._more if other == way]:
            rig.send(pygame.MOUSEBUTTONDOWN, button=1, pos=spots[0]).run(0.05)
            seen |= set(range(page.first, page.first + page._shown))
    assert seen == set(range(len(page._text.lines)))
    assert page.first == 0
