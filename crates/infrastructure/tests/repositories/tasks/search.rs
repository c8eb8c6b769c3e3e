//! Searches, which find the same tasks on both databases. Each term must occur in the title, in the
//! description or in one tag.

use errand_domain::tasks::{Change, TaskFilter, TaskPatch};
use errand_domain::users::UserId;
use errand_test_support::on_both_databases;

use crate::store::{Store, later};
use crate::tasks::draft::{description, set, tags, task, terms, title};
use crate::tasks::search_table::cases;

on_both_databases! {
    async fn a_search_finds_what_the_table_lists(database: TestDatabase) {
        let store = Store::on(&database).await;
        let cases = keep_cases(&store).await;
        check(&store, &cases).await;
    }

    async fn a_search_finds_the_same_through_the_search_index(database: TestDatabase) {
        let store = Store::on(&database).await;
        let cases = keep_cases(&store).await;
        if database.is_postgres() {
            store.execute(LEAVE_ONLY_THE_INDEX_ON_WORDS).await;
        } else {
            let carl = store.user("carl").await;
            for _ in 0..64 {
                store.keep(carl, task("filler")).await;
            }
            let waiting = "SELECT COUNT(*) FROM tasks_to_index JOIN tasks USING (seq)
                           WHERE title <> 'filler'";
            assert_eq!(store.number(waiting).await, 0);
            store.execute("VACUUM").await;
        }
        let store = Store::on(&database).await;
        check(&store, &cases).await;
    }

    async fn a_search_follows_every_change(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let draft = task("milk").description("two litres").tags(["grocery"]);
        let kept = store.keep(ada, draft).await;
        store.keep(ada, task("neighbour")).await;
        let update = async |patch| {
            store.patch(ada, kept.id, &patch, later()).await.unwrap();
        };
        let keep = TaskPatch::default;
        for (word, patch, other) in [
            (
                "milk",
                TaskPatch {
                    title: Some(title("bread")),
                    ..keep()
                },
                "bread",
            ),
            (
                "litres",
                TaskPatch {
                    description: set(description("three loaves")),
                    ..keep()
                },
                "loaves",
            ),
            (
                "grocery",
                TaskPatch {
                    tags: Some(tags(["bakery"])),
                    ..keep()
                },
                "bakery",
            ),
            (
                "loaves",
                TaskPatch {
                    description: Change::Clear,
                    ..keep()
                },
                "bread",
            ),
            (
                "bakery",
                TaskPatch {
                    tags: Some(tags([])),
                    ..keep()
                },
                "bread",
            ),
        ] {
            assert_eq!(count(&store, ada, word).await, 1, "{word}");
            update(patch).await;
            assert_eq!(count(&store, ada, word).await, 0, "{word}");
            assert_eq!(count(&store, ada, other).await, 1, "{other}");
        }
        update(TaskPatch {
            completed: Some(true),
            ..keep()
        })
        .await;
        assert_eq!(count(&store, ada, "bread").await, 1);
        store.toggle(ada, &kept).await.unwrap();
        assert_eq!(count(&store, ada, "bre").await, 1);
        store.delete(ada, &kept).await.unwrap();
        assert_eq!(count(&store, ada, "bread").await, 0);
        assert_eq!(count(&store, ada, "br").await, 0);
        assert_eq!(count(&store, ada, "neighbour").await, 1);
        if !database.is_postgres() {
            database.assert_search_index().await;
        }
    }

    async fn the_longest_searches_are_answered(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let words: String = (100..150).flat_map(|n| [n.to_string(), " ".into()]).collect();
        let letters: String = ('\u{4e00}'..'\u{4e64}')
            .flat_map(|letter| [letter, ' '])
            .collect();
        let one = "x".repeat(200);
        for (text, other) in [(&words, "150"), (&letters, "\u{4e64}"), (&one, "xy")] {
            let kept = store.keep(ada, task(text.trim()).description(text)).await;
            assert_eq!(count(&store, ada, text).await, 1);
            assert_eq!(count(&store, ada, other).await, 0);
            store.delete(ada, &kept).await.unwrap();
        }
    }
}

/// Makes later connections to PostgreSQL use the search index, which they would not for so few
/// tasks.
const LEAVE_ONLY_THE_INDEX_ON_WORDS: &str = "
    DROP INDEX tasks_by_created_at, tasks_by_updated_at, tasks_by_priority, tasks_by_title,
               tasks_by_due, tasks_by_due_descending;
    DO $$ BEGIN
        EXECUTE format('ALTER DATABASE %I SET enable_seqscan = off', current_database());
    END $$";

/// Stores each task with its own user.
async fn keep_cases(store: &Store) -> Vec<(UserId, String, &'static str, bool)> {
    let mut kept = Vec::new();
    for (n, (draft, search, found)) in cases().into_iter().enumerate() {
        let owner = store.user(&format!("user{n}")).await;
        let task = store.keep(owner, draft).await;
        kept.push((owner, task.content.title.as_str().to_owned(), search, found));
    }
    kept
}

async fn check(store: &Store, cases: &[(UserId, String, &'static str, bool)]) {
    let mut wrong = Vec::new();
    for (owner, title, search, found) in cases {
        if count(store, *owner, search).await != usize::from(*found) {
            wrong.push(format!("{search:?} in {title:?}: expected {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

async fn count(store: &Store, owner: UserId, search: &str) -> usize {
    let filter = TaskFilter {
        search: terms(search),
        ..TaskFilter::default()
    };
    store.titles(owner, filter).await.len()
}
