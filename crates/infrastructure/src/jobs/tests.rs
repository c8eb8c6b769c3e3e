//! Adding jobs in the transaction, or the statement, of another write.

use errand_domain::jobs::NewJob;
use errand_domain::mail::{Mail, MailId};
use errand_domain::users::UserId;
use errand_test_support::{TestDatabase, on_both_databases};
use sea_orm::{ConnectionTrait, Statement};
use uuid::Uuid;

use super::insert;
use super::insertion::insertion;
use crate::database::{Database, DatabaseSettings, Synchronous, column};

async fn connect(database: &TestDatabase) -> Database {
    let settings = DatabaseSettings {
        url: database.url().into(),
        max_connections: 2,
        acquire_timeout_ms: 10_000,
        transaction_pooler: false,
        statement_timeout_ms: 0,
        sqlite_synchronous: Synchronous::Normal,
    };
    Database::connect(&settings).await.unwrap()
}

fn job() -> NewJob {
    NewJob::mail(&Mail {
        id: MailId(Uuid::now_v7()),
        user: UserId(Uuid::now_v7()),
        to: "ada@example.org".to_owned(),
        subject: "Hello".to_owned(),
        text: "See you.".into(),
        created_at: "2026-06-15T12:00:00Z".parse().unwrap(),
        expires_at: "2026-06-15T12:30:00Z".parse().unwrap(),
    })
}

async fn queued(errand: &Database) -> i64 {
    let rows = errand.rows("SELECT COUNT(*) FROM jobs", []).await.unwrap();
    column(&rows[0], 0).unwrap()
}

on_both_databases! {
    async fn a_job_exists_only_once_its_transaction_is_committed(database: TestDatabase) {
        let errand = connect(&database).await;
        let transaction = errand.begin().await.unwrap();
        insert(&transaction, &[job(), job()]).await.unwrap();
        drop(transaction);
        assert_eq!(queued(&errand).await, 0);
        let transaction = errand.begin().await.unwrap();
        insert(&transaction, &[job(), job()]).await.unwrap();
        assert_eq!(queued(&errand).await, 0);
        transaction.commit().await.unwrap();
        assert_eq!(queued(&errand).await, 2);
    }

    async fn any_number_of_jobs_can_be_added_at_once(database: TestDatabase) {
        let errand = connect(&database).await;
        for (count, total) in [(0, 0), (1000, 1000), (2001, 3001)] {
            let jobs: Vec<_> = (0..count).map(|_| job()).collect();
            insert(&errand.connections, &jobs).await.unwrap();
            assert_eq!(queued(&errand).await, total);
        }
    }

    async fn of_jobs_with_one_key_the_first_is_kept(database: TestDatabase) {
        let errand = connect(&database).await;
        let with_key = |key: &str| NewJob { key: Some(key.to_owned()), ..job() };
        let first = with_key("a");
        let jobs = [first.clone(), with_key("a"), with_key("b"), job(), job()];
        insert(&errand.connections, &jobs).await.unwrap();
        insert(&errand.connections, &[with_key("a")]).await.unwrap();
        assert_eq!(queued(&errand).await, 4);
        let rows = errand.rows("SELECT id FROM jobs WHERE key = 'a'", []).await.unwrap();
        assert_eq!(column::<Uuid>(&rows[0], 0).unwrap(), first.id.0);
    }

    async fn on_postgres_jobs_can_be_part_of_a_larger_statement(database: TestDatabase) {
        if !database.is_postgres() {
            return;
        }
        let errand = connect(&database).await;
        let throttle = |key: u8, sql: &str| {
            let mut values = vec![vec![key].into(), 5_i64.into()];
            let jobs = insertion(&[job(), job()], &mut values);
            let sql = format!(
                "WITH kept AS (
                    INSERT INTO throttles (key, hits, ready_at, expires_at)
                    VALUES ($1, $2, $2, $2) RETURNING hits),
                 queued AS ({jobs})
                 {sql}"
            );
            let backend = errand.connections.get_database_backend();
            let statement = Statement::from_sql_and_values(backend, sql, values);
            errand.connections.query_one_raw(statement)
        };
        let row = throttle(1, "SELECT hits FROM kept").await.unwrap().unwrap();
        assert_eq!(column::<i64>(&row, 0).unwrap(), 5);
        assert_eq!(queued(&errand).await, 2);
        assert!(throttle(2, "SELECT 1 / (hits - 5) FROM kept").await.is_err());
        assert_eq!(queued(&errand).await, 2);
    }
}
