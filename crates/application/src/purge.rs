//! Deleting expired data.

use std::sync::Arc;

use errand_domain::email_tokens::EmailTokenRepository;
use errand_domain::events::EventLog;
use errand_domain::sessions::{SessionPolicy, SessionRepository};
use errand_domain::throttles::Throttles;
use errand_domain::{Clock, Failure};

/// Deletes expired sessions, tokens, events and counters.
pub struct Purge {
    /// Stores sessions.
    pub sessions: Arc<dyn SessionRepository>,
    /// How long sessions last.
    pub session_policy: SessionPolicy,
    /// Stores events.
    pub events: Arc<dyn EventLog>,
    /// Stores email tokens.
    pub email_tokens: Arc<dyn EmailTokenRepository>,
    /// Stores the attempt counters.
    pub throttles: Arc<dyn Throttles>,
    /// Tells the time.
    pub clock: Arc<dyn Clock>,
}

impl Purge {
    /// Purges each kind of data once.
    pub async fn run(&self) -> Result<(), Failure> {
        let now = self.clock.now();
        self.sessions.purge(self.session_policy, now).await?;
        self.events.purge(now).await?;
        self.email_tokens.purge(now).await?;
        self.throttles.purge(now).await
    }
}

#[cfg(test)]
mod tests {
    use mockall::predicate::eq;

    use crate::testing::*;

    #[tokio::test]
    async fn expired_data_is_deleted() {
        let mut ports = Ports::new();
        ports
            .sessions
            .expect_purge()
            .with(eq(POLICY), eq(now()))
            .times(1)
            .returning(|_, _| Ok(()));
        ports
            .email_tokens
            .expect_purge()
            .with(eq(now()))
            .times(1)
            .returning(|_| Ok(()));
        ports
            .events
            .expect_purge()
            .with(eq(now()))
            .times(1)
            .returning(|_| Ok(()));
        ports
            .throttles
            .expect_purge()
            .with(eq(now()))
            .times(1)
            .returning(|_| Ok(()));
        ports.purge().run().await.unwrap();
    }
}
