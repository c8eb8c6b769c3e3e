//! Applying and reverting migrations, also when several processes start simultaneously.

use errand_test_support::on_both_databases;
use sea_orm::{ConnectionTrait, Statement};

use crate::store::{Store, at_once};
use crate::tasks::draft::task;

on_both_databases! {
    async fn processes_that_start_simultaneously_all_find_the_tables(database: TestDatabase) {
        for processes in [2, 8] {
            let empty = database.empty_sibling().await;
            let mut pools = Vec::new();
            for _ in 0..processes {
                pools.push(empty.connect().await);
            }
            // Without any tables, and with all migrations but the last.
            for _ in 0..2 {
                let outcomes = at_once(processes, |n| {
                    let pool = pools[n].clone();
                    async move { pool.migrate().await.map_err(|error| error.to_string()) }
                });
                assert_eq!(outcomes.await, vec![Ok(()); processes]);
                pools[0].roll_back().await.unwrap();
            }
            pools[0].migrate().await.unwrap();
            let store = Store::on(&empty).await;
            let ada = store.user("ada").await;
            store.keep(ada, task("milk").tags(["shop"])).await;
        }
    }

    async fn migrating_again_keeps_the_tables_and_their_rows(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let milk = store.keep(ada, task("milk")).await;
        database.connect().await.migrate().await.unwrap();
        assert_eq!(store.find(ada, &milk).await, Some(milk));
    }

    async fn a_database_of_a_newer_version_is_left_alone(database: TestDatabase) {
        let store = Store::on(&database).await;
        let ada = store.user("ada").await;
        let milk = store.keep(ada, task("milk")).await;
        store
            .execute(
                "INSERT INTO migrations (name) VALUES ('m99991231_future')",
            )
            .await;
        let connection = database.connect().await;
        for refusal in [connection.migrate().await, connection.roll_back().await] {
            let refusal = refusal.unwrap_err().to_string();
            assert!(refusal.contains("newer than this program"), "{refusal}");
            assert!(refusal.contains("m99991231_future"), "{refusal}");
        }
        assert_eq!(store.find(ada, &milk).await, Some(milk));
    }

    async fn the_tables_are_created_again_after_each_revert(database: TestDatabase) {
        let connection = database.connect().await;
        let steps = connection.migrations().await.unwrap().len();
        for back in 1..=steps {
            // With rows in the tables, because reverting deletes them too.
            let store = Store::on(&database).await;
            let ada = store.user(&format!("ada{back}")).await;
            store.keep(ada, task("milk").tags(["shop"])).await;
            for _ in 0..back {
                connection.roll_back().await.unwrap();
            }
            assert_eq!(applied(&connection).await, steps - back);
            connection.migrate().await.unwrap();
            assert_eq!(applied(&connection).await, steps);
        }
        let store = Store::on(&database).await;
        let bob = store.user("bob").await;
        let milk = store.keep(bob, task("milk").tags(["shop"])).await;
        assert_eq!(store.find(bob, &milk).await, Some(milk));
    }

    async fn reverting_an_empty_database_does_nothing(database: TestDatabase) {
        let empty = database.empty_sibling().await;
        let connection = empty.connect().await;
        connection.roll_back().await.unwrap();
        assert_eq!(applied(&connection).await, 0);
    }

    async fn listing_the_migrations_writes_nothing(database: TestDatabase) {
        let empty = database.empty_sibling().await;
        let connection = empty.connect().await;
        let state = connection.migrations().await.unwrap();
        assert!(
            state.len() >= 2 && state.iter().all(|(_, applied)| !applied),
            "{state:?}"
        );
        assert!(state.is_sorted(), "{state:?}");
        let sql = sea_orm::Database::connect(empty.url()).await.unwrap();
        let tables = if empty.is_postgres() {
            "SELECT COUNT(*) AS count FROM pg_tables WHERE schemaname = 'public'"
        } else {
            "SELECT COUNT(*) AS count FROM sqlite_master"
        };
        let statement = Statement::from_string(sql.get_database_backend(), tables);
        let count = sql.query_one_raw(statement).await.unwrap().unwrap();
        assert_eq!(count.try_get::<i64>("", "count").unwrap(), 0);
        connection.migrate().await.unwrap();
        assert_eq!(applied(&connection).await, state.len());
    }
}

async fn applied(connection: &errand_infrastructure::database::Database) -> usize {
    let state = connection.migrations().await.unwrap();
    state.iter().filter(|(_, applied)| *applied).count()
}
