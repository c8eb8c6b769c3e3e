CREATE TABLE personal_tokens (
    id           BLOB NOT NULL PRIMARY KEY,
    user_id      BLOB NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name         TEXT NOT NULL,
    -- The SHA-256 of the token.
    digest       BLOB NOT NULL UNIQUE,
    -- The names of the scopes, separated by spaces.
    scopes       TEXT NOT NULL,
    created_at   TEXT NOT NULL,
    expires_at   TEXT,
    last_used_at TEXT
) STRICT, WITHOUT ROWID;

CREATE INDEX personal_tokens_by_user ON personal_tokens (user_id, id);
