//! Simultaneous changes to one task, none of which may be lost.

use errand_domain::tasks::Task;
use errand_test_support::on_both_databases;

use crate::store::{Store, at_once, later};
use crate::tasks::draft::task;
use crate::tasks::patches::{full, patches};

on_both_databases! {
    async fn simultaneous_changes_to_different_fields_are_all_kept(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        for _ in 0..10 {
            let before = store.keep(ada, full()).await;
            let id = before.id;
            at_once(patches().len(), |n| {
                let store = store.clone();
                async move {
                    let (patch, _) = patches().swap_remove(n);
                    store.patch(ada, id, &patch, later()).await.unwrap();
                }
            })
            .await;
            let mut expected = before.clone();
            for (_, change) in patches() {
                change(&mut expected);
            }
            expected.version += i64::try_from(patches().len()).unwrap();
            expected.updated_at = later();
            assert_eq!(store.find(ada, &before).await, Some(expected));
        }
    }

    async fn simultaneous_toggles_all_count(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let before = store.keep(ada, task("milk")).await;
        let id = before.id;
        for (times, completed, version) in [(20, false, 21), (21, true, 42)] {
            let mut versions = at_once(times, |_| {
                let store = store.clone();
                async move {
                    let toggle = |task: Task| task.toggle(later());
                    store.change(ada, id, toggle).await.unwrap().version
                }
            })
            .await;
            versions.sort_unstable();
            versions.dedup();
            assert_eq!(
                versions.len(),
                times,
                "each toggle returns the task as it left it"
            );
            let after = store.find(ada, &before).await.unwrap();
            assert_eq!(
                (after.completed_at.is_some(), after.version),
                (completed, version)
            );
        }
    }
}
