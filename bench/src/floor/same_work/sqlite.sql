CREATE TABLE IF NOT EXISTS users (
    id        BLOB PRIMARY KEY NOT NULL,
    email     TEXT NOT NULL,
    time_zone TEXT NOT NULL
) STRICT;

CREATE TABLE IF NOT EXISTS sessions (
    id           BLOB PRIMARY KEY NOT NULL,
    user_id      BLOB NOT NULL REFERENCES users (id),
    created_at   TEXT NOT NULL,
    last_used_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS tasks (
    seq            INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE,
    owner_id       BLOB NOT NULL REFERENCES users (id),
    title          TEXT NOT NULL,
    description    TEXT,
    completed_at   TEXT,
    priority       INTEGER NOT NULL,
    tags           TEXT NOT NULL,
    due_date       TEXT,
    due_time       TEXT,
    time_zone      TEXT,
    version        INTEGER NOT NULL,
    created_at     TEXT NOT NULL,
    updated_at     TEXT NOT NULL,
    title_folded   TEXT NOT NULL,
    search_text    TEXT NOT NULL,
    due_at         TEXT GENERATED ALWAYS AS
                       (due_date || ' ' || COALESCE(due_time, '23:59:59.999999')) VIRTUAL,
    due_ascending  TEXT GENERATED ALWAYS AS
                       (COALESCE(due_at, '9999-12-31 23:59:59.999999')) VIRTUAL,
    due_descending TEXT GENERATED ALWAYS AS (COALESCE(due_at, '')) VIRTUAL
) STRICT;

-- As many indexes as Errand has.
CREATE INDEX IF NOT EXISTS tasks_by_created_at ON tasks (owner_id, created_at, id, priority, due_date);
CREATE INDEX IF NOT EXISTS tasks_by_updated_at ON tasks (owner_id, updated_at, id, priority, due_date);
CREATE INDEX IF NOT EXISTS tasks_by_priority ON tasks (owner_id, priority, id, due_date);
CREATE INDEX IF NOT EXISTS tasks_by_title ON tasks (owner_id, title_folded, id, priority, due_date);
CREATE INDEX IF NOT EXISTS tasks_by_due ON tasks (owner_id, due_ascending, id, priority, due_date);
CREATE INDEX IF NOT EXISTS tasks_by_due_descending ON tasks (owner_id, due_descending, id, priority, due_date);

CREATE VIRTUAL TABLE IF NOT EXISTS tasks_search USING fts5 (
    search_text, content = '', contentless_delete = 1, detail = none,
    tokenize = 'trigram case_sensitive 1'
);
CREATE TABLE IF NOT EXISTS tasks_to_index (seq INTEGER PRIMARY KEY) STRICT;

CREATE TABLE IF NOT EXISTS task_tags (
    owner_id BLOB NOT NULL,
    tag      TEXT NOT NULL,
    task_id  BLOB NOT NULL,
    PRIMARY KEY (owner_id, tag, task_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS scopes (
    id  BLOB PRIMARY KEY NOT NULL,
    seq INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE IF NOT EXISTS changes (
    scope_id  BLOB NOT NULL,
    seq       INTEGER NOT NULL,
    at        TEXT NOT NULL,
    actor_id  BLOB NOT NULL,
    commit_id BLOB NOT NULL,
    kind      TEXT NOT NULL,
    entity_id BLOB NOT NULL,
    before    TEXT,
    after     TEXT,
    PRIMARY KEY (scope_id, seq)
) STRICT;

CREATE INDEX IF NOT EXISTS changes_by_commit ON changes (commit_id);
CREATE INDEX IF NOT EXISTS changes_by_entity ON changes (entity_id, seq);
