//! Changing tasks: a change affects only the named fields.

use errand_domain::tasks::{Change, Task, TaskId, TaskPatch, TaskRepository, UpdateError};
use errand_test_support::on_both_databases;
use uuid::Uuid;

use crate::store::{Store, instant};
use crate::tasks::draft::{date, description, due, set, tags, task, time, title, zone};
use crate::tasks::patches::{full, later, patches};

on_both_databases! {
    async fn a_patch_changes_only_the_field_it_names(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let neighbour = store.keep(ada, full()).await;
        for (patch, change) in patches() {
            let before = store.keep(ada, full()).await;
            let mut expected = before.clone();
            change(&mut expected);
            expected.version = 2;
            expected.updated_at = later();
            let after = store.tasks.update(ada, before.id, &patch, later()).await;
            assert_eq!(after.unwrap().as_ref(), Some(&expected), "{patch:?}");
            assert_eq!(store.find(ada, &before).await, Some(expected), "{patch:?}");
        }
        assert_eq!(store.find(ada, &neighbour).await, Some(neighbour));
    }

    async fn every_optional_field_can_be_set(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let before = store.keep(ada, task("milk")).await;
        let patch = TaskPatch {
            description: set(description("two litres")),
            tags: Some(tags([])),
            due_date: set(date("2026-06-15")),
            time_zone: set(zone("Etc/GMT+5")),
            ..TaskPatch::default()
        };
        let after = store
            .tasks
            .update(ada, before.id, &patch, later())
            .await
            .unwrap();
        let expected = Task {
            description: Some(description("two litres")),
            due: Some(due("2026-06-15")),
            time_zone: Some(zone("Etc/GMT+5")),
            version: 2,
            updated_at: later(),
            ..before
        };
        assert_eq!(after, Some(expected));
    }

    async fn a_replacement_keeps_no_previous_value(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let before = store.keep(ada, full()).await;
        let patch = TaskPatch::from(task("bare").content());
        let after = store.tasks.update(ada, before.id, &patch, later()).await;
        let bare = task("bare").task();
        let expected = Task {
            id: before.id,
            version: 2,
            updated_at: later(),
            created_at: before.created_at,
            ..bare
        };
        assert_eq!(after.unwrap().as_ref(), Some(&expected));
        assert_eq!(store.find(ada, &before).await, Some(expected));
    }

    async fn an_unknown_task_is_not_changed(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let never = TaskId(Uuid::now_v7());
        for (patch, _) in patches() {
            let changed = store.tasks.update(ada, never, &patch, later()).await;
            assert_eq!(changed.unwrap(), None);
        }
        assert_eq!(store.tasks.toggle(ada, never, later()).await.unwrap(), None);
    }

    async fn clearing_the_due_date_also_clears_the_time(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let before = store.keep(ada, task("milk").due("2026-06-15 09:30")).await;
        let patch = TaskPatch {
            due_date: Change::Clear,
            ..TaskPatch::default()
        };
        let after = store.tasks.update(ada, before.id, &patch, later()).await;
        assert_eq!(after.unwrap().unwrap().due, None);
    }

    async fn a_due_time_without_a_date_is_refused_and_nothing_changes(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let nine = || set(time("09:00"));
        let undated = store.keep(ada, task("undated")).await;
        let dated = store.keep(ada, task("dated").due("2026-06-15 09:30")).await;
        let cases = [
            (
                &undated,
                TaskPatch {
                    due_time: nine(),
                    ..TaskPatch::default()
                },
            ),
            (
                &undated,
                TaskPatch {
                    due_time: nine(),
                    due_date: Change::Clear,
                    title: Some(title("other")),
                    ..TaskPatch::default()
                },
            ),
            (
                &dated,
                TaskPatch {
                    due_time: nine(),
                    due_date: Change::Clear,
                    ..TaskPatch::default()
                },
            ),
        ];
        for (task, patch) in cases {
            let refused = store.tasks.update(ada, task.id, &patch, later()).await;
            assert!(
                matches!(refused, Err(UpdateError::DueTimeWithoutDate(_))),
                "{patch:?}"
            );
            assert_eq!(store.find(ada, task).await.as_ref(), Some(task));
        }
    }

    async fn a_due_date_and_a_time_can_be_set_together(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let before = store.keep(ada, task("milk")).await;
        let patch = TaskPatch {
            due_date: set(date("2026-06-16")),
            due_time: set(time("08:00")),
            ..TaskPatch::default()
        };
        let after = store.tasks.update(ada, before.id, &patch, later()).await;
        assert_eq!(after.unwrap().unwrap().due, Some(due("2026-06-16 08:00")));
    }

    async fn a_second_completion_keeps_the_completion_time(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let before = store.keep(ada, task("milk")).await;
        let complete = |completed| TaskPatch {
            completed: Some(completed),
            ..TaskPatch::default()
        };
        let update = async |completed, now| {
            let after = store
                .tasks
                .update(ada, before.id, &complete(completed), now)
                .await;
            let after = after.unwrap().unwrap();
            (after.completed_at, after.version)
        };
        let (first, second) = (later(), instant("2026-06-15T14:00:00.000001Z"));
        assert_eq!(update(true, first).await, (Some(first), 2));
        assert_eq!(update(true, second).await, (Some(first), 3));
        assert_eq!(update(false, second).await, (None, 4));
        assert_eq!(update(false, second).await, (None, 5));
        assert_eq!(update(true, second).await, (Some(second), 6));
    }

    async fn a_toggle_completes_a_task_and_reopens_it(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let before = store.keep(ada, full()).await;
        let neighbour = store.keep(ada, full()).await;
        let toggled = |version, completed_at| Task {
            version,
            completed_at,
            updated_at: later(),
            ..before.clone()
        };
        for (version, completed_at) in [(2, Some(later())), (3, None)] {
            let after = store.tasks.toggle(ada, before.id, later()).await.unwrap();
            assert_eq!(after, Some(toggled(version, completed_at)));
            assert_eq!(store.find(ada, &before).await, after);
        }
        assert_eq!(store.find(ada, &neighbour).await, Some(neighbour));
    }
}
