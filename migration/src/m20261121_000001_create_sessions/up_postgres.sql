CREATE TABLE sessions (
    id             uuid PRIMARY KEY,
    user_id        uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    device         text NOT NULL,
    address_prefix text NOT NULL,
    created_at     timestamptz NOT NULL,
    last_used_at   timestamptz NOT NULL,
    -- The SHA-256 of the current refresh token.
    refresh_digest bytea NOT NULL,
    -- The digest of the previous token, and the current one sealed for the holder of the previous
    -- one.
    parent_digest  bytea,
    successor      bytea,
    rotated_at     timestamptz
);

CREATE INDEX sessions_by_user ON sessions (user_id, last_used_at);
