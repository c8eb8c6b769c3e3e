-- How often something was tried. Keys are digests: what is typed into a login may be anything.
CREATE TABLE throttles (
    key        BLOB NOT NULL PRIMARY KEY,
    hits       INTEGER NOT NULL,
    -- From when on it may be tried again, and from when on it counts no more: microseconds of Unix
    -- time, which both databases reckon with alike.
    ready_at   INTEGER NOT NULL,
    expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX throttles_by_expires_at ON throttles (expires_at);
