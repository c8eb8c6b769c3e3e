CREATE TABLE tasks (
    -- The key of the full-text index. It is declared because VACUUM may change other rowids.
    seq            INTEGER PRIMARY KEY,
    id             BLOB NOT NULL UNIQUE,
    owner_id       BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    title          TEXT NOT NULL,
    description    TEXT,
    completed_at   TEXT,
    priority       INTEGER NOT NULL CHECK (priority BETWEEN 1 AND 3),
    tags           TEXT NOT NULL,
    due_date       TEXT,
    due_time       TEXT,
    time_zone      TEXT,
    version        INTEGER NOT NULL,
    created_at     TEXT NOT NULL,
    updated_at     TEXT NOT NULL,

    -- Derived: the folded title for sorting, and the text to search, which holds the title, the
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

-- One index per sort. The due date has two, because tasks without one come last in both orders. The
-- trailing columns let common filters skip a task without reading it.
CREATE INDEX tasks_by_created_at ON tasks (owner_id, created_at, id, priority, due_date);
CREATE INDEX tasks_by_updated_at ON tasks (owner_id, updated_at, id, priority, due_date);
CREATE INDEX tasks_by_priority ON tasks (owner_id, priority, id, due_date);
CREATE INDEX tasks_by_title ON tasks (owner_id, title_folded, id, priority, due_date);
CREATE INDEX tasks_by_due ON tasks (owner_id, due_ascending, id, priority, due_date);
CREATE INDEX tasks_by_due_descending ON tasks (owner_id, due_descending, id, priority, due_date);

-- An index of tags, maintained by triggers. The tags themselves are read from tasks.tags.
CREATE TABLE task_tags (
    owner_id BLOB NOT NULL,
    tag      TEXT NOT NULL,
    task_id  BLOB NOT NULL,
    PRIMARY KEY (owner_id, tag, task_id)
) STRICT, WITHOUT ROWID;

-- An index of every three consecutive characters, for searches by parts of words.
CREATE VIRTUAL TABLE tasks_search USING fts5 (
    search_text, content = 'tasks', content_rowid = 'seq', tokenize = 'trigram case_sensitive 1'
);

CREATE TRIGGER task_tags_of_inserted AFTER INSERT ON tasks WHEN NEW.tags <> '[]' BEGIN
    INSERT INTO task_tags (owner_id, tag, task_id)
    SELECT NEW.owner_id, value, NEW.id FROM json_each(NEW.tags);
END;
CREATE TRIGGER task_tags_of_updated AFTER UPDATE OF tags ON tasks WHEN NEW.tags <> OLD.tags BEGIN
    DELETE FROM task_tags
    WHERE owner_id = OLD.owner_id AND task_id = OLD.id
      AND tag IN (SELECT value FROM json_each(OLD.tags));
    INSERT INTO task_tags (owner_id, tag, task_id)
    SELECT NEW.owner_id, value, NEW.id FROM json_each(NEW.tags);
END;
CREATE TRIGGER task_tags_of_deleted AFTER DELETE ON tasks WHEN OLD.tags <> '[]' BEGIN
    DELETE FROM task_tags
    WHERE owner_id = OLD.owner_id AND task_id = OLD.id
      AND tag IN (SELECT value FROM json_each(OLD.tags));
END;

CREATE TRIGGER tasks_search_of_inserted AFTER INSERT ON tasks BEGIN
    INSERT INTO tasks_search (rowid, search_text) VALUES (NEW.seq, NEW.search_text);
END;
CREATE TRIGGER tasks_search_of_updated AFTER UPDATE OF search_text ON tasks
WHEN NEW.search_text <> OLD.search_text BEGIN
    INSERT INTO tasks_search (tasks_search, rowid, search_text)
    VALUES ('delete', OLD.seq, OLD.search_text);
    INSERT INTO tasks_search (rowid, search_text) VALUES (NEW.seq, NEW.search_text);
END;
CREATE TRIGGER tasks_search_of_deleted AFTER DELETE ON tasks BEGIN
    INSERT INTO tasks_search (tasks_search, rowid, search_text)
    VALUES ('delete', OLD.seq, OLD.search_text);
END;
