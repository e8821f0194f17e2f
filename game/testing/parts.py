"""Parts of tiny scenes, as a level file has them: shorthands for the `sculpture` fixture."""

from typing import Any

Part = dict[str, Any]
"""A piece, a joint or another part as plain data; any key of the level format may be added."""
Place = tuple[float, float]
"""m."""


def box(id: str, size: Place, at: Place, material: str = "steel", **more: Any) -> Part:
    """A piece: a box, width and height in m."""
    return {"id": id, "material": material, "at": list(at), "shape": {"type": "box", "size": list(size)}, **more}


def disc(id: str, radius: float, at: Place, material: str = "steel", **more: Any) -> Part:
    """A piece: a disc, radius in m."""
    return {"id": id, "material": material, "at": list(at), "shape": {"type": "disc", "radius": radius}, **more}


def weld(one: str, other: str, at: Place, **more: Any) -> Part:
    """A weld of two pieces; stiffness and strength are the format's own where not given."""
    return {"type": "weld", "pieces": [one, other], "at": list(at), **more}
