CREATE TABLE IF NOT EXISTS users (
    id        uuid PRIMARY KEY,
    email     text NOT NULL,
    time_zone text NOT NULL
);

CREATE TABLE IF NOT EXISTS sessions (
    id           uuid PRIMARY KEY,
    user_id      uuid NOT NULL REFERENCES users (id),
    created_at   timestamptz NOT NULL,
    last_used_at timestamptz NOT NULL
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
    updated_at   timestamptz NOT NULL,
    title_folded text COLLATE "C" NOT NULL,
    search_text  text COLLATE "C" NOT NULL,
    due_at       timestamp GENERATED ALWAYS AS
                     (due_date + COALESCE(due_time, TIME '23:59:59.999999')) STORED
);

-- As many indexes as Errand has.
CREATE INDEX IF NOT EXISTS tasks_by_created_at ON tasks (owner_id, created_at, id);
CREATE INDEX IF NOT EXISTS tasks_by_updated_at ON tasks (owner_id, updated_at, id);
CREATE INDEX IF NOT EXISTS tasks_by_priority ON tasks (owner_id, priority, id);
CREATE INDEX IF NOT EXISTS tasks_by_title ON tasks (owner_id, title_folded, id);
CREATE INDEX IF NOT EXISTS tasks_by_due ON tasks
    (owner_id, (COALESCE(due_at, TIMESTAMP '9999-12-31 23:59:59.999999')), id) INCLUDE (due_at);
CREATE INDEX IF NOT EXISTS tasks_by_due_descending ON tasks
    (owner_id, (COALESCE(due_at, TIMESTAMP '0001-01-01 00:00:00')), id) INCLUDE (due_at);

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX IF NOT EXISTS tasks_by_text ON tasks USING gin (search_text gin_trgm_ops)
    WITH (gin_pending_list_limit = 256);

CREATE TABLE IF NOT EXISTS task_tags (
    owner_id uuid NOT NULL,
    tag      text COLLATE "C" NOT NULL,
    task_id  uuid NOT NULL,
    PRIMARY KEY (owner_id, tag, task_id)
);

CREATE TABLE IF NOT EXISTS scopes (
    id  uuid PRIMARY KEY,
    seq bigint NOT NULL
);

CREATE TABLE IF NOT EXISTS changes (
    scope_id  uuid NOT NULL,
    seq       bigint NOT NULL,
    at        timestamptz NOT NULL,
    actor_id  uuid NOT NULL,
    commit_id uuid NOT NULL,
    kind      text NOT NULL,
    entity_id uuid NOT NULL,
    before    json,
    after     json,
    PRIMARY KEY (scope_id, seq)
);

CREATE INDEX IF NOT EXISTS changes_by_commit ON changes (commit_id);
CREATE INDEX IF NOT EXISTS changes_by_entity ON changes (entity_id, seq);
