CREATE TABLE users (
    id            BLOB NOT NULL PRIMARY KEY,
    -- The canonical form, which makes an account unique, and the form that was typed.
    email         TEXT NOT NULL,
    email_typed   TEXT NOT NULL,
    -- Since when it is known that the user reads what is sent there.
    email_verified_at TEXT,
    password_hash TEXT NOT NULL,
    -- How many passwords there have been.
    password_version INTEGER NOT NULL DEFAULT 1,
    time_zone     TEXT NOT NULL,
    created_at    TEXT NOT NULL,
    updated_at    TEXT NOT NULL,
    CONSTRAINT users_email_key UNIQUE (email)
) STRICT;
