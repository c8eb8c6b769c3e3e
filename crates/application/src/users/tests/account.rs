//! Changing an account, which requires its password.

use errand_domain::Failure;
use errand_domain::email_tokens::Purpose;
use errand_domain::events::EventKind;
use errand_domain::users::{Email, KeepUserError, PasswordVersion, User, Verification};
use mockall::predicate::eq;

use crate::testing::*;
use crate::users::AccountError;

const RIGHT: Verification = Verification::Match { rehashed: None };

async fn change_password(ports: Ports) -> Result<(), AccountError> {
    ports
        .users()
        .change_password(&caller(), PASSWORD.into(), password(), &client())
        .await
}

async fn change_email(ports: Ports) -> Result<User, AccountError> {
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
        .with(
            eq(ada().id),
            eq(PasswordVersion(1)),
            eq(hash("new")),
            eq(Some(session().id)),
            eq(now()),
        )
        .times(1)
        .return_once(|_, _, _, _, _| result);
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
async fn a_password_that_somebody_else_changed_meanwhile_stays_as_they_did() {
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
async fn who_is_gone_has_no_password() {
    let mut ports = Ports::new();
    ports.users.expect_credentials_of().returning(|_| Ok(None));
    let error = delete(ports).await.unwrap_err();
    assert!(matches!(error, AccountError::WrongPassword));
}

#[tokio::test]
async fn the_right_password_changes_the_email() {
    let mut ports = Ports::new();
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
    ports.send(Purpose::VerifyEmail, "new@example.org");
    assert_eq!(change_email(ports).await.unwrap(), moved());
}

#[tokio::test]
async fn a_taken_email_is_reported() {
    let mut ports = Ports::new();
    ports.confirm(RIGHT);
    ports
        .users
        .expect_change_email()
        .returning(|_, _, _, _| Err(KeepUserError::EmailTaken));
    let error = change_email(ports).await.unwrap_err();
    assert!(matches!(error, AccountError::EmailTaken));
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
async fn a_password_that_was_right_allows_nothing_once_it_is_another() {
    let mut ports = Ports::new();
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
