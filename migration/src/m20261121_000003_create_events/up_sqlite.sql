CREATE TABLE events (
    id             BLOB NOT NULL PRIMARY KEY,
    -- Null if the attempt was for an account that does not exist.
    user_id        BLOB REFERENCES users (id) ON DELETE CASCADE,
    kind           TEXT NOT NULL,
    device         TEXT NOT NULL,
    address_prefix TEXT NOT NULL,
    created_at     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX events_by_user ON events (user_id, id);
CREATE INDEX events_by_created_at ON events (created_at);
