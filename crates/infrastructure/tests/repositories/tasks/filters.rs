//! Filters, alone and combined, compared with the same rules in memory.

use errand_domain::tasks::{Order, Priority, TaskFilter, TaskQuery, TaskRepository, TaskSort};
use errand_test_support::on_both_databases;

use crate::store::{Store, by, noon};
use crate::tasks::draft::{Draft, date, tag, task, terms};
use crate::tasks::rule::passes;

on_both_databases! {
    async fn every_combination_of_filters_finds_the_tasks_that_match_all(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let mut tasks = Vec::new();
        for draft in drafts() {
            tasks.push(store.keep(ada, draft).await);
        }
        tasks.sort_by_key(|task| task.id);
        let mut answers = 0;
        for filter in filters() {
            let expected: Vec<_> = tasks
                .iter()
                .filter(|task| passes(task, &filter, noon()))
                .cloned()
                .collect();
            let query = TaskQuery {
                filter,
                ..by(TaskSort::CreatedAt, Order::Ascending)
            };
            let page = store.page(ada, &query).await;
            assert_eq!(page.items, expected, "{:?}", query.filter);
            assert_eq!(
                page.total,
                Some(expected.len() as u64),
                "{:?}",
                query.filter
            );
            for most in [3, 100] {
                let matching = store.tasks.matching(ada, &query.filter, noon(), most);
                let ids = expected.iter().take(most).map(|task| task.id);
                assert_eq!(matching.await.unwrap(), ids.collect::<Vec<_>>());
            }
            answers += usize::from(!expected.is_empty());
        }
        assert!(answers > 100, "the filters find something: {answers}");
    }

    /// In a list sorted by due date, a filter by due date is also a bound of the index.
    async fn every_filter_finds_the_same_in_a_list_sorted_by_due_date(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        for draft in drafts() {
            store.keep(ada, draft).await;
        }
        for filter in filters() {
            let mut found = Vec::new();
            for (sort, order) in [
                (TaskSort::CreatedAt, Order::Ascending),
                (TaskSort::DueDate, Order::Ascending),
                (TaskSort::DueDate, Order::Descending),
            ] {
                let query = TaskQuery {
                    filter: filter.clone(),
                    ..by(sort, order)
                };
                let mut tasks = store.page(ada, &query).await.items;
                tasks.sort_by_key(|task| task.id);
                found.push(tasks);
            }
            assert_eq!(found[0], found[1], "ascending: {filter:?}");
            assert_eq!(found[0], found[2], "descending: {filter:?}");
        }
    }

    async fn due_before_and_due_after_are_exclusive(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        for due in [
            "2026-06-14",
            "2026-06-15",
            "2026-06-15 00:00",
            "2026-06-15 23:59:59",
            "2026-06-16 00:00",
        ] {
            store.keep(ada, task(due).due(due)).await;
        }
        store.keep(ada, task("undated")).await;
        let day = Some(date("2026-06-15"));
        let before = TaskFilter {
            due_before: day,
            ..TaskFilter::default()
        };
        let after = TaskFilter {
            due_after: day,
            ..TaskFilter::default()
        };
        assert_eq!(store.titles(ada, before.clone()).await, ["2026-06-14"]);
        assert_eq!(store.titles(ada, after.clone()).await, ["2026-06-16 00:00"]);
        let neither = TaskFilter {
            due_after: day,
            ..before
        };
        assert!(store.titles(ada, neither).await.is_empty());
        let on_the_day = TaskFilter {
            due_after: Some(date("2026-06-14")),
            due_before: Some(date("2026-06-16")),
            ..TaskFilter::default()
        };
        let expected = ["2026-06-15", "2026-06-15 00:00", "2026-06-15 23:59:59"];
        assert_eq!(store.titles(ada, on_the_day).await, expected);
    }

    async fn tags_are_compared_exactly(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        for name in ["shop", "Shop", "shops", "sh%", "sho_", "e\u{301}", "\u{e9}"] {
            store.keep(ada, task(name).tags([name, "all"])).await;
        }
        for name in ["shop", "Shop", "sh%", "sho_", "\u{e9}"] {
            let filter = TaskFilter {
                tags: vec![tag(name)],
                ..TaskFilter::default()
            };
            assert_eq!(store.titles(ada, filter).await, [name]);
        }
        let filter = TaskFilter {
            tags: vec![tag("sho")],
            ..TaskFilter::default()
        };
        assert!(store.titles(ada, filter).await.is_empty());
        let both = vec![tag("all"), tag("shop"), tag("none"), tag("shop")];
        let filter = TaskFilter {
            tags: both,
            ..TaskFilter::default()
        };
        assert_eq!(store.titles(ada, filter).await.len(), 7);
    }
}

/// Every combination of completion, priority, tags, due date and words.
fn drafts() -> Vec<Draft> {
    let dues = [
        None,
        Some("2026-06-14"),
        Some("2026-06-15 11:59"),
        Some("2026-06-15"),
    ];
    let tags: [&[&str]; 4] = [&[], &["a"], &["a", "b"], &["c"]];
    let mut drafts = Vec::new();
    for n in 0..48 {
        let mut draft = task(["milk", "Mint tea", "bread"][n % 3])
            .created(&format!("2026-06-01T00:00:{n:02}Z"))
            .priority(Priority::ALL[n / 2 % 3])
            .tags(tags[n / 3 % 4].iter().copied());
        if let Some(due) = dues[n / 5 % 4] {
            draft = draft.due(due);
        }
        if n % 4 == 1 {
            draft = draft.completed();
        }
        if n % 7 == 0 {
            draft = draft.zone("Pacific/Apia");
        }
        if n % 5 == 0 {
            draft = draft.description("with MILK");
        }
        drafts.push(draft);
    }
    drafts
}

/// Every combination of these conditions, and each priority and each tag alone.
fn filters() -> Vec<TaskFilter> {
    let yes_or_no = [None, Some(true), Some(false)];
    let mix = |mut n: usize| {
        let mut one_of = |count: usize| {
            let chosen = n % count;
            n /= count;
            chosen
        };
        TaskFilter {
            completed: yes_or_no[one_of(3)],
            overdue: yes_or_no[one_of(3)],
            priorities: [vec![], vec![Priority::Low, Priority::Medium]][one_of(2)].clone(),
            tags: [vec![], vec![tag("b"), tag("c")]][one_of(2)].clone(),
            due_before: [None, Some(date("2026-06-15"))][one_of(2)],
            due_after: [None, Some(date("2026-06-13"))][one_of(2)],
            search: terms(["", "milk", "mi te"][one_of(3)]),
        }
    };
    let mut filters: Vec<_> = (0..3 * 3 * 2 * 2 * 2 * 2 * 3).map(mix).collect();
    for &priority in Priority::ALL {
        filters.push(TaskFilter {
            priorities: vec![priority],
            ..TaskFilter::default()
        });
    }
    for name in ["a", "b", "c", "d"] {
        filters.push(TaskFilter {
            tags: vec![tag(name)],
            ..TaskFilter::default()
        });
    }
    filters
}
