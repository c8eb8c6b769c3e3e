//! What is transferred: every table whose rows cannot be made anew.

use super::cell::Kind::{self, Bytes, Date, Flag, Id, Instant, Integer, Json, Text, Time};

/// A table and its columns. Those that identify a row come first.
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) key: &'static [(&'static str, Kind)],
    pub(super) rest: &'static [(&'static str, Kind)],
}

impl Table {
    /// Every column.
    pub(super) fn columns(&self) -> impl Iterator<Item = &'static (&'static str, Kind)> {
        self.key.iter().chain(self.rest)
    }
}

/// All of them, in an order in which no row refers to a later one.
///
/// Not among them are `migrations` and `transfers`, which describe the database itself, `readiness`,
/// which means nothing, and the search index, which is made from the tasks.
pub(super) const TABLES: &[Table] = &[
    Table {
        name: "users",
        key: &[("id", Id)],
        rest: &[
            ("email", Text),
            ("email_typed", Text),
            ("email_verified_at", Instant),
            ("password_hash", Text),
            ("password_version", Integer),
            ("time_zone", Text),
            ("is_admin", Flag),
            ("disabled_at", Instant),
            ("created_at", Instant),
            ("updated_at", Instant),
        ],
    },
    Table {
        name: "signup_invitations",
        key: &[("id", Id)],
        rest: &[
            ("digest", Bytes),
            ("email", Text),
            ("email_typed", Text),
            ("created_at", Instant),
            ("expires_at", Instant),
        ],
    },
    Table {
        name: "sessions",
        key: &[("id", Id)],
        rest: &[
            ("user_id", Id),
            ("device", Text),
            ("address_prefix", Text),
            ("created_at", Instant),
            ("last_used_at", Instant),
            ("refresh_digest", Bytes),
            ("parent_digest", Bytes),
            ("successor", Bytes),
            ("rotated_at", Instant),
        ],
    },
    Table {
        name: "personal_tokens",
        key: &[("id", Id)],
        rest: &[
            ("user_id", Id),
            ("name", Text),
            ("digest", Bytes),
            ("scopes", Text),
            ("created_at", Instant),
            ("expires_at", Instant),
            ("last_used_at", Instant),
        ],
    },
    Table {
        name: "email_tokens",
        key: &[("digest", Bytes)],
        rest: &[
            ("user_id", Id),
            ("purpose", Text),
            ("email", Text),
            ("email_typed", Text),
            ("expires_at", Instant),
        ],
    },
    Table {
        name: "throttles",
        key: &[("key", Bytes)],
        rest: &[
            ("hits", Integer),
            ("ready_at", Integer),
            ("expires_at", Integer),
        ],
    },
    Table {
        name: "jobs",
        key: &[("id", Id)],
        rest: &[
            ("kind", Text),
            ("payload", Json),
            ("user_id", Id),
            ("key", Text),
            ("created_at", Instant),
            ("run_at", Instant),
            ("expires_at", Instant),
            ("attempts", Integer),
            ("claimed_until", Instant),
            ("dead_at", Instant),
            ("last_error", Text),
        ],
    },
    Table {
        name: "tasks",
        key: &[("id", Id)],
        rest: &[
            ("owner_id", Id),
            ("title", Text),
            ("description", Text),
            ("completed_at", Instant),
            ("deleted_at", Instant),
            ("priority", Integer),
            ("tags", Json),
            ("due_date", Date),
            ("due_time", Time),
            ("time_zone", Text),
            ("version", Integer),
            ("created_at", Instant),
            ("updated_at", Instant),
            ("title_folded", Text),
            ("search_text", Text),
        ],
    },
    Table {
        name: "task_tags",
        key: &[("owner_id", Id), ("tag", Text), ("task_id", Id)],
        rest: &[],
    },
    Table {
        name: "scopes",
        key: &[("id", Id)],
        rest: &[("seq", Integer)],
    },
    Table {
        name: "changes",
        key: &[("scope_id", Id), ("seq", Integer)],
        rest: &[
            ("at", Instant),
            ("actor_id", Id),
            ("commit_id", Id),
            ("kind", Text),
            ("entity_id", Id),
            ("before", Json),
            ("after", Json),
        ],
    },
    Table {
        name: "request_keys",
        key: &[("user_id", Id), ("key", Text)],
        rest: &[("fingerprint", Bytes), ("commit_id", Id), ("at", Instant)],
    },
    Table {
        name: "events",
        key: &[("id", Id)],
        rest: &[
            ("user_id", Id),
            ("kind", Text),
            ("device", Text),
            ("address_prefix", Text),
            ("created_at", Instant),
        ],
    },
];
