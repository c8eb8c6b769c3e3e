//! What is done beside the requests. Any number of processes may do it at once.

mod delivery;
mod upkeep;

pub(crate) use delivery::deliver_until;
pub(crate) use upkeep::{forever, record_uses};
