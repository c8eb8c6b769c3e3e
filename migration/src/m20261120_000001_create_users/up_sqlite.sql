CREATE TABLE users (
    id            BLOB NOT NULL PRIMARY KEY,
    -- The canonical form, which is unique among accounts, and the form that was typed.
    email         TEXT NOT NULL,
    email_typed   TEXT NOT NULL,
    -- When the user proved that they receive mail there; null if they have not.
    email_verified_at TEXT,
    password_hash TEXT NOT NULL,
    -- Increases by one with each new password.
    password_version INTEGER NOT NULL DEFAULT 1,
    time_zone     TEXT NOT NULL,
    -- Whether the user administers the installation, and since when they are locked out.
    is_admin      INTEGER NOT NULL DEFAULT 0,
    disabled_at   TEXT,
    created_at    TEXT NOT NULL,
    updated_at    TEXT NOT NULL,
    CONSTRAINT users_email_key UNIQUE (email)
) STRICT;
