CREATE TABLE IF NOT EXISTS users (
    id uuid PRIMARY KEY
);

CREATE TABLE IF NOT EXISTS tasks (
    id           uuid PRIMARY KEY,
    owner_id     uuid NOT NULL REFERENCES users (id),
    title        text NOT NULL,
    description  text,
    completed_at timestamptz,
    priority     smallint NOT NULL,
    tags         jsonb NOT NULL,
    due_date     date,
    due_time     time,
    time_zone    text,
    version      bigint NOT NULL,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL
);

CREATE INDEX IF NOT EXISTS tasks_by_created_at ON tasks (owner_id, created_at, id);
