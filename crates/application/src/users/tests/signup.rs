//! Creating an account.

use std::sync::Arc;

use errand_domain::email_tokens::Purpose;
use errand_domain::events::EventKind;
use errand_domain::users::{KeepUserError, PasswordHash};
use errand_domain::{Failure, TimeZone};

use crate::testing::*;
use crate::users::SignupError;

fn hashes(ports: &mut Ports, result: Result<PasswordHash, Failure>) {
    ports
        .turn
        .expect_hash()
        .withf(|password| password.expose() == PASSWORD)
        .times(1)
        .return_once(|_| result);
}

#[tokio::test]
async fn a_signup_stores_the_new_user_with_the_hash() {
    let mut ports = Ports::new();
    hashes(&mut ports, Ok(hash("made")));
    ports
        .users
        .expect_insert()
        .withf(|user, kept| user.email == email() && *kept == hash("made"))
        .times(1)
        .returning(|_, _| Ok(()));
    ports.send(Purpose::VerifyEmail, "ada@example.org");
    ports
        .events
        .expect_record()
        .times(1)
        .withf(|event| event.kind == EventKind::SignedUp)
        .returning(|_| Ok(()));
    let user = ports
        .users()
        .signup(email(), password(), None, &client())
        .await
        .unwrap();
    assert_eq!(user.email, email());
    assert_eq!(user.created_at, now());
    assert_eq!(user.time_zone, TimeZone::UTC);
}

#[tokio::test]
async fn the_stored_user_is_the_returned_one() {
    let mut ports = Ports::new();
    let kept = Arc::new(std::sync::Mutex::new(None));
    hashes(&mut ports, Ok(hash("made")));
    let keep = Arc::clone(&kept);
    ports.users.expect_insert().returning(move |user, _| {
        *keep.lock().unwrap() = Some(user.clone());
        Ok(())
    });
    ports.events.expect_record().returning(|_| Ok(()));
    ports.send(Purpose::VerifyEmail, "ada@example.org");
    let user = ports
        .users()
        .signup(email(), password(), None, &client())
        .await
        .unwrap();
    assert_eq!(*kept.lock().unwrap(), Some(user));
}

#[tokio::test]
async fn a_taken_email_is_reported() {
    let mut ports = Ports::new();
    hashes(&mut ports, Ok(hash("made")));
    ports
        .users
        .expect_insert()
        .times(1)
        .returning(|_, _| Err(KeepUserError::EmailTaken));
    let error = ports
        .users()
        .signup(email(), password(), None, &client())
        .await;
    assert!(matches!(error, Err(SignupError::EmailTaken)));
}

#[tokio::test]
async fn a_failing_hasher_stores_nobody() {
    let mut ports = Ports::new();
    hashes(&mut ports, Err(broken()));
    ports.users.expect_insert().never();
    let error = ports
        .users()
        .signup(email(), password(), None, &client())
        .await;
    assert!(matches!(error, Err(SignupError::Failure(failure)) if is_broken(&failure)));
}

#[tokio::test]
async fn a_failing_repository_is_a_failure() {
    let mut ports = Ports::new();
    hashes(&mut ports, Ok(hash("made")));
    ports
        .users
        .expect_insert()
        .times(1)
        .returning(|_, _| Err(broken().into()));
    let error = ports
        .users()
        .signup(email(), password(), None, &client())
        .await;
    assert!(matches!(error, Err(SignupError::Failure(failure)) if is_broken(&failure)));
}

#[tokio::test]
async fn an_event_that_cannot_be_stored_does_not_undo_the_account() {
    let mut ports = Ports::new();
    hashes(&mut ports, Ok(hash("made")));
    ports.users.expect_insert().returning(|_, _| Ok(()));
    ports.events.expect_record().returning(|_| Err(broken()));
    ports.send(Purpose::VerifyEmail, "ada@example.org");
    let made = ports
        .users()
        .signup(email(), password(), None, &client())
        .await;
    assert!(made.is_ok());
}

#[tokio::test]
async fn a_mail_that_cannot_be_queued_does_not_undo_the_account() {
    let mut ports = Ports::new();
    hashes(&mut ports, Ok(hash("made")));
    ports.users.expect_insert().returning(|_, _| Ok(()));
    ports.events.expect_record().returning(|_| Ok(()));
    ports.make_secret();
    ports
        .email_tokens
        .expect_issue()
        .times(1)
        .returning(|_, _, _| Err(broken()));
    let made = ports
        .users()
        .signup(email(), password(), None, &client())
        .await;
    assert!(made.is_ok());
}
