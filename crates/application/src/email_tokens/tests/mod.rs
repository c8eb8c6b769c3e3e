//! What is done by mail, on mocks of the ports.

mod resets;
mod verifications;

use errand_domain::throttles::{Admission, Rate};
use jiff::SignedDuration;
use mockall::predicate::eq;

use crate::testing::*;

const RATE: Rate = Rate {
    burst: 3,
    interval: SignedDuration::from_secs(600),
};
const REFUSED: Admission = Admission::Refused {
    retry_after: SignedDuration::from_secs(3),
};

/// Expects one of what a rate gives to this key.
fn take(ports: &mut Ports, key: &'static str, admission: Admission) {
    ports
        .throttles
        .expect_take()
        .with(eq(key), eq(RATE), eq(now()))
        .times(1)
        .returning(move |_, _, _| Ok(admission));
}
