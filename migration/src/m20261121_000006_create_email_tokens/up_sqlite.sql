-- What is sent to an email to be brought back. Without a user it is good for nothing: such rows
-- only make a request for an email that nobody has as long as any other.
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
