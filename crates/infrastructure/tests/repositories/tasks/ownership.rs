//! Other users' tasks, which no method returns, counts or changes.

use errand_domain::changes::{CommitError, Put};
use errand_domain::tasks::{Order, TaskFilter, TaskQuery, TaskRepository, TaskSort};
use errand_test_support::on_both_databases;

use crate::store::{Store, by, later, limit};
use crate::tasks::draft::{tag, task, terms};
use crate::tasks::rule::{ORDERS, SORTS};

on_both_databases! {
    async fn another_users_task_is_absent(database: TestDatabase) {
        let store = Store::on(&database).await;
        let (ada, bob) = (store.user("ada").await, store.user("bob").await);
        let milk = store.keep(ada, task("milk")).await;
        assert_eq!(store.find(bob, &milk).await, None);
        assert_eq!(store.find(ada, &milk).await, Some(milk));
    }

    async fn another_users_task_is_neither_listed_nor_counted(database: TestDatabase) {
        let store = Store::on(&database).await;
        let (ada, bob) = (store.user("ada").await, store.user("bob").await);
        let draft = |name| task(name).tags(["shop"]).due("2026-01-01");
        let milk = store.keep(ada, draft("milk of ada")).await;
        store.keep(bob, draft("milk of bob")).await;
        let filters = [
            TaskFilter::default(),
            TaskFilter {
                tags: vec![tag("shop")],
                ..TaskFilter::default()
            },
            TaskFilter {
                search: terms("milk"),
                ..TaskFilter::default()
            },
            TaskFilter {
                search: terms("mi"),
                ..TaskFilter::default()
            },
            TaskFilter {
                overdue: Some(true),
                ..TaskFilter::default()
            },
            TaskFilter {
                completed: Some(false),
                ..TaskFilter::default()
            },
        ];
        for filter in filters {
            for sort in SORTS {
                for order in ORDERS {
                    let query = TaskQuery {
                        filter: filter.clone(),
                        ..by(sort, order)
                    };
                    let page = store.page(ada, &query).await;
                    assert_eq!(
                        (page.items, page.total),
                        (vec![milk.clone()], Some(1)),
                        "{query:?}"
                    );
                }
            }
        }
    }

    async fn another_users_cursor_reveals_nothing_of_theirs(database: TestDatabase) {
        let store = Store::on(&database).await;
        let (ada, bob) = (store.user("ada").await, store.user("bob").await);
        for _ in 0..3 {
            store.keep(bob, task("milk")).await;
        }
        let mut query = by(TaskSort::CreatedAt, Order::Ascending);
        query.limit = limit(1);
        query.after = store.page(bob, &query).await.next;
        assert!(query.after.is_some());
        let page = store.page(ada, &query).await;
        assert_eq!((page.items, page.next, page.total), (vec![], None, Some(0)));
    }

    async fn another_users_task_is_not_written(database: TestDatabase) {
        let store = Store::on(&database).await;
        let (ada, bob) = (store.user("ada").await, store.user("bob").await);
        let milk = store.keep(ada, task("milk").tags(["shop"])).await;
        store.keep(bob, task("bread")).await;
        let puts = [
            Put::change(milk.clone(), milk.clone().toggle(later())),
            Put::change(milk.clone(), milk.clone().delete(later())),
            Put::remove(milk.clone()),
        ];
        for put in puts {
            let refused = store.commit(bob, vec![put]).await;
            assert!(matches!(refused, Err(CommitError::Conflict)), "{refused:?}");
        }
        assert_eq!(store.find(ada, &milk).await, Some(milk));
        assert_eq!(store.number("SELECT COUNT(*) FROM changes").await, 2);
        assert_eq!(store.number("SELECT COUNT(*) FROM task_tags").await, 1);
    }

    async fn another_users_tags_are_not_counted(database: TestDatabase) {
        let store = Store::on(&database).await;
        let (ada, bob) = (store.user("ada").await, store.user("bob").await);
        store.keep(ada, task("milk").tags(["shop"])).await;
        store.keep(bob, task("milk").tags(["shop", "secret"])).await;
        let page = store.tasks.tags(ada, None, limit(100)).await.unwrap();
        let tags: Vec<_> = page
            .items
            .iter()
            .map(|tag| (tag.tag.as_str(), tag.count))
            .collect();
        assert_eq!(tags, [("shop", 1)]);
    }
}
