//! Limits on the passwords that confirm changes.

use errand_domain::users::Verification;

use crate::testing::*;
use crate::users::AccountError;

async fn delete(ports: Ports) -> Result<(), AccountError> {
    let service = ports.users();
    service.delete(&caller(), PASSWORD.into(), &client()).await
}

#[tokio::test]
async fn wrong_confirming_passwords_are_counted_separately_from_logins() {
    let mut ports = Ports::new();
    ports.find_credentials();
    ports.refuse_attempt(USER);
    ports.turn.expect_verify().never();
    let error = delete(ports).await;
    assert!(matches!(error, Err(AccountError::Throttled(by)) if by == by_account()));

    let mut ports = Ports::new();
    ports.confirm(Verification::Mismatch);
    ports.grant_attempt(USER);
    ports.throttles.expect_give_back().never();
    assert!(matches!(
        delete(ports).await,
        Err(AccountError::WrongPassword)
    ));
}

#[tokio::test]
async fn the_right_confirming_password_clears_its_own_counter() {
    let mut ports = Ports::new();
    ports.confirm(Verification::Match { rehashed: None });
    ports.grant_attempt(USER);
    ports.clear(USER);
    ports.users.expect_delete().returning(|_, _| Ok(true));
    delete(ports).await.unwrap();
}

#[tokio::test]
async fn a_user_who_confirms_too_often_is_refused_before_waiting_for_a_turn() {
    let mut ports = Ports::new();
    ports.policies.confirmation = Some(RATE);
    let key = "confirmation 00000000-0000-0000-0000-000000000001";
    ports.refuse_call(key);
    ports.hasher.expect_turn().never();
    let error = delete(ports).await;
    assert!(matches!(error, Err(AccountError::Throttled(by)) if by == by_rate("confirmation")));
}
