CREATE TABLE events (
    id             uuid PRIMARY KEY,
    user_id        uuid NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    kind           text NOT NULL,
    device         text NOT NULL,
    address_prefix text NOT NULL,
    created_at     timestamptz NOT NULL
);

CREATE INDEX events_by_user ON events (user_id, id);
