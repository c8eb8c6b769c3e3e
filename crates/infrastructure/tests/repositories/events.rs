//! Storing, listing and purging account events.

use errand_domain::events::{Event, EventKind, EventLog};
use errand_domain::users::{UserId, UserRepository};
use errand_domain::{Client, ClientAddress};
use errand_test_support::on_both_databases;
use jiff::SignedDuration;

use crate::store::{FIRST, Store, limit, noon};

fn event(user: UserId, kind: EventKind) -> Event {
    let client = Client {
        address: ClientAddress::new([192, 0, 2, 1].into()),
        device: "browser".to_owned(),
    };
    Event::new(user, kind, &client, noon().now)
}

on_both_databases! {
    async fn events_are_listed_unchanged_and_newest_first(database: TestDatabase) {
        let store = Store::on(&database).await;
        let (ada, bob) = (store.user("ada").await, store.user("bob").await);
        let mut kept = Vec::new();
        for &kind in EventKind::ALL {
            let event = event(ada, kind);
            store.events.record(&event).await.unwrap();
            kept.insert(0, event);
        }
        store.events.record(&event(bob, EventKind::SignedUp)).await.unwrap();
        let mut listed = Vec::new();
        let mut before = None;
        loop {
            let page = store.events.list(ada, before, limit(3)).await.unwrap();
            assert!(page.items.len() <= 3);
            listed.extend(page.items);
            before = page.next;
            if before.is_none() {
                break;
            }
        }
        assert_eq!(listed, kept);
    }

    async fn an_event_without_an_account_is_stored_but_listed_to_nobody(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let event = event(ada, EventKind::LoginFailed);
        let nobodys = Event { user: None, ..event };
        store.events.record(&nobodys).await.unwrap();
        assert_eq!(store.number("SELECT COUNT(*) FROM events").await, 1);
        let page = store.events.list(ada, None, limit(3)).await.unwrap();
        assert_eq!(page.items, []);
    }

    async fn events_are_purged_after_a_year(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        store.events.record(&event(ada, EventKind::SignedUp)).await.unwrap();
        let end = noon().now + Event::KEPT_FOR;
        for (now, left) in [(end, 1), (end + SignedDuration::from_micros(1), 0)] {
            store.events.purge(now).await.unwrap();
            assert_eq!(store.number("SELECT COUNT(*) FROM events").await, left);
        }
    }

    async fn events_of_a_deleted_user_are_deleted_and_no_longer_stored(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        store.events.record(&event(ada, EventKind::SignedUp)).await.unwrap();
        assert!(store.users.delete(ada, FIRST).await.unwrap());
        store.events.record(&event(ada, EventKind::LoggedIn)).await.unwrap();
        assert_eq!(store.number("SELECT COUNT(*) FROM events").await, 0);
    }
}
