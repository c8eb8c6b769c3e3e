//! The tags in use, and the index of tags.

use errand_domain::tasks::{TaskPatch, TaskRepository};
use errand_domain::users::{UserId, UserRepository};
use errand_test_support::on_both_databases;
use sea_orm::DbBackend;

use crate::store::{FIRST, Store, by, later, limit};
use crate::tasks::draft::{tag, tags, task};
use crate::tasks::lists::walk;
use crate::tasks::rule::{ORDERS, SORTS, sorted};
use crate::tasks::sample::keep_sample;

on_both_databases! {
    async fn tags_are_counted_over_open_and_completed_tasks(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        assert_eq!(counts(&store, ada).await, []);
        store.keep(ada, task("milk").tags(["shop", "food"])).await;
        store
            .keep(ada, task("nails").tags(["shop", "shop"]).completed())
            .await;
        store.keep(ada, task("untagged")).await;
        assert_eq!(
            counts(&store, ada).await,
            [("food".into(), 1), ("shop".into(), 2)]
        );
    }

    async fn tags_are_sorted_by_code_point(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let mut names = [
            "a",
            "A",
            "b",
            "Z",
            "_",
            "-",
            "10",
            "9",
            "a b",
            "a-b",
            "ab",
            "é",
            "e\u{301}",
            "ß",
            "ss",
            "ж",
            "中",
            "\u{ffee}",
            "🥛",
            "\"quoted\"",
            "[]",
            "\\",
            "%",
        ];
        store
            .keep(ada, task("first").tags(names.into_iter().take(20)))
            .await;
        store
            .keep(ada, task("second").tags(names.into_iter().skip(20)))
            .await;
        names.sort_unstable();
        let found = counts(&store, ada).await;
        assert_eq!(
            found
                .iter()
                .map(|(name, _)| name.as_str())
                .collect::<Vec<_>>(),
            names
        );

        // The same, page by page.
        for size in [1, 2, 7] {
            let (mut walked, mut after) = (Vec::new(), None);
            loop {
                let page = store.tasks.tags(ada, after, limit(size)).await.unwrap();
                assert_eq!(page.total, None);
                walked.extend(page.items.into_iter().map(|item| (item.tag, item.count)));
                assert!(walked.len() <= 100, "the pages come to an end");
                after = page.next;
                if after.is_none() {
                    break;
                }
                assert_eq!(walked.len() as u64 % size, 0);
            }
            let walked: Vec<_> = walked.iter().map(|(tag, _)| tag.as_str()).collect();
            assert_eq!(walked, names);
        }
    }

    async fn paging_continues_after_a_deleted_tag(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        store.keep(ada, task("milk").tags(["a", "c"])).await;
        let page = store
            .tasks
            .tags(ada, Some(tag("b")), limit(10))
            .await
            .unwrap();
        assert_eq!(page.items.first().map(|item| item.tag.as_str()), Some("c"));
        let page = store
            .tasks
            .tags(ada, Some(tag("c")), limit(10))
            .await
            .unwrap();
        assert_eq!((page.items, page.next), (vec![], None));
    }

    async fn the_index_follows_every_change(database: TestDatabase) {
        let store = Store::on(&database).await;
        let (ada, bob) = (store.user("ada").await, store.user("bob").await);
        let milk = store.keep(ada, task("milk").tags(["shop", "food"])).await;
        let bread = store.keep(ada, task("bread").tags(["shop"])).await;
        let bare = store.keep(ada, task("bare")).await;
        store.keep(bob, task("milk").tags(["shop"])).await;
        assert_eq!(indexed(&store).await, 4);
        let retag = async |task, names: &[&'static str]| {
            let patch = TaskPatch {
                tags: Some(tags(names.iter().copied())),
                ..TaskPatch::default()
            };
            store.patch(ada, task, &patch, later()).await.unwrap();
        };

        retag(milk.id, &["food", "shop"]).await;
        assert_eq!(
            counts(&store, ada).await,
            [("food".into(), 1), ("shop".into(), 2)]
        );
        retag(milk.id, &["food", "fresh"]).await;
        retag(bare.id, &["fresh"]).await;
        let expected = [("food".into(), 1), ("fresh".into(), 2), ("shop".into(), 1)];
        assert_eq!(counts(&store, ada).await, expected);
        retag(milk.id, &[]).await;
        assert_eq!(
            counts(&store, ada).await,
            [("fresh".into(), 1), ("shop".into(), 1)]
        );
        assert_eq!(indexed(&store).await, 3);

        store.toggle(ada, &bread).await.unwrap();
        assert_eq!(indexed(&store).await, 3);
        for task in [&milk, &bread, &bare] {
            store.delete(ada, task).await.unwrap();
        }
        assert_eq!(counts(&store, ada).await, []);
        assert_eq!(counts(&store, bob).await, [("shop".into(), 1)]);
        assert_eq!(indexed(&store).await, 1);
    }

    async fn lists_by_a_rare_and_by_a_common_tag_are_equal(
        database: TestDatabase,
    ) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let mut tagged = vec![store.keep(ada, task("milk").tags(["calls"])).await];
        for (index, task) in keep_sample(&store, ada).await.into_iter().enumerate() {
            let tag = if index % 3 == 0 { "friends" } else { "calls" };
            let patch = TaskPatch {
                tags: Some(tags([tag])),
                ..TaskPatch::default()
            };
            let kept = store.patch(ada, task.id, &patch, task.updated_at).await;
            if tag == "calls" {
                tagged.push(kept.unwrap());
            }
        }
        for many in [false, true] {
            if many {
                crowd(&store, "calls").await;
            }
            for sort in SORTS {
                for order in ORDERS {
                    let mut query = by(sort, order);
                    query.filter.tags = vec![tag("none"), tag("calls")];
                    let walked = walk(&store, ada, &query, 7).await;
                    assert_eq!(walked, sorted(&tagged, sort, order), "{many} {sort:?} {order:?}");
                }
            }
        }
    }

    async fn tasks_and_tags_are_deleted_with_their_user(database: TestDatabase) {
        let store = Store::on(&database).await;
        let (ada, bob) = (store.user("ada").await, store.user("bob").await);
        let milk = store.keep(ada, task("milk").tags(["shop"])).await;
        store.keep(bob, task("bread").tags(["shop", "food"])).await;
        assert!(store.users.delete(ada, FIRST).await.unwrap());
        assert_eq!(store.find(ada, &milk).await, None);
        assert_eq!(indexed(&store).await, 2);
        assert_eq!(counts(&store, bob).await.len(), 2);
    }
}

async fn counts(store: &Store, owner: UserId) -> Vec<(String, u64)> {
    let page = store.tasks.tags(owner, None, limit(100)).await.unwrap();
    assert_eq!(page.next, None);
    let counts = page.items.into_iter();
    counts
        .map(|item| (item.tag.as_str().to_owned(), item.count))
        .collect()
}

/// Adds entries to the index, so more tasks appear to have a tag than are fetched at once.
async fn crowd(store: &Store, tag: &str) {
    let id = match store.sql.get_database_backend() {
        DbBackend::Postgres => "gen_random_uuid()",
        _ => "randomblob(16)",
    };
    store
        .execute(&format!(
            "WITH RECURSIVE numbers (number) AS
                 (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 501)
             INSERT INTO task_tags (owner_id, tag, task_id)
             SELECT users.id, '{tag}', {id} FROM users, numbers"
        ))
        .await;
}

/// The number of entries in the index, for all users and tags.
async fn indexed(store: &Store) -> i64 {
    store.number("SELECT COUNT(*) FROM task_tags").await
}
