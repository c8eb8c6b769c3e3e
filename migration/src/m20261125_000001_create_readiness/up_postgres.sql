-- A single row, which the readiness check writes to find out whether the database accepts writes.
CREATE TABLE readiness (
    id     smallint PRIMARY KEY CHECK (id = 1),
    checks bigint NOT NULL
);
