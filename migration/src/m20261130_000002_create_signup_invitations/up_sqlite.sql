-- Invitations to sign up. Each creates one account, and is deleted by it.
CREATE TABLE signup_invitations (
    id          BLOB NOT NULL PRIMARY KEY,
    -- The SHA-256 of the secret.
    digest      BLOB NOT NULL UNIQUE,
    -- The canonical form of the only email it is for, and the form that was typed; null if it is
    -- for any.
    email       TEXT,
    email_typed TEXT,
    created_at  TEXT NOT NULL,
    expires_at  TEXT NOT NULL
) STRICT, WITHOUT ROWID;
