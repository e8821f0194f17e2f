"""Let a policy play episodes, and tell what it got: `python -m game.rl --policy two-hands --level 1 --episodes 3`."""

import argparse

import gymnasium

from game.level import LevelError
from game.rl import ID, Policy, TwoHands, random_policy


def main() -> None:
    """Play, and print a line an episode."""
    parser = argparse.ArgumentParser(prog="python -m game.rl", description="Let a policy play episodes.")
    parser.add_argument("--policy", choices=("random", "two-hands"), default="two-hands")
    parser.add_argument("--level", default="1")
    parser.add_argument("--episodes", type=int, default=1)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", action="store_true", help="in a window")
    asked = parser.parse_args()
    if asked.seed < 0 or asked.episodes < 1:
        parser.error("--seed is 0 at least, and --episodes 1")
    try:
        env = gymnasium.make(ID, level=asked.level, render_mode="human" if asked.show else None)
    except LevelError as error:
        parser.error(f"--level {error}")
    for seed in range(asked.seed, asked.seed + asked.episodes):
        seen, info = env.reset(seed=seed)
        assert isinstance(env.action_space, gymnasium.spaces.Box)
        policy: Policy = TwoHands() if asked.policy == "two-hands" else random_policy(env.action_space, seed)
        reward, steps, over = 0.0, 0, False
        while not over:
            seen, gained, over, _, info = env.step(policy(seen))
            reward, steps = reward + float(gained), steps + 1
        print(f"seed {seed}: {info['outcome']} ({info['cause']}) after {steps} steps, reward {reward:.2f}")
    env.close()


if __name__ == "__main__":
    main()
