"""The window itself, what is told over any scene, and the last page after a fault."""
