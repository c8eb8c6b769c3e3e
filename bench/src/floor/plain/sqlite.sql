CREATE TABLE IF NOT EXISTS users (
    id BLOB PRIMARY KEY NOT NULL
);

CREATE TABLE IF NOT EXISTS tasks (
    id           BLOB PRIMARY KEY NOT NULL,
    owner_id     BLOB NOT NULL REFERENCES users (id),
    title        TEXT NOT NULL,
    description  TEXT,
    completed_at TEXT,
    priority     INTEGER NOT NULL,
    tags         TEXT NOT NULL,
    due_date     TEXT,
    due_time     TEXT,
    time_zone    TEXT,
    version      INTEGER NOT NULL,
    created_at   TEXT NOT NULL,
    updated_at   TEXT NOT NULL
);

CREATE INDEX IF NOT EXISTS tasks_by_created_at ON tasks (owner_id, created_at, id);
