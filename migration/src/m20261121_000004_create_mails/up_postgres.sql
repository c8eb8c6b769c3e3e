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
