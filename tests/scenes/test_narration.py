"""Narration: what pages, rows, prompts and captions are said, and by which voice."""

import os
import pkgutil
import stat
from importlib import import_module
from pathlib import Path
from time import monotonic, sleep

import pygame
import pytest

import game.scenes
from game.audio.captions import Caption
from game.core.voice import COMMANDS, Voice, find_command
from game.scenes.base import Scene
from game.scenes.narrator import RESTS_S, Narrated, Narrator, Told
from game.scenes.rehearsal.watch import Watch
from game.scenes.settings.setting_pages import NO_VOICE
from game.scenes.settings.settings import SettingsPage
from game.settings import Preferences
from tests.scenes.rig import Rig
from tests.scenes.settings_pages import choose, opened

FRAME_S = 1 / 30
LONGEST_S = 5.0


class PaperVoice(Voice):
    """Notes what it would say."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.busy = False

    @property
    def is_speaking(self) -> bool:
        return self.busy

    def say(self, text: str) -> None:
        self.said.append(text)

    def hush(self) -> None:
        self.said.append("")


def narrated(rig: Rig) -> Rig:
    """A second in which the narrator follows what is shown."""
    for _ in range(10):
        rig.run(FRAME_S, FRAME_S)
        rig.services.narrator.follow(rig.top, FRAME_S)
    return rig


@pytest.fixture
def voice() -> PaperVoice:
    return PaperVoice()


@pytest.fixture
def rig(tmp_path: Path, voice: PaperVoice) -> Rig:
    narrator = Narrator(voice)
    narrator.obey(is_on=True)
    return Rig(tmp_path, settings=Preferences(tmp_path / "config"), narrator=narrator)


def test_a_page_is_told_once_and_the_cursor_whenever_it_moves(rig: Rig, voice: PaperVoice) -> None:
    narrated(rig)
    narrated(rig.tap(pygame.K_DOWN))
    assert voice.said == ["FLAWSONG. Keep it standing. Let the cracks sing. Begin, Two Lamps", "Programme"]


def test_what_the_mouse_only_passes_over_is_not_told(rig: Rig, voice: PaperVoice) -> None:
    narrated(rig)
    for _ in range(3):
        rig.tap(pygame.K_DOWN).run(FRAME_S, FRAME_S)
        rig.services.narrator.follow(rig.top, RESTS_S / 3)
    narrated(rig)
    assert len(voice.said) == 2


def test_a_row_is_told_with_its_value_and_what_it_does(rig: Rig, voice: PaperVoice) -> None:
    choose(opened(rig), ("picture", "shake"))
    narrated(rig)
    assert voice.said[-1] == "Comfort. Shaking: 100 %. How far the picture trembles with a blow"
    narrated(rig.tap(pygame.K_LEFT))
    assert voice.said[-1] == "Shaking: 95 %. How far the picture trembles with a blow"
    narrated(choose(rig, ("display", "vsync")).tap(pygame.K_LEFT))
    assert "off" in voice.said[-1]


def test_every_scene_can_be_told(rig: Rig) -> None:
    """Those that a player is on while nothing is played."""
    told: list[Narrated] = []
    for choice in range(8):
        rig.stack.apply(None)
        rig.stack = type(rig.stack)(rig.doors.title(0))
        for _ in range(choice):
            rig.tap(pygame.K_DOWN)
        rig.run(0.1).tap(pygame.K_RETURN).run(0.5)
        assert isinstance(rig.top, Told), rig.top
        told.append(rig.top.narrated)
        assert told[-1].page
    assert len({one.page for one in told}) >= 7


def test_no_scene_is_silent() -> None:
    """But for what shows builders a file beside their editor."""
    silent = set()
    for module in pkgutil.iter_modules(game.scenes.__path__):
        for kind in vars(import_module(f"game.scenes.{module.name}")).values():
            is_scene = isinstance(kind, type) and all(hasattr(kind, name) for name in ("handle", "draw", "close"))
            if is_scene and kind not in (Scene, Watch) and not hasattr(kind, "narrated"):
                silent.add(kind.__name__)
    assert silent == set()


def test_what_is_heard_is_told_when_nothing_else_is(voice: PaperVoice) -> None:
    narrator = Narrator(voice)
    narrator.obey(is_on=True)
    voice.busy = True
    narrator.hear([Caption("[a joint creaks]", "left"), Caption("[glass cracks]", "left")])
    narrator.follow(None, FRAME_S)
    assert voice.said == []
    voice.busy = False
    narrator.follow(None, FRAME_S)
    narrator.follow(None, FRAME_S)
    assert voice.said == ["glass cracks"]


def test_captions_of_a_performance_are_heard_by_the_narrator(rig: Rig, voice: PaperVoice) -> None:
    rig.at_play()
    for _ in range(300):
        rig.run(FRAME_S, FRAME_S)
        rig.services.narrator.follow(rig.top, FRAME_S)
        if voice.said:
            break
    assert voice.said


def test_it_is_quiet_where_it_is_not_wanted(voice: PaperVoice) -> None:
    narrator = Narrator(voice)
    narrator.follow(_Page(), 1.0)
    assert voice.said == []
    narrator.obey(is_on=True)
    narrator.follow(_Page(), 1.0)
    narrator.follow(_Page(), 1.0)
    narrator.obey(is_on=False)
    assert voice.said == ["page. focus", ""]


class _Page:
    narrated = Narrated("page", "focus")


def test_signs_between_words_are_not_read(voice: PaperVoice) -> None:
    narrator = Narrator(voice)
    narrator.obey(is_on=True)
    page = _Page()
    page.narrated = Narrated("a  \N{MIDDLE DOT}  b.", "c")
    for _ in range(2):
        narrator.follow(page, 1.0)
    assert voice.said == ["a, b. c"]


def test_where_there_is_no_voice_the_row_says_so(tmp_path: Path) -> None:
    rig = choose(opened(Rig(tmp_path, settings=Preferences(tmp_path / "config"))), ("language", "narration"))
    assert isinstance(rig.top, SettingsPage) and rig.top.row is not None
    assert rig.top.row.hint == NO_VOICE
    narrator = Narrator(PaperVoice())
    with_one = opened(Rig(tmp_path, settings=Preferences(tmp_path / "config"), narrator=narrator))
    choose(with_one, ("language", "narration"))
    assert isinstance(with_one.top, SettingsPage) and with_one.top.row is not None
    assert with_one.top.row.hint != NO_VOICE


# The voice ---------------------------------------------------------------------------------------------------------
@pytest.mark.skipif(os.name == "nt", reason="a script stands in for the command")
def test_a_text_reaches_the_command_whole_and_is_no_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of all platforms, by a script in place of each command."""
    out = tmp_path / "said"
    script = f'#!/bin/sh\nprintf "%s|" "$@" > {out}.part\ncat >> {out}.part\nmv {out}.part {out}\n'
    for platform, commands in COMMANDS.items():
        for command in commands:
            folder = tmp_path / platform / command.words[0]
            monkeypatch.setenv("PATH", str(_with_one_voice(folder, command.words[0], script)))
            assert find_command(platform) == command
            voice = Voice(command)
            voice.say('--version; "glass" rm -rf größer')
            given = _read(out)
            assert voice._speaks is not None and voice._speaks.wait(LONGEST_S) == 0
            assert given.endswith('--version; "glass" rm -rf größer' + ("" if command.by_input else "|"))
            assert command.by_input or "|--|" in given
            assert ("en" in given) or command.words[0] == "say"
    assert find_command("other") is None


@pytest.mark.skipif(os.name == "nt", reason="a script stands in for the command")
def test_a_new_text_cuts_off_the_one_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = "#!/bin/sh\nexec sleep 30\n"
    monkeypatch.setenv("PATH", str(_with_one_voice(tmp_path / "bin", "espeak-ng", script)))
    command = find_command("linux")
    assert command is not None
    voice = Voice(command)
    voice.say("one")
    first = voice._speaks
    assert voice.is_speaking and first is not None
    voice.say("two")
    assert first.wait(LONGEST_S) != 0
    second = voice._speaks
    voice.hush()
    assert not voice.is_speaking and second is not None
    assert second.wait(LONGEST_S) != 0


def _with_one_voice(folder: Path, name: str, script: str) -> Path:
    """A folder of programs with a script for a voice, and what it needs: the machine may have voices too."""
    folder.mkdir(parents=True)
    fake = folder / name
    fake.write_text(script)
    fake.chmod(fake.stat().st_mode | stat.S_IXUSR)
    for tool in ("cat", "mv", "sleep"):
        (folder / tool).symlink_to(Path("/bin") / tool)
    return folder


def _read(path: Path) -> str:
    """What the command has written, once it has."""
    end = monotonic() + LONGEST_S
    while not path.exists() and monotonic() < end:
        sleep(0.01)
    text = path.read_text("utf-8")
    path.unlink()
    return text
