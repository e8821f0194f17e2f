"""What can be set, section by section: a field a setting, with its type, bounds, default, label, hint and page."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

LEAST_TEXT, MOST_TEXT = 0.8, 1.6
"""Of its made size, how small and how large text can be."""
Share = Annotated[float, Field(ge=0.0, le=1.0)]
TextSize = Annotated[float, Field(ge=LEAST_TEXT, le=MOST_TEXT)]
Slowness = Annotated[float, Field(ge=0.5, le=1.0)]
Sensitivity = Annotated[float, Field(ge=0.3, le=2.0)]
DeadZone = Annotated[float, Field(ge=0.05, le=0.5)]
Curve = Annotated[float, Field(ge=1.0, le=3.0)]
Press = Literal["hold", "press"]
Brush = Annotated[float, Field(ge=1.0, le=2.0)]
Longer = Annotated[float, Field(ge=1.0, le=3.0)]
Quality = Literal["auto", "full", "lean", "bare", "coarse"]
WindowMode = Literal["window", "borderless", "full screen"]
Monitor = Literal["1", "2", "3", "4"]
FrameCap = Literal["display", "30", "60", "120"]
Resolution = Literal["auto", "full", "75 %", "67 %", "half"]
DISPLAY: JsonDict = {"page": "display"}
COMFORT: JsonDict = {"page": "comfort"}
ASSISTS: JsonDict = {"page": "assists"}
"""Pages of fields whose section is another."""


class Section(BaseModel):
    """Settings that belong together. Each field is a switch (bool), a choice (Literal) or a number with bounds."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False, strict=True)


class Picture(Section):
    """What is seen; strengths are 0 (off) .. 1."""

    stress: Share = Field(
        0.5,
        title="Stress",
        description="As colour in the glass: where its fringes gather, a crack will run.",
        json_schema_extra=DISPLAY,
    )
    bloom: Share = Field(
        1.0, title="Glow", description="The soft shine round beams and gold.", json_schema_extra=DISPLAY
    )
    quality: Quality = Field(
        "auto",
        title="Ornament",
        description="Glow, dust, floor, then fineness: auto draws what runs smoothly.",
        json_schema_extra=DISPLAY,
    )
    frame_rate: bool = Field(
        False,
        title="Frame rate",
        description="Frames a second, at the top of the stage while you play.",
        json_schema_extra=DISPLAY,
    )
    text: TextSize = Field(
        1.0,
        title="Text",
        description="How large all is written, in hundredths of how it was made.",
        json_schema_extra=COMFORT,
    )
    flashes: Share = Field(
        1.0,
        title="Flashes",
        description="Light over all of the picture, when something breaks or is won.",
        json_schema_extra=COMFORT,
    )
    shake: Share = Field(
        1.0, title="Shaking", description="How far the picture trembles with a blow.", json_schema_extra=COMFORT
    )
    motion: Share = Field(
        1.0,
        title="Motion",
        description="Held moments, slow time, and a camera that follows the sculpture.",
        json_schema_extra=COMFORT,
    )
    contrast: bool = Field(
        False,
        title="High contrast",
        description="Cracks, gold, beams and what is read stand out: the rest is dim and grey.",
        json_schema_extra=COMFORT,
    )
    calm: bool = Field(
        False,
        title="Calm house",
        description="House, curtain, dust and smoke stand still; the plumb line still tells of whispers.",
        json_schema_extra=COMFORT,
    )
    patterns: bool = Field(
        False,
        title="Patterns",
        description="Each part's dashes and glyph on white beams, white cracks and seams, too.",
        json_schema_extra=COMFORT,
    )


class Display(Section):
    """The window, and how often and how finely it is drawn."""

    window: WindowMode = Field(
        "window", title="Window", description="With a frame, without one over all of a monitor, or full screen (F11)."
    )
    monitor: Monitor = Field("1", title="Monitor", description="Where the window is.")
    vsync: bool = Field(
        True, title="In step", description="Frames come in step with the monitor (vsync): no torn pictures."
    )
    cap: FrameCap = Field(
        "display", title="Frames", description="At most so many a second; fewer keep a machine cool and quiet."
    )
    resolution: Resolution = Field(
        "auto", title="Resolution", description="Of the stage, against the window's: half is fast; type stays sharp."
    )


class Sound(Section):
    """What is heard; volumes are 0 .. 1, and `master` is in all of them."""

    master: Share = Field(1.0, title="Everything", description="All that is heard, louder or softer.")
    music: Share = Field(1.0, title="Music", description="The choir of voices, and the strings under them.")
    effects: Share = Field(1.0, title="Stage", description="Glass, metal, gold and the heartbeat.")
    audience: Share = Field(1.0, title="Audience", description="The breath of the house, its gasps and its applause.")
    interface: Share = Field(1.0, title="Pages", description="What these pages sound like.")
    mono: bool = Field(False, title="Mono", description="Both ears hear the same.")
    background: bool = Field(
        True, title="Elsewhere", description="The house is still heard while another window is in front."
    )
    captions: bool = Field(
        False,
        title="Captions",
        description="What is heard, in words and with its side, at the foot of the stage.",
        json_schema_extra=COMFORT,
    )


class HandSettings(Section):
    """How hands are read, and what helps them; performances whose hands were helped say so."""

    left_handed: bool = Field(
        False, title="Left-handed", description="Sticks, triggers, bumpers and mouse buttons change sides."
    )
    press: Press = Field(
        "hold", title="Breath, slowness", description="Last while their key is held, or from one press to the next."
    )
    invert_lean: bool = Field(
        False, title="Lean inverted", description="The plinth leans to the other side of key, stick or mouse."
    )
    mouse_lean: Sensitivity = Field(
        1.0, title="Mouse lean", description="How far the plinth leans for a way of the mouse, in hundredths."
    )
    stick_speed: Sensitivity = Field(
        1.0, title="Stick speed", description="How fast a full stick moves the aim, in hundredths."
    )
    invert_aim: bool = Field(
        False, title="Aim inverted", description="The stick that aims moves the aim up when it is pulled down."
    )
    dead_zone: DeadZone = Field(
        0.16, title="Dead zone", description="Of a stick's way, the hundredths at its middle that count as rest."
    )
    curve: Curve = Field(
        1.6, title="Stick curve", description="100 is straight; more makes a stick finer near its middle."
    )
    rumble: Share = Field(1.0, title="Rumble", description="How strongly a pad shakes when something breaks or sings.")
    auto_aim: bool = Field(
        False,
        title="Auto-aim",
        description="The aim is drawn to cracks that are not gold yet; results say so.",
        json_schema_extra=ASSISTS,
    )
    all_open: bool = Field(
        False,
        title="All open",
        description="Every number of the programme can be played, whatever was won before.",
        json_schema_extra=ASSISTS,
    )
    prompts: bool = Field(
        True,
        title="Prompts",
        description="On the stage: what to do, beside what it is about, until it is done.",
        json_schema_extra=ASSISTS,
    )


class Assists(Section):
    """What makes a performance easier, each by itself; its results say so."""

    auto_steady: bool = Field(
        False, title="Auto-steady", description="The plinth leans against the sway by itself while you do not lean."
    )
    speed: Slowness = Field(
        1.0, title="Speed", description="Of all that happens on the stage, in hundredths of how it was made."
    )
    brush: Brush = Field(
        1.0, title="Brush", description="How wide beams are, in hundredths; from the next beginning on."
    )
    time: Longer = Field(
        1.0, title="Time", description="How long a performance may last, in hundredths; from the next beginning on."
    )
    stands: bool = Field(
        False, title="No toppling", description="Unseen wires hold what stands; from the next beginning on."
    )


class Words(Section):
    """What is written and said."""

    text: Literal["system", "English", "Deutsch"] = Field(
        "system", title="Language", description="Of all that is written: the system's own, or one of these."
    )
    narration: bool = Field(
        False,
        title="Narration",
        description="The system's voice reads pages, rows, prompts and captions aloud.",
        json_schema_extra=COMFORT,
    )
