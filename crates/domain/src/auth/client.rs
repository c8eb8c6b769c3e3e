//! Who a request came from, as far as one can tell.

use crate::ClientAddress;

/// The other end of a request.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Client {
    /// Where it is.
    pub address: ClientAddress,
    /// What it calls itself, at most 200 characters; empty where it says nothing.
    pub device: String,
}
