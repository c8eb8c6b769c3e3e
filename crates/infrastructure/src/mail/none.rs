//! No mail at all.

use async_trait::async_trait;
use errand_domain::Failure;
use errand_domain::mail::{Mail, Mailer};

/// Drops mails, where there is nothing to send them with.
pub(super) struct NoMailer;

#[async_trait]
impl Mailer for NoMailer {
    async fn send(&self, _: &Mail) -> Result<(), Failure> {
        Ok(())
    }
}
