"""A level as a Gymnasium environment: what Gymnasium itself asks of one, seeds, spaces, pictures."""

import warnings
from pathlib import Path

import gymnasium
import numpy as np
import pytest
from gymnasium.utils.env_checker import check_env

from game.core.paths import shipped_levels
from game.level import load_level
from game.performance import DECISION_TICKS
from game.rl import ID, PerformanceEnv, TwoHands, random_policy
from game.rl.__main__ import main
from game.rl.spaces import OBSERVATION, Values, action, tables, wishes_of
from game.sim import World
from tests.scenes.rig import LEVEL_TEXT

DOCS = Path(__file__).resolve().parents[3] / "docs" / "laboratory.md"


@pytest.fixture(autouse=True)
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDL_VIDEODRIVER", "dummy")


def test_gymnasium_s_own_checks_pass_without_a_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        check_env(gymnasium.make(ID, render_mode="rgb_array", size=(160, 90)).unwrapped)


def test_a_seed_gives_the_same_episode_and_is_the_world_s() -> None:
    ends = []
    for _ in range(2):
        env = PerformanceEnv()
        policy = random_policy(env.action_space, 3)
        seen, info = env.reset(seed=11)
        assert info["seed"] == 11
        for _ in range(20):
            seen, *_ = env.step(policy(seen))
        ends.append(env.world.digest())
    assert ends[0] == ends[1]
    assert env.world.ticks == 20 * DECISION_TICKS


def test_without_a_seed_episodes_follow_from_the_one_given_first() -> None:
    def seeds() -> list[int]:
        env = PerformanceEnv()
        env.reset(seed=5)
        return [env.reset()[1]["seed"] for _ in range(3)]

    assert seeds() == seeds() and len(set(seeds())) == 3


def test_a_step_is_what_the_world_does_with_that_intent() -> None:
    env = PerformanceEnv()
    env.reset(seed=2)
    world = World(load_level(shipped_levels()[0]), 2)
    wanted = action(lean=0.5, aim_x=0.2, aim_y=1.1, breath=1.0)
    for _ in range(10):
        seen, *_ = env.step(wanted)
        for _ in range(DECISION_TICKS):
            world.tick(env.intent_of(wanted))
    assert env.world.digest() == world.digest()
    assert seen["stage"][1] == pytest.approx(world.sway)
    assert {name: row.shape[-1] for name, row in seen.items()} == {name: len(row) for name, row in OBSERVATION.items()}


@pytest.mark.parametrize("path", shipped_levels(), ids=lambda path: path.stem)
def test_what_is_seen_of_every_level_is_in_its_space(path: Path) -> None:
    env = PerformanceEnv(path)
    seen, _ = env.reset(seed=0)
    for _ in range(15):
        assert env.observation_space.contains(seen)
        seen, *_ = env.step(action(lean=0.3, aim_x=-2.5, breath=1.0))


def test_several_play_side_by_side() -> None:
    envs = gymnasium.make_vec(ID, num_envs=3, vectorization_mode="sync")
    seen, _ = envs.reset(seed=1)
    assert seen["stage"].shape == (3, len(OBSERVATION["stage"]))
    for _ in range(3):
        seen, reward, *_ = envs.step(envs.action_space.sample())
    assert reward.shape == (3,)
    envs.close()


def test_two_hands_that_look_lay_more_gold_than_two_that_do_not() -> None:
    rewards = {}
    env = PerformanceEnv()
    for name, policy in (("looks", TwoHands()), ("random", random_policy(env.action_space))):
        seen, _ = env.reset(seed=1)
        rewards[name] = 0.0
        for _ in range(360):
            seen, reward, *_ = env.step(policy(seen))
            rewards[name] += reward
    assert rewards["looks"] > rewards["random"] + 0.1


@pytest.mark.parametrize("wrong", [np.zeros(3, np.float32), np.full(6, np.nan, np.float32)])
def test_what_is_no_action_is_refused(wrong: Values) -> None:
    env = PerformanceEnv()
    env.reset(seed=0)
    with pytest.raises(ValueError, match="6 finite numbers"):
        env.step(wrong)


def test_an_action_is_told_by_its_columns_in_their_units() -> None:
    wanted = {"lean": -0.25, "aim_x": 1.5, "aim_y": 2.0, "slide": 1.0, "breath": 1.0, "mirror": 0.5}
    assert wishes_of(action(**wanted)) == pytest.approx(wanted, abs=1e-6)
    assert wishes_of(action())["lean"] == 0.0
    with pytest.raises(ValueError, match="aim_z"):
        action(aim_z=1.0)


def test_pictures_and_a_window() -> None:
    env = PerformanceEnv(render_mode="rgb_array", size=(160, 90))
    env.reset(seed=0)
    picture = env.render()
    assert picture.shape == (90, 160, 3) and picture.dtype == np.uint8 and picture.std() > 5
    env.close()
    shown = PerformanceEnv(render_mode="human", size=(160, 90))
    shown.reset(seed=0)
    shown.step(action())
    assert shown.render() is None
    shown.close()
    with pytest.raises(ValueError, match="must be one of"):
        PerformanceEnv(render_mode="ansi")


@pytest.mark.parametrize("policy", ["random", "two-hands"])
def test_an_example_plays_episodes(
    policy: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "short.json").write_text(LEVEL_TEXT)
    monkeypatch.setattr(
        "sys.argv", ["rl", "--policy", policy, "--level", str(tmp_path / "short.json"), "--episodes", "2"]
    )
    main()
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("seed 0: lost (time) after 6") and second.startswith("seed 1: ")


def test_the_laboratory_s_page_lists_every_column() -> None:
    assert "\n".join(tables()) in DOCS.read_text(encoding="utf-8")
