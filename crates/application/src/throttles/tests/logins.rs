//! Limits on the passwords tried for one account: which attempts count, and which are given back.

use std::sync::Arc;

use errand_domain::Failure;
use errand_domain::events::EventKind;
use errand_domain::users::{HashedFor, Verification};
use mockall::predicate::eq;

use super::login;
use crate::sessions::LoginError;
use crate::testing::*;
use crate::throttles::{AttemptLimiter, Guesser};

fn unavailable() -> Failure {
    Failure::Unavailable {
        what: "password hashing",
        source: None,
    }
}

#[tokio::test]
async fn an_account_that_is_tried_too_often_is_refused_before_a_password_is_hashed() {
    for credentials in [Some(credentials()), None] {
        let mut ports = Ports::new();
        ports
            .users
            .expect_credentials()
            .returning(move |_| Ok(credentials.clone()));
        ports.refuse_attempt(STRANGERS);
        ports.turn.expect_verify().never();
        let error = login(ports).await.unwrap_err();
        assert!(matches!(error, LoginError::Throttled(by) if by == by_account()));
    }
}

#[tokio::test]
async fn the_right_password_clears_the_counter_of_its_account_alone() {
    let mut ports = Ports::new();
    ports.policies.login = Some(RATE);
    ports.grant_call("login 192.0.2.1");
    ports.keep_ada();
    ports.grant_attempt(STRANGERS);
    let right = Verification::Match { rehashed: None };
    ports.compare(Some(hash("kept")), right);
    ports.clear(STRANGERS);
    ports.begin_session(Ok(true));
    ports.issue();
    ports.tell(EventKind::LoggedIn);
    login(ports).await.unwrap();
}

#[tokio::test]
async fn a_wrong_password_clears_nothing_and_is_not_given_back() {
    let mut ports = Ports::new();
    ports.keep_ada();
    ports.grant_attempt(STRANGERS);
    ports.compare(Some(hash("kept")), Verification::Mismatch);
    ports.throttles.expect_clear().never();
    ports.throttles.expect_give_back().never();
    ports.tell(EventKind::LoginFailed);
    assert!(login(ports).await.is_err());
}

#[tokio::test]
async fn an_attempt_whose_password_was_not_compared_is_given_back() {
    let mut ports = Ports::new();
    ports.keep_ada();
    ports.grant_attempt(STRANGERS);
    ports
        .turn
        .expect_verify()
        .returning(|_, _| Err(unavailable()));
    ports.give_back(STRANGERS);
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
    ports.grant_attempt(STRANGERS);
    ports.give_back(STRANGERS);
    let limiter = AttemptLimiter {
        throttles: Arc::new(ports.throttles),
        policies: ports.policies,
    };
    let email = email();
    let attempt = limiter.password(Guesser::Stranger(&email), now()).await;
    drop(attempt.unwrap());
}

#[tokio::test]
async fn a_turn_is_taken_for_the_account_and_the_address_of_the_client() {
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
