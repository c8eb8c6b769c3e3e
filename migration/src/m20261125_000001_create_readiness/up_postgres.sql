-- What is written to find out whether the database takes writes: one row.
CREATE TABLE readiness (
    id     smallint PRIMARY KEY CHECK (id = 1),
    checks bigint NOT NULL
);
