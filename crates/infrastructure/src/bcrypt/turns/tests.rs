//! The order of turns.

use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::Poll;
use std::time::Duration;

use errand_domain::ClientAddress;
use errand_domain::users::Email;

use super::*;

type Asked<'a> = Pin<Box<dyn Future<Output = Result<Turn, Failure>> + 'a>>;

/// A client at `192.0.2.<host>` that names an account.
fn client(account: &str, host: u8) -> HashedFor {
    HashedFor {
        account: Some(Email::parse(&format!("{account}@example.org")).unwrap()),
        address: ClientAddress::new([192, 0, 2, host].into()),
    }
}

/// Requests a turn, and has polled the request once.
async fn ask<'a>(turns: &'a Turns, whose: &'a HashedFor) -> Asked<'a> {
    let deadline = Instant::now() + Duration::from_secs(5);
    let mut asked: Asked = Box::pin(turns.take(whose, deadline));
    assert!(now(&mut asked).await.is_none());
    asked
}

/// The result, unless the request is still waiting.
async fn now(asked: &mut Asked<'_>) -> Option<Result<Turn, Failure>> {
    poll_fn(|context| {
        Poll::Ready(match asked.as_mut().poll(context) {
            Poll::Ready(turn) => Some(turn),
            Poll::Pending => None,
        })
    })
    .await
}

/// A turn that is granted immediately.
async fn granted(turns: &Turns, whose: &HashedFor) -> Turn {
    let mut asked: Asked = Box::pin(turns.take(whose, Instant::now()));
    now(&mut asked).await.unwrap().unwrap()
}

async fn is_refused(turns: &Turns, whose: &HashedFor) -> bool {
    let mut asked: Asked = Box::pin(turns.take(whose, Instant::now() + Duration::from_secs(5)));
    matches!(
        now(&mut asked).await,
        Some(Err(Failure::Unavailable { .. }))
    )
}

#[tokio::test]
async fn an_account_and_an_address_have_one_turn_at_a_time_and_others_do_not_wait() {
    let turns = Turns::new(2);
    let first = granted(&turns, &client("ada", 1)).await;
    let (same_account, same_address) = (client("ada", 2), client("bob", 1));
    let mut same_account = ask(&turns, &same_account).await;
    let mut same_address = ask(&turns, &same_address).await;
    let _other = granted(&turns, &client("eve", 3)).await;
    drop(first);
    assert!(now(&mut same_account).await.unwrap().is_ok());
    assert!(now(&mut same_address).await.unwrap().is_ok());
}

#[tokio::test]
async fn a_turn_goes_to_the_longest_waiting_request_that_can_have_it() {
    let turns = Turns::new(3);
    let account = granted(&turns, &client("ada", 1)).await;
    let address = granted(&turns, &client("bob", 2)).await;
    let [both, second, third] = [client("ada", 2), client("ada", 3), client("ada", 4)];
    let mut both = ask(&turns, &both).await;
    let mut second = ask(&turns, &second).await;
    let mut third = ask(&turns, &third).await;
    drop(account);
    // The first still waits for its address.
    assert!(now(&mut both).await.is_none());
    let second = now(&mut second).await.unwrap().unwrap();
    assert!(now(&mut third).await.is_none());
    drop(address);
    drop(second);
    assert!(now(&mut both).await.unwrap().is_ok());
}

#[tokio::test]
async fn a_request_beyond_the_queue_of_its_account_or_address_is_refused_at_once_and_no_other() {
    let turns = Turns::new(1);
    let first = granted(&turns, &client("ada", 1)).await;
    let second = client("ada", 2);
    let second = ask(&turns, &second).await;
    assert!(is_refused(&turns, &client("ada", 3)).await);
    let _other = granted(&turns, &client("bob", 3)).await;
    drop((first, second));
    drop(granted(&turns, &client("ada", 1)).await);
    let _first = granted(&turns, &client("ada", 1)).await;
    let second = client("bob", 1);
    let _second = ask(&turns, &second).await;
    assert!(is_refused(&turns, &client("eve", 1)).await);
}

#[tokio::test]
async fn an_ipv6_network_has_one_turn_and_a_request_without_an_account_uses_only_its_address() {
    let turns = Turns::new(0);
    let nobody = |address: &str| HashedFor {
        account: None,
        address: ClientAddress::new(address.parse().unwrap()),
    };
    let _first = granted(&turns, &nobody("2001:db8::1")).await;
    assert!(is_refused(&turns, &nobody("2001:db8::2")).await);
    let _other = granted(&turns, &nobody("2001:db8:0:1::1")).await;
}

#[tokio::test]
async fn a_request_that_stops_waiting_leaves_the_queue() {
    let turns = Turns::new(1);
    let first = granted(&turns, &client("ada", 1)).await;
    let [second, third] = [client("ada", 2), client("ada", 3)];
    drop(ask(&turns, &second).await);
    let third = ask(&turns, &third).await;
    // Granted, but dropped before it was received.
    drop(first);
    drop(third);
    granted(&turns, &client("ada", 1)).await;
}

#[tokio::test(start_paused = true)]
async fn a_turn_that_does_not_come_in_time_is_unavailable() {
    let turns = Turns::new(1);
    let _first = granted(&turns, &client("ada", 1)).await;
    let second = client("ada", 2);
    let refused = ask(&turns, &second).await.await;
    assert!(matches!(refused, Err(Failure::Unavailable { .. })));
}
