//! Commits of which a statement finds no room in the file of SQLite. (The tests of the program have
//! those that find none at their end.)

use errand_domain::changes::{
    Commit, CommitError, CommitId, Fingerprint, Journal, Put, RequestKey,
};
use errand_domain::tasks::{Description, NewTask, Tag, Tags, Task, TaskContent, TaskId, TaskTitle};
use errand_domain::users::{Email, PasswordHash, User, UserRepository};
use errand_domain::{Failure, Timestamp};
use errand_test_support::TestDatabase;
use uuid::Uuid;

use super::SqlJournal;
use crate::database::{Database, DatabaseSettings, Synchronous, column};
use crate::users::SqlUserRepository;

#[tokio::test]
async fn whichever_statement_finds_no_room_nothing_of_the_commit_is_kept() {
    let file = TestDatabase::sqlite().await;
    let database = connect(&file).await;
    let user = User::new(Email::parse("ada@example.org").unwrap(), now());
    let users = SqlUserRepository::new(database.clone());
    let hash = PasswordHash("secret".to_owned());
    users.insert(&user, &hash).await.unwrap();
    let journal = SqlJournal::new(database.clone());
    let milk = long_task("milk");
    let bread = Task {
        content: long_task("bread").content,
        ..milk.clone().complete(now())
    };
    let size = number(&database, "SELECT page_count FROM pragma_page_count").await;
    let mut pages = size;
    for (count, put) in [
        (1, Put::create(milk.clone())),
        (2, Put::change(milk, bread)),
    ] {
        let commit = Commit {
            id: CommitId::new(),
            actor: user.id,
            at: now(),
            key: Some(RequestKey::parse(&count.to_string(), Fingerprint([0; 32])).unwrap()),
            puts: vec![put],
        };
        let before = kept(&file).await;
        let mut refusals = 0;
        loop {
            // A connection that failed is replaced by one without the limit.
            let limit = format!("PRAGMA max_page_count = {pages}");
            database.execute(&limit, []).await.unwrap();
            match journal.commit(&commit).await {
                Ok(()) => break,
                Err(CommitError::Failure(Failure::Unavailable { .. })) => {}
                Err(error) => panic!("{error:?}"),
            }
            assert_eq!(kept(&file).await, before);
            refusals += 1;
            pages += 1;
        }
        assert!(refusals > 1, "{refusals}");
        let expected = format!("{count} changes, {count} keys, 1 tasks, 20 tags");
        assert_eq!(kept(&file).await, expected);
    }
}

async fn connect(file: &TestDatabase) -> Database {
    let settings = DatabaseSettings {
        url: file.url().into(),
        max_connections: 1,
        acquire_timeout_ms: 10_000,
        transaction_pooler: false,
        statement_timeout_ms: 0,
        sqlite_synchronous: Synchronous::Normal,
    };
    Database::connect(&settings).await.unwrap()
}

/// A task that needs several pages in every table.
fn long_task(word: &str) -> Task {
    let tags = (0..20).map(|number| Tag::parse(&format!("{number} {}", word.repeat(9))).unwrap());
    let new = NewTask {
        content: TaskContent {
            description: Some(Description::parse(format!("{word}\n").repeat(1600)).unwrap()),
            tags: Tags::parse(tags.collect()).unwrap(),
            ..TaskContent::titled(TaskTitle::parse(word).unwrap())
        },
        completed: false,
    };
    Task::new(TaskId(Uuid::now_v7()), new, now())
}

fn now() -> Timestamp {
    "2026-11-30T12:00:00Z".parse().unwrap()
}

async fn number(database: &Database, sql: &str) -> i64 {
    let rows = database.rows(sql, []).await.unwrap();
    column(&rows[0], 0).unwrap()
}

/// How much is stored, as another process sees it.
async fn kept(file: &TestDatabase) -> String {
    file.assert_search_index().await;
    let count = "SELECT (SELECT COUNT(*) FROM changes) || ' changes, '
             || (SELECT COUNT(*) FROM request_keys) || ' keys, '
             || (SELECT COUNT(*) FROM tasks) || ' tasks, '
             || (SELECT COUNT(*) FROM task_tags) || ' tags'";
    file.query_text(count).await
}
