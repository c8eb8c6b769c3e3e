CREATE TABLE tasks (
    id             uuid PRIMARY KEY,
    owner_id       uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    title          text NOT NULL,
    description    text,
    completed_at   timestamptz,
    priority       smallint NOT NULL CHECK (priority BETWEEN 1 AND 3),
    tags           jsonb NOT NULL,
    due_date       date,
    due_time       time,
    time_zone      text,
    version        bigint NOT NULL,
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,

    -- Derived: the folded title for sorting, and the text to search, which holds the title, the
    -- description and each tag, folded, one per line.
    title_folded   text COLLATE "C" NOT NULL,
    search_text    text COLLATE "C" NOT NULL,
    -- Derived: the last moment, on the wall clock, at which the task is not overdue.
    due_at         timestamp GENERATED ALWAYS AS
                       (due_date + COALESCE(due_time, TIME '23:59:59.999999')) STORED,

    CONSTRAINT tasks_due_time_needs_due_date CHECK (due_time IS NULL OR due_date IS NOT NULL)
);

-- One index per sort. The due date has two, because tasks without one come last in both orders.
-- They include due_at, without which PostgreSQL would have to read the task.
CREATE INDEX tasks_by_created_at ON tasks (owner_id, created_at, id);
CREATE INDEX tasks_by_updated_at ON tasks (owner_id, updated_at, id);
CREATE INDEX tasks_by_priority ON tasks (owner_id, priority, id);
CREATE INDEX tasks_by_title ON tasks (owner_id, title_folded, id);
CREATE INDEX tasks_by_due ON tasks (owner_id, (COALESCE(due_at, TIMESTAMP 'infinity')), id) INCLUDE (due_at);
CREATE INDEX tasks_by_due_descending ON tasks (owner_id, (COALESCE(due_at, TIMESTAMP '-infinity')), id) INCLUDE (due_at);

-- An index of tags, maintained by triggers. The tags themselves are read from tasks.tags.
CREATE TABLE task_tags (
    owner_id uuid NOT NULL,
    tag      text COLLATE "C" NOT NULL,
    task_id  uuid NOT NULL,
    PRIMARY KEY (owner_id, tag, task_id)
);

CREATE FUNCTION index_task_tags() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        DELETE FROM task_tags
        WHERE owner_id = OLD.owner_id AND task_id = OLD.id
          AND tag IN (SELECT jsonb_array_elements_text(OLD.tags));
    END IF;
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO task_tags (owner_id, tag, task_id)
        SELECT NEW.owner_id, tag, NEW.id FROM jsonb_array_elements_text(NEW.tags) AS tag;
    END IF;
    RETURN NULL;
END $$;

CREATE TRIGGER task_tags_of_inserted AFTER INSERT ON tasks
    FOR EACH ROW WHEN (NEW.tags <> '[]') EXECUTE FUNCTION index_task_tags();
CREATE TRIGGER task_tags_of_updated AFTER UPDATE OF tags ON tasks
    FOR EACH ROW WHEN (NEW.tags <> OLD.tags) EXECUTE FUNCTION index_task_tags();
CREATE TRIGGER task_tags_of_deleted AFTER DELETE ON tasks
    FOR EACH ROW WHEN (OLD.tags <> '[]') EXECUTE FUNCTION index_task_tags();

-- Searches match parts of words. If the extension is not available, the user's own rows are
-- scanned.
DO $$
BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX tasks_by_text ON tasks USING gin (search_text gin_trgm_ops);
EXCEPTION WHEN OTHERS THEN
    RAISE WARNING 'search runs without an index, since pg_trgm is not to be had: %', SQLERRM;
END $$;
