-- The outbox. A row is deleted when its mail has been sent, given up or become useless.
CREATE TABLE mails (
    id         uuid PRIMARY KEY,
    user_id    uuid REFERENCES users (id) ON DELETE CASCADE,
    recipient  text NOT NULL,
    subject    text NOT NULL,
    body       text NOT NULL,
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    -- When to try next. A process claims a mail by moving this into the future, so no other sends
    -- it.
    due_at     timestamptz NOT NULL,
    attempts   bigint NOT NULL DEFAULT 0
);
CREATE INDEX mails_by_due_at ON mails (due_at, id);
CREATE INDEX mails_by_user ON mails (user_id);
