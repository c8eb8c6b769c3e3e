-- The outbox. A row is deleted when its mail has been sent, given up or become useless.
CREATE TABLE mails (
    id         BLOB NOT NULL PRIMARY KEY,
    user_id    BLOB REFERENCES users (id) ON DELETE CASCADE,
    recipient  TEXT NOT NULL,
    subject    TEXT NOT NULL,
    body       TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    -- When to try next. A process claims a mail by moving this into the future, so no other sends
    -- it.
    due_at     TEXT NOT NULL,
    attempts   INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX mails_by_due_at ON mails (due_at, id);
CREATE INDEX mails_by_user ON mails (user_id);
