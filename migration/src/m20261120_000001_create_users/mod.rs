//! The accounts.

crate::migration!("m20261120_000001_create_users");
