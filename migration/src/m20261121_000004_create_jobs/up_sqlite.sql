-- Work that a transaction leaves for later. A row is deleted when its job is done or useless.
CREATE TABLE jobs (
    id            BLOB NOT NULL PRIMARY KEY,
    kind          TEXT NOT NULL,
    -- Secret: the text of a mail contains tokens.
    payload       TEXT NOT NULL,
    user_id       BLOB REFERENCES users (id) ON DELETE CASCADE,
    -- At most one job has a key.
    key           TEXT UNIQUE,
    created_at    TEXT NOT NULL,
    run_at        TEXT NOT NULL,
    expires_at    TEXT,
    attempts      INTEGER NOT NULL DEFAULT 0,
    -- A process claims a job by moving this into the future, so no other runs it.
    claimed_until TEXT,
    -- When the job was given up. It then waits for the operator.
    dead_at       TEXT,
    last_error    TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX jobs_by_run_at ON jobs (run_at, id) WHERE dead_at IS NULL;
CREATE INDEX jobs_by_user ON jobs (user_id);
