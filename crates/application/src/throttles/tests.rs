//! What may be tried how often. Each limit has its own key, and refuses before anything costs.

use std::sync::Arc;

use errand_domain::Failure;
use errand_domain::events::EventKind;
use errand_domain::throttles::{Admission, Attempted, Backoff, Rate, Reservation};
use errand_domain::users::{HashedFor, Verification};
use jiff::SignedDuration;
use mockall::predicate::eq;

use crate::sessions::{Granted, LoginError, RefreshError};
use crate::testing::*;
use crate::throttles::{AttemptLimiter, Guesser, Throttled};
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

/// What strangers are counted by who guess the password of `ada`.
const STRANGERS: &str = "password ada@example.org";
/// What `ada` is counted by when she confirms a change with her first password.
const USER: &str = "password of user 00000000-0000-0000-0000-000000000001 1";

fn reservation(key: &str) -> Reservation {
    Reservation {
        key: key.to_owned(),
        at: now(),
        paused_until: now(),
    }
}

/// Expects one attempt for the account of `ada`, which is granted.
fn attempt(ports: &mut Ports, key: &'static str) {
    attempted(ports, key, Attempted::Reserved(reservation(key)));
}

/// Expects one attempt for the account of `ada`, which is refused.
fn refuse(ports: &mut Ports, key: &'static str) {
    let retry_after = SignedDuration::from_secs(3);
    attempted(ports, key, Attempted::Refused { retry_after });
}

fn attempted(ports: &mut Ports, key: &'static str, attempted: Attempted) {
    ports.policies.password = Some(BACKOFF);
    ports
        .throttles
        .expect_attempt()
        .with(eq(key), eq(BACKOFF), eq(now()))
        .times(1)
        .return_once(|_, _, _| Ok(attempted));
}

/// Expects the attempt to be given back.
fn give_back(ports: &mut Ports, key: &'static str) {
    ports
        .throttles
        .expect_give_back()
        .with(eq(reservation(key)))
        .times(1)
        .return_const(());
}

/// Expects the wrong passwords of a key to be forgotten.
fn clear(ports: &mut Ports, key: &'static str) {
    ports
        .throttles
        .expect_clear()
        .with(eq(key))
        .times(1)
        .returning(|_| Ok(()));
}

fn by_rate(limit: &'static str) -> Throttled {
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
        .login(Some(email()), PASSWORD.into(), None, &client())
        .await
        .map(|login| login.granted)
}

#[tokio::test]
async fn an_address_that_logs_in_too_often_is_refused_before_anything_is_asked() {
    let mut ports = Ports::new();
    ports.policies.login = Some(RATE);
    take(&mut ports, "login 192.0.2.1", REFUSED);
    let error = login(ports).await.unwrap_err();
    assert!(matches!(error, LoginError::Throttled(by) if by == by_rate("login")));
}

#[tokio::test]
async fn an_account_that_is_tried_too_often_is_refused_before_a_password_is_hashed() {
    for credentials in [Some(credentials()), None] {
        let mut ports = Ports::new();
        ports
            .users
            .expect_credentials()
            .returning(move |_| Ok(credentials.clone()));
        refuse(&mut ports, STRANGERS);
        ports.turn.expect_verify().never();
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
    attempt(&mut ports, STRANGERS);
    let right = Verification::Match { rehashed: None };
    ports.compare(Some(hash("kept")), right);
    clear(&mut ports, STRANGERS);
    ports.begin_session(Ok(true));
    ports.issue();
    ports.tell(EventKind::LoggedIn);
    login(ports).await.unwrap();
}

#[tokio::test]
async fn a_wrong_password_clears_nothing_and_is_not_given_back() {
    let mut ports = Ports::new();
    ports.keep_ada();
    attempt(&mut ports, STRANGERS);
    ports.compare(Some(hash("kept")), Verification::Mismatch);
    ports.throttles.expect_clear().never();
    ports.throttles.expect_give_back().never();
    ports.tell(EventKind::LoginFailed);
    assert!(login(ports).await.is_err());
}

fn unavailable() -> Failure {
    Failure::Unavailable {
        what: "password hashing",
        source: None,
    }
}

#[tokio::test]
async fn a_password_that_was_never_looked_at_is_given_back() {
    let mut ports = Ports::new();
    ports.keep_ada();
    attempt(&mut ports, STRANGERS);
    ports
        .turn
        .expect_verify()
        .returning(|_, _| Err(unavailable()));
    give_back(&mut ports, STRANGERS);
    let error = login(ports).await.unwrap_err();
    assert!(matches!(
        error,
        LoginError::Failure(Failure::Unavailable { .. })
    ));
}

#[tokio::test]
async fn a_login_that_gets_no_turn_is_not_counted_at_all() {
    let mut ports = Ports::new();
    ports.policies.password = Some(BACKOFF);
    ports.hasher.expect_turn().returning(|_| Err(unavailable()));
    ports.throttles.expect_attempt().never();
    let error = login(ports).await.unwrap_err();
    assert!(matches!(
        error,
        LoginError::Failure(Failure::Unavailable { .. })
    ));
}

#[tokio::test]
async fn an_attempt_whose_request_is_dropped_is_given_back() {
    let mut ports = Ports::new();
    attempt(&mut ports, STRANGERS);
    give_back(&mut ports, STRANGERS);
    let limiter = AttemptLimiter {
        throttles: Arc::new(ports.throttles),
        policies: ports.policies,
    };
    let email = email();
    let attempt = limiter.password(Guesser::Stranger(&email), now()).await;
    drop(attempt.unwrap());
}

#[tokio::test]
async fn a_turn_is_for_the_account_and_the_address_of_whoever_asks() {
    let mut ports = Ports::new();
    let whose = HashedFor {
        account: Some(email()),
        address: client().address,
    };
    ports
        .hasher
        .expect_turn()
        .with(eq(whose))
        .times(2)
        .returning(|_| Err(unavailable()));
    let (services, caller, client) = (ports.services(), caller(), client());
    let login = services
        .login
        .login(Some(email()), PASSWORD.into(), None, &client);
    assert!(login.await.is_err());
    let deleted = services.users.delete(&caller, PASSWORD.into(), &client);
    assert!(deleted.await.is_err());
}

#[tokio::test]
async fn an_address_that_signs_up_too_often_is_refused_before_a_password_is_hashed() {
    let mut ports = Ports::new();
    ports.policies.signup = Some(RATE);
    take(&mut ports, "signup 192.0.2.1", REFUSED);
    ports.hasher.expect_turn().never();
    let service = ports.users();
    let error = service.signup(email(), password(), &client()).await;
    assert!(matches!(error, Err(SignupError::Throttled(by)) if by == by_rate("signup")));
}

#[tokio::test]
async fn an_address_that_refreshes_too_often_is_refused_even_without_a_token() {
    let mut ports = Ports::new();
    ports.policies.refresh = Some(RATE);
    take(&mut ports, "refresh 192.0.2.1", REFUSED);
    let service = ports.sessions();
    let error = service.refresh(None, &client()).await.unwrap_err();
    assert!(matches!(error, RefreshError::Throttled(by) if by == by_rate("refresh")));
}

async fn delete(ports: Ports) -> Result<(), AccountError> {
    let service = ports.users();
    service.delete(&caller(), PASSWORD.into(), &client()).await
}

/// Expects one question for the credentials of `ada`.
fn find_ada(ports: &mut Ports) {
    let found = ports.users.expect_credentials_of();
    found.times(1).returning(|_| Ok(Some(credentials())));
}

#[tokio::test]
async fn wrong_passwords_that_should_confirm_are_counted_apart_from_those_of_logins() {
    let mut ports = Ports::new();
    find_ada(&mut ports);
    refuse(&mut ports, USER);
    ports.turn.expect_verify().never();
    let error = delete(ports).await;
    assert!(matches!(error, Err(AccountError::Throttled(by)) if by == by_account()));

    let mut ports = Ports::new();
    ports.confirm(Verification::Mismatch);
    attempt(&mut ports, USER);
    ports.throttles.expect_give_back().never();
    assert!(matches!(
        delete(ports).await,
        Err(AccountError::WrongPassword)
    ));
}

#[tokio::test]
async fn the_right_password_that_confirms_clears_its_own_counter() {
    let mut ports = Ports::new();
    ports.confirm(Verification::Match { rehashed: None });
    attempt(&mut ports, USER);
    clear(&mut ports, USER);
    ports.users.expect_delete().returning(|_, _| Ok(true));
    delete(ports).await.unwrap();
}

#[tokio::test]
async fn a_user_who_confirms_too_often_is_refused_before_a_turn_is_asked_for() {
    let mut ports = Ports::new();
    ports.policies.confirmation = Some(RATE);
    let key = "confirmation 00000000-0000-0000-0000-000000000001";
    take(&mut ports, key, REFUSED);
    ports.hasher.expect_turn().never();
    let error = delete(ports).await;
    assert!(matches!(error, Err(AccountError::Throttled(by)) if by == by_rate("confirmation")));
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
