"""What a level promises of itself, to be tried: who plays it, over which seeds, and what must hold then.

Bots and handicaps have registries that lie to the right of this room: `game.lab.check` looks their names up there.
"""

from typing import Annotated

from pydantic import Field

from game.level.values.fields import Strict

MOST_SEEDS = 10_000
"""Of one expectation."""

BotName = Annotated[
    str, Field(min_length=1, max_length=40, description="name of a bot, who plays", examples=["expert"])
]
HandicapName = Annotated[
    str, Field(min_length=1, max_length=40, description="what the bot is kept from", examples=["no lean"])
]
Share = Annotated[float, Field(ge=0, le=1, description="share of the seeds", examples=[0.9])]
Shares = Share | tuple[Share, Share]
"""The least, or the least and the most."""
Seed = Annotated[int, Field(ge=0, le=10**18, description="what chance is drawn from", examples=[20])]


class Expect(Strict):
    """What must hold when this bot plays the level over many seeds, or when this replay is performed on it."""

    bot: Annotated[
        BotName | None,
        Field(description="name of a bot, who plays; not where a replay is given", examples=["expert"]),
    ] = None
    replay: Annotated[
        str | None,
        Field(
            min_length=1,
            max_length=200,
            description="path of a replay, from the level's folder, whose performance must win",
            examples=["solution.replay"],
        ),
    ] = None
    handicap: Annotated[
        HandicapName | None,
        Field(description="what the bot is kept from; nothing where null", examples=["no lean"]),
    ] = None
    seeds: Annotated[
        tuple[Seed, Seed],
        Field(description="the first of the seeds that it plays, and the one after the last", examples=[[0, 20]]),
    ] = (0, 10)
    wins: Annotated[
        Shares | None,
        Field(
            description="least share of seeds won, or the least and the most; not asked for where null",
            examples=[0.9, [0, 0.1]],
        ),
    ] = None
    loses: Annotated[
        Shares | None,
        Field(
            description="least share of seeds lost, or the least and the most; not asked for where null",
            examples=[1, [0.2, 0.6]],
        ),
    ] = None
    voices: Annotated[
        int | None,
        Field(ge=0, le=64, description="least number of voices that sing at the end of each", examples=[2]),
    ] = None
    stands_until: Annotated[
        float | None,
        Field(gt=0, le=3600, description="s of stage time before which none is lost", examples=[10]),
    ] = None
    max_stress: Annotated[
        float | None,
        Field(
            gt=0,
            le=10,
            description="most tension in sound glass that stands, as a share of its strength; any where null",
            examples=[0.8],
        ),
    ] = None
    no_nan: Annotated[
        bool, Field(description="whether nothing may become NaN; not asked for where false", examples=[True])
    ] = False

    @property
    def promises(self) -> tuple[str, ...]:
        """The names of what it asks for, beside who plays."""
        given = {name: getattr(self, name) for name in ("wins", "loses", "voices", "stands_until", "max_stress")}
        asked = [name for name, value in given.items() if value is not None]
        return (*asked, *(["no_nan"] if self.no_nan else []))


def limits(wanted: Shares) -> tuple[float, float]:
    """The least and the most of a share that is wanted."""
    return wanted if isinstance(wanted, tuple) else (wanted, 1.0)
