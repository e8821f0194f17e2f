"""The command line: `flawsong` plays, its commands simulate, check and draw. Who needs a heavy room imports it."""

import json
import os
import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from game import __version__
from game.bots import BOTS, bot_names, make_bot

app = typer.Typer(
    help="FLAWSONG: keep it standing, let the cracks sing.",
    no_args_is_help=False,
    pretty_exceptions_enable=False,
    add_completion=False,
)

DEBUG = "FLAWSONG_DEBUG"
"""Environment variable: with it, a fault of the game itself shows its traceback."""
LevelName = Annotated[
    str, typer.Argument(metavar="LEVEL", help="a level file, or the name or number of one of the game's")
]
Seed = Annotated[int, typer.Option(min=0, help="what chance is drawn from")]
Bot = Annotated[str, typer.Option("--bot", help=f"who plays: {bot_names()}")]


class UserError(Exception):
    """Something the user can mend; its text is the whole message."""


def main() -> None:
    """Entry point of the console command: errors of use are one message and exit code 1 or 2, never a traceback."""
    os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")
    try:
        app()
    except UserError as error:
        print(error, file=sys.stderr)
        raise SystemExit(1) from None
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except Exception as error:
        if os.environ.get(DEBUG):
            raise
        notes = "\n".join(getattr(error, "__notes__", ()))
        print(f"{type(error).__name__}: {error}\n{notes}".rstrip(), file=sys.stderr)
        print(f"This is a fault of the game. Set {DEBUG}=1 to see where it happened.", file=sys.stderr)
        raise SystemExit(1) from None


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="tell the version and end")] = False,
) -> None:
    """Play, unless a command says otherwise."""
    if version:
        print(f"flawsong {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        _open_window()


@app.command()
def play(
    level: Annotated[str | None, typer.Argument(metavar="[LEVEL]", help="go straight to this level")] = None,
    bot: Annotated[str | None, typer.Option("--bot", help=f"let a bot play: {bot_names()}")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="pin chance; otherwise each attempt differs")] = None,
    fullscreen: Annotated[
        bool | None, typer.Option("--fullscreen/--windowed", help="fill the screen, or do not, this time")
    ] = None,
    silent: Annotated[bool, typer.Option("--silent", help="no sound")] = False,
    size: Annotated[str, typer.Option(metavar="WxH", help="size of the window")] = "1280x720",
    stress: Annotated[
        float | None, typer.Option(min=0, max=1, help="stress as colour this time, 0 (none) to 1 (full)")
    ] = None,
) -> None:
    """Play in the window."""
    _open_window(
        level=level,
        bot=bot,
        seed=seed,
        fullscreen=fullscreen,
        sound=not silent,
        size=_size(size),
        stress=stress,
    )


@app.command()
def sim(
    level: LevelName,
    bot: Bot = "regular",
    seed: Seed = 0,
    as_json: Annotated[bool, typer.Option("--json", help="one JSON object")] = False,
    record: Annotated[Path | None, typer.Option(metavar="FILE", help="write a replay")] = None,
) -> None:
    """Perform a level without a window and tell how it ended."""
    from game.lab import perform
    from game.replay import Recorder, ReplayError

    path, parsed = _load(level)
    recorder = Recorder(path.stem, path.read_text(encoding="utf-8"), seed) if record else None

    def watch(world: Any, intent: Any, events: Any) -> None:
        if recorder is not None:
            recorder.add(intent, world)

    result = perform(parsed, seed, _bot(bot, seed), watch=watch)
    if recorder is not None and record is not None:
        try:
            recorder.save(record)
        except ReplayError as error:
            raise UserError(str(error)) from None
    _tell(result.as_dict(), as_json)


@app.command()
def replay(
    file: Annotated[Path, typer.Argument(help="a replay file")],
    verify: Annotated[bool, typer.Option("--verify", help="check every recorded digest, without a window")] = False,
    wav: Annotated[
        Path | None, typer.Option(metavar="OUT.wav", help="write how it sounds to a file, faster than it plays")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="with --verify, --wav, --film: a JSON object each")] = False,
    film: Annotated[
        Path | None, typer.Option(metavar="OUT", help="film it: a .gif, or an .mp4 with sound; needs no display")
    ] = None,
    start: Annotated[
        float | None, typer.Option("--from", min=0, help="with --film: second of the stage where it begins")
    ] = None,
    seconds: Annotated[
        float | None, typer.Option(min=0.02, help="with --film: how long it is; where it is not said, the last ten")
    ] = None,
    size: Annotated[str | None, typer.Option(metavar="WxH", help="with --film: size of its picture")] = None,
    fps: Annotated[float | None, typer.Option(min=1, help="with --film: frames a second")] = None,
) -> None:
    """Show a recorded performance again, film it, write its sound, or check that it still runs bit by bit the same."""
    from game.replay import ReplayError, load_recording

    if as_json and not verify and wav is None and film is None:
        raise UserError("--json tells of --verify, --wav or --film: give one of them as well")
    if film is None and any(option is not None for option in (start, seconds, size, fps)):
        raise UserError("--from, --seconds, --size and --fps say what to film: give --film OUT as well")
    try:
        recording = load_recording(file)
    except ReplayError as error:
        raise UserError(str(error)) from None
    if wav is not None:
        _tell(_write_sound(recording, wav), as_json)
    if film is not None:
        _film(recording, film, start=start, seconds=seconds, size=None if size is None else _size(size), fps=fps)
        print(json.dumps({"film": str(film)}) if as_json else film)
    if verify:
        _tell(_verified(recording, file), as_json)
    elif wav is None and film is None:
        _open_window(replay=file)


@app.command()
def validate(
    paths: Annotated[list[Path], typer.Argument(help="level or scene files, or folders of them")],
) -> None:
    """Check level files, and scenes of light: every error with its line and column."""
    from game.lab.check import check_any
    from game.level import LevelError

    files = [file for path in paths for file in (sorted(path.rglob("*.json")) if path.is_dir() else [path])]
    if not files:
        raise UserError(f"{', '.join(map(str, paths))}: no level files (*.json) here")
    wrong = []
    for file in files:
        try:
            check_any(file)
        except LevelError as error:
            wrong.append(str(error))
    if wrong:
        raise UserError("\n".join(wrong))
    print(f"{len(files)} file{'s' if len(files) > 1 else ''} fine")


@app.command()
def schema(
    out: Annotated[Path | None, typer.Argument(help="file to write; standard output if none")] = None,
    scene: Annotated[bool, typer.Option("--scene", help="of scenes: lights and optics alone")] = False,
) -> None:
    """Write the JSON Schema of the level format, for editors."""
    from game.core.paths import write_atomic
    from game.level.schema import level_schema, light_bench_schema

    text = json.dumps(light_bench_schema() if scene else level_schema(BOTS), indent=2) + "\n"
    if out is None:
        print(text, end="")
        return
    try:
        write_atomic(out, text.encode())
    except OSError as error:
        raise UserError(f"{out}: cannot be written: {error.strerror}") from None


@app.command()
def preview(
    level: LevelName,
    out: Annotated[Path, typer.Argument(metavar="OUT.png", help="picture to write")],
    at: Annotated[float, typer.Option(min=0, max=3600, metavar="SECONDS", help="stage time of the picture")] = 5.0,
    bot: Bot = "regular",
    seed: Seed = 0,
    size: Annotated[str, typer.Option(metavar="WxH", help="size of the picture")] = "1280x720",
    overlay: Annotated[bool, typer.Option("--overlay", help="show principal stresses and tip speeds")] = False,
) -> None:
    """Draw a real frame of a real run, or the light of a scene, with no display."""
    from game.export.screenshot import draw_light_bench, draw_still, save_picture
    from game.level import LightBench

    stage = _load_any(level)
    if isinstance(stage, LightBench):
        picture = draw_light_bench(stage, at, _size(size))
    else:
        picture = draw_still(stage, seed, _bot(bot, seed), at, _size(size), overlay=overlay)
    try:
        save_picture(picture, out)
    except (OSError, ValueError) as error:
        raise UserError(f"{out}: cannot be written: {error}") from None
    print(out)


@app.command()
def trace(
    scene: Annotated[
        str, typer.Argument(metavar="SCENE", help="a file of lights and optics; or a level, or one of the game's")
    ],
    at: Annotated[
        float, typer.Option(min=0, max=3600, metavar="SECONDS", help="stage time, for lights that swing or blink")
    ] = 0.0,
    to_csv: Annotated[
        str | None, typer.Option("--csv", metavar="FILE", help="write every run of light; - for standard output")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="everything, runs included, as one JSON object")] = False,
) -> None:
    """Trace the light of a scene, or of a level at rest: what its detectors read, and where all power went.

    Columns of the CSV, one row for each straight run of light:
    beam (id of the light), ray (0 at its left edge), depth (surfaces met
    before), path (hash of these), medium (air, pieces.ID or optics.ID), hit
    (what ended it; also plinth or outside), wavelength (nm, or white for
    several at once), x0, y0, x1, y1 (m), width0, width1 (m across the tube
    of light, negative beyond a focus), power (W at its start), w450 to w660
    (W at its start in each band, by its nm).
    """
    from game.core.paths import write_atomic
    from game.lab.trace import Traced

    if to_csv == "-" and as_json:
        raise UserError("--csv - and --json both want standard output; give --csv a file, or leave one of them out")
    traced = Traced(_load_any(scene), at)
    if to_csv == "-":
        print(traced.table(), end="")
    elif to_csv is not None:
        try:
            write_atomic(Path(to_csv), traced.table().encode())
        except OSError as error:
            raise UserError(f"{to_csv}: cannot be written: {error.strerror}") from None
    if as_json:
        print(json.dumps(traced.as_dict()))
        return
    print(traced.report(), end="", file=sys.stderr if to_csv == "-" else sys.stdout)


@app.command()
def bench(
    as_json: Annotated[bool, typer.Option("--json", help="one flat JSON object")] = False,
    cold: Annotated[
        bool, typer.Option("--cold", help="a first start on an empty cache instead; takes minutes")
    ] = False,
) -> None:
    """Measure speed: each figure as a ratio to something measured in the same run, wherever it can be."""
    from game.bench import COLD_FIGURES, FIGURES, measure, measure_cold

    console = Console(stderr=True, quiet=as_json)
    figures = (measure_cold if cold else measure)(lambda name: console.print(f"measuring {name} ..."))
    if as_json:
        print(json.dumps(figures))
        return
    table = Table("figure", "value", "unit", "what it is")
    for name, value in figures.items():
        figure = (FIGURES | COLD_FIGURES)[name]
        table.add_row(name, f"{value:,.3g}", figure.unit, figure.meaning)
    Console().print(table)


def _verified(recording: Any, file: Path) -> dict[str, object]:
    """Run a recording again, tick by tick; returns what to tell if it goes as it was recorded."""
    from game.core.clock import TICK_S
    from game.lab.perform import result_of
    from game.replay import first_difference

    tick, world = first_difference(recording)
    if tick is not None:
        raise UserError(
            f"{file}: tick {tick} ({tick * TICK_S:.3f} s) differs from the recording;"
            " it was made by another version of the game or on another kind of machine"
        )
    return {"verified": True, "ticks": len(recording.intents), **result_of(world).as_dict()}


def _write_sound(recording: Any, out: Path) -> dict[str, object]:
    """Render a recording's sound into a WAV file; returns what to tell about it."""
    from time import perf_counter

    from game.audio.synth import RATE
    from game.export.sound import frames_of, render_frames, write_wav

    began = perf_counter()
    sound = render_frames(frames_of(recording.level, recording.seed, recording.intents), recording.level.music)
    took = perf_counter() - began
    try:
        write_wav(out, sound)
    except OSError as error:
        raise UserError(f"{out}: cannot be written: {error.strerror}") from None
    seconds = len(sound) / RATE
    return {"wav": str(out), "seconds": round(seconds, 3), "times_real_time": round(seconds / took, 1)}


def _open_window(**options: Any) -> None:
    from game.app import AppOptions, run

    if (level := options.pop("level", None)) is not None:
        options["level"], _ = _load(level)
    if options.get("bot") is not None:
        _bot(options["bot"], 0)
    raise typer.Exit(run(AppOptions(**options)))


def _film(recording: Any, out: Path, **wanted: Any) -> None:
    from rich.progress import Progress

    try:
        from game.export.film import FilmError, format_of, plan
        from game.export.film_file import make_film
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("game"):
            raise
        raise UserError(f"films need {error.name}, which is not installed: pip install 'flawsong[media]'") from None
    try:
        form = format_of(out)
        cut, console = plan(recording, form, **wanted), Console(stderr=True)
        with Progress(console=console, transient=True, disable=not console.is_terminal) as bars:
            tasks: dict[str, Any] = {}

            def show(what: str, share: float) -> None:
                if what not in tasks:
                    tasks[what] = bars.add_task(what, total=1.0)
                bars.update(tasks[what], completed=share)

            is_true = make_film(recording, cut, form, out, show)
    except FilmError as error:
        raise UserError(f"{out}: {error}") from None
    if not is_true:
        print("It did not go as it was recorded: `flawsong replay FILE --verify` tells from where on.", file=sys.stderr)


def _load(name: str) -> tuple[Path, Any]:
    from game.lab.check import check_level
    from game.level import LevelError, find_level

    try:
        path = find_level(name)
        return path, check_level(path)
    except LevelError as error:
        raise UserError(str(error)) from None


def _load_any(name: str) -> Any:
    from game.lab.check import check_any
    from game.level import LevelError, find_level

    try:
        return check_any(find_level(name))
    except LevelError as error:
        raise UserError(str(error)) from None


def _bot(name: str, seed: int) -> Any:
    if name not in BOTS:
        raise UserError(f"--bot {name}: there is no such bot; take one of {', '.join(BOTS)}")
    return make_bot(name, seed)


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    if not (width.isdigit() and height.isdigit() and 160 <= int(width) <= 7680 and 90 <= int(height) <= 4320):
        raise UserError(f"--size {text}: want WIDTHxHEIGHT in pixels, from 160x90 to 7680x4320, such as 1280x720")
    return int(width), int(height)


def _tell(fields: dict[str, object], as_json: bool) -> None:
    if as_json:
        print(json.dumps(fields))
        return
    width = max(map(len, fields))
    for name, value in fields.items():
        print(f"{name:<{width}}  {value}")
