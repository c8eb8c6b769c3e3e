-- Counts attempts. Keys are digests, because people may type anything into a login form.
CREATE TABLE throttles (
    key        bytea PRIMARY KEY,
    hits       bigint NOT NULL,
    -- When the next attempt is allowed, and when the counter expires, in microseconds of Unix time.
    -- Both databases calculate with integers in the same way.
    ready_at   bigint NOT NULL,
    expires_at bigint NOT NULL
);

CREATE INDEX throttles_by_expires_at ON throttles (expires_at);
