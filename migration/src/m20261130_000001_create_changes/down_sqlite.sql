DROP TABLE request_keys;
DROP TABLE changes;
DROP TABLE scopes;
