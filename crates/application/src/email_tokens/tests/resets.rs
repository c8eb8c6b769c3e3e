//! Setting a forgotten password.

use errand_domain::email_tokens::Purpose;
use errand_domain::events::EventKind;
use errand_domain::users::{Credentials, Email};
use jiff::SignedDuration;
use mockall::predicate::eq;
use secrecy::ExposeSecret;

use super::{RATE, REFUSED, take};
use crate::email_tokens::{EmailTokenError, RequestEmailError};
use crate::testing::*;

/// Expects one search for the credentials of an e-mail.
fn search(ports: &mut Ports, found: Option<Credentials>) {
    ports
        .users
        .expect_credentials()
        .times(1)
        .return_once(|_| Ok(found));
}

async fn request_reset(ports: Ports, email: Option<Email>) -> Result<(), RequestEmailError> {
    let service = ports.email_tokens();
    service.request_reset(email, &client()).await
}

async fn reset(ports: Ports) -> Result<(), EmailTokenError> {
    let service = ports.email_tokens();
    service
        .reset_password(&ada(), &FRESH, password(), &client())
        .await
}

#[tokio::test]
async fn a_reset_is_sent_to_who_has_the_email_and_told() {
    let mut ports = Ports::new();
    search(&mut ports, Some(credentials()));
    ports.make_secret();
    ports
        .email_tokens
        .expect_issue()
        .withf(|token, mail, event| {
            let event = event.as_ref().unwrap();
            token.user == ada().id
                && token.purpose == Purpose::ResetPassword
                && mail.to == "ada@example.org"
                && mail
                    .text
                    .expose_secret()
                    .contains("https://errand.example.org/reset-password#token=0707")
                && event.kind == EventKind::PasswordResetRequested
                && event.user == Some(ada().id)
        })
        .times(1)
        .returning(|_, _, _| Ok(()));
    request_reset(ports, Some(email())).await.unwrap();
}

#[tokio::test]
async fn for_who_is_unknown_the_same_is_done_for_nobody() {
    for email in [Some(email()), None] {
        let mut ports = Ports::new();
        search(&mut ports, None);
        ports.make_secret();
        ports
            .email_tokens
            .expect_issue()
            .withf(|token, mail, event| {
                let event = event.as_ref().unwrap();
                token.user != ada().id && mail.user == token.user && event.user.is_none()
            })
            .times(1)
            .returning(|_, _, _| Ok(()));
        request_reset(ports, email).await.unwrap();
    }
}

#[tokio::test]
async fn an_address_that_asks_too_often_is_refused_before_anything_is_done() {
    let mut ports = Ports::new();
    ports.policies.reset = Some(RATE);
    take(&mut ports, "password-reset 192.0.2.1", REFUSED);
    let error = request_reset(ports, Some(email())).await.unwrap_err();
    assert!(matches!(error, RequestEmailError::Throttled(by) if by.limit == "password-reset"));
}

#[tokio::test]
async fn an_email_that_was_sent_too_much_gets_no_more_and_nobody_is_told() {
    let mut ports = Ports::new();
    ports.policies.mail = Some(RATE);
    take(&mut ports, "reset ada@example.org", REFUSED);
    request_reset(ports, Some(email())).await.unwrap();
}

#[tokio::test]
async fn a_reset_that_cannot_be_kept_is_a_failure_for_all_alike() {
    for found in [Some(credentials()), None] {
        let mut ports = Ports::new();
        search(&mut ports, found);
        ports.make_secret();
        ports
            .email_tokens
            .expect_issue()
            .returning(|_, _, _| Err(broken()));
        let error = request_reset(ports, Some(email())).await.unwrap_err();
        assert!(matches!(error, RequestEmailError::Failure(failure) if is_broken(&failure)));
    }
}

#[tokio::test]
async fn a_good_token_sets_the_password_and_forgets_the_wrong_ones() {
    let mut ports = Ports::new();
    ports.policies.password = Some(errand_domain::throttles::Backoff {
        free: 5,
        longest: SignedDuration::from_secs(900),
        window: SignedDuration::from_secs(900),
    });
    ports.digest();
    ports
        .turn
        .expect_hash()
        .times(1)
        .returning(|_| Ok(hash("new")));
    ports
        .email_tokens
        .expect_reset_password()
        .withf(|digest, new, notice, at| {
            (digest, new, *at) == (&digest_of(&FRESH), &hash("new"), now())
                && (notice.user, notice.to.as_str()) == (ada().id, "ada@example.org")
                && notice.subject == "The password of your Errand account was changed"
        })
        .times(1)
        .returning(|_, _, _, _| Ok(Some(ada())));
    ports
        .throttles
        .expect_clear()
        .with(eq("password ada@example.org"))
        .times(1)
        .returning(|_| Ok(()));
    ports.tell(EventKind::PasswordReset);
    reset(ports).await.unwrap();
}

#[tokio::test]
async fn a_bad_token_sets_no_password_and_clears_nothing() {
    let mut ports = Ports::new();
    ports.digest();
    ports.turn.expect_hash().returning(|_| Ok(hash("new")));
    ports
        .email_tokens
        .expect_reset_password()
        .returning(|_, _, _, _| Ok(None));
    let refused = reset(ports).await;
    assert!(matches!(refused, Err(EmailTokenError::InvalidToken)));
}

#[tokio::test]
async fn a_token_is_searched_for_by_its_digest_and_as_one_of_a_reset() {
    let mut ports = Ports::new();
    ports.digest();
    ports
        .email_tokens
        .expect_find()
        .with(eq(digest_of(&FRESH)), eq(Purpose::ResetPassword), eq(now()))
        .times(1)
        .returning(|_, _, _| Ok(Some(ada())));
    let service = ports.email_tokens();
    assert_eq!(service.reset_of(&FRESH).await.unwrap(), Some(ada()));
}
