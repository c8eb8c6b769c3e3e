//! The sessions: one a login.

crate::migration!("m20261121_000001_create_sessions");
