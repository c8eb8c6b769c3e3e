//! Sending what is queued.

mod delivery;
#[cfg(test)]
mod tests;

pub use delivery::MailDelivery;
