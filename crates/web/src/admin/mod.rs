//! Administering the installation over HTTP. Everything here is about accounts and numbers; what
//! users write never appears.

mod accounts;
mod invitations;
mod requests;
mod responses;

pub(crate) use accounts::{disable_user, enable_user, get_stats, list_users};
pub(crate) use invitations::{create_invitation, delete_invitation, list_invitations};
