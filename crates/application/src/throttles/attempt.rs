//! An attempt to guess a password, which is counted before the password is compared.

use std::sync::Arc;

use errand_domain::Failure;
use errand_domain::throttles::{Reservation, Throttles};

/// An attempt that was counted. Dropping it gives it back, because nothing was learned if the
/// hashing queue was full, an adapter failed or the client hung up.
#[must_use = "an attempt that is dropped does not count"]
pub(crate) struct Attempt(Option<(Arc<dyn Throttles>, Reservation)>);

impl Attempt {
    pub(super) fn reserved(throttles: Arc<dyn Throttles>, reservation: Reservation) -> Self {
        Self(Some((throttles, reservation)))
    }

    /// An attempt without a limit.
    pub(crate) fn unlimited() -> Self {
        Self(None)
    }

    /// The password was wrong. The attempt stays counted.
    pub(crate) fn was_wrong(mut self) {
        self.0 = None;
    }

    /// The password was right. Clears the attempt and the failed ones under its key.
    pub(crate) async fn was_right(mut self) -> Result<(), Failure> {
        if let Some((throttles, reservation)) = &self.0 {
            throttles.clear(&reservation.key).await?;
            self.0 = None;
        }
        Ok(())
    }
}

impl Drop for Attempt {
    fn drop(&mut self) {
        if let Some((throttles, reservation)) = self.0.take() {
            throttles.give_back(reservation);
        }
    }
}
