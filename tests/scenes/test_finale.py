"""After the last number: an ending of its own, and the credits, by every device."""

from pathlib import Path

import pygame
import pytest

from game.progress import Progress, Result
from game.scenes.attempt.ending import Ending
from game.scenes.base import Reset
from game.scenes.dialogs.reading import Reading
from game.scenes.page.menu import Choice
from game.scenes.play.finale import DEAF_S, Finale
from game.scenes.play.results import Results
from game.scenes.title.title import Title
from tests.scenes.rig import SIZE, Rig
from tests.scenes.test_house import numbers


def finished(folder: Path) -> Rig:
    rows, progress = numbers(4), Progress()
    for entry in rows:
        progress.keep(Result(entry.id, entry.digest, "won", 1.0, "sang", voices=2, seconds=60.0, gold=0.455))
    progress.keep(Result(rows[0].id, rows[0].digest, "lost", 2.0, "toppled", voices=1))
    rig = Rig(folder, repertoire=rows, progress=progress)
    rig.stack.apply(Reset(Finale(rig.doors, rig.services)))
    return rig.run(DEAF_S + 0.1)


def go(rig: Rig, device: str) -> Rig:
    if device == "keys":
        return rig.tap(pygame.K_RETURN)
    if device == "mouse":
        return rig.send(pygame.MOUSEBUTTONDOWN, button=1, pos=(SIZE[0] // 2, SIZE[1] // 2))
    rig.send(pygame.CONTROLLERBUTTONDOWN, button=pygame.CONTROLLER_BUTTON_A, instance_id=0)
    return rig.send(pygame.CONTROLLERBUTTONUP, button=pygame.CONTROLLER_BUTTON_A, instance_id=0)


@pytest.mark.parametrize("device", ["keys", "pad", "mouse"])
def test_it_is_shown_whole_then_come_the_credits_and_the_title(tmp_path: Path, device: str) -> None:
    rig = finished(tmp_path)
    finale = rig.top
    assert isinstance(finale, Finale)
    assert not finale.is_whole
    go(rig, device).run(0.05)
    assert finale.is_whole
    assert isinstance(go(rig, device).run(0.05).top, Reading)
    assert isinstance(rig.tap(pygame.K_ESCAPE).run(0.05).top, Title)


def test_it_tells_the_sum_of_what_was_sung(tmp_path: Path) -> None:
    finale = finished(tmp_path).top
    assert isinstance(finale, Finale)
    told = finale._told()
    for part in ("9 voices", "182 centimetres of gold", "5 performances", "1 fall"):
        assert part in told


def test_it_shows_the_golden_seams_of_the_best_performance(tmp_path: Path) -> None:
    rows, progress = numbers(2), Progress()
    progress.keep(Result(rows[0].id, rows[0].digest, "won", 1.0, "sang", score=9, seams="-100,300 0,400 100,300"))
    progress.keep(Result(rows[0].id, rows[0].digest, "won", 2.0, "sang", score=5, seams="0,0 10,10"))
    finale = Finale(Rig(tmp_path).doors, Rig(tmp_path, repertoire=rows, progress=progress).services)
    (sung, seams), (_, none) = finale._shapes
    assert [seam.tolist() for seam in seams] == [[[-0.1, 0.3], [0.0, 0.4], [0.1, 0.3]]] and not none
    picture = finale._picture(0, (120, 120))
    scale = picture.get_height() / sung._height
    x, y = round((0.0 - sung._left) * scale), round((sung._low + sung._height - 0.4) * scale)
    gold, glass = picture.get_at((x, y)), picture.get_at((x, y + 14))
    assert min(gold[:2]) > 150
    assert max(glass[:3]) < 100


def test_it_comes_by_itself_too_and_escape_goes_to_the_title(tmp_path: Path) -> None:
    rig = finished(tmp_path)
    rig.run(18.0, frame_s=0.25)
    assert isinstance(rig.top, Finale)
    assert rig.top.is_whole
    assert isinstance(rig.tap(pygame.K_ESCAPE).top, Title)


def test_the_results_of_the_last_number_lead_there(tmp_path: Path) -> None:
    rig = Rig(tmp_path).at_play()
    ending = Ending(row=2, following=None, won=True, headline="", score=1, is_last=True)
    results = Results(rig.doors, rig.services, rig.play, ending)
    assert results._menu.choices[results._menu.chosen] == Choice.FINALE
    rig.stack.apply(Reset(results))
    rig.run(1.0).tap(pygame.K_RETURN)
    assert isinstance(rig.top, Finale)


def test_only_the_last_of_all_numbers_has_it(tmp_path: Path) -> None:
    bill = finished(tmp_path).services.bill
    assert [bill.is_last(row) for row in range(4)] == [False, False, False, True]
