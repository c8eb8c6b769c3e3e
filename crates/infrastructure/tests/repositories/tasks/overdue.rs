//! The overdue filter, which goes by the wall clock of each task's time zone.

use errand_domain::LocalTime;
use errand_domain::tasks::TaskFilter;
use errand_test_support::on_both_databases;

use crate::store::{Store, instant};
use crate::tasks::draft::{task, zone};

on_both_databases! {
    async fn a_day_ends_at_midnight_in_the_users_time_zone(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        store.keep(ada, task("whole day").due("2026-06-15")).await;
        for (home, last, first_overdue) in [
            ("UTC", "2026-06-15T23:59:59.999999Z", "2026-06-16T00:00:00Z"),
            (
                "Europe/Berlin",
                "2026-06-15T21:59:59.999999Z",
                "2026-06-15T22:00:00Z",
            ),
            (
                "Pacific/Kiritimati",
                "2026-06-15T09:59:59.999999Z",
                "2026-06-15T10:00:00Z",
            ),
            (
                "Pacific/Pago_Pago",
                "2026-06-16T10:59:59.999999Z",
                "2026-06-16T11:00:00Z",
            ),
            (
                "America/St_Johns",
                "2026-06-16T02:29:59.999999Z",
                "2026-06-16T02:30:00Z",
            ),
            (
                "Asia/Kathmandu",
                "2026-06-15T18:14:59.999999Z",
                "2026-06-15T18:15:00Z",
            ),
        ] {
            assert_eq!(overdue(&store, ada, last, home).await, [""; 0], "{home}");
            assert_eq!(
                overdue(&store, ada, first_overdue, home).await,
                ["whole day"],
                "{home}"
            );
        }
    }

    async fn a_time_zone_follows_the_rules_of_this_year(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let vancouver = "America/Vancouver";
        store.keep(ada, task("ferry").due("2026-12-01 13:00").zone(vancouver)).await;
        store.keep(ada, task("at home").due("2026-12-01 13:00")).await;
        store.keep(ada, task("later").due("2026-12-01 13:31").zone(vancouver)).await;
        // British Columbia stays seven hours behind UTC, so it is half past one there.
        let now = "2026-12-01T20:30:00Z";
        assert_eq!(overdue(&store, ada, now, vancouver).await, ["at home", "ferry"]);
        assert_eq!(overdue(&store, ada, now, "America/Los_Angeles").await, ["ferry"]);
    }

    async fn a_task_is_overdue_right_after_its_due_time(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        store
            .keep(ada, task("morning").due("2026-06-15 09:30"))
            .await;
        store
            .keep(ada, task("midnight").due("2026-06-16 00:00"))
            .await;
        store
            .keep(ada, task("to the second").due("2026-06-15 09:30:01"))
            .await;
        for (now, expected) in [
            ("2026-06-15T07:30:00Z", &[][..]),
            ("2026-06-15T07:30:00.000001Z", &["morning"]),
            ("2026-06-15T07:30:01Z", &["morning"]),
            ("2026-06-15T07:30:01.1Z", &["morning", "to the second"]),
            ("2026-06-15T22:00:00Z", &["morning", "to the second"]),
            (
                "2026-06-15T22:00:00.5Z",
                &["midnight", "morning", "to the second"],
            ),
        ] {
            assert_eq!(
                overdue(&store, ada, now, "Europe/Berlin").await,
                expected,
                "{now}"
            );
        }
    }

    async fn a_task_with_its_own_time_zone_goes_by_it(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        for (title, own) in [
            ("Apia", Some("Pacific/Apia")),
            ("Berlin", Some("Europe/Berlin")),
            ("GMT+12", Some("Etc/GMT+12")),
            ("Port-au-Prince", Some("America/Port-au-Prince")),
            ("home", None),
        ] {
            let draft = task(title).due("2026-06-15");
            let draft = match own {
                Some(name) => draft.zone(name),
                None => draft,
            };
            store.keep(ada, draft).await;
        }
        for (now, home, expected) in [
            ("2026-06-15T10:59:59Z", "Asia/Tokyo", &[][..]),
            ("2026-06-15T11:00:00Z", "Asia/Tokyo", &["Apia"]),
            ("2026-06-15T15:00:00Z", "Asia/Tokyo", &["Apia", "home"]),
            (
                "2026-06-15T22:00:00Z",
                "Asia/Tokyo",
                &["Apia", "Berlin", "home"],
            ),
            (
                "2026-06-15T22:00:00Z",
                "America/New_York",
                &["Apia", "Berlin"],
            ),
            (
                "2026-06-16T03:59:59Z",
                "America/New_York",
                &["Apia", "Berlin"],
            ),
            (
                "2026-06-16T04:00:00Z",
                "America/New_York",
                &["Apia", "Berlin", "home", "Port-au-Prince"],
            ),
            (
                "2026-06-16T12:00:00Z",
                "Pacific/Pago_Pago",
                &["Apia", "Berlin", "GMT+12", "home", "Port-au-Prince"],
            ),
        ] {
            assert_eq!(
                overdue(&store, ada, now, home).await,
                expected,
                "{now} {home}"
            );
        }
    }

    async fn daylight_saving_moves_midnight(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        store.keep(ada, task("winter").due("2026-03-28")).await;
        store.keep(ada, task("summer").due("2026-03-29")).await;
        for (now, expected) in [
            ("2026-03-28T22:59:59Z", &[][..]),
            ("2026-03-28T23:00:00Z", &["winter"]),
            ("2026-03-29T21:59:59Z", &["winter"]),
            ("2026-03-29T22:00:00Z", &["summer", "winter"]),
        ] {
            assert_eq!(
                overdue(&store, ada, now, "Europe/Berlin").await,
                expected,
                "{now}"
            );
        }
    }

    async fn a_completed_or_undated_task_is_never_overdue(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        store
            .keep(ada, task("completed").due("2026-06-01").completed())
            .await;
        store.keep(ada, task("undated").zone("Asia/Tokyo")).await;
        let open = store.keep(ada, task("open").due("2026-06-01")).await;
        let (now, home) = ("2026-06-15T12:00:00Z", "UTC");
        assert_eq!(overdue(&store, ada, now, home).await, ["open"]);
        store.toggle(ada, &open).await.unwrap();
        assert_eq!(overdue(&store, ada, now, home).await, [""; 0]);
    }
}

/// The titles of the overdue tasks. Checks that the opposite filter finds all others.
async fn overdue(
    store: &Store,
    owner: errand_domain::users::UserId,
    now: &str,
    home: &str,
) -> Vec<String> {
    let time = LocalTime {
        now: instant(now),
        home: zone(home),
    };
    let only = |overdue| TaskFilter {
        overdue,
        ..TaskFilter::default()
    };
    let past = store.titles_at(owner, only(Some(true)), time).await;
    let others = store.titles_at(owner, only(Some(false)), time).await;
    let mut all = [past.clone(), others].concat();
    all.sort_unstable();
    let mut expected = store.titles_at(owner, only(None), time).await;
    expected.sort_unstable();
    assert_eq!(all, expected, "each task is either overdue or not");
    past
}
