CREATE TABLE tasks (
    -- The key of the full-text index. It is declared because VACUUM may change other rowids.
    seq            INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE,
    owner_id       BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    title          TEXT NOT NULL,
    description    TEXT,
    completed_at   TEXT,
    -- When it was moved to the trash; null if it is not there.
    deleted_at     TEXT,
    priority       INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 3),
    tags           TEXT NOT NULL,
    due_date       TEXT,
    due_time       TEXT,
    time_zone      TEXT,
    version        INTEGER NOT NULL,
    created_at     TEXT NOT NULL,
    updated_at     TEXT NOT NULL,

    -- Derived by the program: the folded title for sorting, and the text to search, which holds the title, the
    -- description and each tag, folded, one per line.
    title_folded   TEXT NOT NULL,
    search_text    TEXT NOT NULL,
    -- Derived: the last moment, on the wall clock, at which the task is not overdue.
    due_at         TEXT GENERATED ALWAYS AS
                       (due_date || ' ' || COALESCE(due_time, '23:59:59.999999')) VIRTUAL,
    -- Derived: the sort keys of the due date, which put tasks without one last in either order.
    -- SQLite uses an index for row values only if it is on columns, not on expressions.
    due_ascending  TEXT GENERATED ALWAYS AS (COALESCE(due_at, '~')) VIRTUAL,
    due_descending TEXT GENERATED ALWAYS AS (COALESCE(due_at, '')) VIRTUAL,

    CONSTRAINT tasks_due_time_needs_due_date CHECK (due_time IS NULL OR due_date IS NOT NULL)
) STRICT;

-- One index per sort, without the trash. The due date has two, because tasks without one come last
-- in both orders. The trailing columns let common filters skip a task without reading it.
CREATE INDEX tasks_by_created_at ON tasks (owner_id, created_at, id, priority, due_date)
    WHERE deleted_at IS NULL;
CREATE INDEX tasks_by_updated_at ON tasks (owner_id, updated_at, id, priority, due_date)
    WHERE deleted_at IS NULL;
CREATE INDEX tasks_by_priority ON tasks (owner_id, priority, id, due_date)
    WHERE deleted_at IS NULL;
CREATE INDEX tasks_by_title ON tasks (owner_id, title_folded, id, priority, due_date)
    WHERE deleted_at IS NULL;
CREATE INDEX tasks_by_due ON tasks (owner_id, due_ascending, id, priority, due_date)
    WHERE deleted_at IS NULL;
CREATE INDEX tasks_by_due_descending ON tasks (owner_id, due_descending, id, priority, due_date)
    WHERE deleted_at IS NULL;
-- For the list of the trash and its purge.
CREATE INDEX tasks_in_trash ON tasks (owner_id, deleted_at, id) WHERE deleted_at IS NOT NULL;

-- Derived by the program: the tags of the tasks outside the trash, for lists by tag. The tags of a
-- task are read from tasks.tags.
CREATE TABLE task_tags (
    owner_id BLOB NOT NULL,
    tag      TEXT NOT NULL,
    task_id  BLOB NOT NULL,
    PRIMARY KEY (owner_id, tag, task_id)
) STRICT, WITHOUT ROWID;

-- Derived by the program: an index of every three consecutive characters, for searches by parts of
-- words. It knows neither their places nor the texts, which keeps it cheap, so what it finds may
-- match and is compared with the text.
CREATE VIRTUAL TABLE tasks_search USING fts5 (
    search_text, content = '', contentless_delete = 1, detail = none,
    tokenize = 'trigram case_sensitive 1'
);
-- The tasks whose present text is not in that index yet. Texts are indexed many at a time, because
-- the index is written anew in every transaction that adds to it.
CREATE TABLE tasks_to_index (
    seq INTEGER PRIMARY KEY REFERENCES tasks (seq) ON DELETE CASCADE
) STRICT;
