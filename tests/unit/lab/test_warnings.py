"""What is allowed in a level and will not do, told at its place with the remedy."""

import pytest

from game.core.json_source import Document
from game.core.paths import assets_dir
from game.lab.warnings import glance, light, rest, warnings
from game.level import Level, parse_level
from game.level.checks.check_context import Finding
from game.level.model import BONUS, POINTS_A_VOICE

TEXT = (assets_dir() / "new-level.json").read_text(encoding="utf-8")
"""A level that nothing is to be said of."""
HEART = '"size": [0.36, 0.6]}}'
WELD = '"at": [0, 1.0]}'
CAP = '{"id": "cap", "material": "crown_glass", "at": [0, 1.64], "shape": {"type": "disc", "radius": 0.05}}'
MIRROR = '"length": 0.4}'
Edits = tuple[tuple[str, str], ...]

GLANCES: dict[str, tuple[Edits, str, str]] = {
    "a beam into nothing": ((
        ('[-1.6, 1.0], "width"', '[-2.6, 1.0], "width"'),), "lights[0].toward", "meets nothing; aim",
    ),
    "glass in glass": (
        (
            (HEART, HEART + ',' + CAP),
            (WELD, WELD + ', {"type": "weld", "pieces": ["heart", "cap"], "at": [0, 1.6]}'),
        ),
        "pieces[3].at",
        '"cap" shares 4 cm^2 with "heart"',
    ),
    "a flaw too late": ((("60}", "6}"),), "flaws[0].opens", "3.6 s at the soonest and cannot sing before 7.9 s"),
    "a flaw too late after another": (
        (
            ('"poise": 1.1}', '"poise": 1.1}, {"piece": "heart", "at": [0.18, 0], "opens": {"after": "first"}}'),
            ("60}", "12}"),
        ),
        "flaws[1].opens",
        "make goal.within at least 15",
    ),
    "luck": (
        (
            ('"poise": 1.1}', '"poise": 1.1}, {"piece": "heart", "at": [0.18, 0], "opens": {"bar": 2}, "length": 0.3}'),
            ('"voices": 1, "within": 60', '"voices": 2, "within": 12'),
        ),
        "goal.within",
        "only luck wins: a hand that never rests paints 1 flaw of the 2 needed in 12 s; allow 13 s",
    ),
    "an encore for nothing": ((("60}", '60, "encores": [10, 200, 280]}'),), "goal.encores[0]", "more than the 10 that"),
    "an encore for nobody": ((("60}", '60, "encores": [100, 200, 2800]}'),), "goal.encores[2]", "1515 is the most"),
}  # fmt: skip
RESTS: dict[str, tuple[Edits, str, str]] = {
    "buckling": (
        (('"poise": 1.35,', ""), ('[0, 0.1]}', '[0, 0.1], "stiffness": 200}')),
        "joints[0]",
        "the load factor is 0.52, and below 1 it buckles under its own weight; foot-stem gives most of it",
    ),
    "a weak joint": (
        ((WELD, WELD[:-1] + ', "strength": 300}'),), "joints[1]", "bears 212 N at rest, and breaks at 300 N; make",
    ),
    "a joint too weak": (((WELD, WELD[:-1] + ', "strength": 200}'),), "joints[1]", "first to break stem-heart"),
    "a fall": (
        (
            (WELD, WELD[:-1].replace("[0,", "[0.05,") + ', "strength": 200}'),
            ('"at": [0, 1.3]', '"at": [0.15, 1.3]'),
        ),
        "joints[1]",
        "; first to break stem-heart at 0.01 s; heart cracks at 0.48 s, before any flaw; give it more poise",
    ),
    "off the bar": ((("66", "90"),), "music.bpm", "a bar of 2.67 s, so that leaning is off the beat; make bpm 69"),
    "strained glass": (
        (('"plateau": 0.014', '"plateau": 0.014, "strength": 4000, "residual": 100'),),
        "pieces[2]",
        '"heart" is strained at rest to 99% of what it holds, near [0.007, 1.169] on the stage; make it thicker',
    ),
    "glass that cracks of itself": (
        (('"plateau": 0.014', '"plateau": 0.014, "strength": 2500, "residual": 100'),),
        "pieces[2]",
        "heart cracks at 0.61 s, before any flaw; all by itself",
    ),
}  # fmt: skip
LIGHTS: dict[str, tuple[Edits, str, str]] = {
    "a shadow": (
        ((MIRROR, MIRROR + ', {"type": "blocker", "id": "fin", "ends": [[-0.6, 0.1], [-0.6, 2.6]]}'),),
        "flaws[0]",
        'no light reaches it: "fin" is in the way',
    ),
    "a goal out of the light": (
        ((MIRROR, MIRROR + ', {"type": "blocker", "id": "fin", "ends": [[-0.6, 0.1], [-0.6, 2.6]]}'),),
        "goal.voices",
        "cannot be won: light reaches 0 flaws, and 1 must sing",
    ),
    "the wrong colour": (
        (('"poise": 1.1}', '"poise": 1.1, "part": "bass"}'), ('"power": 1.6', '"power": 1.6, "spectrum": "soprano"')),
        "flaws[0]",
        "is not the bass's",
    ),
    "a mirror in the dark": (
        ((MIRROR, MIRROR + ', {"type": "mirror", "id": "spare", "at": [0, -0.5], "angle": 20}'),),
        "optics[1].at",
        'no light meets "spare"',
    ),
}  # fmt: skip


def edited(edits: Edits) -> str:
    text = TEXT
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def check(edits: Edits, found: list[Finding], path: str, message: str) -> None:
    """A finding says so at that path of the text."""
    document = Document(edited(edits), "x")
    told = [document.problem(*each) for each in found]
    assert [problem for problem in told if problem.path == path and message in problem.message], told


def test_nothing_is_said_of_a_level_that_works() -> None:
    assert not warnings(parse_level(TEXT), Document(TEXT, "x"))


@pytest.mark.parametrize("name", GLANCES)
def test_a_look_at_the_file_tells(name: str) -> None:
    edits, path, message = GLANCES[name]
    level = parse_level(edited(edits))
    found = [*glance.beams_meet_something(level), *(each for look in glance.WARNINGS for each in look(level))]
    check(edits, found, path, message)
    assert len(found) == 1


@pytest.mark.parametrize(("voices", "best"), [(1, 1500), (4, 42000), (5, 61500), (8, 120000)])
def test_the_best_score_is_that_of_one_chord_of_all_as_the_simulation_counts_it(voices: int, best: int) -> None:
    level = parse_level(TEXT)
    bonus = int(BONUS * POINTS_A_VOICE * voices)
    for three, is_told in ((best + bonus, False), (best + bonus + 1, True)):
        goal = level.goal.model_copy(update={"voices": voices, "encores": (100 * voices, 200 * voices, three)})
        found = [text for _, text in glance.encores_fit_the_base(level.model_copy(update={"goal": goal}))]
        assert bool(found) == is_told and (not found or f"{best + bonus} is the most" in found[0])


@pytest.mark.parametrize("name", RESTS)
def test_what_is_wrong_with_the_sculpture_at_rest_is_told_at_its_place(name: str) -> None:
    edits, path, message = RESTS[name]
    check(edits, list(rest.found(parse_level(edited(edits)))), path, message)


@pytest.mark.parametrize("name", LIGHTS)
def test_what_is_wrong_with_the_light_is_told_at_its_place(name: str) -> None:
    edits, path, message = LIGHTS[name]
    check(edits, list(light.found(parse_level(edited(edits)))), path, message)


def test_a_beam_that_swings_over_something_meets_it() -> None:
    swinging = edited((('[-1.6, 1.0], "width"', '[-2.6, 1.0], "pan": {"to": [-1.2, 1.0], "period": 8}, "width"'),))
    level = parse_level(swinging)
    assert isinstance(level, Level) and not list(glance.beams_meet_something(level))
