//! Background tasks. Any number of processes can run them simultaneously.

mod delivery;
mod upkeep;

pub(crate) use delivery::deliver_until;
pub(crate) use upkeep::{forever, record_uses};
