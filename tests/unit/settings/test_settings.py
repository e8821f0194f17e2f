"""The player's settings: kept whole, read whatever the file holds, and never lost."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from game.settings import (
    DEFAULTS,
    Display,
    HandSettings,
    Picture,
    Preferences,
    Settings,
    Sound,
    file,
    load_settings,
    save_settings,
    settings_of,
)
from game.settings.sections import LEAST_TEXT, MOST_TEXT

SHARES = st.floats(0.0, 1.0)
QUIET = Settings(display=Display(window="full screen"), picture=Picture(stress=0.25), sound=Sound(master=0.5))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.json"


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


PICTURES = st.builds(
    Picture,
    stress=SHARES,
    shake=SHARES,
    text=st.floats(LEAST_TEXT, MOST_TEXT),
    quality=st.sampled_from(["auto", "full", "lean", "bare", "coarse"]),
    frame_rate=st.booleans(),
)


@given(st.builds(Settings, picture=PICTURES, hands=st.builds(HandSettings, auto_aim=st.booleans())))
def test_what_is_saved_is_loaded(tmp_path_factory: pytest.TempPathFactory, settings: Settings) -> None:
    folder = tmp_path_factory.mktemp("config")
    saved = save_settings(settings, load_settings(folder))
    assert load_settings(folder) == saved
    assert saved.settings == settings


def test_without_a_file_the_defaults_hold_and_nothing_is_written(tmp_path: Path) -> None:
    loaded = load_settings(tmp_path)
    assert (loaded.settings, loaded.problem, names(tmp_path)) == (DEFAULTS, "", [])


def test_a_missing_value_is_its_default_without_a_word(path: Path) -> None:
    path.write_text('{"picture": {"stress": 1}}')
    loaded = load_settings(path.parent)
    assert loaded.problem == ""
    assert loaded.settings == DEFAULTS.having(("picture", "stress"), 1.0)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "settings.json:1:1: the file is empty"),
        (b'{\n "picture": {,}\n}', "settings.json:2:14: picture: expected"),
        (b'{"sound": {}', "expected"),
        (b"[]", "settings.json:1:1: the settings must be an object"),
        (b"\xff\xfe{}", "byte 0xff at offset 0 is not UTF-8"),
        (b"[" * 5000, "nested too deep"),
        (b'{"version": 1}' + b" " * file.MAX_BYTES, "larger than 64 KiB"),
    ],
)
def test_what_is_no_settings_is_set_aside_whole(path: Path, content: bytes, said: str) -> None:
    path.write_bytes(content)
    loaded = load_settings(path.parent)
    assert loaded.settings == DEFAULTS
    assert said in loaded.problem and "settings.broken-1.json" in loaded.problem
    assert path.with_name("settings.broken-1.json").read_bytes() == content
    assert not path.exists()
    assert load_settings(path.parent).problem == "", "told once"


def test_each_broken_file_gets_a_name_of_its_own(path: Path) -> None:
    for number in range(3):
        path.write_text(f"broken {number}")
        load_settings(path.parent)
    kept = [path.with_name(f"settings.broken-{number + 1}.json").read_text() for number in range(3)]
    assert kept == ["broken 0", "broken 1", "broken 2"]


def test_a_folder_in_the_place_of_the_file_is_set_aside_too(path: Path) -> None:
    path.mkdir()
    assert "not a file" in load_settings(path.parent).problem
    assert names(path.parent) == ["settings.broken-1.json"]


WRONG = """{
  "version": 1,
  "picture": {"stress": 0.25, "bloom": 7, "shaek": 0.1, "flashes": "much", "frame_rate": 1, "motion": NaN},
  "sound": {"music": -0.5, "master": true, "effects": 0.125},
  "smell": {}
}"""


def test_defaults_stand_in_for_just_what_is_wrong_and_all_of_it_is_told(path: Path) -> None:
    path.write_text(WRONG)
    loaded = load_settings(path.parent)
    assert loaded.settings == Settings(picture=Picture(stress=0.25), sound=Sound(effects=0.125))
    assert [line.removeprefix(str(path)) for line in loaded.problem.splitlines()[:-1]] == [
        ":3:40: picture.bloom: is 7, must be a number from 0 to 1; 1.0 is used",
        ':3:43: picture.shaek: unknown key "shaek"; did you mean "shake"?',
        ':3:68: picture.flashes: is "much", must be a number from 0 to 1; 1.0 is used',
        ":3:90: picture.frame_rate: is 1, must be true or false; false is used",
        ':3:103: picture.motion: "NaN" is no number that can be used; write a finite one',
        ":4:22: sound.music: is -0.5, must be a number from 0 to 1; 1.0 is used",
        ":4:38: sound.master: is true, must be a number from 0 to 1; 1.0 is used",
        ':5:3: smell: unknown key "smell"; known: display, picture, sound, hands, assists, bindings, language',
    ]


def test_sizes_and_words_are_told_with_what_they_may_be(path: Path) -> None:
    path.write_text('{"picture": {"text": 2, "quality": "best"}, "hands": {"auto_aim": "yes"}}')
    loaded = load_settings(path.parent)
    assert loaded.settings == DEFAULTS
    assert [line.split(": ", 1)[1] for line in loaded.problem.splitlines()[:-1]] == [
        "picture.text: is 2, must be a number from 0.8 to 1.6; 1.0 is used",
        'picture.quality: is "best", must be one of "auto", "full", "lean", "bare", "coarse"; "auto" is used',
        'hands.auto_aim: is "yes", must be true or false; false is used',
    ]


def test_a_file_with_mistakes_stays_until_its_place_is_needed(path: Path) -> None:
    path.write_text(WRONG)
    loaded = load_settings(path.parent)
    assert path.read_text() == WRONG
    assert "settings.broken-1.json" in loaded.problem.splitlines()[-1]
    save_settings(QUIET, loaded)
    assert path.with_name("settings.broken-1.json").read_text() == WRONG
    assert load_settings(path.parent).settings == QUIET


def test_a_section_of_another_kind_is_told_and_stood_in_for(path: Path) -> None:
    path.write_text('{"picture": [1, 2], "sound": {"music": 0.5}}')
    loaded = load_settings(path.parent)
    assert "picture: is [1, 2], must be an object" in loaded.problem
    assert loaded.settings == Settings(sound=Sound(music=0.5))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
keys = st.sampled_from(["version", "picture", "sound", "stress", "fullscreen", "music"]) | st.text(max_size=8)


@given(st.dictionaries(keys, st.dictionaries(keys, json_values, max_size=4) | json_values, max_size=4))
def test_no_data_at_all_makes_it_raise_or_lose_the_file(tmp_path_factory: pytest.TempPathFactory, data: Any) -> None:
    folder = tmp_path_factory.mktemp("config")
    text = json.dumps(data)
    (folder / "settings.json").write_text(text)
    loaded = load_settings(folder)
    after = save_settings(loaded.settings.having(("picture", "stress"), 0.75), loaded)
    assert load_settings(folder).settings == after.settings
    if loaded.problem:
        assert text in [entry.read_text() for entry in folder.iterdir()]


def test_an_older_version_is_brought_up_to_date(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def rename(data: dict[str, Any]) -> dict[str, Any]:
        return data | {"picture": {"bloom": data["picture"]["glow"]}}

    monkeypatch.setattr(file, "STEPS", (rename, *file.STEPS))
    monkeypatch.setattr(file, "VERSION", 1 + len(file.STEPS))
    path.write_text('{"version": 1, "picture": {"glow": 0.5}}')
    loaded = load_settings(path.parent)
    assert (loaded.problem, loaded.settings.picture.bloom) == ("", 0.5)
    save_settings(loaded.settings, loaded)
    assert json.loads(path.read_text())["version"] == file.VERSION
    assert load_settings(path.parent).settings == loaded.settings


@pytest.mark.parametrize(("before", "window"), [("true", "full screen"), ("false", "window")])
def test_the_switch_of_version_1_becomes_a_way_to_show_the_window(path: Path, before: str, window: str) -> None:
    path.write_text(f'{{"version": 1, "picture": {{"stress": 0.25, "fullscreen": {before}}}}}')
    loaded = load_settings(path.parent)
    assert (loaded.problem, loaded.settings.display.window, loaded.settings.picture.stress) == ("", window, 0.25)


def test_a_newer_version_is_left_alone_and_ours_is_kept_beside_it(path: Path) -> None:
    newer = f'{{"version": {file.VERSION + 1}, "hologram": {{}}}}'
    path.write_text(newer)
    loaded, own = load_settings(path.parent), f"settings.version-{file.VERSION}.json"
    assert loaded.settings == DEFAULTS
    assert f"settings.json:1:13: version: is {file.VERSION + 1}" in loaded.problem and own in loaded.problem
    save_settings(QUIET, loaded)
    assert path.read_text() == newer
    assert load_settings(path.parent).settings == QUIET
    assert names(path.parent) == ["settings.json", own]


def test_what_is_bound_anew_is_kept_and_what_cannot_be_is_as_it_was_made(path: Path) -> None:
    keys = {"breath": [44, 40], "pause": ["x"], "fine": [9999]}
    path.write_text(json.dumps({"bindings": {"keys": keys, "pads": ["03,Pad,a:b0"]}}))
    loaded = load_settings(path.parent)
    assert loaded.settings.bindings.keys == {"breath": (44, 40)}
    assert loaded.settings.bindings.pads == ("03,Pad,a:b0",)
    assert [line.split(": ", 1)[1] for line in loaded.problem.splitlines()[:-1]] == [
        'bindings.keys.pause[0]: is "x", which nothing can be bound to; left as it was made',
        "bindings.keys.fine[0]: is 9999, which nothing can be bound to; left as it was made",
    ]
    saved = save_settings(loaded.settings, loaded)
    assert load_settings(path.parent).settings == saved.settings == loaded.settings


@pytest.mark.parametrize(
    "bindings",
    [
        {"pads": [5]},
        {"pads": ["03,Pad", {"a": 1}, None]},
        {"pads": "03"},
        {"keys": [1]},
        {"keys": {"pause": {"a": []}}},
        7,
    ],
)
def test_bindings_of_any_other_shape_are_told_and_as_they_were_made(path: Path, bindings: Any) -> None:
    path.write_text(json.dumps({"bindings": bindings, "picture": {"bloom": 0.5}}))
    loaded = load_settings(path.parent)
    assert "bindings" in loaded.problem
    assert loaded.settings.bindings == DEFAULTS.bindings
    assert loaded.settings.picture.bloom == 0.5


@pytest.mark.parametrize("version", ["0", '"new"', "true", "1.5", "null"])
def test_an_odd_version_is_told_and_the_rest_read(path: Path, version: str) -> None:
    path.write_text(f'{{"version": {version}, "sound": {{"music": 0.5}}}}')
    loaded = load_settings(path.parent)
    assert "version: is " in loaded.problem
    assert loaded.settings.sound.music == 0.5


def test_a_crash_while_saving_leaves_the_old_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved = save_settings(QUIET, load_settings(path.parent))
    before = path.read_bytes()

    def fail(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="No space"):
        save_settings(DEFAULTS, saved)
    assert path.read_bytes() == before
    assert names(path.parent) == ["settings.json"]


def test_settings_behind_a_link_are_saved_there(path: Path) -> None:
    elsewhere = path.with_name("dotfiles.json")
    elsewhere.write_text("{}")
    elsewhere.chmod(0o600)
    path.symlink_to(elsewhere.name)
    loaded = load_settings(path.parent)
    save_settings(loaded.settings.having(("sound", "mono"), True), loaded)
    assert path.is_symlink() and load_settings(path.parent).settings.sound.mono
    assert elsewhere.stat().st_mode & 0o777 == 0o600
    assert names(path.parent) == ["dotfiles.json", path.name]


def test_preferences_save_only_what_was_changed(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path)
    assert preferences.save() == "" and names(tmp_path) == []
    preferences.change(("sound", "music"), 0.333)
    assert preferences.now.sound.music == 0.33
    assert preferences.save() == ""
    assert Preferences(tmp_path).now == preferences.now


def test_two_copies_at_once_keep_what_each_changed(tmp_path: Path) -> None:
    one, other = Preferences(tmp_path), Preferences(tmp_path)
    one.change(("picture", "text"), 1.5)
    one.bind("keys", {"lean_left": (10,)})
    one.change(("sound", "music"), 0.8)
    other.change(("sound", "music"), 0.3)
    other.bind("mouse", {"breath": (7,)})
    for copy in (one, other, one):
        assert copy.save() == ""
    kept = Preferences(tmp_path).now
    assert (kept.picture.text, kept.sound.music) == (1.5, 0.3), "of one setting the last holds"
    assert (kept.bindings.keys, kept.bindings.mouse) == ({"lean_left": (10,)}, {"breath": (7,)})
    assert other.now.picture.text == 1.0, "nothing changes in mid-play"


@pytest.mark.parametrize(
    ("content", "stays_as"),
    [
        (None, ""),
        ("broken", "settings.broken-1.json"),
        ('{"version": 99}', "settings.json"),
        ('{"version": 2, "sound": {"music": 7}}', "settings.broken-1.json"),
    ],
)
def test_what_became_of_the_file_meanwhile_is_not_lost_and_ours_neither(
    path: Path, content: str | None, stays_as: str
) -> None:
    preferences = Preferences(path.parent)
    preferences.change(("picture", "text"), 1.5)
    preferences.save()
    preferences.change(("sound", "music"), 0.3)
    path.unlink() if content is None else path.write_text(content)
    assert preferences.save() == ""
    assert content is None or path.with_name(stays_as).read_text() == content
    kept = Preferences(path.parent).now
    assert kept.sound.music == 0.3
    assert kept.picture.text == (1.0 if content and "sound" in content else 1.5), "what an editor left out is as made"


def test_what_is_asked_for_one_visit_is_not_saved(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path, {("picture", "stress"): 0.9})
    preferences.change(("sound", "music"), 0.25)
    assert preferences.now.picture.stress == 0.9
    preferences.save()
    assert Preferences(tmp_path).now == Settings(sound=Sound(music=0.25))


def test_what_is_changed_after_all_is_saved(tmp_path: Path) -> None:
    preferences = Preferences(tmp_path, {("picture", "stress"): 0.9})
    preferences.change(("picture", "stress"), 0.8)
    assert preferences.now.picture.stress == 0.8
    preferences.save()
    assert Preferences(tmp_path).now.picture.stress == 0.8


def test_followers_hear_what_holds_now_and_each_change_once() -> None:
    preferences = Preferences()
    heard: list[Settings] = []
    preferences.follow(heard.append)
    preferences.change(("picture", "bloom"), 0.5)
    preferences.change(("picture", "bloom"), 0.5)
    preferences.take(QUIET)
    assert heard == [DEFAULTS, DEFAULTS.having(("picture", "bloom"), 0.5), QUIET]


def test_saving_that_fails_is_told_and_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    preferences = Preferences(tmp_path)
    preferences.change(("picture", "bloom"), 0.5)
    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(28, "No space left on device")))
        assert (
            preferences.save() == f"{tmp_path / 'settings.json'}: the settings cannot be saved: No space left on device"
        )
    assert preferences.save() == ""
    assert Preferences(tmp_path).now.picture.bloom == 0.5


def test_what_cannot_be_set_aside_is_not_written_over(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    path.write_text("broken")
    monkeypatch.setattr(Path, "rename", refuse)
    preferences = Preferences(path.parent)
    assert "cannot be set aside (Permission denied)" in preferences.problem
    preferences.change(("picture", "bloom"), 0.5)
    assert "cannot be saved" in preferences.save()
    assert path.read_text() == "broken"


@pytest.mark.parametrize(("key", "value"), [(("picture", "bloom"), 1.2), (("picture", "glow"), 0.5)])
def test_nothing_else_can_be_set(key: Any, value: float) -> None:
    with pytest.raises(ValidationError):
        DEFAULTS.having(key, value)


def test_every_setting_is_declared_once_with_what_the_page_says_of_it() -> None:
    settings = settings_of(Settings)
    parts = DEFAULTS.model_dump(exclude={"bindings"})
    keys = {(section, name) for section, part in parts.items() for name in part}
    assert {setting.key for setting in settings} == keys and len(settings) == len(keys)
    assert len({setting.label for setting in settings}) == len(settings)
    for setting in settings:
        assert setting.label != setting.key[1] and setting.hint, "title and description stand in the field"
        assert setting.default == DEFAULTS.value(setting.key)
        assert setting.is_switch or setting.choices or setting.least < setting.most
