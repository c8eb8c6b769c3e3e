-- Writes a commit of tasks in one statement, and so in one transaction without further round trips.
--
-- Parameters: $1 the puts as a JSON array, $2 the owner, $3 the number of puts, $4 the actor, $5 the
-- commit's id, $6 its time, $7 the request's key or null, $8 the request's fingerprint, and $9 the
-- time after which a key counts as used.
--
-- Everything depends on "scope", whose row is locked first, so commits of one scope happen one after
-- another and never wait for each other in a circle. If a task is no longer of the version that the
-- decision saw, or if the key was used before, the number 0 violates the log's check, and nothing is
-- written.
--
-- PostgreSQL takes every JSON array to have 100 elements, and would rather read a whole table than
-- look up so many rows. ANY (ARRAY(...)) makes it look them up.
WITH put AS (
    SELECT * FROM jsonb_to_recordset(CAST($1 AS jsonb)) AS put (
        position bigint, kind text, id uuid, version bigint, before jsonb, after jsonb,
        title_folded text, search_text text, old_tags jsonb, new_tags jsonb
    )
), task AS (
    SELECT put.version AS known, put.title_folded, put.search_text, task.*
    FROM put, jsonb_to_record(put.after) AS task (
        id uuid, title text, description text, completed_at timestamptz, deleted_at timestamptz,
        priority smallint, tags jsonb, due_date date, due_time time, time_zone text,
        version bigint, created_at timestamptz, updated_at timestamptz
    )
    WHERE put.after IS NOT NULL
), scope AS (
    INSERT INTO scopes (id, seq) VALUES ($2, $3)
    ON CONFLICT (id) DO UPDATE SET seq = scopes.seq + $3
    RETURNING seq
), used AS (
    INSERT INTO request_keys (user_id, key, fingerprint, commit_id, at)
    SELECT $4, $7, $8, $5, $6 FROM scope WHERE CAST($7 AS text) IS NOT NULL
    ON CONFLICT (user_id, key) DO UPDATE
    SET fingerprint = EXCLUDED.fingerprint, commit_id = EXCLUDED.commit_id, at = EXCLUDED.at
    WHERE request_keys.at <= $9
    RETURNING 1
), inserted AS (
    INSERT INTO tasks (
        id, owner_id, title, description, completed_at, deleted_at, priority, tags, due_date,
        due_time, time_zone, version, created_at, updated_at, title_folded, search_text
    )
    SELECT
        task.id, $2, title, description, completed_at, deleted_at, priority, tags, due_date,
        due_time, time_zone, version, created_at, updated_at, title_folded, search_text
    FROM task, scope
    WHERE known IS NULL
    RETURNING id
), updated AS (
    UPDATE tasks SET
        title = task.title, description = task.description, completed_at = task.completed_at,
        deleted_at = task.deleted_at, priority = task.priority, tags = task.tags,
        due_date = task.due_date, due_time = task.due_time, time_zone = task.time_zone,
        version = task.version, updated_at = task.updated_at,
        title_folded = task.title_folded, search_text = task.search_text
    FROM task, scope
    WHERE tasks.id = task.id AND tasks.owner_id = $2 AND tasks.version = task.known
      AND tasks.id = ANY (ARRAY(SELECT id FROM put))
    RETURNING tasks.id
), removed AS (
    DELETE FROM tasks USING put, scope
    WHERE put.after IS NULL
      AND tasks.id = put.id AND tasks.owner_id = $2 AND tasks.version = put.version
      AND tasks.id = ANY (ARRAY(SELECT id FROM put))
    RETURNING tasks.id
), untagged AS (
    DELETE FROM task_tags WHERE ctid = ANY (ARRAY(
        SELECT found.place
        FROM put, scope, jsonb_array_elements_text(old_tags) AS old (tag), LATERAL (
            SELECT ctid AS place FROM task_tags
            WHERE owner_id = $2 AND task_tags.tag = old.tag AND task_id = put.id
            LIMIT 1
        ) AS found
    ))
), tagged AS (
    INSERT INTO task_tags (owner_id, tag, task_id)
    SELECT $2, tag, put.id FROM put, scope, jsonb_array_elements_text(new_tags) AS tag
    ON CONFLICT DO NOTHING
), written AS (
    SELECT
        (SELECT count(*) FROM inserted) + (SELECT count(*) FROM updated)
            + (SELECT count(*) FROM removed) = $3
        AND (CAST($7 AS text) IS NULL OR EXISTS (SELECT 1 FROM used)) AS everything
)
INSERT INTO changes (scope_id, seq, at, actor_id, commit_id, kind, entity_id, before, after)
SELECT
    $2, CASE WHEN everything THEN seq - $3 + position ELSE 0 END, $6, $4, $5, kind, put.id,
    before, after
FROM put, scope, written
