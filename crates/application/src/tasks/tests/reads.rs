//! Reading a task, a list of tasks, and the tags in use.

use errand_domain::tasks::{
    MockTaskRepository, Order, Tag, TagCount, TaskCursor, TaskFilter, TaskQuery, TaskSort,
};
use errand_domain::users::{Email, User};
use errand_domain::{Limit, LocalTime, Page, TimeZone};
use mockall::predicate::eq;

use super::{ID, OWNER, broken, is_broken, now, service, task};
use crate::tasks::TaskError;

#[tokio::test]
async fn a_task_is_read_for_its_owner() {
    let mut tasks = MockTaskRepository::new();
    tasks
        .expect_find()
        .with(eq(OWNER), eq(ID))
        .times(1)
        .returning(|_, _| Ok(Some(task())));
    assert_eq!(service(tasks).get(OWNER, ID).await.unwrap(), task());
}

#[tokio::test]
async fn an_absent_task_is_not_found() {
    let mut tasks = MockTaskRepository::new();
    tasks.expect_find().times(1).returning(|_, _| Ok(None));
    let error = service(tasks).get(OWNER, ID).await.unwrap_err();
    assert!(matches!(error, TaskError::NotFound));
}

#[tokio::test]
async fn a_failing_repository_is_a_failure_and_no_absence() {
    let mut tasks = MockTaskRepository::new();
    tasks.expect_find().returning(|_, _| Err(broken()));
    let error = service(tasks).get(OWNER, ID).await.unwrap_err();
    assert!(matches!(error, TaskError::Failure(failure) if is_broken(&failure)));
}

fn owner_in(time_zone: TimeZone) -> User {
    User {
        id: OWNER,
        time_zone,
        ..User::new(Email::parse("ada@example.org").unwrap(), now())
    }
}

fn query() -> TaskQuery {
    TaskQuery {
        filter: TaskFilter {
            overdue: Some(true),
            ..TaskFilter::default()
        },
        sort: TaskSort::DueDate,
        order: Order::Descending,
        after: Some(TaskCursor::after(&task(), TaskSort::DueDate)),
        limit: Limit::parse(3).unwrap(),
        with_total: true,
    }
}

#[tokio::test]
async fn a_list_is_asked_for_as_it_is_and_reckoned_in_the_owners_time_zone() {
    let tokyo = TimeZone::parse("Asia/Tokyo").unwrap();
    let time = LocalTime {
        now: now(),
        home: tokyo,
    };
    let page = Page {
        items: vec![task()],
        next: Some(TaskCursor::after(&task(), TaskSort::DueDate)),
        total: Some(7),
    };
    let answer = page.clone();
    let mut tasks = MockTaskRepository::new();
    tasks
        .expect_list()
        .with(eq(OWNER), eq(query()), eq(time))
        .times(1)
        .return_once(|_, _, _| Ok(answer));
    let listed = service(tasks).list(&owner_in(tokyo), &query()).await;
    assert_eq!(listed.unwrap(), page);
}

#[tokio::test]
async fn a_list_that_cannot_be_read_is_a_failure() {
    let mut tasks = MockTaskRepository::new();
    tasks.expect_list().returning(|_, _, _| Err(broken()));
    let listed = service(tasks)
        .list(&owner_in(TimeZone::UTC), &query())
        .await;
    assert!(is_broken(&listed.unwrap_err()));
}

#[tokio::test]
async fn tags_are_read_for_their_owner_from_after_the_last_one_on() {
    let home = || Tag::parse("home").unwrap();
    let limit = Limit::parse(1).unwrap();
    let page = Page {
        items: vec![TagCount {
            tag: Tag::parse("work").unwrap(),
            count: 2,
        }],
        next: None,
        total: None,
    };
    let answer = page.clone();
    let mut tasks = MockTaskRepository::new();
    tasks
        .expect_tags()
        .with(eq(OWNER), eq(Some(home())), eq(limit))
        .times(1)
        .return_once(|_, _, _| Ok(answer));
    let tags = service(tasks).tags(OWNER, Some(home()), limit).await;
    assert_eq!(tags.unwrap(), page);
}
