//! What the task use cases decide, on mocks of the ports.

mod bulk;

use std::sync::Arc;

use errand_domain::changes::{MockChangeLog, MockJournal, Put};
use errand_domain::tasks::{
    MockTaskRepository, NewTask, Task, TaskContent, TaskId, TaskPatch, TaskTitle, TrashCursor,
};
use errand_domain::users::UserId;
use errand_domain::{MockClock, Page, Timestamp};
use uuid::Uuid;

use super::{TaskError, TaskService};
use crate::changes::{Write, Writer};

const OWNER: UserId = UserId(Uuid::from_u128(1));
const ID: TaskId = TaskId(Uuid::from_u128(2));

/// The use cases on a repository and a journal, with a clock that stands still.
fn service(tasks: MockTaskRepository, journal: MockJournal) -> TaskService {
    service_with(tasks, journal, MockChangeLog::new())
}

fn service_with(
    tasks: MockTaskRepository,
    journal: MockJournal,
    log: MockChangeLog,
) -> TaskService {
    let mut clock = MockClock::new();
    clock.expect_now().returning(now);
    let clock = Arc::new(clock);
    TaskService {
        tasks: Arc::new(tasks),
        writer: Arc::new(Writer::new(Arc::new(journal), Arc::new(log), clock.clone())),
        clock,
    }
}

fn now() -> Timestamp {
    "2026-11-20T12:00:00Z".parse().unwrap()
}

/// A completed task with nothing but a title.
fn milk() -> NewTask {
    NewTask {
        content: TaskContent::titled(TaskTitle::parse("milk").unwrap()),
        completed: true,
    }
}

fn task() -> Task {
    Task::new(ID, milk(), "2026-11-19T12:00:00Z".parse().unwrap())
}

/// A repository that has this task.
fn having(task: Task) -> MockTaskRepository {
    let mut tasks = MockTaskRepository::new();
    tasks.expect_find().returning(move |owner, id| {
        assert_eq!((owner, id), (OWNER, task.id));
        Ok(Some(task.clone()))
    });
    tasks
}

/// A journal that takes one commit of this put.
fn taking(put: Put) -> MockJournal {
    let mut journal = MockJournal::new();
    journal
        .expect_commit()
        .withf(move |commit| commit.actor == OWNER && commit.puts == [put.clone()])
        .times(1)
        .returning(|_| Ok(()));
    journal
}

fn by_owner() -> Write {
    Write::by(OWNER)
}

#[tokio::test]
async fn a_new_task_is_stamped_by_the_clock() {
    let expected = Task::new(ID, milk(), now());
    let journal = taking(Put::create(expected.clone()));
    let service = service(MockTaskRepository::new(), journal);
    let created = service.create(&by_owner(), ID, milk()).await.unwrap();
    assert_eq!(created.value, expected);
    assert!(created.commit.is_some());
}

#[tokio::test]
async fn a_change_is_committed_with_the_task_it_was_made_of() {
    let expected = task().reopen(now());
    let journal = taking(Put::change(task(), expected.clone()));
    let toggled = service(having(task()), journal)
        .toggle(&by_owner(), ID)
        .await;
    assert_eq!(toggled.unwrap().value, expected);
}

#[tokio::test]
async fn an_empty_patch_reads_the_task_and_writes_nothing() {
    let service = service(having(task()), MockJournal::new());
    let patched = service.patch(&by_owner(), ID, &TaskPatch::default()).await;
    let patched = patched.unwrap();
    assert_eq!((patched.value, patched.commit), (task(), None));
}

#[tokio::test]
async fn a_task_of_another_version_is_returned_and_not_changed() {
    for expected in [vec![], vec![2, 3]] {
        let write = Write {
            expected: Some(expected),
            ..by_owner()
        };
        let service = service(having(task()), MockJournal::new());
        let refused = service.delete(&write, ID).await;
        assert!(
            matches!(&refused, Err(TaskError::OtherVersion(now)) if **now == task()),
            "{refused:?}"
        );
        let refused = service.patch(&write, ID, &TaskPatch::default()).await;
        assert!(matches!(refused, Err(TaskError::OtherVersion(_))));
    }
    let write = Write {
        expected: Some(vec![2, 1]),
        ..by_owner()
    };
    let journal = taking(Put::change(task(), task().delete(now())));
    service(having(task()), journal)
        .delete(&write, ID)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_task_in_the_trash_can_only_be_restored() {
    let deleted = || task().delete(now());
    let never = || service(having(deleted()), MockJournal::new());
    assert!(matches!(
        never().get(OWNER, ID).await,
        Err(TaskError::NotFound)
    ));
    let write = by_owner();
    for refused in [
        never().toggle(&write, ID).await,
        never().delete(&write, ID).await,
        never().replace(&write, ID, milk()).await,
        never().patch(&write, ID, &TaskPatch::default()).await,
    ] {
        assert!(matches!(refused, Err(TaskError::NotFound)), "{refused:?}");
    }
    let restored = deleted().restore(now());
    let journal = taking(Put::change(deleted(), restored.clone()));
    let service = service(having(deleted()), journal);
    assert_eq!(service.restore(&write, ID).await.unwrap().value, restored);
}

#[tokio::test]
async fn restoring_a_task_outside_the_trash_changes_nothing() {
    let service = service(having(task()), MockJournal::new());
    let restored = service.restore(&by_owner(), ID).await.unwrap();
    assert_eq!((restored.value, restored.commit), (task(), None));
}

#[tokio::test]
async fn the_whole_trash_is_emptied_in_one_commit() {
    let deleted = |id| Task {
        id: TaskId(Uuid::from_u128(id)),
        ..task().delete(now())
    };
    let cursor = TrashCursor {
        deleted_at: now(),
        id: ID,
    };
    let mut tasks = MockTaskRepository::new();
    tasks.expect_trash().times(2).returning(move |_, after, _| {
        let (items, next) = match after {
            None => (vec![deleted(1), deleted(2)], Some(cursor)),
            Some(_) => (vec![deleted(3)], None),
        };
        Ok(Page {
            items,
            next,
            total: None,
        })
    });
    let mut journal = MockJournal::new();
    journal
        .expect_commit()
        .withf(move |commit| commit.puts == [1, 2, 3].map(deleted).map(Put::remove))
        .times(1)
        .returning(|_| Ok(()));
    let commit = service(tasks, journal).empty_trash(&by_owner()).await;
    assert!(commit.unwrap().is_some());
}
