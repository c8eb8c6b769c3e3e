CREATE TABLE events (
    id             uuid PRIMARY KEY,
    -- Null if the attempt was for an account that does not exist.
    user_id        uuid REFERENCES users (id) ON DELETE CASCADE,
    kind           text NOT NULL,
    device         text NOT NULL,
    address_prefix text NOT NULL,
    created_at     timestamptz NOT NULL
);

CREATE INDEX events_by_user ON events (user_id, id);
CREATE INDEX events_by_created_at ON events (created_at);
