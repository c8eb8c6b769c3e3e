//! Moving to another time zone.

use super::*;

fn berlin() -> TimeZone {
    TimeZone::parse("Europe/Berlin").unwrap()
}

async fn moved(result: Result<Option<User>, Failure>) -> Result<Option<User>, Failure> {
    let mut ports = Ports::new();
    ports
        .users
        .expect_set_time_zone()
        .with(eq(ada().id), eq(berlin()), eq(now()))
        .times(1)
        .return_once(|_, _, _| result);
    ports
        .account_service()
        .set_time_zone(ada().id, berlin())
        .await
}

#[tokio::test]
async fn it_moves_the_user_at_the_present_instant() {
    let user = User {
        time_zone: berlin(),
        ..ada()
    };
    assert_eq!(moved(Ok(Some(user.clone()))).await.unwrap(), Some(user));
}

#[tokio::test]
async fn a_deleted_user_is_none() {
    assert_eq!(moved(Ok(None)).await.unwrap(), None);
}

#[tokio::test]
async fn a_failing_repository_is_a_failure() {
    assert!(is_broken(&moved(Err(broken())).await.unwrap_err()));
}
