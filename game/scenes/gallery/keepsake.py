"""One recording or photograph: what it is, and all that can be done with it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pygame

from game.core.language import N_, _
from game.core.paths import shared_dir
from game.core.words import homely
from game.export.keepsake import FILM, PICTURE, SOUND, SUFFIXES, Making
from game.input.menu import Command
from game.render import Stage
from game.replay import Card
from game.scenes.attempt.keepsakes import KeepsakeError, free_name, give_away, rename, throw_away
from game.scenes.base import Change, Doors, Pop, Push, Reset, Swap
from game.scenes.dialogs.naming import Naming
from game.scenes.dialogs.question import Asked, Question
from game.scenes.gallery.screening import Screening
from game.scenes.gallery.telling import Telling, is_encore
from game.scenes.narrator import Narrated
from game.scenes.page.menu import Menu
from game.scenes.page.page import COLUMN, LEFT, Sheet, darken, eased
from game.scenes.play.play import Play
from game.scenes.play.programme import Programme
from game.scenes.repertoire.repertoire import Entry, ghost_entry
from game.scenes.repertoire.silhouette import Silhouette
from game.scenes.services import Services
from game.sim import EventKind

WATCH, RACE, NAME = N_("Watch"), N_("Play beside its ghost"), N_("Give it a name")
AS_FILM, AS_SOUND, AS_PICTURE = N_("Make a film"), N_("Make a sound file"), N_("Make a picture")
SHARE, DELETE, BACK = N_("Share the file"), N_("Delete"), N_("To the gallery")
CANCEL = N_("Leave off")
MAKES = {AS_FILM: FILM, AS_SOUND: SOUND, AS_PICTURE: PICTURE}
ROOM = 600.0
"""Width of the page's text, px of the design."""
MENU_TOP, MENU_FOOT, NOTE_PX = 216.0, 104.0, 16.0
PICTURE_BOX = (0.55, 0.14, 0.40, 0.62)
"""Where a photograph or a silhouette is shown: left, top, width and height, shares of the window."""
CENTRE = (0.75, 0.6)
FADE_S = 0.3


class Keepsake:
    """The page. It stays open while something is made of a recording, which leaving it ends."""

    cursor = True

    def __init__(
        self, doors: Doors, services: Services, what: Card | Path, changed: Callable[[Path | None], None]
    ) -> None:
        """Of a recording's card or a photograph's file; `changed` hears of another name, or that it is gone."""
        self._doors, self._services, self._changed = doors, services, changed
        self._card = what if isinstance(what, Card) else None
        self._path = what.path if isinstance(what, Card) else what
        self._making: Making | None = None
        self._told = self._card.problem if self._card is not None else ""
        self._is_gone = False
        self._shape, self._photograph = self._pictured()
        self._menu = Menu(self._choices)
        self._time_s = 0.0

    @property
    def told(self) -> str:
        """What came of the choice that was taken last."""
        return self._told

    @property
    def _choices(self) -> tuple[str, ...]:
        if self._making is not None:
            return (CANCEL,)
        plays = self._card is not None and self._card.recording is not None
        watch = [WATCH] if plays else []
        is_again = self._card is not None and is_encore(self._card)
        race = [RACE] if self._haunted_row() is not None or is_again else []
        makes = list(MAKES) if plays else []
        return (*watch, *race, NAME, *makes, SHARE, DELETE, BACK)

    @property
    def narrated(self) -> Narrated:
        """What is said of it."""
        return Narrated(f"{self._title}. {self._facts}", self._menu.told, self._told)

    def handle(self, event: pygame.Event) -> Change:
        """Take a choice; Esc goes back."""
        taken = self._menu.read(event)
        if taken in MAKES:
            self._make(MAKES[taken])
            return None
        match taken:
            case Command.BACK if self._making is not None:
                self._leave_off()
            case Command.BACK:
                return self._leave()
            case label if label == BACK:
                return self._leave()
            case label if label == CANCEL:
                self._leave_off()
            case label if label == WATCH:
                return self._watch()
            case label if label == RACE:
                return self._race()
            case label if label == NAME:
                return Push(Naming(self._services, self._path.stem, self._rename))
            case label if label == SHARE:
                self._share()
            case label if label == DELETE:
                return Push(self._question())
        return None

    def update(self, elapsed_s: float) -> Change:
        """See how far is what is made."""
        self._time_s += elapsed_s
        self._services.mixer.theme(elapsed_s)
        if self._is_gone:
            return Pop()
        if self._making is not None:
            self._making.look()
            if self._making.is_done:
                problem = self._making.problem
                lost = _("It cannot be made: {problem}").format(problem=_(problem))
                self._told = lost if problem else _("It is in {place}").format(place=homely(self._making.out))
                self._end_making()
        return None

    def glow(self, elapsed_s: float) -> None:
        """It stands still."""

    def sample(self, kind: EventKind) -> None:
        """Nothing happens to it."""

    def draw(self, target: pygame.Surface, covered: float = 0.0) -> None:
        """Paint the page; what is to be read goes where another covers it."""
        style = self._services.style
        target.blit(style.backdrop(target.get_size(), CENTRE), (0, 0))
        self._draw_picture(target)
        if covered >= 1.0:
            return
        sheet = Sheet(target, style)
        overline = _("A PHOTOGRAPH") if self._card is None else _("A RECORDING")
        sheet.overline(overline, (LEFT, 60), room=ROOM)
        sheet.write(self._title, (LEFT - 1, 78), 40, style.title, strong=True, room=ROOM)
        sheet.write(self._facts, (LEFT, 138), NOTE_PX, style.accent, room=ROOM)
        sheet.rule((LEFT, 190), COLUMN)
        self._menu.draw(sheet, (LEFT, MENU_TOP), sheet.height - MENU_TOP - MENU_FOOT)
        told, making = self._told, self._making
        if making is not None:
            told = _("{share} % of it is made").format(share=round(100 * making.share))
        sheet.write(told, (LEFT, sheet.height - 62), NOTE_PX, style.title, room=sheet.width - 2 * LEFT)
        darken(target, 1.0 - eased(self._time_s / FADE_S))

    def close(self, *, crashed: bool) -> Path | None:
        """What is not made yet never will be."""
        if self._making is not None:
            self._making.cancel()
        return None

    @property
    def _words(self) -> Telling | None:
        """A recording in words; None of a photograph."""
        return None if self._card is None else Telling(self._card, self._services.repertoire, self._path)

    @property
    def _title(self) -> str:
        words = self._words
        return self._path.stem if words is None else words.title

    @property
    def _facts(self) -> str:
        words = self._words
        return homely(self._path) if words is None else words.facts

    def _pictured(self) -> tuple[Silhouette | None, pygame.Surface | None]:
        """What is shown beside the words."""
        if self._card is not None:
            recording = self._card.recording
            return (None if recording is None else Silhouette(recording.level)), None
        try:
            return None, pygame.image.load(self._path)
        except (pygame.error, OSError) as error:
            self._told = str(error)
            return None, None

    def _draw_picture(self, target: pygame.Surface) -> None:
        width, height = target.get_size()
        left, top, wide, high = PICTURE_BOX
        box = pygame.Rect(round(left * width), round(top * height), round(wide * width), round(high * height))
        if self._photograph is not None:
            share = min(box.width / self._photograph.get_width(), box.height / self._photograph.get_height())
            size = (
                max(1, round(share * self._photograph.get_width())),
                max(1, round(share * self._photograph.get_height())),
            )
            picture = pygame.transform.smoothscale(self._photograph.convert(), size)
            target.blit(picture, picture.get_rect(center=box.center))
        elif self._shape is not None:
            picture = self._shape.fitted(box.size, self._services.style.dim)
            target.blit(picture, picture.get_rect(midbottom=box.midbottom))

    def _haunted_row(self) -> int | None:
        """The number that its ghost can be seen in: of the same name, and open."""
        card, bill = self._card, self._services.bill
        if card is None or not card.tracks.rows:
            return None
        rows = [row for act in bill.acts.values() for row in act if bill.is_open(row)]
        return next((row for row in rows if self._services.repertoire[row].id == card.level_name), None)

    def _watch(self) -> Change:
        """The stage is got ready; leaving it leads back to this page."""
        card = self._card
        assert card is not None
        assert card.recording is not None, "only then it is offered"
        recording = card.recording
        entry = Entry(self._path, recording.level, recording.level_text, recording)
        services = self._services.joined_by(entry)
        row = len(services.repertoire) - 1

        def screen(stage: Stage) -> Change:
            return Swap(Screening(services, stage, card, recording))

        return Push(Programme(self._doors, services, row, curtain=screen, back=Pop()))

    def _race(self) -> Change:
        """The number is played, and counted, with the ghost beside it."""
        row, card = self._haunted_row(), self._card
        assert card is not None
        if row is None:
            assert card.recording is not None, "only then it is offered"
            return Reset(self._doors.admit(ghost_entry(card.recording)))

        def play(stage: Stage) -> Change:
            return Reset(Play(self._doors, self._services, row, stage, ghost=card.tracks))

        return Push(Programme(self._doors, self._services, row, curtain=play, back=Pop()))

    def _rename(self, name: str) -> None:
        try:
            self._path = rename(self._path, name)
        except KeepsakeError as error:
            self._told = str(error)
            return
        if self._card is not None:
            self._card = replace(self._card, path=self._path)
        self._changed(self._path)
        self._told = _("It is kept for ever as {name}").format(name=self._path.name)

    def _share(self) -> None:
        """Written where the player finds it."""
        try:
            copy = give_away(self._path, shared_dir(), self._title)
        except KeepsakeError as error:
            self._told = str(error)
            return
        self._told = _("It is in {place}, to be sent to others").format(place=homely(copy))

    def _make(self, kind: str) -> None:
        try:
            out = free_name(shared_dir(), self._title, SUFFIXES[kind])
            self._making = Making(self._path, kind, out)
        except OSError as error:
            self._told = str(error)
            return
        self._told = ""
        self._menu = Menu(self._choices)

    def _leave_off(self) -> None:
        if self._making is not None:
            self._making.cancel()
            self._told = _("Nothing was made")
            self._end_making()

    def _end_making(self) -> None:
        kind = self._making.kind if self._making is not None else ""
        self._making = None
        label = next((label for label, made in MAKES.items() if made == kind), BACK)
        self._menu = Menu(self._choices, chosen=self._choices.index(label))

    def _question(self) -> Question:
        asked = Asked(
            N_("THIS CANNOT BE TAKEN BACK"),
            N_("Delete it?"),
            N_("The file is gone for ever then."),
            N_("Keep it"),
            DELETE,
            Pop,
            self._delete,
        )
        return Question(self._services.style, self, asked)

    def _delete(self) -> Change:
        try:
            throw_away(self._path)
        except KeepsakeError as error:
            self._told = str(error)
            return Pop()
        self._is_gone = True
        self._changed(None)
        return Pop()

    def _leave(self) -> Change:
        self._services.mixer.tap("back")
        return Pop()
