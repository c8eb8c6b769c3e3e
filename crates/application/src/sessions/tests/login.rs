//! Exchanging an e-mail and a password for a session.

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
    service.login(email, PASSWORD.into(), &client()).await
}

#[tokio::test]
async fn the_right_password_begins_a_session_and_leaves_the_hash() {
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
async fn an_unknown_email_is_compared_with_nothing_and_refused_alike() {
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
async fn what_is_no_email_is_compared_with_nothing_and_not_searched_for() {
    let mut ports = Ports::new();
    ports.users.expect_credentials().never();
    ports.compare(None, Verification::Mismatch);
    ports.tell_of_nobody();
    ports.tokens.expect_issue().never();
    let error = login(ports, None).await.unwrap_err();
    assert!(matches!(error, LoginError::InvalidCredentials));
}

#[tokio::test]
async fn nobody_is_logged_in_even_where_the_hasher_errs() {
    let mut ports = Ports::new();
    ports.compare(None, CURRENT);
    ports.tell_of_nobody();
    ports.tokens.expect_issue().never();
    let error = login(ports, None).await.unwrap_err();
    assert!(matches!(error, LoginError::InvalidCredentials));
}

#[tokio::test]
async fn a_hash_of_an_older_form_is_replaced_and_no_other() {
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
async fn a_failing_search_is_a_failure_and_no_refusal() {
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
async fn a_password_that_was_changed_while_it_was_compared_is_refused() {
    let mut ports = Ports::new();
    ports.keep_ada();
    ports.compare(Some(hash("kept")), CURRENT);
    ports.begin_session(Ok(false));
    ports.tokens.expect_issue().never();
    let error = login(ports, Some(email())).await.unwrap_err();
    assert!(matches!(error, LoginError::InvalidCredentials));
}

#[tokio::test]
async fn a_session_that_cannot_be_kept_issues_no_token() {
    let mut ports = Ports::new();
    ports.keep_ada();
    ports.compare(Some(hash("kept")), CURRENT);
    ports.begin_session(Err(broken()));
    ports.tokens.expect_issue().never();
    let error = login(ports, Some(email())).await.unwrap_err();
    assert!(matches!(error, LoginError::Failure(failure) if is_broken(&failure)));
}

/// What comes of the right password where e-mails must be verified.
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
async fn where_emails_must_be_verified_others_begin_no_session() {
    assert!(login_verified(true).await.is_ok());
    let error = login_verified(false).await.unwrap_err();
    assert!(matches!(error, LoginError::EmailUnverified));
}

#[tokio::test]
async fn that_an_email_is_not_verified_is_told_to_who_knows_the_password_alone() {
    let mut ports = Ports::new();
    ports.require_verified_email = true;
    ports.keep_ada();
    ports.compare(Some(hash("kept")), Verification::Mismatch);
    ports.tell(EventKind::LoginFailed);
    let error = login(ports, Some(email())).await.unwrap_err();
    assert!(matches!(error, LoginError::InvalidCredentials));
}
