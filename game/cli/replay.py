"""`flawsong replay`: a recorded performance shown, filmed, heard or verified."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from game.cli.common import UserError, check_output, parse_size, print_fields, unwritable

if TYPE_CHECKING:
    from rich.progress import TaskID

    from game.export.screenshot import Look
    from game.replay import Recording


def replay(
    file: Annotated[Path, typer.Argument(help="a replay file")],
    verify: Annotated[bool, typer.Option("--verify", help="check every recorded digest, without a window")] = False,
    tolerance: Annotated[
        float | None,
        typer.Option(
            min=0, metavar="SHARE", help="with --verify: if digests differ, score and length may by this share"
        ),
    ] = None,
    wav: Annotated[
        Path | None, typer.Option(metavar="OUT.wav", help="write how it sounds to a file, faster than it plays")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="with --verify, --wav, --film: a JSON object each")] = False,
    film: Annotated[
        Path | None, typer.Option(metavar="OUT", help="film it: a .gif, or an .mp4 with sound; needs no display")
    ] = None,
    start: Annotated[float | None, typer.Option("--from", min=0, help="with --film: second where it begins")] = None,
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
    if tolerance is not None and not verify:
        raise UserError("--tolerance says how far --verify goes: give --verify as well")
    if film is None and any(option is not None for option in (start, seconds, size, fps)):
        raise UserError("--from, --seconds, --size and --fps say what to film: give --film OUT as well")
    try:
        recording = load_recording(file)
    except ReplayError as error:
        raise UserError(str(error)) from None
    outputs = [out for out in (wav, film) if out is not None]
    for number, out in enumerate(outputs):
        check_output(out, file, *outputs[:number])
    if wav is not None and wav.suffix.lower() not in ("", ".wav"):
        raise UserError(f"{wav}: sound is written as .wav; choose a name that ends so")
    if wav is not None:
        print_fields(_write_sound(recording, wav), as_json)
    if film is not None:
        write_film(recording, film, start, seconds, None if size is None else parse_size(size), fps)
        print(json.dumps({"film": str(film)}) if as_json else film)
    if verify:
        print_fields(_verify(recording, file, tolerance), as_json)
    elif wav is None and film is None:
        _show(file)


def _show(file: Path) -> None:
    """Show a recording in the window."""
    from game.app import AppOptions, run
    from game.replay import ReplayError

    try:
        code = run(AppOptions(replay=file))
    except ReplayError as error:  # it was there a moment ago
        raise UserError(str(error)) from None
    raise typer.Exit(code)


def _verify(recording: "Recording", file: Path, tolerance: float | None) -> dict[str, object]:
    """Run a recording again, tick by tick; returns what to print if it goes as it was recorded, or nearly so."""
    from game.core.clock import TICK_S
    from game.lab.perform import result_of
    from game.replay import first_difference, nearly

    otherwise = ""
    if tolerance is None:
        tick, world = first_difference(recording)
    else:
        tick, world, otherwise = nearly(recording, tolerance)
    if tick is not None and (tolerance is None or otherwise):
        went = "; --tolerance 0.1 compares how it goes" if tolerance is None else f", and goes otherwise: {otherwise}"
        where = f"tick {tick} ({tick * TICK_S:.3f} s) differs from the recording"
        raise UserError(f"{file}: {where}; {_made_by(recording)}{went}")
    told: dict[str, object] = {"verified": True, "bit_by_bit": tick is None, "ticks": len(recording.intents)}
    if tick is not None:
        told |= {"differs_from_tick": tick, "because": _made_by(recording)}
    return told | result_of(world).as_dict()


def _made_by(recording: "Recording") -> str:
    """Why its digests may differ here."""
    from game.core.machine import machine_key

    if not recording.machine:
        return "it was made by another version of the game or on another kind of machine"
    if recording.machine == machine_key():
        return "it was made on this kind of machine, by another version of the game"
    return f"it was made on another platform ({recording.machine}; here: {machine_key()})"


def _write_sound(recording: "Recording", out: Path) -> dict[str, object]:
    """Render a recording's sound into a WAV file; returns what to print about it."""
    from time import perf_counter

    from game.audio.sounds.synth import RATE
    from game.export.sound import sound_of, write_wav

    began = perf_counter()
    sound = sound_of(recording)
    took = perf_counter() - began
    try:
        write_wav(out, sound)
    except OSError as error:
        raise unwritable(out, error) from None
    seconds = len(sound) / RATE
    return {"wav": str(out), "seconds": round(seconds, 3), "times_real_time": round(seconds / took, 1)}


def write_film(
    recording: "Recording",
    out: Path,
    start: float | None,
    seconds: float | None,
    size: tuple[int, int] | None,
    fps: float | None,
    look: "Look | None" = None,
) -> None:
    """Film a recording, with a progress bar where somebody watches."""
    from rich.console import Console
    from rich.progress import Progress

    try:
        from game.export.film import FilmError, format_of, make_film, plan
    except ModuleNotFoundError as error:
        if error.name is None or error.name.startswith("game"):
            raise
        raise UserError(f"films need {error.name}, which is not installed: pip install 'flawsong[media]'") from None
    try:
        form, console = format_of(out), Console(stderr=True)
        cut = plan(recording, form, start=start, seconds=seconds, size=size, fps=fps)
        with Progress(console=console, transient=True, disable=not console.is_terminal) as bars:
            tasks: dict[str, TaskID] = {}

            def show(what: str, share: float) -> None:
                if what not in tasks:
                    tasks[what] = bars.add_task(what, total=1.0)
                bars.update(tasks[what], completed=share)

            is_true = make_film(recording, cut, form, out, show, look)
    except FilmError as error:
        raise UserError(f"{out}: {error}") from None
    if not is_true:
        print("It did not go as it was recorded: `flawsong replay FILE --verify` tells from where on.", file=sys.stderr)
