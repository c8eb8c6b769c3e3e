//! Verifying an email, and completing a pending change to one.

use errand_domain::email_tokens::{EmailVerification, Purpose};
use errand_domain::events::EventKind;
use errand_domain::users::{KeepUserError, User};
use mockall::predicate::eq;
use secrecy::ExposeSecret;

use crate::email_tokens::{EmailTokenError, RequestEmailError};
use crate::testing::*;

/// Expects the token to be tried as one for a pending change, and then as one that verifies an
/// email.
fn verify(ports: &mut Ports, outcome: Option<EmailVerification>) {
    ports.digest();
    ports
        .email_tokens
        .expect_find_change()
        .with(eq(digest_of(&FRESH)), eq(now()))
        .times(1)
        .returning(|_, _| Ok(None));
    ports
        .email_tokens
        .expect_verify_email()
        .with(eq(digest_of(&FRESH)), eq(now()))
        .times(1)
        .returning(move |_, _| Ok(outcome));
}

/// Expects the change of a token to be found pending, and completed with this result.
fn change(ports: &mut Ports, result: Result<bool, KeepUserError>) {
    ports.digest();
    ports
        .email_tokens
        .expect_find_change()
        .with(eq(digest_of(&FRESH)), eq(now()))
        .times(1)
        .returning(|_, _| Ok(Some(ada())));
    ports
        .email_tokens
        .expect_change_email()
        .withf(|digest, notice, at| {
            (digest, *at) == (&digest_of(&FRESH), now())
                && (notice.user, notice.to.as_str()) == (ada().id, "ada@example.org")
                && notice.subject == "Your Errand email was changed"
                && !notice.text.expose_secret().contains("token")
        })
        .times(1)
        .return_once(|_, _, _| result);
}

async fn open_link(ports: Ports) -> Result<(), EmailTokenError> {
    let service = ports.email_tokens();
    service.verify_email(&FRESH, &client()).await
}

#[tokio::test]
async fn a_link_verifies_the_email_and_is_recorded() {
    let mut ports = Ports::new();
    verify(&mut ports, Some(EmailVerification::Done(ada().id)));
    ports.tell(EventKind::EmailVerified);
    open_link(ports).await.unwrap();
}

#[tokio::test]
async fn opening_a_link_again_succeeds_and_records_nothing() {
    let mut ports = Ports::new();
    verify(&mut ports, Some(EmailVerification::DoneBefore));
    open_link(ports).await.unwrap();
}

#[tokio::test]
async fn an_invalid_link_verifies_nothing() {
    let mut ports = Ports::new();
    verify(&mut ports, None);
    let refused = open_link(ports).await;
    assert!(matches!(refused, Err(EmailTokenError::InvalidToken)));
}

#[tokio::test]
async fn the_link_of_a_pending_change_changes_the_email_and_notifies_the_old_one() {
    let mut ports = Ports::new();
    change(&mut ports, Ok(true));
    ports.tell(EventKind::EmailChanged);
    open_link(ports).await.unwrap();
}

#[tokio::test]
async fn a_change_completed_in_the_meantime_counts_as_a_verified_email() {
    let mut ports = Ports::new();
    change(&mut ports, Ok(false));
    ports
        .email_tokens
        .expect_verify_email()
        .times(1)
        .returning(|_, _| Ok(Some(EmailVerification::DoneBefore)));
    open_link(ports).await.unwrap();
}

#[tokio::test]
async fn a_change_to_an_email_that_is_taken_by_now_is_reported() {
    let mut ports = Ports::new();
    change(&mut ports, Err(KeepUserError::EmailTaken));
    let refused = open_link(ports).await;
    assert!(matches!(refused, Err(EmailTokenError::EmailTaken)));
}

#[tokio::test]
async fn a_verification_is_sent_again_until_the_email_is_verified() {
    let mut ports = Ports::new();
    ports.send(Purpose::VerifyEmail, "ada@example.org");
    let service = ports.email_tokens();
    service.send_verification(&ada()).await.unwrap();
    let verified = User {
        email_verified_at: Some(now()),
        ..ada()
    };
    service.send_verification(&verified).await.unwrap();
}

#[tokio::test]
async fn verifications_of_an_email_are_limited_and_a_signup_succeeds_without_one() {
    let mut ports = Ports::new();
    ports.policies.mail = Some(RATE);
    ports.refuse_call("verify ada@example.org");
    let service = ports.email_tokens();
    let error = service.send_verification(&ada()).await.unwrap_err();
    assert!(matches!(error, RequestEmailError::Throttled(by) if by == by_rate("verify")));

    let mut ports = Ports::new();
    ports.policies.mail = Some(RATE);
    ports.refuse_call("verify ada@example.org");
    ports.turn.expect_hash().returning(|_| Ok(hash("made")));
    ports.users.expect_insert().returning(|_, _| Ok(()));
    ports.events.expect_record().returning(|_| Ok(()));
    let made = ports
        .users()
        .signup(email(), password(), None, &client())
        .await;
    assert!(made.is_ok());
}

#[tokio::test]
async fn an_account_that_requests_too_many_verifications_gets_no_more() {
    let mut ports = Ports::new();
    ports.policies.account = Some(RATE);
    let key = "account-verify 00000000-0000-0000-0000-000000000001";
    ports.refuse_call(key);
    let service = ports.email_tokens();
    let error = service.send_verification(&ada()).await.unwrap_err();
    assert!(matches!(error, RequestEmailError::Throttled(by) if by == by_rate("account-verify")));
}
