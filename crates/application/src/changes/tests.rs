//! Retries, replays and undo, on mocks of the ports.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use errand_domain::changes::{
    Change, CommitError, CommitId, EntityId, Fingerprint, MockChangeLog, MockJournal, Put, Record,
    RequestKey,
};
use errand_domain::tasks::{MockTaskRepository, NewTask, Task, TaskContent, TaskId, TaskTitle};
use errand_domain::users::UserId;
use errand_domain::{Failure, MockClock, Timestamp};
use uuid::Uuid;

use super::{ChangeService, UndoError, Write, WriteError, Writer, Written};

const ADA: UserId = UserId(Uuid::from_u128(1));
const COMMIT: CommitId = CommitId(Uuid::from_u128(9));

fn now() -> Timestamp {
    "2026-11-20T12:00:00Z".parse().unwrap()
}

fn earlier() -> Timestamp {
    "2026-11-19T12:00:00Z".parse().unwrap()
}

fn task(id: u128) -> Task {
    let content = TaskContent::titled(TaskTitle::parse("milk").unwrap());
    let new = NewTask {
        content,
        completed: false,
    };
    Task::new(TaskId(Uuid::from_u128(id)), new, earlier())
}

fn writer(journal: MockJournal, log: Arc<MockChangeLog>) -> Writer {
    let mut clock = MockClock::new();
    clock.expect_now().returning(now);
    Writer::new(Arc::new(journal), log, Arc::new(clock))
}

fn keyed(fingerprint: u8) -> Write {
    Write {
        key: Some(RequestKey::parse("k", Fingerprint([fingerprint; 32])).unwrap()),
        ..Write::by(ADA)
    }
}

/// A log in which the key was used for one commit.
fn used() -> MockChangeLog {
    let mut log = MockChangeLog::new();
    log.expect_by_key()
        .returning(|_, _, _| Ok(Some((Fingerprint([1; 32]), COMMIT))));
    log.expect_of_commit()
        .returning(|_, _| Ok(vec![change(None, Some(task(1)))]));
    log
}

fn change(before: Option<Task>, after: Option<Task>) -> Change {
    let id = after.as_ref().or(before.as_ref()).unwrap().id;
    Change {
        seq: 1,
        at: earlier(),
        actor: ADA,
        commit: COMMIT,
        entity: EntityId::Task(id),
        before: before.map(Record::from),
        after: after.map(Record::from),
    }
}

async fn create(writer: &Writer, write: &Write) -> Result<Written<Vec<Put>>, WriteError> {
    writer
        .write(write, async |_| Ok(vec![Put::create(task(1))]))
        .await
}

#[tokio::test]
async fn a_conflict_is_decided_again() {
    let mut journal = MockJournal::new();
    let mut outcomes = vec![
        Ok(()),
        Err(CommitError::Conflict),
        Err(CommitError::Conflict),
    ];
    journal
        .expect_commit()
        .times(3)
        .returning(move |_| outcomes.pop().unwrap());
    let decisions = AtomicUsize::new(0);
    let decide = async |_| -> Result<_, WriteError> {
        decisions.fetch_add(1, Ordering::SeqCst);
        Ok(vec![Put::create(task(1))])
    };
    let writer = writer(journal, Arc::default());
    let written = writer.write(&Write::by(ADA), decide).await.unwrap();
    assert_eq!((decisions.into_inner(), written.value.len()), (3, 1));
}

#[tokio::test]
async fn conflicts_without_end_are_a_passing_failure() {
    let mut journal = MockJournal::new();
    journal
        .expect_commit()
        .returning(|_| Err(CommitError::Conflict));
    let refused = create(&writer(journal, Arc::default()), &Write::by(ADA)).await;
    assert!(matches!(
        refused,
        Err(WriteError::Failure(Failure::Unavailable { .. }))
    ));
}

#[tokio::test]
async fn a_key_that_was_used_brings_back_its_commit() {
    let writer = writer(MockJournal::new(), Arc::new(used()));
    let replayed = create(&writer, &keyed(1)).await.unwrap();
    let expected = Written {
        commit: Some(COMMIT),
        value: vec![Put::create(task(1))],
    };
    assert_eq!(replayed, expected);
    let refused = create(&writer, &keyed(2)).await;
    assert!(matches!(refused, Err(WriteError::KeyReused)), "{refused:?}");
}

#[tokio::test]
async fn a_key_in_use_is_refused_until_its_request_ends() {
    let mut log = MockChangeLog::new();
    log.expect_by_key().returning(|_, _, _| Ok(None));
    let mut journal = MockJournal::new();
    journal.expect_commit().times(3).returning(|_| Ok(()));
    let writer = writer(journal, Arc::new(log));
    let anothers = Write {
        actor: UserId(Uuid::from_u128(2)),
        ..keyed(1)
    };
    let decide = async |_| {
        create(&writer, &anothers).await.unwrap();
        let second = create(&writer, &keyed(1)).await;
        assert!(matches!(second, Err(WriteError::KeyInUse)), "{second:?}");
        Ok::<_, WriteError>(vec![Put::create(task(1))])
    };
    writer.write(&keyed(1), decide).await.unwrap();
    create(&writer, &keyed(1)).await.unwrap();
}

#[tokio::test]
async fn an_id_taken_by_the_same_request_elsewhere_is_replayed() {
    let mut log = MockChangeLog::new();
    let mut found = vec![Some((Fingerprint([1; 32]), COMMIT)), None];
    log.expect_by_key()
        .times(2)
        .returning(move |_, _, _| Ok(found.pop().unwrap()));
    log.expect_of_commit()
        .returning(|_, _| Ok(vec![change(None, Some(task(1)))]));
    let mut journal = MockJournal::new();
    journal
        .expect_commit()
        .returning(|_| Err(CommitError::IdTaken));
    let replayed = create(&writer(journal, Arc::new(log)), &keyed(1)).await;
    assert_eq!(replayed.unwrap().commit, Some(COMMIT));
}

/// Undoes a commit of these changes while these tasks exist.
async fn undo(
    changes: Vec<Change>,
    present: Vec<Task>,
    journal: MockJournal,
) -> Result<Written<Vec<Put>>, UndoError> {
    let mut log = MockChangeLog::new();
    log.expect_of_commit()
        .returning(move |_, _| Ok(changes.clone()));
    let log = Arc::new(log);
    let mut tasks = MockTaskRepository::new();
    tasks
        .expect_find_all()
        .returning(move |_, _| Ok(present.clone()));
    let service = ChangeService {
        writer: Arc::new(writer(journal, log.clone())),
        log,
        tasks: Arc::new(tasks),
    };
    service.undo(&Write::by(ADA), COMMIT).await
}

#[tokio::test]
async fn an_undo_brings_every_state_back_in_a_new_version() {
    let again = |version: i64, task: Task| Task {
        version,
        updated_at: now(),
        ..task
    };
    let done = task(2).complete(earlier());
    let changes = vec![
        change(None, Some(task(1))),
        change(Some(task(2)), Some(done.clone())),
        change(Some(task(3)), None),
    ];
    let mut journal = MockJournal::new();
    journal.expect_commit().times(1).returning(|_| Ok(()));
    let undone = undo(changes, vec![task(1), done.clone()], journal)
        .await
        .unwrap();
    let expected = [
        Put::remove(task(1)),
        Put::change(done, again(3, task(2))),
        Put::create(again(2, task(3))),
    ];
    assert_eq!(undone.value, expected);
}

#[tokio::test]
async fn an_undo_is_refused_if_anything_has_changed_since() {
    let changed = task(1).complete(earlier());
    let two = || [1, 2].map(|id| change(None, Some(task(id)))).into();
    for (present, in_the_way) in [
        (vec![changed, task(2)], vec![1]),
        (vec![task(1)], vec![2]),
        (vec![], vec![1, 2]),
    ] {
        let refused = undo(two(), present, MockJournal::new()).await;
        let id = |id: u128| EntityId::Task(TaskId(Uuid::from_u128(id)));
        let expected: Vec<_> = in_the_way.into_iter().map(id).collect();
        assert!(
            matches!(&refused, Err(UndoError::Changed(ids)) if *ids == expected),
            "{refused:?}"
        );
    }
}

#[tokio::test]
async fn an_unknown_commit_cannot_be_undone() {
    let refused = undo(vec![], vec![], MockJournal::new()).await;
    assert!(matches!(refused, Err(UndoError::NotFound)), "{refused:?}");
}
