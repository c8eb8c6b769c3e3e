//! What happened to accounts.

crate::migration!("m20261121_000003_create_events");
