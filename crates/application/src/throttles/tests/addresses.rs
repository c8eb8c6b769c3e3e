//! Limits on the calls from one address.

use super::login;
use crate::sessions::{LoginError, RefreshError};
use crate::testing::*;
use crate::users::SignupError;

#[tokio::test]
async fn an_address_that_logs_in_too_often_is_refused_before_anything_is_looked_up() {
    let mut ports = Ports::new();
    ports.policies.login = Some(RATE);
    ports.refuse_call("login 192.0.2.1");
    let error = login(ports).await.unwrap_err();
    assert!(matches!(error, LoginError::Throttled(by) if by == by_rate("login")));
}

#[tokio::test]
async fn an_address_that_signs_up_too_often_is_refused_before_a_password_is_hashed() {
    let mut ports = Ports::new();
    ports.policies.signup = Some(RATE);
    ports.refuse_call("signup 192.0.2.1");
    ports.hasher.expect_turn().never();
    let service = ports.users();
    let error = service.signup(email(), password(), None, &client()).await;
    assert!(matches!(error, Err(SignupError::Throttled(by)) if by == by_rate("signup")));
}

#[tokio::test]
async fn an_address_that_refreshes_too_often_is_refused_even_without_a_token() {
    let mut ports = Ports::new();
    ports.policies.refresh = Some(RATE);
    ports.refuse_call("refresh 192.0.2.1");
    let service = ports.sessions();
    let error = service.refresh(None, &client()).await.unwrap_err();
    assert!(matches!(error, RefreshError::Throttled(by) if by == by_rate("refresh")));
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
