//! Random writers against a model: after any interleaving, the tasks, their derived rows and the
//! replayed log all agree.

use std::collections::BTreeMap;

use errand_domain::changes::{Change, ChangeLog, CommitError, CommitId, EntityId, Put, Record};
use errand_domain::tasks::{Order, Tag, Task, TaskId, TaskRepository, TaskSort};
use errand_domain::users::UserId;
use errand_test_support::on_both_databases;
use sea_orm::{ConnectionTrait, Statement};
use uuid::Uuid;

use crate::store::{Store, at_once, by, later, limit};
use crate::tasks::draft::{tag, task, terms};

const WRITERS: u64 = 8;
const WRITES: u64 = 25;
const WORDS: [&str; 5] = ["milk", "bread", "oats", "kitchen", "garden"];

on_both_databases! {
    async fn everything_agrees_after_random_writes(database: TestDatabase) {
        let store = Store::on(&database).await;
        let owners = [store.user("ada").await, store.user("bob").await];
        let seed = Uuid::new_v4().as_u64_pair().0 >> 16;
        at_once(usize::try_from(WRITERS).unwrap(), |writer| {
            let (store, writer) = (store.clone(), writer as u64);
            async move {
                let mut dice = Dice(seed * 1000 + writer + 1);
                let owner = owners[usize::try_from(writer % 2).unwrap()];
                for _ in 0..WRITES {
                    write(&store, owner, &mut dice).await;
                }
            }
        })
        .await;
        for owner in owners {
            check(&store, owner, seed).await;
        }
        if !database.is_postgres() {
            database.assert_search_index().await;
        }
    }
}

/// A small generator of random numbers (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % sides as u64).unwrap()
    }

    fn content(&mut self) -> Task {
        let words = [0; 3].map(|_| WORDS[self.roll(WORDS.len())]);
        let tags = (0..self.roll(4)).map(|_| WORDS[self.roll(WORDS.len())]);
        let tags: Vec<_> = tags.collect();
        task(&words.join(" ")).tags(tags).task()
    }
}

/// Commits some puts on tasks that exist, or gives up when others were faster.
async fn write(store: &Store, owner: UserId, dice: &mut Dice) {
    let tasks = all(store, owner).await;
    let mut puts = Vec::new();
    for _ in 0..=dice.roll(3) {
        let before = match tasks.get(dice.roll(tasks.len() + 3)) {
            Some(task)
                if !puts
                    .iter()
                    .any(|put: &Put| put.id() == Some(EntityId::Task(task.id))) =>
            {
                task
            }
            _ => {
                puts.push(Put::create(dice.content()));
                continue;
            }
        };
        let edited = Task {
            content: dice.content().content,
            ..before.clone()
        };
        puts.push(match dice.roll(6) {
            0 => Put::remove(before.clone()),
            1 => Put::change(before.clone(), before.clone().delete(later())),
            2 => Put::change(before.clone(), before.clone().restore(later())),
            3 => Put::change(before.clone(), before.clone().toggle(later())),
            _ => Put::change(before.clone(), edited.toggle(later())),
        });
    }
    match store.commit(owner, puts).await {
        Ok(()) | Err(CommitError::Conflict) => {}
        Err(error) => panic!("{error:?}"),
    }
}

/// Compares the tasks with the log and with everything derived from them.
async fn check(store: &Store, owner: UserId, seed: u64) {
    let tasks: BTreeMap<_, _> = all(store, owner)
        .await
        .into_iter()
        .map(|task| (task.id, task))
        .collect();
    assert_eq!(replayed(store, owner).await, tasks, "seed {seed}");
    assert!(tasks.len() > 5, "seed {seed}");

    let listed = tasks.values().filter(|task| task.deleted_at.is_none());
    let mut tags = BTreeMap::<_, u64>::new();
    for name in listed.clone().flat_map(|task| task.content.tags.iter()) {
        *tags.entry(tag(name)).or_default() += 1;
    }
    let page = store.tasks.tags(owner, None, limit(100)).await.unwrap();
    let counted: BTreeMap<Tag, u64> = page
        .items
        .into_iter()
        .map(|it| (it.tag, it.count))
        .collect();
    assert_eq!(counted, tags, "seed {seed}");

    for word in WORDS {
        let mut query = by(TaskSort::Title, Order::Ascending);
        query.filter.search = terms(word);
        let has = |task: &&Task| {
            task.content.title.as_str().contains(word)
                || task.content.tags.iter().any(|it| it == word)
        };
        let total = store.page(owner, &query).await.total;
        assert_eq!(
            total,
            Some(listed.clone().filter(has).count() as u64),
            "{word}, seed {seed}"
        );
    }
}

/// The tasks of a user, in the trash or not.
async fn all(store: &Store, owner: UserId) -> Vec<Task> {
    let ids = ids(store, "SELECT id FROM tasks ORDER BY id").await;
    let ids: Vec<_> = ids.into_iter().map(TaskId).collect();
    let mut tasks = store.tasks.find_all(owner, &ids).await.unwrap();
    tasks.sort_by_key(|task| task.id);
    tasks
}

/// The tasks as the log tells them, from nothing.
async fn replayed(store: &Store, owner: UserId) -> BTreeMap<TaskId, Task> {
    let mut changes: Vec<Change> = Vec::new();
    for commit in ids(store, "SELECT DISTINCT commit_id FROM changes").await {
        changes.extend(
            store
                .changes
                .of_commit(owner, CommitId(commit))
                .await
                .unwrap(),
        );
    }
    changes.sort_by_key(|change| change.seq);
    let mut tasks = BTreeMap::new();
    for (index, change) in changes.into_iter().enumerate() {
        assert_eq!(change.seq, i64::try_from(index + 1).unwrap());
        let EntityId::Task(id) = change.entity;
        let before = change.before.map(|Record::Task(task)| *task);
        assert_eq!(
            tasks.remove(&id),
            before,
            "each change begins where the last one ended"
        );
        if let Some(Record::Task(task)) = change.after {
            tasks.insert(id, *task);
        }
    }
    tasks
}

async fn ids(store: &Store, select: &str) -> Vec<Uuid> {
    let select = Statement::from_string(store.sql.get_database_backend(), select);
    let rows = store.sql.query_all_raw(select).await.unwrap();
    rows.iter()
        .map(|row| row.try_get_by_index(0).unwrap())
        .collect()
}
