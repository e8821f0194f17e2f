"""The window, the frame loop and the scenes put together: all between the command line and the stage."""

import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

import pygame

from game.audio import Mixer
from game.core.interrupts import interrupts
from game.core.language import LANGUAGES, speak, spoken_one
from game.core.paths import config_dir, data_dir
from game.core.voice import Voice, find_command
from game.encore import Run
from game.input.keys import Presses
from game.input.pads import Pads
from game.level.model import Music
from game.level.values.palettes import DEFAULT_PALETTE
from game.progress import Progress
from game.render.look.theme import load_palette
from game.replay import SUFFIX, ReplayError
from game.scenes.base import Doors, Reset, Scene, Stack
from game.scenes.encore.arriving import Arriving
from game.scenes.narrator import Narrator
from game.scenes.page.page import Style
from game.scenes.play.play import Play
from game.scenes.play.programme import Programme
from game.scenes.rehearsal.watch import Watch
from game.scenes.repertoire.portrait import Portraits
from game.scenes.repertoire.repertoire import Entry, read_entry, read_numbers, read_own, read_replay
from game.scenes.repertoire.warming import Awaited, compile_ahead
from game.scenes.services import Services
from game.scenes.title.title import Title
from game.scenes.window.broken import Broken, write_report
from game.scenes.window.dissolve import Dissolve
from game.scenes.window.icon import icon
from game.scenes.window.notices import NoticeBoard
from game.scenes.window.window import FULL, HIDDEN_DRIVERS, WINDOWED, NoDisplayError, Window
from game.settings import Key, Preferences, Settings, Value

WINDOW: Key = ("display", "window")
STRESS: Key = ("picture", "stress")
EXIT_FINE, EXIT_NO_DISPLAY = 0, 3
LONGEST_FRAME_S = 0.25
"""A frame that took longer (a moved window, a sleeping laptop) counts as this long."""


@dataclass(frozen=True, slots=True)
class AppOptions:
    """What the command line asks of the window."""

    level: Path | None = None
    """Go straight to this level."""
    seed: int | None = None
    """Pin chance; otherwise each attempt differs."""
    bot: str | None = None
    """Who plays in place of the player."""
    replay: Path | None = None
    """Go straight to this recording."""
    encore: Run | None = None
    """Go straight to a run of encores."""
    watch: Path | None = None
    """Show this level file as it is being written."""
    keep: bool = False
    """When it has changed, go on at the same tick, with the same seed and intents."""
    fullscreen: bool | None = None
    """Fill the screen or not, this time; as the player set it where None."""
    sound: bool = True
    size: tuple[int, int] = (1280, 720)
    """Size of the window, px."""
    stress: float | None = None
    """How strongly stress shows as colour in the glass this time, 0..1; as the player set it where None."""
    frames: int | None = None
    """End after so many frames."""
    after_frame: Callable[[int, Scene | None], None] | None = None
    """Called after each frame with how many have been shown, and the scene that is on."""


def run(options: AppOptions) -> int:
    """Open the window and play until it is closed; returns the exit code.

    Raises:
        ReplayError: the recording cannot be read.
        Exception: something broke; what was played until then has been saved, and its note says where.
    """
    compile_ahead()
    repertoire = _repertoire(options)
    palette, preferences = load_palette(DEFAULT_PALETTE), _preferences(options)
    try:
        window = Window(options.size, icon(palette), preferences.now.display)
    except NoDisplayError as error:
        print(error, file=sys.stderr)
        return EXIT_NO_DISPLAY
    mixer = Mixer.open(Music(), wanted=options.sound)
    try:
        with ThreadPoolExecutor(1, "stagehand") as stagehand, closing(window), interrupts() as asked_to_end:
            style = Style(palette)
            command = find_command()
            narrator = Narrator(None if command is None else Voice(command))
            preferences.follow(lambda settings: _obey(settings, window, mixer, style, narrator))
            pads = Pads(preferences.now.bindings.pads)
            services = Services(
                style=style,
                portraits=Portraits(stagehand, palette, repertoire, window.size, lambda: preferences.now.picture.calm),
                mixer=mixer,
                repertoire=repertoire,
                stagehand=stagehand,
                replays=data_dir() / "replays",
                size=window.size,
                upload_s=lambda: window.upload_s,
                settings=preferences,
                progress=Progress(data_dir()),
                pads=pads,
                narrator=narrator,
                seed=options.seed,
                bot=options.bot,
            )
            house = _House(window, services, pads, NoticeBoard(style))
            _perform(Stack(_first_scene(options, services)), house, options, asked_to_end)
    finally:
        mixer.close()
        if problem := preferences.save():
            print(problem, file=sys.stderr)
    return EXIT_FINE


def _preferences(options: AppOptions) -> Preferences:
    """The player's settings, with what the command line asks for this time; tells what was wrong with their file."""
    mode = None if options.fullscreen is None else FULL if options.fullscreen else WINDOWED
    asked: dict[Key, Value | None] = {STRESS: options.stress, WINDOW: mode}
    preferences = Preferences(config_dir(), {key: value for key, value in asked.items() if value is not None})
    if preferences.problem:
        print(preferences.problem, file=sys.stderr, flush=True)
    return preferences


def _obey(settings: Settings, window: Window, mixer: Mixer, style: Style, narrator: Narrator) -> None:
    """Give window, sound and pages what the player set; scenes ask for the rest themselves."""
    mixer.settings = settings.sound
    style.obey(settings.picture)
    narrator.obey(is_on=settings.language.narration)
    speak(LANGUAGES.get(settings.language.text) or _system_language())
    window.obey(settings.display)


def _system_language() -> str:
    """The first of the languages that the user told the system, best first, that the game can speak."""
    return spoken_one(locale["language"] for locale in pygame.system.get_pref_locales())


def _repertoire(options: AppOptions) -> tuple[Entry, ...]:
    """What was asked for comes first, then all that ships with the game."""
    shipped = read_numbers()
    if options.replay is not None:
        return (read_replay(options.replay), *shipped)
    if options.level is None:
        return shipped
    asked = options.level.resolve()
    if any(entry.path.resolve() == asked for entry in shipped):
        return shipped
    return (read_entry(options.level), *shipped)


def _doors(services: Services) -> Doors:
    """Ways between the scenes of a visit."""
    doors = Doors(
        title=lambda row: Title(doors, services, row),
        programme=lambda row: Programme(doors, services, row),
        admit=lambda entry: _admitted(services, entry),
        play=lambda row, stage: Play(doors, services, row, stage),
    )
    return doors


def _admitted(services: Services, entry: Entry) -> Scene:
    """The programme of what is not in the repertoire: it joins that."""
    services = services.joined_by(entry)
    return _doors(services).programme(len(services.repertoire) - 1)


def _first_scene(options: AppOptions, services: Services) -> Scene:
    """The title, or straight to what was asked for."""
    if options.watch is not None:
        return Watch(services, options.watch, keep=options.keep)
    doors = _doors(services)
    if options.encore is not None:
        return Arriving(doors, services, options.encore)
    asked = options.replay or options.level
    if asked is None:
        return doors.title(0)
    row = next(i for i, entry in enumerate(services.repertoire) if entry.path.resolve() == asked.resolve())
    return doors.programme(row) if services.repertoire[row].level is not None else doors.title(row)


@dataclass(frozen=True, slots=True)
class _House:
    """What every frame needs, whatever scene is on."""

    window: Window
    services: Services
    pads: Pads
    notices: NoticeBoard
    presses: Presses = field(default_factory=Presses)
    dissolve: Dissolve = field(default_factory=Dissolve)


def _perform(stack: Stack, house: _House, options: AppOptions, asked_to_end: list[int]) -> None:
    """The frame loop, until all scenes are left, the window is closed or the process is asked to end."""
    shown, awaited = 0, Awaited()
    try:
        while (
            not asked_to_end
            and shown != options.frames
            and _frame(stack, house, calm=awaited.are_to_come(perf_counter()))
        ):
            shown += 1
            if options.after_frame is not None:
                options.after_frame(shown, stack.top)
    except Exception as error:
        kept = stack.close(crashed=True)
        for path in kept:
            error.add_note(f"What was played until then is kept in {path}")
        _tell_fault(error, kept, house)
        raise
    finally:
        stack.close(crashed=False)
        house.pads.close()
        house.services.narrator.close()


def _tell_fault(error: Exception, kept: list[Path], house: _House) -> None:
    """Keep a report, and show where it is until the player has read it, if anybody sees the window."""
    report = None
    with suppress(OSError):
        report = write_report(error, kept, data_dir() / "reports")
        error.add_note(f"A report is kept in {report}")
    if pygame.display.get_driver() in HIDDEN_DRIVERS:
        return
    with suppress(Exception):  # a second fault is not to hide the first
        house.services.mixer.pause()
        stack = Stack(Broken(house.services.style, error, report, kept))
        while _frame(stack, house, calm=True):
            pass


def _frame(stack: Stack, house: _House, *, calm: bool) -> bool:
    """Events, time, picture: one frame. Returns whether there is to be another."""
    window, mixer, notices = house.window, house.services.mixer, house.notices
    elapsed_s = min(LONGEST_FRAME_S, window.wait(calm=calm))
    for event in pygame.event.get():
        if _asks_to_close(event):
            return False
        _hear(window.in_pixels(event), stack, house)
    notices.move(elapsed_s)
    for text in house.pads.news():
        notices.add(text)
    for text in house.services.progress.news():
        notices.add(text)
        print(text, file=sys.stderr, flush=True)
    if stack.top is not None:
        stack.apply(stack.top.update(elapsed_s))
    if news := mixer.news():
        print(news, flush=True)
    scene = stack.top
    if scene is None:
        return False
    if not window.is_seen:
        return True
    house.services.narrator.follow(scene, elapsed_s)
    house.dissolve.follow(scene, window.surface, elapsed_s)
    scene.draw(window.surface)
    house.dissolve.draw(window.surface)
    notices.draw(window.surface)
    window.show(cursor=scene.cursor)
    return True


def _hear(event: pygame.Event, stack: Stack, house: _House) -> None:
    """Give an event to all that it concerns; repeats of what is held are nobody's."""
    house.services.layout.notice(event)
    house.services.in_hand.notice(event, house.services.bindings)
    if house.pads.family is not None:
        house.services.in_hand.family = house.pads.family
    if house.presses.is_repeat(event):
        return
    house.services.mixer.notice(event)
    if event.type == pygame.DROPFILE:
        _take_in(Path(event.file), stack, house)
    elif house.window.handle(event):
        house.services.settings.change(WINDOW, house.window.mode)
    elif house.pads.handle(event) and stack.top is not None:
        stack.apply(stack.top.handle(event))


def _take_in(file: Path, stack: Stack, house: _House) -> None:
    """Play, or watch, a level or a recording that was dropped on the window; or say why it cannot be played."""
    if isinstance(stack.top, Watch):
        stack.top.turn_to(file)
        return
    try:
        entry = read_replay(file) if file.suffix == SUFFIX else read_own(file)
    except ReplayError as error:
        house.notices.add(str(error))
        return
    if entry.level is None:
        house.notices.add(entry.problem)
        return
    stack.apply(Reset(_admitted(house.services, entry)))


def _asks_to_close(event: pygame.Event) -> bool:
    """The window's button, or its key where no window manager takes that: at once, whatever scene is on."""
    if event.type == pygame.KEYDOWN:
        return event.key == pygame.K_F4 and bool(event.dict.get("mod", 0) & pygame.KMOD_ALT)
    return event.type in (pygame.QUIT, pygame.WINDOWCLOSE)
