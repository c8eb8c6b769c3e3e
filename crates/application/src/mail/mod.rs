//! Sending queued mails.

mod delivery;
#[cfg(test)]
mod tests;

pub use delivery::MailDelivery;
