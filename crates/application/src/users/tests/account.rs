//! Changing an account, which requires its password.

use std::sync::{Arc, Mutex};

use errand_domain::Failure;
use errand_domain::email_tokens::Purpose;
use errand_domain::events::EventKind;
use errand_domain::mail::Mail;
use errand_domain::users::{
    Credentials, Email, KeepUserError, PasswordVersion, User, UserId, Verification,
};
use jiff::SignedDuration;
use mockall::predicate::eq;
use secrecy::ExposeSecret;
use uuid::Uuid;

use crate::testing::*;
use crate::users::{AccountError, EmailChange};

const RIGHT: Verification = Verification::Match { rehashed: None };

async fn change_password(ports: Ports) -> Result<(), AccountError> {
    ports
        .users()
        .change_password(&caller(), PASSWORD.into(), password(), &client())
        .await
}

async fn change_email(ports: Ports) -> Result<EmailChange, AccountError> {
    ports
        .users()
        .change_email(&caller(), PASSWORD.into(), new_email(), &client())
        .await
}

async fn delete(ports: Ports) -> Result<(), AccountError> {
    let service = ports.users();
    service.delete(&caller(), PASSWORD.into(), &client()).await
}

fn new_email() -> Email {
    Email::parse("new@example.org").unwrap()
}

fn keep_password(ports: &mut Ports, result: Result<bool, Failure>) {
    ports
        .turn
        .expect_hash()
        .times(1)
        .returning(|_| Ok(hash("new")));
    ports
        .users
        .expect_change_password()
        .withf(|user, old, new, kept, notice, at| {
            *user == ada().id
                && *old == PasswordVersion(1)
                && *new == hash("new")
                && *kept == Some(session().id)
                && (notice.user, notice.to.as_str()) == (ada().id, "ada@example.org")
                && notice.subject == "Your Errand password was changed"
                && notice.expires_at == now() + SignedDuration::from_hours(24)
                && *at == now()
        })
        .times(1)
        .return_once(|_, _, _, _, _, _| result);
}

/// Expects one search for the account of the new email.
fn search(ports: &mut Ports, found: Option<Credentials>) {
    ports
        .users
        .expect_credentials()
        .with(eq(new_email()))
        .times(1)
        .return_once(|_| Ok(found));
}

/// Expects one change to the new email to become pending, and returns the mail that goes there.
fn issue_change(ports: &mut Ports, is_proven: bool) -> Arc<Mutex<Option<Mail>>> {
    ports.make_secret();
    let sent = Arc::new(Mutex::new(None));
    let keep = Arc::clone(&sent);
    ports
        .email_tokens
        .expect_issue_change()
        .withf(|token, proven, mail| {
            token.digest == digest_of(&FRESH)
                && (token.user, token.purpose) == (ada().id, Purpose::ChangeEmail)
                && token.email == new_email()
                && token.expires_at == now() + SignedDuration::from_mins(30)
                && *proven == PasswordVersion(1)
                && (mail.user, mail.to.as_str()) == (ada().id, "new@example.org")
                && mail.expires_at == token.expires_at
        })
        .times(1)
        .returning(move |_, _, mail| {
            *keep.lock().unwrap() = Some(mail.clone());
            Ok(is_proven)
        });
    sent
}

/// The text of the mail that was sent.
fn text(sent: &Mutex<Option<Mail>>) -> String {
    let sent = sent.lock().unwrap();
    sent.as_ref().unwrap().text.expose_secret().to_owned()
}

#[tokio::test]
async fn the_right_password_changes_it_and_keeps_this_session_alone() {
    let mut ports = Ports::new();
    ports.confirm(RIGHT);
    keep_password(&mut ports, Ok(true));
    ports.tell(EventKind::PasswordChanged);
    change_password(ports).await.unwrap();
}

#[tokio::test]
async fn a_password_that_changed_in_the_meantime_is_not_overwritten() {
    let mut ports = Ports::new();
    ports.confirm(RIGHT);
    keep_password(&mut ports, Ok(false));
    let error = change_password(ports).await.unwrap_err();
    assert!(matches!(error, AccountError::WrongPassword));
}

#[tokio::test]
async fn a_wrong_password_changes_nothing() {
    let wrong = || {
        let mut ports = Ports::new();
        ports.confirm(Verification::Mismatch);
        ports
    };
    for error in [
        change_password(wrong()).await.unwrap_err(),
        change_email(wrong()).await.unwrap_err(),
        delete(wrong()).await.unwrap_err(),
    ] {
        assert!(matches!(error, AccountError::WrongPassword));
    }
}

#[tokio::test]
async fn a_deleted_user_has_no_password() {
    let mut ports = Ports::new();
    ports.users.expect_credentials_of().returning(|_| Ok(None));
    let error = delete(ports).await.unwrap_err();
    assert!(matches!(error, AccountError::WrongPassword));
}

#[tokio::test]
async fn a_change_of_email_waits_for_the_link_sent_to_the_new_one() {
    // Her own email in another spelling does not belong to another account.
    for found in [None, Some(credentials())] {
        let mut ports = Ports::new();
        ports.confirm(RIGHT);
        search(&mut ports, found);
        let sent = issue_change(&mut ports, true);
        ports.tell(EventKind::EmailChangeRequested);
        let change = change_email(ports).await.unwrap();
        assert_eq!(change, EmailChange::Pending(new_email()));
        let link = "https://errand.example.org/verify-email#token=0707";
        assert!(text(&sent).contains(link), "{}", text(&sent));
    }
}

#[tokio::test]
async fn an_email_with_an_account_gets_no_link_and_the_answer_is_the_same() {
    let mut ports = Ports::new();
    ports.confirm(RIGHT);
    let mut other = credentials();
    other.user.id = UserId(Uuid::from_u128(9));
    search(&mut ports, Some(other));
    let sent = issue_change(&mut ports, true);
    ports.tell(EventKind::EmailChangeRequested);
    let change = change_email(ports).await.unwrap();
    assert_eq!(change, EmailChange::Pending(new_email()));
    let text = text(&sent);
    assert!(!text.contains("token") && !text.contains("0707"), "{text}");
    assert!(
        text.contains("https://errand.example.org/sign-in"),
        "{text}"
    );
}

#[tokio::test]
async fn without_mail_the_right_password_changes_the_email_at_once() {
    let mut ports = Ports::new();
    ports.sends_mail = false;
    ports.confirm(RIGHT);
    let moved = || User {
        email: new_email(),
        ..ada()
    };
    ports
        .users
        .expect_change_email()
        .with(
            eq(ada().id),
            eq(PasswordVersion(1)),
            eq(new_email()),
            eq(now()),
        )
        .times(1)
        .returning(move |_, _, _, _| Ok(Some(moved())));
    ports.tell(EventKind::EmailChanged);
    let change = change_email(ports).await.unwrap();
    assert_eq!(change, EmailChange::Done(moved()));
}

#[tokio::test]
async fn without_mail_a_taken_email_is_reported() {
    let mut ports = Ports::new();
    ports.sends_mail = false;
    ports.confirm(RIGHT);
    ports
        .users
        .expect_change_email()
        .returning(|_, _, _, _| Err(KeepUserError::EmailTaken));
    let error = change_email(ports).await.unwrap_err();
    assert!(matches!(error, AccountError::EmailTaken));
}

#[tokio::test]
async fn an_account_that_changes_too_often_is_refused_and_no_mail_is_sent() {
    let throttled = |limit| {
        let mut ports = Ports::new();
        ports.policies.account = Some(RATE);
        ports.confirm(RIGHT);
        ports.refuse_call(&format!("{limit} {}", ada().id.0));
        ports
    };
    let limit = "account-email";
    let error = change_email(throttled(limit)).await.unwrap_err();
    assert!(matches!(error, AccountError::Throttled(by) if by == by_rate(limit)));
    let limit = "account-password";
    let error = change_password(throttled(limit)).await.unwrap_err();
    assert!(matches!(error, AccountError::Throttled(by) if by == by_rate(limit)));
}

#[tokio::test]
async fn the_right_password_deletes_the_account() {
    let mut ports = Ports::new();
    ports.confirm(RIGHT);
    ports
        .users
        .expect_delete()
        .with(eq(ada().id), eq(PasswordVersion(1)))
        .times(1)
        .returning(|_, _| Ok(true));
    delete(ports).await.unwrap();
}

#[tokio::test]
async fn a_confirmation_permits_nothing_once_the_password_has_changed() {
    let mut ports = Ports::new();
    ports.confirm(RIGHT);
    search(&mut ports, None);
    issue_change(&mut ports, false);
    let error = change_email(ports).await.unwrap_err();
    assert!(matches!(error, AccountError::WrongPassword));
    let mut ports = Ports::new();
    ports.sends_mail = false;
    ports.confirm(RIGHT);
    let moved = ports.users.expect_change_email();
    moved.returning(|_, _, _, _| Ok(None));
    let error = change_email(ports).await.unwrap_err();
    assert!(matches!(error, AccountError::WrongPassword));
    let mut ports = Ports::new();
    ports.confirm(RIGHT);
    ports.users.expect_delete().returning(|_, _| Ok(false));
    let error = delete(ports).await.unwrap_err();
    assert!(matches!(error, AccountError::WrongPassword));
}
