//! Making, changing, completing and removing a task.

use std::sync::{Arc, Mutex};

use errand_domain::TimeZone;
use errand_domain::tasks::{
    Change, Description, DueTimeWithoutDate, MockTaskRepository, NewTask, Priority, Tag, Tags,
    Task, TaskPatch, TaskTitle, UpdateError,
};
use mockall::predicate::eq;

use super::{ID, OWNER, bare, broken, due, is_broken, now, service, task};
use crate::tasks::TaskError;

/// A repository that expects one change, to the owner's task at the present instant.
fn updates(patch: TaskPatch, result: Result<Option<Task>, UpdateError>) -> MockTaskRepository {
    let mut tasks = MockTaskRepository::new();
    tasks
        .expect_update()
        .with(eq(OWNER), eq(ID), eq(patch), eq(now()))
        .times(1)
        .return_once(|_, _, _, _| result);
    tasks
}

fn completing() -> TaskPatch {
    TaskPatch {
        completed: Some(true),
        ..TaskPatch::default()
    }
}

#[tokio::test]
async fn a_new_task_is_kept_for_its_owner_as_it_is_returned() {
    let kept = Arc::new(Mutex::new(None));
    let keep = Arc::clone(&kept);
    let mut tasks = MockTaskRepository::new();
    tasks
        .expect_insert()
        .withf(|owner, task| *owner == OWNER && task.title == bare().title)
        .times(1)
        .returning(move |_, task| {
            *keep.lock().unwrap() = Some(task.clone());
            Ok(())
        });
    let task = service(tasks).create(OWNER, bare()).await.unwrap();
    assert_eq!(*kept.lock().unwrap(), Some(task));
}

#[tokio::test]
async fn a_new_task_is_stamped_by_the_clock() {
    let mut tasks = MockTaskRepository::new();
    tasks.expect_insert().returning(|_, _| Ok(()));
    let completed = NewTask {
        completed: true,
        ..bare()
    };
    let task = service(tasks).create(OWNER, completed).await.unwrap();
    assert_eq!((task.created_at, task.updated_at), (now(), now()));
    assert_eq!(task.completed_at, Some(now()));
}

#[tokio::test]
async fn a_task_that_cannot_be_kept_is_a_failure() {
    let mut tasks = MockTaskRepository::new();
    tasks
        .expect_insert()
        .times(1)
        .returning(|_, _| Err(broken()));
    let error = service(tasks).create(OWNER, bare()).await.unwrap_err();
    assert!(is_broken(&error));
}

#[tokio::test]
async fn a_patch_is_passed_on_and_its_result_returned() {
    let changed = Task {
        version: 2,
        ..task()
    };
    let tasks = updates(completing(), Ok(Some(changed.clone())));
    let task = service(tasks).patch(OWNER, ID, completing()).await;
    assert_eq!(task.unwrap(), changed);
}

#[tokio::test]
async fn an_empty_patch_reads_and_writes_nothing() {
    let mut tasks = MockTaskRepository::new();
    tasks.expect_update().never();
    tasks
        .expect_find()
        .with(eq(OWNER), eq(ID))
        .times(1)
        .returning(|_, _| Ok(Some(task())));
    let patched = service(tasks).patch(OWNER, ID, TaskPatch::default()).await;
    assert_eq!(patched.unwrap(), task());
}

#[tokio::test]
async fn an_empty_patch_of_an_absent_task_is_not_found() {
    let mut tasks = MockTaskRepository::new();
    tasks.expect_find().returning(|_, _| Ok(None));
    let patched = service(tasks).patch(OWNER, ID, TaskPatch::default()).await;
    assert!(matches!(patched, Err(TaskError::NotFound)));
}

#[tokio::test]
async fn a_patch_of_an_absent_task_is_not_found() {
    let tasks = updates(completing(), Ok(None));
    let patched = service(tasks).patch(OWNER, ID, completing()).await;
    assert!(matches!(patched, Err(TaskError::NotFound)));
}

#[tokio::test]
async fn a_due_time_without_a_date_is_told() {
    let timed = || TaskPatch {
        due_time: due().time.into(),
        ..TaskPatch::default()
    };
    let tasks = updates(timed(), Err(DueTimeWithoutDate.into()));
    let patched = service(tasks).patch(OWNER, ID, timed()).await;
    assert!(matches!(patched, Err(TaskError::DueTimeWithoutDate(_))));
}

#[tokio::test]
async fn a_patch_that_cannot_be_written_is_a_failure() {
    let tasks = updates(completing(), Err(broken().into()));
    let patched = service(tasks).patch(OWNER, ID, completing()).await;
    assert!(matches!(patched, Err(TaskError::Failure(failure)) if is_broken(&failure)));
}

#[tokio::test]
async fn a_full_content_replaces_every_field() {
    let title = TaskTitle::parse("bread").unwrap();
    let description = Description::parse("rye".to_owned()).unwrap();
    let tags = Tags::parse(vec![Tag::parse("home").unwrap()]).unwrap();
    let berlin = TimeZone::parse("Europe/Berlin").unwrap();
    let content = NewTask {
        title: title.clone(),
        description: Some(description.clone()),
        completed: true,
        priority: Priority::High,
        tags: tags.clone(),
        due: Some(due()),
        time_zone: Some(berlin),
    };
    let patch = TaskPatch {
        title: Some(title),
        description: Change::Set(description),
        completed: Some(true),
        priority: Some(Priority::High),
        tags: Some(tags),
        due_date: Change::Set(due().date),
        due_time: due().time.into(),
        time_zone: Change::Set(berlin),
    };
    let tasks = updates(patch, Ok(Some(task())));
    let replaced = service(tasks).replace(OWNER, ID, content).await;
    assert_eq!(replaced.unwrap(), task());
}

#[tokio::test]
async fn a_bare_content_clears_what_it_does_not_have() {
    let patch = TaskPatch {
        title: Some(bare().title),
        description: Change::Clear,
        completed: Some(false),
        priority: Some(Priority::Medium),
        tags: Some(Tags::default()),
        due_date: Change::Clear,
        due_time: Change::Clear,
        time_zone: Change::Clear,
    };
    let tasks = updates(patch, Ok(Some(task())));
    let replaced = service(tasks).replace(OWNER, ID, bare()).await;
    assert_eq!(replaced.unwrap(), task());
}

#[tokio::test]
async fn replacing_an_absent_task_is_not_found() {
    let tasks = updates(bare().into(), Ok(None));
    let replaced = service(tasks).replace(OWNER, ID, bare()).await;
    assert!(matches!(replaced, Err(TaskError::NotFound)));
}

/// A repository that expects one toggling, of the owner's task at the present instant.
fn toggles(result: Option<Task>) -> MockTaskRepository {
    let mut tasks = MockTaskRepository::new();
    tasks
        .expect_toggle()
        .with(eq(OWNER), eq(ID), eq(now()))
        .times(1)
        .return_once(|_, _, _| Ok(result));
    tasks
}

#[tokio::test]
async fn a_toggled_task_is_returned_as_it_is_then() {
    let completed = Task {
        completed_at: Some(now()),
        ..task()
    };
    let tasks = toggles(Some(completed.clone()));
    let toggled = service(tasks).toggle(OWNER, ID).await;
    assert_eq!(toggled.unwrap(), completed);
}

#[tokio::test]
async fn toggling_an_absent_task_is_not_found() {
    let toggled = service(toggles(None)).toggle(OWNER, ID).await;
    assert!(matches!(toggled, Err(TaskError::NotFound)));
}

/// A repository that expects one removal, of the owner's task.
fn deletes(existed: bool) -> MockTaskRepository {
    let mut tasks = MockTaskRepository::new();
    tasks
        .expect_delete()
        .with(eq(OWNER), eq(ID))
        .times(1)
        .return_once(move |_, _| Ok(existed));
    tasks
}

#[tokio::test]
async fn a_task_is_removed_for_its_owner() {
    let removed = service(deletes(true)).delete(OWNER, ID).await;
    assert!(removed.is_ok());
}

#[tokio::test]
async fn removing_an_absent_task_is_not_found() {
    let removed = service(deletes(false)).delete(OWNER, ID).await;
    assert!(matches!(removed, Err(TaskError::NotFound)));
}
