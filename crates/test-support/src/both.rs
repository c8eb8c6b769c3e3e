//! Runs a test on both databases.

use std::time::Duration;

use crate::TestDatabase;

/// Turns each function into two tests, `name::sqlite` and `name::postgres`, and passes each a
/// migrated database of its own. If no PostgreSQL is available, the second test prints a message
/// and passes, unless `ERRAND_REQUIRE_POSTGRES` is set.
#[macro_export]
macro_rules! on_both_databases {
    ($(
        $(#[$attribute:meta])*
        async fn $name:ident($database:ident: TestDatabase $(,)?) $body:block
    )+) => {$(
        $(#[$attribute])*
        #[cfg(test)]
        async fn $name($database: $crate::TestDatabase) $body

        #[cfg(test)]
        mod $name {
            #[test]
            fn sqlite() {
                $crate::on_sqlite(super::$name);
            }

            #[test]
            fn postgres() {
                $crate::on_postgres(super::$name);
            }
        }
    )+};
}

/// Runs a test on its own SQLite database.
pub fn on_sqlite<T: Future>(test: impl FnOnce(TestDatabase) -> T) {
    run(async { test(TestDatabase::sqlite().await).await });
}

/// Runs a test on its own PostgreSQL database, if a server is available.
pub fn on_postgres<T: Future>(test: impl FnOnce(TestDatabase) -> T) {
    run(async {
        if let Some(database) = TestDatabase::postgres().await {
            test(database).await;
        }
    });
}

/// How long a test may take on a busy machine.
const PATIENCE: Duration = Duration::from_mins(3);

/// Runs a test like `#[tokio::test(flavor = "multi_thread")]`, and fails it if it hangs.
fn run(test: impl Future) {
    let patient = async { tokio::time::timeout(PATIENCE, test).await };
    let done = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("the runtime of the test")
        .block_on(patient);
    assert!(done.is_ok(), "the test hangs");
}
