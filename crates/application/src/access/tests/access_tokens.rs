//! Authenticating requests by access tokens.

use errand_domain::Failure;
use errand_domain::sessions::{InvalidToken, Session};
use errand_domain::users::User;
use mockall::predicate::eq;

use crate::access::AuthenticateError;
use crate::testing::*;

fn find(ports: &mut Ports, result: Result<Option<(User, Session)>, Failure>) {
    ports
        .sessions
        .expect_find()
        .with(eq(ada().id), eq(session().id))
        .times(1)
        .return_once(|_, _| result);
}

#[tokio::test]
async fn a_valid_token_yields_the_stored_user_and_its_session() {
    let mut ports = Ports::new();
    ports.verify_token(Ok(claims()));
    find(&mut ports, Ok(Some((ada(), session()))));
    let found = ports.authenticator().authenticate("token").await.unwrap();
    assert_eq!(found, caller());
}

#[tokio::test]
async fn an_invalid_token_is_refused_without_a_query() {
    let mut ports = Ports::new();
    ports.verify_token(Err(InvalidToken));
    ports.sessions.expect_find().never();
    let error = ports
        .authenticator()
        .authenticate("token")
        .await
        .unwrap_err();
    assert!(matches!(error, AuthenticateError::InvalidToken(_)));
}

#[tokio::test]
async fn a_token_of_a_deleted_session_is_invalid() {
    let mut ports = Ports::new();
    ports.verify_token(Ok(claims()));
    find(&mut ports, Ok(None));
    let error = ports
        .authenticator()
        .authenticate("token")
        .await
        .unwrap_err();
    assert!(matches!(error, AuthenticateError::InvalidToken(_)));
}

#[tokio::test]
async fn a_token_of_an_expired_session_is_invalid() {
    let idle = Session {
        last_used_at: now() - POLICY.idle,
        ..session()
    };
    let old = Session {
        created_at: now() - POLICY.absolute,
        ..session()
    };
    for ended in [idle, old] {
        let mut ports = Ports::new();
        ports.verify_token(Ok(claims()));
        find(&mut ports, Ok(Some((ada(), ended))));
        let error = ports
            .authenticator()
            .authenticate("token")
            .await
            .unwrap_err();
        assert!(matches!(error, AuthenticateError::InvalidToken(_)));
    }
}

#[tokio::test]
async fn a_failing_repository_is_a_failure_rather_than_a_refusal() {
    let mut ports = Ports::new();
    ports.verify_token(Ok(claims()));
    find(&mut ports, Err(broken()));
    let error = ports
        .authenticator()
        .authenticate("token")
        .await
        .unwrap_err();
    assert!(matches!(error, AuthenticateError::Failure(failure) if is_broken(&failure)));
}
