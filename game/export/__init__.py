"""A performance to a file: films, sound and screenshots."""
