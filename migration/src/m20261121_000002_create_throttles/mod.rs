//! What counts attempts.

crate::migration!("m20261121_000002_create_throttles");
