//! Sorted lists and their pages, compared with the rules of the domain.

use errand_domain::tasks::{
    Order, Priority, SortKey, Task, TaskCursor, TaskFilter, TaskId, TaskPatch, TaskQuery, TaskSort,
};
use errand_domain::users::UserId;
use errand_test_support::on_both_databases;
use uuid::Uuid;

use crate::store::{Store, by, instant, limit};
use crate::tasks::draft::{task, terms, title};
use crate::tasks::rule::{ORDERS, SORTS, sorted};
use crate::tasks::sample::keep_sample;

on_both_databases! {
    async fn every_sort_follows_the_domain_and_its_pages_add_up_to_the_list(
        database: TestDatabase,
    ) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let tasks = keep_sample(&store, ada).await;
        for sort in SORTS {
            for order in ORDERS {
                let expected = sorted(&tasks, sort, order);
                let whole = store.page(ada, &by(sort, order)).await;
                assert_eq!(
                    titles(&whole.items),
                    titles(&expected),
                    "{sort:?} {order:?}"
                );
                assert_eq!(whole.items, expected);
                assert_eq!(whole.next, None);
                for size in [1, 2, 7] {
                    let walked = walk(&store, ada, &by(sort, order), size).await;
                    assert_eq!(walked, expected, "{sort:?} {order:?} by {size}");
                }
            }
        }
    }

    async fn the_pages_of_a_filtered_list_add_up_to_it(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let tasks = keep_sample(&store, ada).await;
        let urgent: Vec<_> = tasks
            .into_iter()
            .filter(|task| task.content.priority != Priority::Low)
            .filter(|task| task.content.description.is_some())
            .collect();
        let filter = TaskFilter {
            priorities: vec![Priority::High, Priority::Medium],
            search: terms("some"),
            ..TaskFilter::default()
        };
        for sort in SORTS {
            for order in ORDERS {
                let query = TaskQuery {
                    filter: filter.clone(),
                    ..by(sort, order)
                };
                let walked = walk(&store, ada, &query, 2).await;
                assert_eq!(walked, sorted(&urgent, sort, order), "{sort:?} {order:?}");
            }
        }
    }

    async fn a_cursor_remains_valid_when_its_task_is_deleted(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        for sort in SORTS {
            for order in ORDERS {
                let tasks = sorted(&keep_sample(&store, ada).await, sort, order);
                let query = TaskQuery {
                    limit: limit(9),
                    ..by(sort, order)
                };
                let first = store.page(ada, &query).await;
                assert_eq!(first.items, tasks[..9]);
                store.delete(ada, &tasks[8]).await.unwrap();
                let rest = TaskQuery {
                    after: first.next,
                    ..by(sort, order)
                };
                let rest = store.page(ada, &rest).await;
                assert_eq!(rest.items, tasks[9..], "{sort:?} {order:?}");
                assert_eq!(rest.total, Some(tasks.len() as u64 - 1));
                for task in tasks {
                    store.delete(ada, &task).await.unwrap();
                }
            }
        }
    }

    async fn a_cursor_keeps_its_position_when_its_task_moves(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        for name in ["a", "b", "c", "d"] {
            store.keep(ada, task(name)).await;
        }
        let query = TaskQuery {
            limit: limit(2),
            ..by(TaskSort::Title, Order::Ascending)
        };
        let first = store.page(ada, &query).await;
        let patch = TaskPatch {
            title: Some(title("z")),
            ..TaskPatch::default()
        };
        let moved = first.items[1].id;
        store.patch(ada, moved, &patch, instant("2026-06-15T13:00:00Z")).await.unwrap();
        let rest = TaskQuery {
            after: first.next,
            limit: limit(100),
            ..query
        };
        assert_eq!(titles(&store.page(ada, &rest).await.items), ["c", "d", "z"]);
    }

    async fn a_full_last_page_has_no_next_page(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        for name in ["a", "b"] {
            store.keep(ada, task(name)).await;
        }
        for (size, more) in [(1, true), (2, false), (3, false)] {
            let query = TaskQuery {
                limit: limit(size),
                ..by(TaskSort::Title, Order::Ascending)
            };
            assert_eq!(store.page(ada, &query).await.next.is_some(), more, "{size}");
        }
    }

    async fn every_page_has_the_total_if_it_is_requested(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let query = by(TaskSort::Title, Order::Ascending);
        let empty = store.page(ada, &query).await;
        assert_eq!(
            (empty.items, empty.next, empty.total),
            (vec![], None, Some(0))
        );

        let tasks = keep_sample(&store, ada).await;
        let first = TaskQuery {
            limit: limit(1),
            ..query.clone()
        };
        assert_eq!(
            store.page(ada, &first).await.total,
            Some(tasks.len() as u64)
        );
        let untold = TaskQuery {
            with_total: false,
            ..query.clone()
        };
        assert_eq!(store.page(ada, &untold).await.total, None);
        let one = TaskFilter {
            search: terms("яблоко"),
            ..TaskFilter::default()
        };
        let found = TaskQuery {
            filter: one,
            ..query
        };
        assert_eq!(store.page(ada, &found).await.total, Some(2));
    }

    async fn a_page_after_the_last_task_is_empty_and_has_the_total(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let tasks = keep_sample(&store, ada).await;
        for sort in SORTS {
            for order in ORDERS {
                let last = sorted(&tasks, sort, order).pop().unwrap();
                let after = Some(TaskCursor::after(&last, sort));
                let query = TaskQuery {
                    after,
                    ..by(sort, order)
                };
                let page = store.page(ada, &query).await;
                assert_eq!(
                    (page.items, page.next),
                    (vec![], None),
                    "{sort:?} {order:?}"
                );
                assert_eq!(page.total, Some(tasks.len() as u64));
                let untold = TaskQuery {
                    with_total: false,
                    ..query
                };
                assert_eq!(store.page(ada, &untold).await.total, None);
            }
        }
    }

    async fn a_cursor_distinguishes_equal_keys_by_id(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let twins = [
            store.keep(ada, task("twin")).await,
            store.keep(ada, task("twin")).await,
        ];
        let least = TaskId(Uuid::nil());
        let greatest = TaskId(Uuid::max());
        for (id, order, expected) in [
            (least, Order::Ascending, &twins[..]),
            (twins[0].id, Order::Ascending, &twins[1..]),
            (greatest, Order::Ascending, &[]),
            (twins[1].id, Order::Descending, &twins[..1]),
            (least, Order::Descending, &[]),
        ] {
            let key = SortKey::Title("twin".to_owned());
            let after = Some(TaskCursor { key, id });
            let query = TaskQuery {
                after,
                ..by(TaskSort::Title, order)
            };
            let page = store.page(ada, &query).await;
            assert_eq!(page.items, expected, "{id:?} {order:?}");
        }
    }
}

/// All items of a list, read page by page.
pub(crate) async fn walk(store: &Store, owner: UserId, query: &TaskQuery, size: u64) -> Vec<Task> {
    let mut query = TaskQuery {
        limit: limit(size),
        ..query.clone()
    };
    let mut walked = Vec::new();
    loop {
        let page = store.page(owner, &query).await;
        assert!(page.items.len() as u64 <= size);
        walked.extend(page.items);
        assert!(walked.len() <= 1000, "the pages come to an end");
        if page.next.is_none() {
            assert_eq!(page.total, Some(walked.len() as u64));
            return walked;
        }
        assert_eq!(
            walked.len() as u64 % size,
            0,
            "a page before the last is full"
        );
        query.after = page.next;
    }
}

fn titles(tasks: &[Task]) -> Vec<&str> {
    tasks
        .iter()
        .map(|task| task.content.title.as_str())
        .collect()
}
