-- Tokens sent by email. A row without a user is useless: it only makes a request for an unknown
-- email take as long as any other.
CREATE TABLE email_tokens (
    -- The SHA-256 of the secret.
    digest      bytea PRIMARY KEY,
    user_id     uuid REFERENCES users (id) ON DELETE CASCADE,
    purpose     text NOT NULL,
    -- The canonical form of the email it was sent to, and the form that was typed.
    email       text COLLATE "C" NOT NULL,
    email_typed text NOT NULL,
    expires_at  timestamptz NOT NULL
);
CREATE INDEX email_tokens_by_user ON email_tokens (user_id);
CREATE INDEX email_tokens_by_expires_at ON email_tokens (expires_at);
