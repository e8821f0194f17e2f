"""Tests of levels and of physics, with pytest: see docs/laboratory.md.

What is here is light: a plugin must cost nothing where nobody uses it.
"""

from game.testing.near import degrees, metres, newtons, seconds
from game.testing.parts import box, disc, weld

__all__ = ["box", "degrees", "disc", "metres", "newtons", "seconds", "weld"]
