-- Tokens sent by email. A row without a user is useless: it only makes a request for an unknown
-- email take as long as any other.
CREATE TABLE email_tokens (
    -- The SHA-256 of the secret.
    digest      BLOB NOT NULL PRIMARY KEY,
    user_id     BLOB REFERENCES users (id) ON DELETE CASCADE,
    purpose     TEXT NOT NULL,
    -- The canonical form of the email it was sent to, and the form that was typed.
    email       TEXT NOT NULL,
    email_typed TEXT NOT NULL,
    expires_at  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX email_tokens_by_user ON email_tokens (user_id);
CREATE INDEX email_tokens_by_expires_at ON email_tokens (expires_at);
