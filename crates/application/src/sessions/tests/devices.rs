//! Logging in from a device that is already known.

use errand_domain::events::EventKind;
use errand_domain::sessions::DeviceId;
use errand_domain::users::Verification;
use mockall::predicate::eq;
use secrecy::ExposeSecret;
use uuid::Uuid;

use crate::sessions::{LoggedIn, LoginError};
use crate::testing::*;

const DEVICE: DeviceId = DeviceId(Uuid::from_u128(9));
const KNOWN: &str = "password of device 00000000-0000-0000-0000-000000000009 \
                     00000000-0000-0000-0000-000000000001 1";
const RIGHT: Verification = Verification::Match { rehashed: None };

/// Expects the token `shown` to be read as one of `ada`, and an attempt to be counted under this
/// key.
fn show(ports: &mut Ports, device: Option<DeviceId>, key: &'static str) {
    ports.keep_ada();
    ports
        .device_tokens
        .expect_read()
        .with(eq(ada().id), eq("shown"))
        .times(1)
        .return_const(device);
    ports.grant_attempt(key);
}

/// Expects a session to begin, and the attempts counted under this key to be cleared.
fn begin(ports: &mut Ports, key: &'static str) {
    ports.compare(Some(hash("kept")), RIGHT);
    ports.clear(key);
    ports.begin_session(Ok(true));
    ports.issue();
    ports.tell(EventKind::LoggedIn);
}

async fn login(ports: Ports) -> Result<LoggedIn, LoginError> {
    let service = ports.login();
    let (password, device) = (PASSWORD.into(), Some("shown".into()));
    service
        .login(Some(email()), password, device, &client())
        .await
}

#[tokio::test]
async fn a_known_device_has_its_own_counter_and_stays_known() {
    let mut ports = Ports::new();
    show(&mut ports, Some(DEVICE), KNOWN);
    begin(&mut ports, KNOWN);
    let device = login(ports).await.unwrap().device;
    assert_eq!(device.expose_secret(), DEVICE.0.to_string());
}

#[tokio::test]
async fn an_unknown_device_is_a_stranger_until_it_logs_in() {
    let mut ports = Ports::new();
    show(&mut ports, None, STRANGERS);
    begin(&mut ports, STRANGERS);
    let device = login(ports).await.unwrap().device;
    assert_ne!(device.expose_secret(), DEVICE.0.to_string());
}

#[tokio::test]
async fn a_wrong_password_from_a_known_device_counts_only_for_it() {
    let mut ports = Ports::new();
    show(&mut ports, Some(DEVICE), KNOWN);
    ports.compare(Some(hash("kept")), Verification::Mismatch);
    ports.throttles.expect_give_back().never();
    ports.tell(EventKind::LoginFailed);
    assert!(matches!(
        login(ports).await,
        Err(LoginError::InvalidCredentials)
    ));
}
