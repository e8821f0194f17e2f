"""The title, and what its menu leads to that has no room of its own."""
