"""A performance's state as one hash: how replays are checked."""

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.sim.world import World


def digest_of(world: "World", carried: tuple[float | None, ...]) -> str:
    """32 hexadecimal digits over everything that the next tick depends on besides the level, bit by bit.

    Only what the rigid-body library does not show is left out until it has an effect: the impulses of each contact, and
    the directions of those in the joints, from which it starts the next solution.

    Args:
        carried: what the world keeps to itself from tick to tick.
    """
    digest = hashlib.blake2b(digest_size=16)
    digest.update(repr((world.ticks, world.outcome, world.cause, carried)).encode())
    digest.update(repr((world.load_factor, world.load_factor_min, world.sway, world.crown)).encode())
    digest.update(repr((world.voices, world.voices_sung, world.score)).encode())
    digest.update(world.sculpture.fingerprint())
    digest.update(world.hands.fingerprint())
    digest.update(world.fittings.fingerprint())
    digest.update(world.whispers.fingerprint())
    return digest.hexdigest()
