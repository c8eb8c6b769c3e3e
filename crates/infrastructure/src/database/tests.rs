//! How connections behave when requests, runtimes or the database end before them.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::thread;
use std::time::{Duration, Instant};

use errand_domain::Failure;
use errand_test_support::{TestDatabase, on_both_databases};
use sea_orm::ConnectionTrait;
use tokio::runtime::Builder;
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::{Database, DatabaseSettings, Synchronous, Transaction, column};

fn settings(database: &TestDatabase, max_connections: u32) -> DatabaseSettings {
    DatabaseSettings {
        url: database.url().into(),
        max_connections,
        acquire_timeout_ms: 10_000,
        transaction_pooler: false,
        statement_timeout_ms: 0,
        sqlite_synchronous: Synchronous::Normal,
    }
}

/// Connections to a test database that has a table `t` of numbers.
async fn connect(database: &TestDatabase, max_connections: u32) -> Database {
    let settings = settings(database, max_connections);
    let connected = Database::connect(&settings).await.unwrap();
    execute(&connected, "CREATE TABLE t (n INTEGER)")
        .await
        .unwrap();
    connected
}

async fn execute(errand: &Database, sql: &str) -> Result<u64, Failure> {
    errand.execute(sql, []).await
}

async fn number(errand: &Database, sql: &str) -> i64 {
    let rows = errand.rows(sql, []).await.unwrap();
    column(&rows[0], 0).unwrap()
}

/// A transaction that has run one statement.
async fn begin(errand: &Database, sql: &str) -> Transaction {
    let transaction = errand.begin().await.unwrap();
    transaction.execute_unprepared(sql).await.unwrap();
    transaction
}

/// Drops a future that is still pending after `polls` polls, wherever it is waiting.
async fn drop_after(mut polls: usize, future: impl Future<Output = ()>) {
    let mut future = pin!(future);
    poll_fn(|context| {
        polls -= 1;
        match future.as_mut().poll(context) {
            Poll::Pending if polls > 0 => Poll::Pending,
            _ => Poll::Ready(()),
        }
    })
    .await;
}

/// The sum of the numbers in the table, as another process sees it.
async fn sum(database: &TestDatabase) -> String {
    let sum = "SELECT COALESCE(CAST(SUM(n) AS TEXT), 'none') FROM t";
    database.query_text(sum).await
}

on_both_databases! {
    async fn closing_waits_for_a_transaction_that_was_just_given_up(database: TestDatabase) {
        let errand = connect(&database, 2).await;
        let snapshot = errand.begin_snapshot().await.unwrap();
        snapshot.execute_unprepared("SELECT n FROM t").await.unwrap();
        drop((snapshot, begin(&errand, "INSERT INTO t VALUES (1)").await));
        timeout(Duration::from_secs(10), errand.close()).await.unwrap();
    }

    async fn a_snapshot_sees_no_later_write_and_stops_none(database: TestDatabase) {
        let errand = connect(&database, 2).await;
        let snapshot = errand.begin_snapshot().await.unwrap();
        let count = async || {
            let count = errand.statement("SELECT COUNT(*) FROM t", []);
            let row = snapshot.query_one_raw(count).await.unwrap().unwrap();
            column::<i64>(&row, 0).unwrap()
        };
        assert_eq!(count().await, 0);
        execute(&errand, "INSERT INTO t VALUES (1)").await.unwrap();
        assert_eq!(count().await, 0);
        assert_eq!(number(&errand, "SELECT COUNT(*) FROM t").await, 1);
    }

    async fn a_dropped_transaction_is_rolled_back(database: TestDatabase) {
        let errand = connect(&database, 1).await;
        drop(begin(&errand, "INSERT INTO t VALUES (1)").await);
        execute(&errand, "INSERT INTO t VALUES (2)").await.unwrap();
        let transaction = begin(&errand, "INSERT INTO t VALUES (4)").await;
        transaction.commit().await.unwrap();
        assert_eq!(sum(&database).await, "6");
    }

    async fn a_transaction_dropped_at_any_point_leaves_a_clean_connection(database: TestDatabase) {
        let errand = connect(&database, 1).await;
        for polls in 1..30 {
            let transaction = async {
                let transaction = begin(&errand, "INSERT INTO t VALUES (100)").await;
                transaction.commit().await.unwrap();
            };
            drop_after(polls, transaction).await;
            execute(&errand, "DELETE FROM t").await.unwrap();
            execute(&errand, "INSERT INTO t VALUES (1)").await.unwrap();
            assert_eq!(sum(&database).await, "1", "dropped after {polls} polls");
        }
    }

    async fn a_transaction_cannot_be_committed_after_an_error(database: TestDatabase) {
        let errand = connect(&database, 1).await;
        let transaction = begin(&errand, "INSERT INTO t VALUES (1)").await;
        transaction.execute_unprepared("INSERT INTO nowhere VALUES (1)").await.unwrap_err();
        transaction.execute_unprepared("INSERT INTO t VALUES (2)").await.unwrap_err();
        transaction.commit().await.unwrap_err();
        execute(&errand, "INSERT INTO t VALUES (4)").await.unwrap();
        assert_eq!(sum(&database).await, "4");
    }

    async fn one_connection_makes_all_writes_to_sqlite(database: TestDatabase) {
        if database.is_postgres() {
            return;
        }
        let errand = connect(&database, 8).await;
        let mut writes = JoinSet::new();
        for n in 0..20 {
            let errand = errand.clone();
            writes.spawn(async move {
                if n % 2 == 0 {
                    execute(&errand, "INSERT INTO t VALUES (1)").await.unwrap();
                } else {
                    begin(&errand, "INSERT INTO t VALUES (1)").await.commit().await.unwrap();
                }
            });
        }
        writes.join_all().await;
        let own = "INSERT INTO t VALUES (total_changes()) RETURNING n";
        assert_eq!(number(&errand, own).await, 20);
    }
}

#[tokio::test]
async fn as_many_transactions_run_simultaneously_as_there_are_connections() {
    let Some(database) = TestDatabase::postgres().await else {
        return;
    };
    let errand = connect(&database, 3).await;
    let mut transactions = Vec::new();
    for _ in 0..3 {
        transactions.push(begin(&errand, "INSERT INTO t VALUES (1)").await);
    }
    let connections = "SELECT CAST(COUNT(*) AS TEXT) FROM pg_stat_activity
                       WHERE datname = current_database() AND application_name = 'errand'";
    assert_eq!(database.query_text(connections).await, "3");
    let fourth = begin(&errand, "INSERT INTO t VALUES (1)");
    let mut fourth = Box::pin(fourth);
    timeout(Duration::from_millis(100), &mut fourth)
        .await
        .map(drop)
        .unwrap_err();
    drop(transactions.pop());
    fourth.await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_outlives_the_runtime_that_first_used_it() {
    let Some(database) = TestDatabase::postgres().await else {
        return;
    };
    let errand = connect(&database, 2).await;
    let session = "SELECT CAST(pg_backend_pid() AS BIGINT)";
    // The first connection is in use, so the other runtime opens a second one.
    let first = begin(&errand, "SELECT 1").await;
    let other = thread::scope(|scope| {
        let other = scope.spawn(|| {
            let runtime = Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(number(&errand, session))
        });
        other.join().unwrap()
    });
    assert_eq!(number(&errand, session).await, other);
    first.commit().await.unwrap();
}

#[tokio::test]
async fn writes_resume_soon_after_the_database_accepts_them_again() {
    let Some(database) = TestDatabase::postgres().await else {
        return;
    };
    drop(connect(&database, 1).await);
    let name = database.query_text("SELECT current_database()::text").await;
    let set = |value| {
        format!(
            "BEGIN READ WRITE;
             ALTER DATABASE {name} SET default_transaction_read_only = {value}; COMMIT"
        )
    };
    database.execute(&set("on")).await;
    let errand = Database::connect(&settings(&database, 3)).await.unwrap();
    // All connections, including those in the pool, date from the time when the database was
    // read-only.
    let all = || async {
        let mut transactions = Vec::new();
        for _ in 0..3 {
            transactions.push(begin(&errand, "SELECT 1").await);
        }
        for transaction in transactions {
            transaction.commit().await.unwrap();
        }
    };
    let write = || execute(&errand, "INSERT INTO t VALUES (1)");
    all().await;
    assert!(matches!(write().await, Err(Failure::Unavailable { .. })));
    all().await;
    database.execute(&set("off")).await;
    let since = Instant::now();
    while write().await.is_err() {
        assert!(since.elapsed() < Duration::from_secs(5), "writes stay away");
    }
    let mut transactions = Vec::new();
    for _ in 0..3 {
        transactions.push(begin(&errand, "INSERT INTO t VALUES (1)").await);
    }
}

#[tokio::test]
async fn statements_time_out_and_leave_no_names_in_a_pooler() {
    let Some(database) = TestDatabase::postgres().await else {
        return;
    };
    for (transaction_pooler, names) in [(false, 1), (true, 0)] {
        let settings = DatabaseSettings {
            statement_timeout_ms: 500,
            transaction_pooler,
            ..settings(&database, 1)
        };
        let errand = Database::connect(&settings).await.unwrap();
        let names_kept = "SELECT COUNT(*) FROM pg_prepared_statements";
        assert_eq!(number(&errand, names_kept).await, names);
        let slow = execute(&errand, "SELECT pg_sleep(60)").await;
        assert!(matches!(slow, Err(Failure::Unavailable { .. })), "{slow:?}");
        let slow = errand
            .begin()
            .await
            .unwrap()
            .execute_unprepared("SELECT pg_sleep(60)")
            .await;
        slow.unwrap_err();
    }
}
