//! The use cases of tasks, on mocks of the ports. A call that no test expects is a failure.

mod changes;
mod reads;

use std::sync::Arc;

use errand_domain::tasks::{
    Due, DueDate, DueTime, MockTaskRepository, NewTask, Priority, Tags, Task, TaskId, TaskTitle,
};
use errand_domain::users::UserId;
use errand_domain::{Failure, MockClock, Timestamp};
use uuid::Uuid;

use super::TaskService;

const OWNER: UserId = UserId(Uuid::from_u128(1));
const ID: TaskId = TaskId(Uuid::from_u128(2));

/// The use cases on a repository, at an instant that stands still.
fn service(tasks: MockTaskRepository) -> TaskService {
    let mut clock = MockClock::new();
    clock.expect_now().returning(now);
    TaskService::new(Arc::new(tasks), Arc::new(clock))
}

fn now() -> Timestamp {
    "2026-11-20T12:00:00Z".parse().unwrap()
}

/// The content of a task that has nothing but a title.
fn bare() -> NewTask {
    NewTask {
        title: TaskTitle::parse("milk").unwrap(),
        description: None,
        completed: false,
        priority: Priority::Medium,
        tags: Tags::default(),
        due: None,
        time_zone: None,
    }
}

fn task() -> Task {
    Task {
        id: ID,
        ..Task::new(bare(), now())
    }
}

fn due() -> Due {
    Due {
        date: DueDate::parse("2026-12-31").unwrap(),
        time: Some(DueTime::parse("09:30").unwrap()),
    }
}

fn broken() -> Failure {
    Failure::internal("broken")
}

fn is_broken(failure: &Failure) -> bool {
    matches!(failure, Failure::Internal(error) if error.to_string() == "broken")
}
