-- Work that a transaction leaves for later. A row is deleted when its job is done or useless.
CREATE TABLE jobs (
    id            uuid PRIMARY KEY,
    kind          text NOT NULL,
    -- Secret: the text of a mail contains tokens.
    payload       jsonb NOT NULL,
    user_id       uuid REFERENCES users (id) ON DELETE CASCADE,
    -- At most one job has a key.
    key           text UNIQUE,
    created_at    timestamptz NOT NULL,
    run_at        timestamptz NOT NULL,
    expires_at    timestamptz,
    attempts      bigint NOT NULL DEFAULT 0,
    -- A process claims a job by moving this into the future, so no other runs it.
    claimed_until timestamptz,
    -- When the job was given up. It then waits for the operator.
    dead_at       timestamptz,
    last_error    text
);
CREATE INDEX jobs_by_run_at ON jobs (run_at, id) WHERE dead_at IS NULL;
CREATE INDEX jobs_by_user ON jobs (user_id);
