CREATE TABLE tasks (
    id             uuid PRIMARY KEY,
    owner_id       uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    title          text NOT NULL,
    description    text,
    completed_at   timestamptz,
    -- When it was moved to the trash; null if it is not there.
    deleted_at     timestamptz,
    priority       smallint NOT NULL CHECK (priority BETWEEN 1 AND 3),
    tags           jsonb NOT NULL,
    due_date       date,
    due_time       time,
    time_zone      text,
    version        bigint NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,

    -- Derived by the program: the folded title for sorting, and the text to search, which holds the title, the
    -- description and each tag, folded, one per line.
    title_folded   text COLLATE "C" NOT NULL,
    search_text    text COLLATE "C" NOT NULL,
    -- Derived: the last moment, on the wall clock, at which the task is not overdue.
    due_at         timestamp GENERATED ALWAYS AS
                       (due_date + COALESCE(due_time, TIME '23:59:59.999999')) STORED,

    CONSTRAINT tasks_due_time_needs_due_date CHECK (due_time IS NULL OR due_date IS NOT NULL)
);

-- One index per sort, without the trash. The due date has two, because tasks without one come last
-- in both orders. They include due_at, without which PostgreSQL would have to read the task.
CREATE INDEX tasks_by_created_at ON tasks (owner_id, created_at, id) WHERE deleted_at IS NULL;
CREATE INDEX tasks_by_updated_at ON tasks (owner_id, updated_at, id) WHERE deleted_at IS NULL;
CREATE INDEX tasks_by_priority ON tasks (owner_id, priority, id) WHERE deleted_at IS NULL;
CREATE INDEX tasks_by_title ON tasks (owner_id, title_folded, id) WHERE deleted_at IS NULL;
CREATE INDEX tasks_by_due ON tasks (owner_id, (COALESCE(due_at, TIMESTAMP 'infinity')), id)
    INCLUDE (due_at) WHERE deleted_at IS NULL;
CREATE INDEX tasks_by_due_descending ON tasks (owner_id, (COALESCE(due_at, TIMESTAMP '-infinity')), id)
    INCLUDE (due_at) WHERE deleted_at IS NULL;
-- For the list of the trash and its purge.
CREATE INDEX tasks_in_trash ON tasks (owner_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

-- Derived by the program: the tags of the tasks outside the trash, for lists by tag. The tags of a
-- task are read from tasks.tags.
CREATE TABLE task_tags (
    owner_id uuid NOT NULL,
    tag      text COLLATE "C" NOT NULL,
    task_id  uuid NOT NULL,
    PRIMARY KEY (owner_id, tag, task_id)
);

-- Searches match parts of words. If the extension is not available, the user's own rows are
-- scanned.
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    -- New texts wait in a list that every search reads, and the write that fills it moves them to the
    -- index. 256 kB instead of 4 MB: neither takes long.
    CREATE INDEX tasks_by_text ON tasks USING gin (search_text gin_trgm_ops)
        WITH (gin_pending_list_limit = 256);
EXCEPTION WHEN OTHERS THEN
    RAISE WARNING 'search runs without an index, since pg_trgm is not to be had: %', SQLERRM;
END $$;
