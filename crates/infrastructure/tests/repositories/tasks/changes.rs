//! Storing a changed task: the whole row is written.

use errand_domain::tasks::Task;
use errand_test_support::on_both_databases;

use crate::store::{Store, later};
use crate::tasks::draft::task;
use crate::tasks::patches::{full, patches};

on_both_databases! {
    async fn every_field_of_a_changed_task_is_stored(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let neighbour = store.keep(ada, full()).await;
        for (patch, change) in patches() {
            let before = store.keep(ada, full()).await;
            let mut expected = before.clone();
            change(&mut expected);
            expected.version = 2;
            expected.updated_at = later();
            let after = store.patch(ada, before.id, &patch, later()).await;
            assert_eq!(after.as_ref(), Some(&expected), "{patch:?}");
            assert_eq!(store.find(ada, &before).await, Some(expected), "{patch:?}");
        }
        assert_eq!(store.find(ada, &neighbour).await, Some(neighbour));
    }

    async fn every_optional_field_can_be_set_and_cleared(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let bare = store.keep(ada, task("bare")).await;
        let filled = full().completed().task();
        for content in [&filled, &bare] {
            let replace = |task: Task| Task {
                content: content.content.clone(),
                completed_at: content.completed_at,
                version: task.version + 1,
                ..task
            };
            let after = store.change(ada, bare.id, replace).await;
            assert_eq!(after.as_ref().map(|task| &task.content), Some(&content.content));
            assert_eq!(store.find(ada, &bare).await, after);
        }
    }
}
