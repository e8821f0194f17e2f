"""A performance to a file: films, sound, screenshots and sheets."""
