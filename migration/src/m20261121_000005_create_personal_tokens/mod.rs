//! The personal access tokens.

crate::migration!("m20261121_000005_create_personal_tokens");
