"""What all scenes of a visit share."""

import secrets
from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from pathlib import Path

from game.audio import Mixer
from game.input.bindings import Bindings, bindings_of
from game.input.devices import InHand
from game.input.keys import Layout
from game.input.names import Names
from game.input.pads import Pads
from game.progress import Progress
from game.render.look.quality import ORNAMENTS, Ornament, Pace, Quality
from game.scenes.narrator import Narrator
from game.scenes.page.page import Size, Style
from game.scenes.repertoire.bill import Bill
from game.scenes.repertoire.portrait import Portraits
from game.scenes.repertoire.repertoire import Entry
from game.scenes.teaching.teacher import Teacher
from game.settings import Preferences
from game.sim import Help

FINENESS = {"full": 1.0, "75 %": 0.75, "67 %": 2 / 3, "half": 0.5}
"""Share of the window's resolution that the stage is drawn at, by how the player set it."""
SEED_BITS = 32
"""Seeds drawn for an attempt have so many bits: short to write down, never the same twice in an evening."""


@dataclass(frozen=True, slots=True)
class Services:
    """The theatre: its style, sound, repertoire and hands behind the stage."""

    style: Style
    mixer: Mixer
    repertoire: tuple[Entry, ...]
    stagehand: Executor
    """One worker: what it is given is done one after the other, never side by side."""
    replays: Path
    """Where recordings are kept."""
    portraits: Portraits
    """Of the repertoire, for the pages."""
    size: Callable[[], Size]
    """Size of the window now, px."""
    upload_s: Callable[[], float] = lambda: 0.0
    """s that the window takes to show a frame."""
    settings: Preferences = field(default_factory=Preferences)
    """What the player set. It changes during a visit: ask it when it is needed."""
    in_hand: InHand = field(default_factory=InHand)
    """Which devices the player has used last, on pages too."""
    pads: Pads | None = None
    """Those that are plugged in; None where nobody plays at a window."""
    layout: Layout = field(default_factory=Layout)
    """What is written on the keys."""
    pace: Pace = field(default_factory=Pace)
    """How much ornament this machine can draw, as was found out so far."""
    progress: Progress = field(default_factory=Progress)
    """What the player has achieved."""
    narrator: Narrator = field(default_factory=Narrator)
    """Who reads aloud what is shown."""
    seed: int | None = None
    """The seed of every attempt; drawn anew for each where None."""
    teacher: Teacher = field(default_factory=Teacher)
    """Who says on the stage what to do; knows what was learnt during this visit."""
    bot: str | None = None
    """Who plays in place of the player's hands."""

    @property
    def photographs(self) -> Path:
        """Where photographs are kept: beside the recordings."""
        return self.replays.with_name("photographs")

    @property
    def bill(self) -> Bill:
        """The numbers of the performance, and where the player stands with them now."""
        return Bill(self.repertoire, self.progress.results, all_open=self.settings.now.hands.all_open)

    @property
    def ornament(self) -> Ornament:
        """How much ornament is drawn by now."""
        wanted, resolution = self.settings.now.picture.quality, self.settings.now.display.resolution
        ornament = self.pace.ornament if wanted == "auto" else ORNAMENTS[Quality(wanted)]
        return ornament if resolution == "auto" else replace(ornament, fineness=FINENESS[resolution])

    @property
    def bindings(self) -> Bindings:
        """Keys and buttons of the player, as they are bound now."""
        settings = self.settings.now
        return bindings_of(settings.bindings, left_handed=settings.hands.left_handed)

    @property
    def names(self) -> Names:
        """What all that is bound is called."""
        return Names(self.bindings, self.layout, self.in_hand.family)

    @property
    def help(self) -> Help:
        """What changes the next performance for the player's sake."""
        assists = self.settings.now.assists
        return Help(assists.brush, assists.time, assists.stands)

    def joined_by(self, entry: Entry) -> "Services":
        """The same theatre with one more performance in its repertoire, the last; of a run only one number stays."""
        others = (known for known in self.repertoire if known.path != entry.path and known.run is None)
        repertoire = (*others, entry)
        self.portraits.leave_off()
        settings = self.settings
        portraits = Portraits(
            self.stagehand, self.style.palette, repertoire, self.size, lambda: settings.now.picture.calm
        )
        return replace(self, repertoire=repertoire, portraits=portraits)

    def seed_for(self, entry: Entry) -> int:
        """The seed of the next attempt at this performance; in a run it is the same for all who play it."""
        if entry.run is not None:
            return entry.run.seed
        if (kept := entry.recording or entry.ghost) is not None:
            return kept.seed
        return self.seed if self.seed is not None else secrets.randbits(SEED_BITS)
