//! What may be tried how often. Each limit has its own key, and refuses before anything costs.

use errand_domain::events::EventKind;
use errand_domain::throttles::{Admission, Backoff, Rate};
use errand_domain::users::Verification;
use jiff::SignedDuration;
use mockall::predicate::eq;

use crate::sessions::{Granted, LoginError, RefreshError};
use crate::testing::*;
use crate::throttles::Throttled;
use crate::users::{AccountError, SignupError};

const RATE: Rate = Rate {
    burst: 10,
    interval: SignedDuration::from_secs(6),
};
const BACKOFF: Backoff = Backoff {
    free: 5,
    longest: SignedDuration::from_secs(900),
    window: SignedDuration::from_secs(900),
};
const REFUSED: Admission = Admission::Refused {
    retry_after: SignedDuration::from_secs(3),
};

/// Expects one attempt of an address.
fn take(ports: &mut Ports, key: &'static str, admission: Admission) {
    ports
        .throttles
        .expect_take()
        .with(eq(key), eq(RATE), eq(now()))
        .times(1)
        .returning(move |_, _, _| Ok(admission));
}

/// Expects one attempt for the account of `ada`.
fn attempt(ports: &mut Ports, admission: Admission) {
    ports.policies.password = Some(BACKOFF);
    ports
        .throttles
        .expect_attempt()
        .with(eq("password ada@example.org"), eq(BACKOFF), eq(now()))
        .times(1)
        .returning(move |_, _, _| Ok(admission));
}

fn by_address(limit: &'static str) -> Throttled {
    Throttled {
        limit,
        quota: 10,
        window: SignedDuration::from_secs(60),
        retry_after: SignedDuration::from_secs(3),
    }
}

fn by_account() -> Throttled {
    Throttled {
        limit: "password",
        quota: 5,
        window: SignedDuration::from_secs(900),
        retry_after: SignedDuration::from_secs(3),
    }
}

async fn login(ports: Ports) -> Result<Granted, LoginError> {
    let service = ports.login();
    service
        .login(Some(email()), PASSWORD.into(), &client())
        .await
}

#[tokio::test]
async fn an_address_that_logs_in_too_often_is_refused_before_anything_is_asked() {
    let mut ports = Ports::new();
    ports.policies.login = Some(RATE);
    take(&mut ports, "login 192.0.2.1", REFUSED);
    let error = login(ports).await.unwrap_err();
    assert!(matches!(error, LoginError::Throttled(by) if by == by_address("login")));
}

#[tokio::test]
async fn an_account_that_is_tried_too_often_is_refused_before_a_password_is_hashed() {
    for credentials in [Some(credentials()), None] {
        let mut ports = Ports::new();
        ports
            .users
            .expect_credentials()
            .returning(move |_| Ok(credentials.clone()));
        attempt(&mut ports, REFUSED);
        ports.hasher.expect_verify().never();
        let error = login(ports).await.unwrap_err();
        assert!(matches!(error, LoginError::Throttled(by) if by == by_account()));
    }
}

#[tokio::test]
async fn the_right_password_clears_the_counter_of_its_account_alone() {
    let mut ports = Ports::new();
    ports.policies.login = Some(RATE);
    take(&mut ports, "login 192.0.2.1", Admission::Granted);
    ports.keep_ada();
    attempt(&mut ports, Admission::Granted);
    let right = Verification::Match { rehashed: None };
    ports.compare(Some(hash("kept")), right);
    ports
        .throttles
        .expect_clear()
        .with(eq("password ada@example.org"))
        .times(1)
        .returning(|_| Ok(()));
    ports.begin_session(Ok(true));
    ports.issue();
    ports.tell(EventKind::LoggedIn);
    login(ports).await.unwrap();
}

#[tokio::test]
async fn a_wrong_password_clears_nothing() {
    let mut ports = Ports::new();
    ports.keep_ada();
    attempt(&mut ports, Admission::Granted);
    ports.compare(Some(hash("kept")), Verification::Mismatch);
    ports.throttles.expect_clear().never();
    ports.tell(EventKind::LoginFailed);
    assert!(login(ports).await.is_err());
}

#[tokio::test]
async fn an_address_that_signs_up_too_often_is_refused_before_a_password_is_hashed() {
    let mut ports = Ports::new();
    ports.policies.signup = Some(RATE);
    take(&mut ports, "signup 192.0.2.1", REFUSED);
    ports.hasher.expect_hash().never();
    let service = ports.users();
    let error = service.signup(email(), password(), &client()).await;
    assert!(matches!(error, Err(SignupError::Throttled(by)) if by == by_address("signup")));
}

#[tokio::test]
async fn an_address_that_refreshes_too_often_is_refused_even_without_a_token() {
    let mut ports = Ports::new();
    ports.policies.refresh = Some(RATE);
    take(&mut ports, "refresh 192.0.2.1", REFUSED);
    let service = ports.sessions();
    let error = service.refresh(None, &client()).await.unwrap_err();
    assert!(matches!(error, RefreshError::Throttled(by) if by == by_address("refresh")));
}

#[tokio::test]
async fn a_password_that_confirms_is_counted_as_one_of_a_login() {
    let mut ports = Ports::new();
    attempt(&mut ports, REFUSED);
    ports.hasher.expect_verify().never();
    let service = ports.users();
    let error = service.delete(&caller(), PASSWORD.into()).await;
    assert!(matches!(error, Err(AccountError::Throttled(by)) if by == by_account()));
}

#[tokio::test]
async fn a_counter_that_fails_lets_nobody_in() {
    let mut ports = Ports::new();
    ports.policies.login = Some(RATE);
    ports
        .throttles
        .expect_take()
        .returning(|_, _, _| Err(broken()));
    let error = login(ports).await.unwrap_err();
    assert!(matches!(error, LoginError::Failure(failure) if is_broken(&failure)));
}
