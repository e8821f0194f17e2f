"""What an input may take."""

TIME_S = 5.0
"""CPU time: a busy machine is no hang."""
WALL_S = 30.0
"""From one line of a worker to the next; after that it waits for something, or hangs outside of Python."""
START_S = 300.0
"""To its first line, and to the end of its first input of each kind: kernels may have to be compiled."""
MEMORY_MB = 1024.0
DATA_BYTES = 6 * 2**30
"""Bound that only what runs away meets, before its parent sees it."""
