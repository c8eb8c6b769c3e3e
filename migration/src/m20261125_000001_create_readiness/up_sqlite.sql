-- What is written to find out whether the database takes writes: one row.
CREATE TABLE readiness (
    id     INTEGER PRIMARY KEY CHECK (id = 1),
    checks INTEGER NOT NULL
) STRICT;
