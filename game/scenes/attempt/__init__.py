"""One attempt at a level: what was seen of it, what it came to, and what is kept."""
