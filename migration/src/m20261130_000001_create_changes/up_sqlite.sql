-- How many changes each scope has. A scope is what people share: for now, one user's data. A commit
-- raises the number first of all, so whatever it writes waits for earlier commits of the same scope.
CREATE TABLE scopes (
    id  BLOB NOT NULL PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL
) STRICT;

-- The log of everything users wrote, in the order of the commits.
CREATE TABLE changes (
    scope_id  BLOB NOT NULL REFERENCES scopes (id) ON DELETE CASCADE,
    -- 1 for the first change of the scope, without gaps.
    seq       INTEGER NOT NULL,
    at        TEXT NOT NULL,
    actor_id  BLOB NOT NULL,
    commit_id BLOB NOT NULL,
    -- What was changed, such as 'task'.
    kind      TEXT NOT NULL,
    entity_id BLOB NOT NULL,
    -- Its state before and after as a JSON object; null if it did not exist.
    before    TEXT,
    after     TEXT,
    PRIMARY KEY (scope_id, seq),
    CONSTRAINT changes_seq_check CHECK (seq > 0)
) STRICT;

-- For undo, and for the purge: the ids of commits begin with the time.
CREATE INDEX changes_by_commit ON changes (commit_id);
-- For the history of an entity.
CREATE INDEX changes_by_entity ON changes (entity_id, seq);

-- The keys that make requests safe to repeat, and what they were committed with.
CREATE TABLE request_keys (
    user_id     BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    key         TEXT NOT NULL,
    -- The SHA-256 of the request.
    fingerprint BLOB NOT NULL,
    commit_id   BLOB NOT NULL,
    at          TEXT NOT NULL,
    PRIMARY KEY (user_id, key)
) STRICT;
