//! Storing and finding tasks.

use errand_domain::Failure;
use errand_domain::changes::CommitError;
use errand_domain::tasks::{Priority, TaskId, TaskRepository};
use errand_domain::users::UserId;
use errand_test_support::on_both_databases;
use uuid::Uuid;

use crate::store::{Store, instant};
use crate::tasks::draft::task;

on_both_databases! {
    async fn a_task_is_found_unchanged(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let drafts = [
            task("plain"),
            task("full")
                .description("two\nlines\t ")
                .completed()
                .priority(Priority::High)
                .tags(["b", "a", "B"])
                .due("2026-06-15 09:30:15")
                .zone("America/Port-au-Prince"),
            task("whole day").due("2026-06-15").priority(Priority::Low),
            task("empty description").description(""),
            task("midnight").due("2026-06-15 00:00"),
            task("first of days").due("0001-01-01"),
            task("last of days").due("9999-12-31 23:59:59"),
        ];
        for draft in drafts {
            let kept = store.keep(ada, draft).await;
            assert_eq!(store.find(ada, &kept).await, Some(kept));
        }
    }

    async fn texts_are_stored_as_typed(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        for text in [
            "Cafe\u{301} CAFÉ",
            "İstanbul ẞ ς",
            "買牛乳 🥛 👩\u{200d}👧",
            r#"'; DROP TABLE tasks; -- "quoted" \"#,
            r"100% _under_ \back\\ $1 ?1 :name @p",
            r#"["json"] {"a": null} \u0041"#,
            "שלום \u{202e}rtl",
            "\u{feff}bom\u{fffd}\u{10ffff}",
        ] {
            let draft = task(text).description(text).tags([text]);
            let kept = store.keep(ada, draft).await;
            assert_eq!(store.find(ada, &kept).await, Some(kept));
        }
    }

    async fn the_longest_texts_fit(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let squares: String = ('\u{3300}'..='\u{33ff}').collect();
        let rare: String = ('\u{20000}'..='\u{200ff}').collect();
        // When folded, the ligature becomes eighteen characters and each syllable three.
        let syllables: String = ('\u{ac00}'..).step_by(53).take(200).collect();
        for letters in ["\u{fdfa}".repeat(200), squares, rare, syllables] {
            let first = |count: usize| letters.chars().take(count).collect::<String>();
            let names: Vec<_> = (0..20).map(|n| format!("{n:02}{}", first(48))).collect();
            let draft = task(&first(200))
                .description(&first(200).repeat(50))
                .tags(names.iter().map(String::as_str));
            let kept = store.keep(ada, draft).await;
            assert_eq!(store.find(ada, &kept).await, Some(kept));
        }
    }

    async fn instants_keep_their_microseconds(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        for at in [
            "2026-06-15T12:00:00Z",
            "2026-06-15T12:00:00.5Z",
            "2026-06-15T12:00:00.123Z",
            "2026-06-15T12:00:00.123456Z",
            "2026-06-15T12:00:00.000001Z",
            "2026-12-31T23:59:59.999999Z",
            "1970-01-01T00:00:00Z",
            "9999-12-30T21:59:59.999999Z",
        ] {
            let kept = store.keep(ada, task("milk").created(at).completed()).await;
            let found = store.find(ada, &kept).await.unwrap();
            assert_eq!(found.created_at, instant(at));
            assert_eq!(found.updated_at, instant(at));
            assert_eq!(found.completed_at, Some(instant(at)));
        }
    }

    async fn an_unknown_task_is_absent(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        store.keep(ada, task("milk")).await;
        let never = TaskId(Uuid::now_v7());
        assert_eq!(store.tasks.find(ada, never).await.unwrap(), None);
    }

    async fn tasks_are_found_together(database: TestDatabase) {
        let store = Store::on(&database).await;
        let (ada, bob) = (store.user("ada").await, store.user("bob").await);
        let milk = store.keep(ada, task("milk")).await;
        let bread = store.keep(ada, task("bread")).await;
        store.keep(ada, task("other")).await;
        let bobs = store.keep(bob, task("his")).await;
        let ids = [bread.id, TaskId(Uuid::now_v7()), milk.id, bobs.id];
        let mut found = store.tasks.find_all(ada, &ids).await.unwrap();
        found.sort_by_key(|task| task.id);
        assert_eq!(found, [milk, bread]);
        assert_eq!(store.tasks.find_all(ada, &[]).await.unwrap(), []);
    }

    async fn a_task_id_is_unique_across_users(database: TestDatabase) {
        let store = Store::on(&database).await;
        let (ada, bob) = (store.user("ada").await, store.user("bob").await);
        let milk = store.keep(ada, task("milk")).await;
        for owner in [ada, bob] {
            let refused = store.create(owner, &milk).await;
            assert!(matches!(refused, Err(CommitError::IdTaken)));
        }
        assert_eq!(store.find(ada, &milk).await, Some(milk));
    }

    async fn a_task_needs_an_existing_user(database: TestDatabase) {
        let store = Store::on(&database).await;
        let nobody = UserId(Uuid::now_v7());
        let refused = store.create(nobody, &task("milk").task()).await;
        assert!(matches!(refused, Err(CommitError::Failure(Failure::Internal(_)))));
    }
}
