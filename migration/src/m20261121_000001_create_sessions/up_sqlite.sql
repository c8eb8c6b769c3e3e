CREATE TABLE sessions (
    id             BLOB NOT NULL PRIMARY KEY,
    user_id        BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    device         TEXT NOT NULL,
    address_prefix TEXT NOT NULL,
    created_at     TEXT NOT NULL,
    last_used_at   TEXT NOT NULL,
    -- The SHA-256 of the current refresh token.
    refresh_digest BLOB NOT NULL,
    -- The digest of the previous token, and the current one sealed for the holder of the previous
    -- one.
    parent_digest  BLOB,
    successor      BLOB,
    rotated_at     TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX sessions_by_user ON sessions (user_id, last_used_at);
