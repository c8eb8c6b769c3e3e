//! Exchanging an email and a password for a session.

use errand_domain::events::EventKind;
use errand_domain::sessions::AccessToken;
use errand_domain::users::{Email, Verification};
use mockall::predicate::eq;
use secrecy::ExposeSecret;

use crate::sessions::{Granted, LoginError};
use crate::testing::*;

const CURRENT: Verification = Verification::Match { rehashed: None };

async fn login(ports: Ports, email: Option<Email>) -> Result<Granted, LoginError> {
    let service = ports.login();
    let client = client();
    let login = service.login(email, PASSWORD.into(), None, &client);
    login.await.map(|login| login.granted)
}

#[tokio::test]
async fn the_right_password_begins_a_session_and_keeps_the_hash() {
    let mut ports = Ports::new();
    ports.keep_ada();
    ports.compare(Some(hash("kept")), CURRENT);
    ports.users.expect_replace_hash().never();
    ports.begin_session(Ok(true));
    ports.issue();
    ports.tell(EventKind::LoggedIn);
    let granted = login(ports, Some(email())).await.unwrap();
    assert_eq!(granted.access.0.expose_secret(), "token");
    assert_eq!(granted.refresh.secret, FRESH);
}

#[tokio::test]
async fn a_wrong_password_is_refused() {
    let mut ports = Ports::new();
    ports.keep_ada();
    ports.compare(Some(hash("kept")), Verification::Mismatch);
    ports.tell(EventKind::LoginFailed);
    ports.tokens.expect_issue().never();
    let error = login(ports, Some(email())).await.unwrap_err();
    assert!(matches!(error, LoginError::InvalidCredentials));
}

#[tokio::test]
async fn an_unknown_email_is_refused_after_a_comparison_without_a_hash() {
    let mut ports = Ports::new();
    ports
        .users
        .expect_credentials()
        .with(eq(email()))
        .times(1)
        .returning(|_| Ok(None));
    ports.compare(None, Verification::Mismatch);
    ports.tell_of_nobody();
    ports.tokens.expect_issue().never();
    let error = login(ports, Some(email())).await.unwrap_err();
    assert!(matches!(error, LoginError::InvalidCredentials));
}

#[tokio::test]
async fn an_invalid_email_is_not_looked_up_but_compared_without_a_hash() {
    let mut ports = Ports::new();
    ports.users.expect_credentials().never();
    ports.compare(None, Verification::Mismatch);
    ports.tell_of_nobody();
    ports.tokens.expect_issue().never();
    let error = login(ports, None).await.unwrap_err();
    assert!(matches!(error, LoginError::InvalidCredentials));
}

#[tokio::test]
async fn without_an_account_not_even_a_match_logs_anyone_in() {
    let mut ports = Ports::new();
    ports.compare(None, CURRENT);
    ports.tell_of_nobody();
    ports.tokens.expect_issue().never();
    let error = login(ports, None).await.unwrap_err();
    assert!(matches!(error, LoginError::InvalidCredentials));
}

#[tokio::test]
async fn only_an_outdated_hash_is_replaced() {
    let mut ports = Ports::new();
    ports.keep_ada();
    let rehashed = Some(hash("newer"));
    ports.compare(Some(hash("kept")), Verification::Match { rehashed });
    ports
        .users
        .expect_replace_hash()
        .with(eq(ada().id), eq(hash("kept")), eq(hash("newer")))
        .times(1)
        .returning(|_, _, _| Ok(()));
    ports.begin_session(Ok(true));
    ports.issue();
    ports.tell(EventKind::LoggedIn);
    assert!(login(ports, Some(email())).await.is_ok());
}

#[tokio::test]
async fn a_failing_lookup_is_a_failure_rather_than_a_refusal() {
    let mut ports = Ports::new();
    ports
        .users
        .expect_credentials()
        .returning(|_| Err(broken()));
    ports.turn.expect_verify().never();
    ports.tokens.expect_issue().never();
    let error = login(ports, Some(email())).await.unwrap_err();
    assert!(matches!(error, LoginError::Failure(failure) if is_broken(&failure)));
}

#[tokio::test]
async fn a_failing_hasher_issues_no_token() {
    let mut ports = Ports::new();
    ports.keep_ada();
    ports
        .turn
        .expect_verify()
        .times(1)
        .returning(|_, _| Err(broken()));
    ports.tokens.expect_issue().never();
    let error = login(ports, Some(email())).await.unwrap_err();
    assert!(matches!(error, LoginError::Failure(failure) if is_broken(&failure)));
}

#[tokio::test]
async fn a_hash_that_cannot_be_replaced_issues_no_token() {
    let mut ports = Ports::new();
    ports.keep_ada();
    let rehashed = Some(hash("newer"));
    ports.compare(Some(hash("kept")), Verification::Match { rehashed });
    ports
        .users
        .expect_replace_hash()
        .times(1)
        .returning(|_, _, _| Err(broken()));
    ports.tokens.expect_issue().never();
    let error = login(ports, Some(email())).await.unwrap_err();
    assert!(matches!(error, LoginError::Failure(failure) if is_broken(&failure)));
}

#[tokio::test]
async fn a_token_that_cannot_be_issued_is_a_failure() {
    let mut ports = Ports::new();
    ports.keep_ada();
    ports.compare(Some(hash("kept")), CURRENT);
    ports.begin_session(Ok(true));
    ports
        .tokens
        .expect_issue()
        .times(1)
        .returning(|_, _, _| Err(broken()));
    let error = login(ports, Some(email())).await.unwrap_err();
    assert!(matches!(error, LoginError::Failure(failure) if is_broken(&failure)));
}

#[tokio::test]
async fn a_password_that_changed_during_the_comparison_is_refused() {
    let mut ports = Ports::new();
    ports.keep_ada();
    ports.compare(Some(hash("kept")), CURRENT);
    ports.begin_session(Ok(false));
    ports.tokens.expect_issue().never();
    let error = login(ports, Some(email())).await.unwrap_err();
    assert!(matches!(error, LoginError::InvalidCredentials));
}

#[tokio::test]
async fn a_session_that_cannot_be_stored_issues_no_token() {
    let mut ports = Ports::new();
    ports.keep_ada();
    ports.compare(Some(hash("kept")), CURRENT);
    ports.begin_session(Err(broken()));
    ports.tokens.expect_issue().never();
    let error = login(ports, Some(email())).await.unwrap_err();
    assert!(matches!(error, LoginError::Failure(failure) if is_broken(&failure)));
}

/// The outcome of a login with the right password if emails must be verified.
async fn login_verified(verified: bool) -> Result<Granted, LoginError> {
    let mut ports = Ports::new();
    ports.require_verified_email = true;
    ports.users.expect_credentials().returning(move |_| {
        let mut found = credentials();
        found.user.email_verified_at = verified.then(now);
        Ok(Some(found))
    });
    ports.compare(Some(hash("kept")), CURRENT);
    if verified {
        ports.begin_session(Ok(true));
        ports
            .tokens
            .expect_issue()
            .returning(|_, _, _| Ok(AccessToken("token".into())));
        ports.tell(EventKind::LoggedIn);
    }
    login(ports, Some(email())).await
}

#[tokio::test]
async fn an_unverified_user_cannot_log_in_if_emails_must_be_verified() {
    assert!(login_verified(true).await.is_ok());
    let error = login_verified(false).await.unwrap_err();
    assert!(matches!(error, LoginError::EmailUnverified));
}

#[tokio::test]
async fn only_the_right_password_reveals_that_an_email_is_unverified() {
    let mut ports = Ports::new();
    ports.require_verified_email = true;
    ports.keep_ada();
    ports.compare(Some(hash("kept")), Verification::Mismatch);
    ports.tell(EventKind::LoginFailed);
    let error = login(ports, Some(email())).await.unwrap_err();
    assert!(matches!(error, LoginError::InvalidCredentials));
}
