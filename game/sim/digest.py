"""A performance's state as one hash: how replays are checked."""

import hashlib
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.sim.world import World


def digest_of(world: "World") -> str:
    """32 hexadecimal digits over everything that the next tick depends on, bit by bit."""
    digest = hashlib.blake2b(digest_size=16)
    solid, hands = world.sculpture, world.hands
    digest.update(struct.pack("<qdd", world.ticks, *solid.rigid.plinth))
    digest.update(solid.state.tobytes())
    digest.update(struct.pack(f"<{len(solid.bodies)}q", *solid.bodies))
    for crack in solid.cracks.all.values():
        digest.update(struct.pack("<qqqd?", crack.key, crack.body, crack.ahead, crack.along, crack.sealed))
        digest.update(struct.pack(f"<{len(crack.nodes)}q", *crack.nodes))
        digest.update(crack.exposure.tobytes())
    for stress in solid.stress.values():
        digest.update(stress.tobytes())
    for swivel in hands.swivels:
        digest.update(struct.pack("<6d", swivel.angle, swivel.along, *swivel.incoming, *swivel.met_at))
    digest.update(struct.pack("<qdd", hands.held, hands.breath, world.score.kept))
    for voice in world.voices:
        digest.update(f"{voice.state} {voice.note} {voice.points}".encode())
    digest.update(f"{world.outcome} {world.cause}".encode())
    return digest.hexdigest()
