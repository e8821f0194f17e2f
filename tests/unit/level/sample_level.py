"""A level that uses every kind of part and has nothing wrong with it, for tests to bend."""

VALID = """\
{
  "$schema": "flawsong.schema.json",
  "version": 1,
  "title": "Sample",
  "story": ["Nobody hears it yet."],
  "music": {"key": "D", "scale": "dorian", "bpm": 66},
  "plinth": {"width": 1.1},
  "poise": 1.35,
  "pieces": [
    {"id": "foot", "shape": {"type": "box", "size": [0.44, 0.20]}, "material": "brass", "at": [0, 0.10]},
    {"id": "heart", "material": "flint_glass", "at": [0, 0.2], "colour": "ruby", "shape":
      {"type": "polygon", "points": [[-0.30, 0], [0.32, 0], [0.24, 0.46], [0, 0.6], [-0.2, 0.5]]}},
    {"id": "swirl", "material": "crown_glass", "at": [0, 1.2], "shape":
      {"type": "arc", "radius": 0.4, "band": 0.12, "start": -90, "sweep": 300}},
    {"id": "crown", "material": "steel", "at": [0, 1.74], "shape": {"type": "disc", "radius": 0.09}}
  ],
  "joints": [
    {"type": "weld", "pieces": ["foot", "heart"], "at": [0, 0.2]},
    {"type": "hinge", "pieces": ["heart", "swirl"], "at": [0, 0.77]},
    {"type": "spring", "pieces": ["swirl", "crown"], "ends": [[0, 1.63], [0, 1.66]]},
    {"type": "cable", "pieces": ["foot", "swirl"], "ends": [[0.22, 0.2], [0.4, 1.2]]}
  ],
  "lights": [{"id": "key", "from": [-1.6, 3.6], "toward": [-1.5, 1.0], "power": 2.5, "spectrum": 545,
    "pan": {"to": [-1.3, 1.1], "period": 8}, "blink": {"period": 4, "duty": 0.8, "phase": 0.25}}],
  "optics": [
    {"type": "mirror", "id": "left", "at": [-1.9, 0.6], "angle": 40, "rail": [[-1.9, 0.6], [-1.2, 1.3]]},
    {"type": "blocker", "id": "fin", "ends": [[1.0, 0.5], [1.0, 0.9]]},
    {"type": "prism", "id": "wedge", "at": [2.0, 1.5], "side": 0.3},
    {"type": "lens", "id": "eye", "at": [-2.4, 2.1], "height": 0.3, "radii": [0.5, null], "thickness": 0.05},
    {"type": "filter", "id": "gel", "ends": [[2.2, 2.2], [2.4, 2.2]], "passes": ["tenor", "bass"]},
    {"type": "splitter", "id": "half", "ends": [[2.5, 2.2], [2.7, 2.4]], "reflects": 0.3},
    {"type": "detector", "id": "ear", "ends": [[2.8, 0.5], [2.8, 0.7]]},
    {"type": "mirror", "id": "flag", "at": [0.7, 1.2], "angle": 90, "curve": -0.9, "fixed": true, "on": "swirl"}
  ],
  "flaws": [
    {"piece": "heart", "at": [0.28, 0.2], "opens": 3.0},
    {"piece": "swirl", "at": [0.46, 0], "part": "alto", "opens": 9.5}
  ],
  "whispers": [
    {"type": "heartbeat", "strength": 0.1},
    {"type": "gust", "at": 20, "lasts": 2, "force": 3},
    {"type": "tremor", "at": 30, "lasts": 2, "amplitude": 0.01},
    {"type": "note", "at": 40, "lasts": 5, "force": 2, "hz": 0.9}
  ],
  "goal": {"voices": 2, "within": 60, "encores": [400, 900, 1500]},
  "expect": [{"bot": "idle", "loses": 1.0}, {"bot": "novice", "wins": 0.8}]
}
"""
