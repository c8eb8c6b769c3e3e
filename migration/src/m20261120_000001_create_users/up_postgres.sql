CREATE TABLE users (
    id            uuid PRIMARY KEY,
    -- The canonical form, which is unique among accounts, and the form that was typed.
    email         text COLLATE "C" NOT NULL,
    email_typed   text NOT NULL,
    -- When the user proved that they receive mail there; null if they have not.
    email_verified_at timestamptz,
    password_hash text NOT NULL,
    -- Increases by one with each new password.
    password_version bigint NOT NULL DEFAULT 1,
    time_zone     text NOT NULL,
    -- Whether the user administers the installation, and since when they are locked out.
    is_admin      boolean NOT NULL DEFAULT false,
    disabled_at   timestamptz,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    CONSTRAINT users_email_key UNIQUE (email)
);
