-- How often something was tried. Keys are digests: what is typed into a login may be anything.
CREATE TABLE throttles (
    key        bytea PRIMARY KEY,
    hits       bigint NOT NULL,
    -- From when on it may be tried again, and from when on it counts no more: microseconds of Unix
    -- time, which both databases reckon with alike.
    ready_at   bigint NOT NULL,
    expires_at bigint NOT NULL
);

CREATE INDEX throttles_by_expires_at ON throttles (expires_at);
