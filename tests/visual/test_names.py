"""Names over the picture: what a builder reads there, and that no word lies over another."""

from itertools import combinations
from typing import Any

import pygame
import pytest

from game.export.sheet import GAP_PX, WORDS_PX, sheet
from game.level import load_level, parse_level
from game.render import Camera
from game.render.hud.names import Names
from game.render.paint.drawlist import DrawList, Kind, Layer
from game.render.pieces.sculpture import poses
from game.sim import Intent, World
from tests.levels import old_level
from tests.unit.level.test_authoring import LEVEL

SIZE = (1280, 720)


class Written:
    """The words over a level, and the room of each, px."""

    def __init__(
        self, text: str, monkeypatch: pytest.MonkeyPatch, **ranges: dict[str, list[tuple[float, float]]]
    ) -> None:
        level = parse_level(text)
        names, view = Names(level), World(level).view()
        of: dict[int, str] = {}
        line = names._type.line

        def noted(text: str, *arguments: Any, **options: Any) -> pygame.Surface:
            made = line(text, *arguments, **options)
            of[id(made)] = text
            return made

        monkeypatch.setattr(names._type, "line", noted)
        out = DrawList()
        names.write(out, view, poses(view, view, 1.0), Camera.fitted(SIZE), ranges)
        self.rooms: dict[str, pygame.FRect] = {}
        for command in out.take():
            if command.kind is Kind.IMAGE and command.layer is Layer.TYPE:
                image, at, _ = command.arrays
                self.rooms[of[id(image)]] = pygame.FRect(at, image.get_size())


def test_all_that_a_level_names_is_read_and_no_word_lies_over_another(monkeypatch: pytest.MonkeyPatch) -> None:
    written = Written(LEVEL, monkeypatch, turned={"flaw 0": [(110.0, 112.5), (120.0, 121.0)]}).rooms
    for said in ("pane", "petal-3", "left-stone-1", "key 1 W", "left-eye lens", "flaw 0: bar 2", "turned 110.0°"):
        assert said in written, said
    assert "lights flaw 0: 110.0° to 121.0°" in written
    assert [said for said in written if said.startswith("drum-3-pane weld ") and said.endswith("%")]
    assert {"-1 m", "0 m", "0.5 m"} <= written.keys()
    labels = [room for said, room in written.items() if not said.endswith(" m")]
    assert not [pair for pair in combinations(labels, 2) if pair[0].colliderect(pair[1])]
    assert all(pygame.FRect(0, 0, *SIZE).contains(room) for room in labels)


def test_a_joint_of_a_view_tells_what_share_of_its_strength_it_bears() -> None:
    world = World(load_level(old_level("3")))
    for _ in range(60):
        world.tick(Intent())
    solid, joints = world.sculpture, world.view().sculpture.joints
    assert [joint.name for joint in joints] == [joint.name for joint in solid.joints.all.values()]
    for joint, built in zip(joints, solid.joints.all.values(), strict=True):
        assert joint.load == pytest.approx(solid.rigid.joint_force(built.key) / built.spec.strength)
        assert joint.at == pytest.approx(solid.joint_at(built)) and 0.0 <= joint.bend < 0.1


def test_a_sheet_has_a_row_a_level_and_words_under_each_picture() -> None:
    red, blue = pygame.Surface((160, 90)), pygame.Surface((160, 90))
    red.fill((255, 0, 0))
    blue.fill((0, 0, 255))
    made = sheet([[("one, 0 s", red), ("one, 2 s", blue)], [("two, 0 s", blue), ("two, 2 s", red)]])
    step = 90 + GAP_PX + 2 * WORDS_PX
    assert made.get_size() == (2 * (160 + GAP_PX) + GAP_PX, 2 * step + GAP_PX)
    assert made.get_at((GAP_PX + 80, GAP_PX + 45))[:3] == (255, 0, 0)
    assert made.get_at((GAP_PX + 80, GAP_PX + step + 45))[:3] == (0, 0, 255)
