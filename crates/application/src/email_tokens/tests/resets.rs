//! Resetting a forgotten password.

use errand_domain::email_tokens::Purpose;
use errand_domain::events::EventKind;
use errand_domain::users::{Credentials, Email};
use mockall::predicate::eq;
use secrecy::ExposeSecret;

use crate::email_tokens::{EmailTokenError, RequestEmailError};
use crate::testing::*;

/// Expects one search for the credentials of an email.
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
async fn a_reset_is_sent_to_the_user_with_the_email_and_recorded() {
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
async fn without_an_account_the_same_is_done_for_nobody() {
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
async fn an_address_over_its_limit_is_refused_before_anything_is_done() {
    let mut ports = Ports::new();
    ports.policies.reset = Some(RATE);
    ports.refuse_call("password-reset 192.0.2.1");
    let error = request_reset(ports, Some(email())).await.unwrap_err();
    assert!(matches!(error, RequestEmailError::Throttled(by) if by == by_rate("password-reset")));
}

#[tokio::test]
async fn an_email_over_its_limit_gets_no_more_and_the_answer_is_the_same() {
    let mut ports = Ports::new();
    ports.policies.mail = Some(RATE);
    ports.refuse_call("reset ada@example.org");
    request_reset(ports, Some(email())).await.unwrap();
}

#[tokio::test]
async fn a_reset_that_cannot_be_stored_is_a_failure_with_or_without_an_account() {
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
async fn a_valid_token_sets_the_password_and_clears_the_failed_guesses() {
    let mut ports = Ports::new();
    ports.policies.password = Some(BACKOFF);
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
                && notice.subject == "Your Errand password was changed"
        })
        .times(1)
        .returning(|_, _, _, _| Ok(Some(ada())));
    ports.clear(STRANGERS);
    ports.tell(EventKind::PasswordReset);
    reset(ports).await.unwrap();
}

#[tokio::test]
async fn an_invalid_token_sets_no_password_and_clears_nothing() {
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
async fn a_reset_token_is_found_by_its_digest_and_purpose() {
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
