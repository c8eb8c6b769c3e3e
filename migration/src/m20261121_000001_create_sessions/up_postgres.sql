CREATE TABLE sessions (
    id             uuid PRIMARY KEY,
    user_id        uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    device         text NOT NULL,
    address_prefix text NOT NULL,
    created_at     timestamptz NOT NULL,
    last_used_at   timestamptz NOT NULL,
    -- The SHA-256 of the refresh token that is good now.
    refresh_digest bytea NOT NULL,
    -- The one before it, and its successor as only the holder of the one before can read it.
    parent_digest  bytea,
    successor      bytea,
    rotated_at     timestamptz
);

CREATE INDEX sessions_by_user ON sessions (user_id, last_used_at);
