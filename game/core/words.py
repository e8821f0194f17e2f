"""Words for people."""


def counted(number: int | str, one: str, several: str = "") -> str:
    """A number with its noun: `1 flaw`, `2 flaws`; `several` where that takes more than an s."""
    return f"{number} {one if number in (1, '1') else several or one + 's'}"
