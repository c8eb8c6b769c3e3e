CREATE TABLE personal_tokens (
    id           uuid PRIMARY KEY,
    user_id      uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    name         text NOT NULL,
    -- The SHA-256 of the token.
    digest       bytea NOT NULL UNIQUE,
    -- The names of the scopes, separated by spaces.
    scopes       text NOT NULL,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz,
    last_used_at timestamptz
);

CREATE INDEX personal_tokens_by_user ON personal_tokens (user_id, id);
