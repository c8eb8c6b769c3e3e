//! What the task use cases decide, on mocks of the ports.

use std::sync::Arc;

use errand_domain::tasks::{
    MockTaskRepository, NewTask, Priority, Tags, Task, TaskId, TaskPatch, TaskTitle,
};
use errand_domain::users::UserId;
use errand_domain::{MockClock, Timestamp};
use uuid::Uuid;

use super::TaskService;

const OWNER: UserId = UserId(Uuid::from_u128(1));
const ID: TaskId = TaskId(Uuid::from_u128(2));

/// The use cases on a repository, with a clock that stands still.
fn service(tasks: MockTaskRepository) -> TaskService {
    let mut clock = MockClock::new();
    clock.expect_now().returning(now);
    TaskService::new(Arc::new(tasks), Arc::new(clock))
}

fn now() -> Timestamp {
    "2026-11-20T12:00:00Z".parse().unwrap()
}

/// The content of a completed task with nothing but a title.
fn content() -> NewTask {
    NewTask {
        title: TaskTitle::parse("milk").unwrap(),
        description: None,
        completed: true,
        priority: Priority::Medium,
        tags: Tags::default(),
        due: None,
        time_zone: None,
    }
}

#[tokio::test]
async fn a_new_task_is_stamped_by_the_clock() {
    let mut tasks = MockTaskRepository::new();
    tasks.expect_insert().returning(|_, _| Ok(()));
    let task = service(tasks).create(OWNER, content()).await.unwrap();
    assert_eq!((task.created_at, task.updated_at), (now(), now()));
    assert_eq!(task.completed_at, Some(now()));
}

#[tokio::test]
async fn an_empty_patch_reads_the_task_and_writes_nothing() {
    let task = Task {
        id: ID,
        ..Task::new(content(), now())
    };
    let found = task.clone();
    let mut tasks = MockTaskRepository::new();
    tasks.expect_find().return_once(|_, _| Ok(Some(found)));
    tasks.expect_update().never();
    let patched = service(tasks).patch(OWNER, ID, TaskPatch::default()).await;
    assert_eq!(patched.unwrap(), task);
}
