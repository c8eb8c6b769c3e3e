CREATE TABLE sessions (
    id             BLOB NOT NULL PRIMARY KEY,
    user_id        BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    device         TEXT NOT NULL,
    address_prefix TEXT NOT NULL,
    created_at     TEXT NOT NULL,
    last_used_at   TEXT NOT NULL,
    -- The SHA-256 of the refresh token that is good now.
    refresh_digest BLOB NOT NULL,
    -- The one before it, and its successor as only the holder of the one before can read it.
    parent_digest  BLOB,
    successor      BLOB,
    rotated_at     TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_by_user ON sessions (user_id, last_used_at);
