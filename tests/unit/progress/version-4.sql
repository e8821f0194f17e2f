BEGIN TRANSACTION;
CREATE TABLE results (
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
        , gold REAL NOT NULL DEFAULT 0.0, seams TEXT NOT NULL DEFAULT '', run TEXT NOT NULL DEFAULT '', day TEXT NOT NULL DEFAULT '');
INSERT INTO "results" VALUES('aaaaaaaaaaaaaaaaaaaaaaaa','01-candle','d1','won',1800000000.0,'','',300,2,3,41.5,'7','auto-aim','candle-20261129-150000-0001.replay','0.2.0',0.5,'10,125 14,130','','');
INSERT INTO "results" VALUES('bbbbbbbbbbbbbbbbbbbbbbbb','02-reed','d2','lost',1800000060.0,'toppled','stem',0,0,1,20.25,'8','','','0.2.0',0.5,'','','');
CREATE INDEX results_by_level ON results (level, ended);
COMMIT;
PRAGMA user_version = 4;
