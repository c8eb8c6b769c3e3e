//! Bulk changes in several commits, and their limits.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard};

use errand_domain::Failure;
use errand_domain::changes::{Change, Commit, CommitError, Fingerprint, Record, RequestKey};
use errand_domain::tasks::{BulkChange, TaskFilter};
use jiff::SignedDuration;

use super::*;
use crate::tasks::BulkError;
use crate::testing::ada;

/// More tasks than fit into one commit.
const MANY: u128 = BulkChange::COMMIT_SIZE as u128 + 1;

/// What is stored.
#[derive(Default)]
struct Memory {
    tasks: BTreeMap<u128, Task>,
    /// The commit with a key.
    keyed: Option<Commit>,
    /// How many commits succeed from now on.
    room: usize,
}

impl Memory {
    /// Open tasks, made at the very instant at which all requests are made.
    fn of_open_tasks() -> Arc<Mutex<Self>> {
        let open = |id| {
            Task::new(
                task_id(id),
                NewTask {
                    completed: false,
                    ..milk()
                },
                now(),
            )
        };
        Arc::new(Mutex::new(Self {
            tasks: (1..=MANY).map(|id| (id, open(id))).collect(),
            room: 10,
            ..Self::default()
        }))
    }

    fn commit(&mut self, commit: &Commit) -> Result<(), CommitError> {
        if commit.key.is_some() && self.keyed.is_some() {
            return Err(CommitError::Conflict);
        }
        self.room = self.room.checked_sub(1).ok_or(Failure::Unavailable {
            what: "the database",
            source: None,
        })?;
        self.keyed = self
            .keyed
            .take()
            .or(commit.key.is_some().then(|| commit.clone()));
        for put in &commit.puts {
            if let Some(Record::Task(task)) = &put.after {
                self.tasks.insert(task.id.0.as_u128(), *task.clone());
            }
        }
        Ok(())
    }

    fn ids(&self, matches: impl Fn(&Task) -> bool) -> Vec<TaskId> {
        let tasks = self.tasks.values().filter(|task| matches(task));
        tasks.map(|task| task.id).collect()
    }
}

fn lock(memory: &Mutex<Memory>) -> MutexGuard<'_, Memory> {
    memory.lock().unwrap()
}

fn on(memory: &Arc<Mutex<Memory>>) -> TaskService {
    let mut tasks = MockTaskRepository::new();
    let stored = memory.clone();
    tasks.expect_find_all().returning(move |_, ids| {
        let stored = &lock(&stored).tasks;
        let found = ids.iter().filter_map(|id| stored.get(&id.0.as_u128()));
        Ok(found.cloned().collect())
    });
    let mut journal = MockJournal::new();
    let stored = memory.clone();
    journal
        .expect_commit()
        .returning(move |commit| lock(&stored).commit(commit));
    let mut log = MockChangeLog::new();
    let stored = memory.clone();
    log.expect_by_key().returning(move |_, key, _| {
        let keyed = &lock(&stored).keyed;
        Ok(keyed.as_ref().map(|commit| (key.fingerprint, commit.id)))
    });
    let stored = memory.clone();
    log.expect_of_commit().returning(move |_, _| {
        let keyed = lock(&stored).keyed.clone().unwrap();
        let puts = keyed.puts.into_iter();
        let change = |put: Put| Change {
            seq: 1,
            at: keyed.at,
            actor: keyed.actor,
            commit: keyed.id,
            entity: put.id().unwrap(),
            before: put.before,
            after: put.after,
        };
        Ok(puts.map(change).collect())
    });
    service_with(tasks, journal, log)
}

fn keyed() -> Write {
    Write {
        key: Some(RequestKey::parse("k", Fingerprint([1; 32])).unwrap()),
        ..by_owner()
    }
}

fn complete() -> BulkChange {
    BulkChange {
        patch: TaskPatch {
            completed: Some(true),
            ..TaskPatch::default()
        },
        ..BulkChange::default()
    }
}

fn task_id(id: u128) -> TaskId {
    TaskId(Uuid::from_u128(id))
}

#[tokio::test]
async fn a_request_that_failed_after_its_first_commit_is_finished_when_it_is_repeated() {
    type Match = fn(&Task) -> bool;
    // The tasks are named by their ids, or by a filter that no longer matches all of them.
    for matches in [(|_| true) as Match, |task| task.completed_at.is_none()] {
        let memory = Memory::of_open_tasks();
        lock(&memory).room = 1;
        let all = lock(&memory).ids(matches);
        let failed = on(&memory).change_all(&keyed(), &all, &complete()).await;
        failed.unwrap_err();
        assert_eq!(
            lock(&memory).ids(|task| task.version == 2).len(),
            BulkChange::COMMIT_SIZE
        );

        lock(&memory).room = 10;
        let all = lock(&memory).ids(matches);
        let done = on(&memory)
            .change_all(&keyed(), &all, &complete())
            .await
            .unwrap();
        assert_eq!((done.changed as u128, done.commits.len()), (MANY, 2));
        assert_eq!(done.skipped, []);
        assert_eq!(
            lock(&memory).ids(|task| task.version == 2).len() as u128,
            MANY
        );
    }
}

#[tokio::test]
async fn what_was_changed_since_is_not_part_of_a_repeated_request() {
    let memory = Memory::of_open_tasks();
    let all = lock(&memory).ids(|_| true);
    on(&memory)
        .change_all(&keyed(), &all, &complete())
        .await
        .unwrap();
    let later = now() + SignedDuration::from_secs(1);
    let reopened = lock(&memory).tasks[&MANY].clone().reopen(later);
    lock(&memory).tasks.insert(MANY, reopened.clone());

    let open = lock(&memory).ids(|task| task.completed_at.is_none());
    on(&memory)
        .change_all(&keyed(), &open, &complete())
        .await
        .unwrap();
    assert_eq!(lock(&memory).tasks[&MANY], reopened);
}

#[tokio::test]
async fn at_most_10_000_tasks_may_match() {
    for (matching, is_allowed) in [(10_000, true), (10_001, false)] {
        let mut tasks = MockTaskRepository::new();
        tasks
            .expect_matching()
            .returning(move |_, _, _, most| Ok((0..matching).map(task_id).take(most).collect()));
        tasks.expect_find_all().returning(|_, _| Ok(Vec::new()));
        let changed = service(tasks, MockJournal::new())
            .change_matching(&by_owner(), &ada(), &TaskFilter::default(), &complete())
            .await;
        let is_refused = matches!(changed, Err(BulkError::TooMany));
        assert_eq!(is_refused, !is_allowed, "{matching}");
    }
}
