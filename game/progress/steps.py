"""The tables of the file, version by version: STEPS[n] makes a file of version n into one of version n + 1.

A step that was released is never changed, and `tests/unit/progress` keeps a file of each version.
"""

STEPS: tuple[tuple[str, ...], ...] = (
    (
        """CREATE TABLE results (
            uid      TEXT PRIMARY KEY NOT NULL,
            level    TEXT NOT NULL,
            digest   TEXT NOT NULL,
            outcome  TEXT NOT NULL CHECK (outcome IN ('won', 'lost', 'skipped')),
            ended    REAL NOT NULL CHECK (typeof(ended) = 'real' AND ended BETWEEN 0 AND 1e11),
            cause    TEXT NOT NULL,
            place    TEXT NOT NULL,
            score    INTEGER NOT NULL CHECK (typeof(score) = 'integer' AND score >= 0),
            encores  INTEGER NOT NULL CHECK (typeof(encores) = 'integer' AND encores BETWEEN 0 AND 3),
            voices   INTEGER NOT NULL CHECK (typeof(voices) = 'integer' AND voices >= 0),
            seconds  REAL NOT NULL CHECK (typeof(seconds) = 'real' AND seconds BETWEEN 0 AND 1e9),
            seed     TEXT NOT NULL,
            assists  TEXT NOT NULL,
            replay   TEXT NOT NULL,
            game     TEXT NOT NULL
        )""",
        "CREATE INDEX results_by_level ON results (level, ended)",
    ),
    ("ALTER TABLE results ADD COLUMN gold REAL NOT NULL DEFAULT 0.0",),
    ("ALTER TABLE results ADD COLUMN seams TEXT NOT NULL DEFAULT ''",),
    (
        "ALTER TABLE results ADD COLUMN run TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE results ADD COLUMN day TEXT NOT NULL DEFAULT ''",
    ),
    (
        """ALTER TABLE results ADD COLUMN rules INTEGER NOT NULL DEFAULT 0
            CHECK (typeof(rules) = 'integer' AND rules >= 0)""",
    ),
)
