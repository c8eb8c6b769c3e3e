CREATE TABLE users (
    id            uuid PRIMARY KEY,
    -- The canonical form, which makes an account unique, and the form that was typed.
    email         text COLLATE "C" NOT NULL,
    email_typed   text NOT NULL,
    -- Since when it is known that the user reads what is sent there.
    email_verified_at timestamptz,
    password_hash text NOT NULL,
    -- How many passwords there have been.
    password_version bigint NOT NULL DEFAULT 1,
    time_zone     text NOT NULL,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    CONSTRAINT users_email_key UNIQUE (email)
);
