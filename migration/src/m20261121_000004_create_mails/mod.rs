//! What waits to be sent by mail, and the tokens that were.
crate::migration!("m20261121_000004_create_mails");
