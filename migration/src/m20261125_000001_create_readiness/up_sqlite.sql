-- A single row, which the readiness check writes to find out whether the database accepts writes.
CREATE TABLE readiness (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    checks INTEGER NOT NULL
) STRICT;
