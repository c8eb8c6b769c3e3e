-- Invitations to sign up. Each creates one account, and is deleted by it.
CREATE TABLE signup_invitations (
    id          uuid PRIMARY KEY,
    -- The SHA-256 of the secret.
    digest      bytea NOT NULL UNIQUE,
    -- The canonical form of the only email it is for, and the form that was typed; null if it is
    -- for any.
    email       text COLLATE "C",
    email_typed text,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL
);
