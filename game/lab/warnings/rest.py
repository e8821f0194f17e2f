"""Warnings of the sculpture at rest: what falls by itself, is strained too far, or sways off the beat."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from game.core.json_source import JsonPath, quoted
from game.lab.survey import joint_figures
from game.level import Level
from game.level.checks.check_context import Finding
from game.level.values.lengths import point
from game.level.values.times import BEATS_PER_BAR
from game.sim.events import BREAKS, EventKind
from game.sim.glass.stress import largest_tension
from game.sim.intent import Intent
from game.sim.sculpture.sculpture import Sculpture
from game.sim.world import World

STANDS_S = 3.0
"""s that a sculpture must stand with no whisper and no hand."""
STRAINED = 0.7
"""Share of a glass's strength at rest above which the first sway cracks it."""
SPARE = 1.5
"""Times the force at rest that a joint should hold: a fall shakes, and so does applause."""
OFF_THE_BAR = 0.10
"""Share by which the own period may differ from a bar."""


@dataclass(frozen=True, slots=True)
class Rest:
    """A level and its sculpture, just built."""

    level: Level
    solid: Sculpture

    def joint_path(self, name: str) -> JsonPath:
        """Where a joint stands in the level, by the name that the world gives it."""
        rows = [row for row, joint in enumerate(self.level.joints) if "-".join(joint.pieces) == name]
        return ("joints", rows[0])

    def piece_path(self, name: str) -> JsonPath:
        """Where a piece stands in the level."""
        return ("pieces", [piece.id for piece in self.level.pieces].index(name))


def found(level: Level) -> Iterator[Finding]:
    """All warnings of this family."""
    rest = Rest(level, Sculpture(level))
    for look in WARNINGS:
        yield from look(rest)


def it_stands(rest: Rest) -> Iterator[Finding]:
    """For a while with no whisper and no hand, and no glass cracks of itself before a flaw opens."""
    level = rest.level.model_copy(update={"whispers": ()})
    world = World(level)
    broken, cracked, told = "", "", list[str]()
    path: JsonPath = ("pieces", 0)
    while not world.over and world.time < STANDS_S:
        for event in world.tick(Intent()):
            if event.kind in BREAKS and not broken:
                broken = event.subject
                is_joint = event.kind == EventKind.BREAK
                path = rest.joint_path(broken) if is_joint else rest.piece_path(broken)
                told.append(f"first to break {broken}" + (f" at {world.time:.2f} s" if world.time else ""))
        if not cracked and (own := [c for c in world.sculpture.cracks.all.values() if c.flaw >= len(level.flaws)]):
            cracked = world.sculpture.bodies[own[0].body].name
            opened = any(crack.flaw < len(level.flaws) for crack in world.sculpture.cracks.all.values())
            told.append(f"{cracked} cracks at {world.time:.2f} s" + ("" if opened else ", before any flaw"))
            path = path if broken else rest.piece_path(cracked)
    if world.over:
        fall = f"falls by itself at {world.time:.2f} s"
        yield path, "; ".join([fall, *told, "give it more poise, a wider foot, or stronger joints there"])
    elif told:
        yield path, "; ".join([*told, "all by itself: give it more strength, or less to bear"])


def it_carries_its_weight(rest: Rest) -> Iterator[Finding]:
    """The load factor is 1 at least at the curtain."""
    factor = rest.solid.load_factor()
    if factor >= 1.0:
        return
    weakest = max(rest.solid.buckling(), key=lambda each: each[1])[0].name
    path: JsonPath = ("poise",) if rest.level.poise is not None else rest.joint_path(weakest)
    yield (
        path,
        f"the load factor is {factor:.2f}, and below 1 it buckles under its own weight; {weakest} gives most of it: "
        "make that stiffer, or set poise to 1.1 or more",
    )


def joints_have_strength_to_spare(rest: Rest) -> Iterator[Finding]:
    """At rest each bears far less than what breaks it."""
    for row, joint in enumerate(joint_figures(rest.level, rest.solid)):
        if joint.safety < SPARE:
            yield (
                ("joints", row),
                f"bears {joint.force_n:.0f} N at rest, and breaks at {rest.level.joints[row].strength:g} N; make "
                f"strength at least {math.ceil(SPARE * joint.force_n / 100) * 100}, or lighten what hangs on it",
            )


def glass_is_at_ease(rest: Rest) -> Iterator[Finding]:
    """At rest no glass is strained so far that the first sway cracks it."""
    solid = rest.solid
    solid.settle()
    for key, stress in solid.stress.items():
        body = solid.bodies[key]
        law = body.material.fracture
        tension = largest_tension(stress)
        if law is None or not len(tension) or (share := float(tension.max()) / law.strength) < STRAINED:
            continue
        worst = int(tension.argmax())
        at = body.rest + body.mesh.nodes[body.mesh.triangles[worst]].mean(axis=0)
        yield (
            ("pieces", key),
            f"{quoted(body.name)} is strained at rest to {share:.0%} of what it holds, near {point(at)} on the stage; "
            f"make it thicker or wider there, or give {body.material_name} more strength in glasses",
        )


def it_sways_in_bars(rest: Rest) -> Iterator[Finding]:
    """Its own period is about a bar, so that leaning is a dance."""
    period, bar = rest.solid.own_period, rest.level.music.tempo.bar_s
    if math.isfinite(period) and abs(period / bar - 1.0) > OFF_THE_BAR:
        slower = "slower" if period > bar else "faster"
        yield (
            ("music", "bpm"),
            f"its own sway of {period:.2f} s is {abs(period / bar - 1.0):.0%} {slower} than a bar of {bar:.2f} s, so "
            f"that leaning is off the beat; make bpm {60.0 * BEATS_PER_BAR / period:.0f}, or change poise",
        )


WARNINGS: tuple[Callable[[Rest], Iterator[Finding]], ...] = (
    it_carries_its_weight,
    joints_have_strength_to_spare,
    it_sways_in_bars,
    glass_is_at_ease,
    it_stands,
)
