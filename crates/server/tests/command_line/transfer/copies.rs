//! Copies of all data, complete and interrupted.

use errand_test_support::{PASSWORD, Response, TestApp, TestDatabase, on_both_databases};
use reqwest::Method;
use serde_json::Value;

use super::{archive, on, other, used};
use crate::errand::Errand;

/// Rows of a table that nothing refers to, more than are copied at once.
const MANY_EVENTS: &str = "
    INSERT INTO events (id, user_id, kind, device, address_prefix, created_at)
    WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 2500)
    SELECT ID, NULL, 'login', CAST(n AS text), '', created_at FROM numbers, (
        SELECT created_at FROM users LIMIT 1
    ) AS a_user";

/// Makes the copy fail in the middle of a later table.
async fn make_fail(target: &TestDatabase) {
    target
        .execute(if target.is_postgres() {
            "CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS
                 $$ BEGIN RAISE 'no more'; END $$;
             CREATE TRIGGER failing BEFORE INSERT ON events FOR EACH ROW
                 WHEN (NEW.device = '2400') EXECUTE FUNCTION fail()"
        } else {
            "CREATE TRIGGER failing BEFORE INSERT ON events WHEN NEW.device = '2400'
             BEGIN SELECT RAISE(ABORT, 'no more'); END"
        })
        .await;
}

async fn let_pass(target: &TestDatabase) {
    let table = if target.is_postgres() {
        " ON events"
    } else {
        ""
    };
    target
        .execute(&format!("DROP TRIGGER failing{table}"))
        .await;
}

/// A database with many rows, and an empty one of the other kind into which a copy was interrupted.
async fn interrupted(database: TestDatabase) -> (TestApp, TestDatabase, Errand) {
    let app = used(database).await;
    let id = if app.database.is_postgres() {
        "lpad(to_hex(n), 32, '0')::uuid"
    } else {
        "unhex(printf('%032x', n))"
    };
    app.database.execute(&MANY_EVENTS.replace("ID", id)).await;
    let target = other(&app.database).await;
    make_fail(&target).await;
    let errand = on(&target);
    let failed = errand
        .run(["copy-db", app.database.url(), target.url()])
        .failure();
    assert!(
        failed.starts_with("the database cannot be used: "),
        "{failed}"
    );
    let_pass(&target).await;
    (app, target, errand)
}

async fn count(database: &TestDatabase, table: &str) -> usize {
    let query = format!("SELECT CAST(COUNT(*) AS text) FROM {table}");
    database.query_text(&query).await.parse().unwrap()
}

async fn get(app: &TestApp, token: &str, path: &str) -> Response {
    app.send(app.request(Method::GET, path).bearer_auth(token))
        .await
}

/// Fails the test unless the databases have the same rows in every table.
fn assert_same(one: &TestDatabase, other: &TestDatabase) {
    let (one, other) = (on(one), on(other));
    one.run(["backup", "it.gz"]).success();
    other.run(["backup", "it.gz"]).success();
    archive::assert_same(&one.path("it.gz"), &other.path("it.gz"));
}

on_both_databases! {
    async fn copies_on_either_database_and_restored_archives_are_the_same(database: TestDatabase) {
        let app = used(database).await;
        let (other, restored) = (other(&app.database).await, app.database.empty_sibling().await);
        let errand = on(&other);
        let rows = errand.run(["copy-db", app.database.url(), other.url(), "--json"]).success();
        errand.run(["backup", "a.gz"]).success();
        let tables = archive::tables(&errand.path("a.gz"));
        let empty = tables.iter().find(|(_, (_, rows))| rows.is_empty());
        assert_eq!(empty.map(|(name, _)| name), None, "a table without rows");
        let count: usize = tables.values().map(|(_, rows)| rows.len()).sum();
        let expected = serde_json::json!({ "rows": count });
        assert_eq!(serde_json::from_str::<Value>(&rows).unwrap(), expected);
        assert_same(&app.database, &other);

        let errand = errand.with("DATABASE_URL", restored.url());
        let said = errand.run(["restore", "a.gz"]).success();
        assert_eq!(said, format!("Restored {count} rows from a.gz.\n"));
        assert_same(&app.database, &restored);
    }

    async fn a_copy_serves_its_users_as_the_original_did(database: TestDatabase) {
        let app = used(database).await;
        let ada = app.log_in("Ada@example.org", PASSWORD).await.token;
        let target = other(&app.database).await;
        on(&target).run(["copy-db", app.database.url(), target.url()]).success();
        if !target.is_postgres() {
            target.assert_search_index().await;
            let waiting = "SELECT CAST(COUNT(*) AS text) FROM tasks_to_index";
            assert_eq!(target.query_text(waiting).await, "0");
        }
        let copy = TestApp::on(target).await;
        copy.log_in("Ada@example.org", PASSWORD).await;
        // Sessions that began before the copy go on; later ones are unknown.
        let token = app.log_in("Ada@example.org", PASSWORD).await.token;
        assert_eq!(get(&copy, &token, "/api/v1/tasks").await.status, 401);
        for path in [
            "/api/v1/tasks?search=lines,%20%F0%9F%A5%9B",
            "/api/v1/tasks?tag=k%C3%B6ln",
            "/api/v1/tasks?sort=due_date",
            "/api/v1/trash",
            "/api/v1/users/me/tokens",
        ] {
            let items = get(&copy, &ada, path).await.json()["items"].clone();
            assert_ne!(items, Value::Array(Vec::new()), "{path}");
            assert_eq!(items, get(&app, &ada, path).await.json()["items"], "{path}");
        }
    }

    async fn an_interrupted_copy_is_not_used_and_continues(database: TestDatabase) {
        let (app, target, errand) = interrupted(database).await;
        assert_eq!(count(&target, "events").await, 2000);
        let unfinished = "the database holds an unfinished copy: repeat the `errand restore` or \
                          `errand copy-db` that began it";
        assert_eq!(errand.run(["serve"]).failure(), unfinished);
        assert_eq!(errand.run(["backup", "a.gz"]).failure(), unfinished);
        assert_eq!(errand.run(["user", "list"]).failure(), unfinished);
        let doctor = errand.run(["doctor"]).output;
        assert!(doctor.contains(&format!("problem  tables: {unfinished}\n")), "{doctor}");
        errand.run(["copy-db", app.database.url(), target.url()]).success();
        assert_same(&app.database, &target);
        let again = errand.run(["copy-db", app.database.url(), target.url()]).failure();
        let refused = "the database is not empty: it has rows in `users`; use a new one";
        assert_eq!(again, refused);
    }

    async fn a_copy_whose_source_has_changed_is_found_out_and_made_anew(database: TestDatabase) {
        let (app, target, errand) = interrupted(database).await;
        let rename = "UPDATE tasks SET title = 'oranges', search_text = 'oranges'";
        app.database.execute(rename).await;
        let copy = ["copy-db", app.database.url(), target.url()];
        let differs = errand.run(copy).failure();
        assert_eq!(
            differs,
            "the copy of `tasks` differs: the source has changed since the copy began; let nothing \
             write to it, and use --start-over"
        );
        let unfinished = errand.run(["backup", "a.gz"]).failure();
        assert!(unfinished.contains("unfinished"), "{unfinished}");
        let [command, from, to] = copy;
        errand.run([command, from, to, "--start-over"]).success();
        assert_same(&app.database, &target);
        if !target.is_postgres() {
            target.assert_search_index().await;
            let found = "SELECT CAST(COUNT(*) AS text) FROM tasks_search
                         WHERE tasks_search MATCH 'ran'";
            assert_eq!(target.query_text(found).await, count(&target, "tasks").await.to_string());
        }
        let again = errand.run([command, from, to, "--start-over"]).failure();
        assert!(again.contains("not empty"), "{again}");
        assert_same(&app.database, &target);
    }
}
