-- Has a row while a copy into this database has begun and has not ended.
CREATE TABLE transfers (
    id INTEGER PRIMARY KEY CHECK (id = 1)
) STRICT;
