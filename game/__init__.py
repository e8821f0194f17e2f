"""FLAWSONG: keep it standing, let the cracks sing."""

import os

# Our matrices are small: threads of a linear algebra library only wait for one another, on a busy machine for many
# milliseconds in the middle of a tick. It reads this once, when numpy is first imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.2.0"
