//! Limits on attempts, each with a key of its own. A refusal comes before anything that costs.

mod addresses;
mod confirmations;
mod logins;

use crate::sessions::{Granted, LoginError};
use crate::testing::*;

async fn login(ports: Ports) -> Result<Granted, LoginError> {
    let service = ports.login();
    service
        .login(Some(email()), PASSWORD.into(), None, &client())
        .await
        .map(|login| login.granted)
}
