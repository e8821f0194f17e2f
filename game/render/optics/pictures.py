"""Pictures of all kinds of optics, by the `type` that a level gives them."""

from typing import Any

from game.render.optics import blocker, detector, filter, lens, mirror, prism, splitter
from game.render.optics.picture import Picture

PICTURES: dict[str, Picture[Any]] = {
    "mirror": mirror.PICTURE,
    "prism": prism.PICTURE,
    "lens": lens.PICTURE,
    "filter": filter.PICTURE,
    "splitter": splitter.PICTURE,
    "blocker": blocker.PICTURE,
    "detector": detector.PICTURE,
}
