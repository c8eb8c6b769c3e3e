//! Tasks for sorting and paging, with the extreme values of every key.

use errand_domain::tasks::{Priority, Task};
use errand_domain::users::UserId;

use crate::store::Store;
use crate::tasks::draft::{Draft, task};

/// Forty tasks with duplicates of every key.
fn drafts() -> Vec<Draft> {
    let instants = [
        "2026-06-15T12:00:00Z",
        "2026-06-15T12:00:00.000001Z",
        "2026-06-15T12:00:00.1Z",
        "2026-06-15T12:00:00.100001Z",
        "2026-06-15T12:00:00.12Z",
        "2026-06-15T12:00:00.123456Z",
        "2026-06-15T12:00:01Z",
        "2026-06-15T11:59:59.999999Z",
    ];
    let titles = [
        "apple",
        "Banana",
        "banana",
        "Éclair",
        "eclair",
        "zebra",
        "Zebra 2",
        "ähre",
        "яблоко",
        "中文",
        "🥛 milk",
        "10",
        "9",
        "_under",
        "a b",
        "a-b",
        "ab",
        "~",
        "\u{ffee}",
    ];
    let dues = [
        None,
        Some("2026-06-15"),
        Some("2026-06-15 23:59:59"),
        Some("2026-06-15 00:00"),
        Some("2026-06-15 09:30"),
        Some("2026-06-16 00:00"),
        None,
        Some("0001-01-01"),
        Some("9999-12-31"),
    ];
    let draft = |n: usize| {
        let draft = task(titles[n % titles.len()])
            .created(instants[n % instants.len()])
            .updated(instants[n / 3 % instants.len()])
            .priority(Priority::ALL[n * 7 % 3]);
        let draft = match dues[n % dues.len()] {
            Some(due) => draft.due(due),
            None => draft,
        };
        if n.is_multiple_of(2) {
            draft.description("something")
        } else {
            draft
        }
    };
    (0..40).map(draft).collect()
}

/// Stores the sample in an order other than that of the ids.
pub(crate) async fn keep_sample(store: &Store, owner: UserId) -> Vec<Task> {
    let mut kept = Vec::new();
    for draft in drafts() {
        kept.push(draft.task());
    }
    kept.rotate_left(7);
    kept[..20].reverse();
    for task in &kept {
        store.create(owner, task).await.unwrap();
    }
    kept
}
