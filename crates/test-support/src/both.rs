//! One test, two databases.

use std::time::Duration;

use crate::TestDatabase;

/// Makes of each function two tests, `name::sqlite` and `name::postgres`, which give it a migrated
/// database of its own. Where no PostgreSQL is to be had, the second says so and passes, unless
/// `ERRAND_REQUIRE_POSTGRES` is set.
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

/// Runs a test on a SQLite database of its own.
pub fn on_sqlite<T: Future>(test: impl FnOnce(TestDatabase) -> T) {
    run(async { test(TestDatabase::sqlite().await).await });
}

/// Runs a test on a PostgreSQL database of its own, where one is to be had.
pub fn on_postgres<T: Future>(test: impl FnOnce(TestDatabase) -> T) {
    run(async {
        if let Some(database) = TestDatabase::postgres().await {
            test(database).await;
        }
    });
}

/// How long a test may take on a busy machine.
const PATIENCE: Duration = Duration::from_mins(3);

/// Runs a test as `#[tokio::test(flavor = "multi_thread")]` does; one that hangs fails.
fn run(test: impl Future) {
    let patient = async { tokio::time::timeout(PATIENCE, test).await };
    let done = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .expect("the runtime of the test")
        .block_on(patient);
    assert!(done.is_ok(), "the test hangs");
}
