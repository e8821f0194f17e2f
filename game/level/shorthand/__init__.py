"""The forms that spare repetition, written out in full before a level is read, each value told at its own place."""
