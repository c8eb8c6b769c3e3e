//! Refreshing a session.

use errand_domain::events::EventKind;
use errand_domain::sessions::{RefreshToken, Rotated, Rotation};
use errand_domain::{Failure, SealedSecret, TokenSecret};
use mockall::predicate::eq;
use secrecy::ExposeSecret;

use crate::sessions::{Granted, RefreshError};
use crate::testing::*;

const SENT: TokenSecret = TokenSecret([1; 32]);
const SEALED: SealedSecret = SealedSecret([2; SealedSecret::BYTES]);
const OPENED: TokenSecret = TokenSecret([3; 32]);

fn token() -> RefreshToken {
    RefreshToken {
        session: session().id,
        secret: SENT,
    }
}

/// Expects the secret `SENT` to be exchanged for the secret `FRESH`, once.
fn rotate(ports: &mut Ports, result: Result<Rotated, Failure>) {
    ports.make_secret();
    ports
        .secrets
        .expect_seal()
        .with(eq(FRESH), eq(SENT))
        .returning(|_, _| Ok(SEALED));
    let rotation = Rotation {
        presented: digest_of(&SENT),
        successor: digest_of(&FRESH),
        sealed: SEALED,
    };
    ports
        .sessions
        .expect_rotate()
        .with(eq(session().id), eq(rotation), eq(POLICY), eq(now()))
        .times(1)
        .return_once(|_, _, _, _| result);
}

async fn refresh(ports: Ports) -> Result<Granted, RefreshError> {
    let service = ports.sessions();
    service.refresh(Some(token()), &client()).await
}

#[tokio::test]
async fn a_valid_token_yields_its_successor_and_an_access_token() {
    let mut ports = Ports::new();
    rotate(&mut ports, Ok(Rotated::Rotated(ada())));
    ports.issue();
    let granted = refresh(ports).await.unwrap();
    assert_eq!(granted.access.0.expose_secret(), "token");
    assert_eq!(granted.refresh.session, session().id);
    assert_eq!(granted.refresh.secret, FRESH);
}

#[tokio::test]
async fn a_token_exchanged_a_moment_ago_yields_the_same_successor() {
    let mut ports = Ports::new();
    let sealed = SealedSecret([9; SealedSecret::BYTES]);
    rotate(&mut ports, Ok(Rotated::Repeated(ada(), sealed)));
    ports
        .secrets
        .expect_open()
        .with(eq(sealed), eq(SENT))
        .times(1)
        .returning(|_, _| Ok(OPENED));
    ports.issue();
    let granted = refresh(ports).await.unwrap();
    assert_eq!(granted.refresh.secret, OPENED);
}

#[tokio::test]
async fn a_reused_token_is_refused_and_recorded() {
    let mut ports = Ports::new();
    rotate(&mut ports, Ok(Rotated::Reused(ada().id)));
    ports.tokens.expect_issue().never();
    ports.tell(EventKind::RefreshTokenReused);
    let error = refresh(ports).await.unwrap_err();
    assert!(matches!(error, RefreshError::InvalidSession));
}

#[tokio::test]
async fn a_token_without_a_session_is_refused() {
    let mut ports = Ports::new();
    rotate(&mut ports, Ok(Rotated::Gone));
    ports.tokens.expect_issue().never();
    let error = refresh(ports).await.unwrap_err();
    assert!(matches!(error, RefreshError::InvalidSession));
}

#[tokio::test]
async fn a_missing_token_is_refused_without_a_query() {
    let ports = Ports::new();
    let service = ports.sessions();
    let error = service.refresh(None, &client()).await.unwrap_err();
    assert!(matches!(error, RefreshError::InvalidSession));
}

#[tokio::test]
async fn a_failing_repository_is_a_failure_rather_than_a_refusal() {
    let mut ports = Ports::new();
    rotate(&mut ports, Err(broken()));
    let error = refresh(ports).await.unwrap_err();
    assert!(matches!(error, RefreshError::Failure(failure) if is_broken(&failure)));
}
