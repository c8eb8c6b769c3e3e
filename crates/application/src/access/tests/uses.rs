//! Recording when sessions and personal tokens were used.

use errand_domain::personal_tokens::PersonalToken;
use errand_domain::sessions::Session;
use jiff::SignedDuration;
use secrecy::ExposeSecret;

use super::personal_tokens::{find, kept};
use crate::Services;
use crate::testing::*;

/// Expects one call that records no use of a personal token.
fn keep_no_use(ports: &mut Ports) {
    ports
        .sessions
        .expect_record_use()
        .withf(<[_]>::is_empty)
        .times(1)
        .returning(|_| Ok(()));
}

/// Authenticates a request with a session that was last used `ago`, and returns the services.
async fn used(ports: &mut Ports, ago: SignedDuration) -> Services {
    ports
        .personal_tokens
        .expect_record_use()
        .returning(|_| Ok(()));
    ports.tokens.expect_verify().returning(|_, _| Ok(claims()));
    ports.sessions.expect_find().returning(move |_, _| {
        let last_used_at = now() - ago;
        Ok(Some((
            ada(),
            Session {
                last_used_at,
                ..session()
            },
        )))
    });
    let services = std::mem::take(ports).services();
    let service = &services.authenticator;
    for _ in 0..3 {
        service.authenticate("token").await.unwrap();
    }
    services
}

#[tokio::test]
async fn any_number_of_requests_record_one_use() {
    let mut ports = Ports::new();
    ports
        .sessions
        .expect_record_use()
        .withf(|uses| uses == [(session().id, now())])
        .times(1)
        .returning(|_| Ok(()));
    keep_no_use(&mut ports);
    let services = used(&mut ports, SignedDuration::from_mins(1)).await;
    let uses = &services.uses;
    uses.record().await.unwrap();
    uses.record().await.unwrap();
}

#[tokio::test]
async fn a_use_within_a_minute_of_the_last_is_not_recorded() {
    let mut ports = Ports::new();
    keep_no_use(&mut ports);
    let ago = SignedDuration::from_mins(1) - SignedDuration::from_micros(1);
    let services = used(&mut ports, ago).await;
    services.uses.record().await.unwrap();
}

#[tokio::test]
async fn a_use_that_could_not_be_recorded_is_recorded_the_next_time() {
    let mut ports = Ports::new();
    let mut results = vec![Ok(()), Err(broken())];
    ports
        .sessions
        .expect_record_use()
        .withf(|uses| uses == [(session().id, now())])
        .times(2)
        .returning(move |_| results.pop().unwrap());
    let services = used(&mut ports, SignedDuration::from_hours(1)).await;
    let uses = &services.uses;
    assert!(uses.record().await.is_err());
    uses.record().await.unwrap();
}

#[tokio::test]
async fn the_first_use_of_a_token_is_recorded_and_one_within_a_minute_is_not() {
    for (last, is_kept) in [
        (None, true),
        (Some(now() - SignedDuration::from_mins(1)), true),
        (Some(now() - SignedDuration::from_secs(59)), false),
    ] {
        let mut ports = Ports::new();
        let used = PersonalToken {
            last_used_at: last,
            ..kept()
        };
        find(&mut ports, Some((ada(), used)));
        ports.sessions.expect_record_use().returning(|_| Ok(()));
        ports
            .personal_tokens
            .expect_record_use()
            .withf(move |uses| {
                let expected = is_kept.then_some((kept().id, now()));
                *uses == Vec::from_iter(expected)
            })
            .times(1)
            .returning(|_| Ok(()));
        let services = ports.services();
        let text = PersonalToken::text_of(&FRESH);
        let service = &services.authenticator;
        service.authenticate(text.expose_secret()).await.unwrap();
        services.uses.record().await.unwrap();
    }
}
