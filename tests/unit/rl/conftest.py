"""Without the extra [rl] there is nothing to be tested here."""

from importlib.util import find_spec

collect_ignore = [] if find_spec("gymnasium") else ["test_rl.py"]
