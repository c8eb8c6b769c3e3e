-- What is sent to an e-mail to be brought back once. Without a user it is good for nothing: such rows
-- only make a request for an e-mail that nobody has as long as any other.
CREATE TABLE mail_tokens (
    -- The SHA-256 of the secret.
    digest     bytea PRIMARY KEY,
    user_id    uuid REFERENCES users (id) ON DELETE CASCADE,
    purpose    text NOT NULL,
    -- The canonical form of the e-mail it was sent to.
    email      text COLLATE "C" NOT NULL,
    expires_at timestamptz NOT NULL
);
CREATE INDEX mail_tokens_by_user ON mail_tokens (user_id);
CREATE INDEX mail_tokens_by_expires_at ON mail_tokens (expires_at);

-- Mails that are not sent yet. A row goes when its mail is sent, given up or of no use any more.
CREATE TABLE mails (
    id         uuid PRIMARY KEY,
    user_id    uuid REFERENCES users (id) ON DELETE CASCADE,
    recipient  text NOT NULL,
    subject    text NOT NULL,
    body       text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    -- When it is tried next. Who sends it moves this ahead first, so that nobody else does.
    due_at     timestamptz NOT NULL,
    attempts   bigint NOT NULL DEFAULT 0
);
CREATE INDEX mails_by_due_at ON mails (due_at, id);
CREATE INDEX mails_by_user ON mails (user_id);
