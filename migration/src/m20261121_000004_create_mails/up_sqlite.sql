-- Mails that are not sent yet. A row goes when its mail is sent, given up or of no use any more.
CREATE TABLE mails (
    id         BLOB NOT NULL PRIMARY KEY,
    user_id    BLOB REFERENCES users (id) ON DELETE CASCADE,
    recipient  TEXT NOT NULL,
    subject    TEXT NOT NULL,
    body       TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    -- When it is tried next. Who sends it moves this ahead first, so that nobody else does.
    due_at     TEXT NOT NULL,
    attempts   INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
CREATE INDEX mails_by_due_at ON mails (due_at, id);
CREATE INDEX mails_by_user ON mails (user_id);
