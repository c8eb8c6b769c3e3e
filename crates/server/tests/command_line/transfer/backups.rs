//! What is in a backup, and what is not.

use std::collections::BTreeSet;
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;

use errand_test_support::{TestApp, TestDatabase, on_both_databases};
use serde_json::{Value, json};

use super::{archive, on, used};

/// What no backup needs: tables that describe the database itself or hold nothing, and the search
/// index, which is made from the tasks.
const NOT_KEPT: [&str; 5] = [
    "migrations",
    "readiness",
    "transfers",
    "tasks_to_index",
    "tasks.seq",
];

/// The names of all tables and columns that the database does not generate, with spaces between.
async fn columns(database: &TestDatabase) -> BTreeSet<String> {
    let query = if database.is_postgres() {
        "SELECT string_agg(table_name || '.' || column_name, ' ')
         FROM information_schema.columns
         WHERE table_schema = 'public' AND is_generated = 'NEVER'"
    } else {
        "SELECT group_concat(tables.name || '.' || columns.name, ' ')
         FROM sqlite_schema AS tables, pragma_table_xinfo(tables.name) AS columns
         WHERE tables.type = 'table' AND columns.hidden = 0
             AND tables.name NOT LIKE 'tasks\\_search%' ESCAPE '\\'
             AND tables.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
    };
    let names = database.query_text(query).await;
    let is_kept = |name: &&str| {
        let table = name.split('.').next().unwrap();
        !NOT_KEPT.contains(name) && !NOT_KEPT.contains(&table)
    };
    names
        .split(' ')
        .filter(is_kept)
        .map(str::to_owned)
        .collect()
}

on_both_databases! {
    async fn an_archive_has_every_column_of_every_table(database: TestDatabase) {
        let errand = on(&database);
        errand.run(["backup", "a.gz"]).success();
        let mut archived = BTreeSet::new();
        for (table, (columns, _)) in archive::tables(&errand.path("a.gz")) {
            archived.extend(columns.iter().map(|column| format!("{table}.{column}")));
        }
        assert_eq!(archived, columns(&database).await);
    }

    async fn a_backup_is_private_and_says_what_was_written(database: TestDatabase) {
        let app = used(database).await;
        let errand = on(&app.database);
        let said = errand.run(["backup", "a.gz", "--json"]).success();
        let file = errand.path("a.gz").metadata().unwrap();
        let expected = json!({ "file": "a.gz", "format": "archive", "bytes": file.len() });
        assert_eq!(serde_json::from_str::<Value>(&said).unwrap(), expected);
        assert_eq!(file.permissions().mode() & 0o777, 0o600);
        let said = errand.run(["backup", "b.gz"]).success();
        assert_eq!(said, format!("Wrote b.gz, {} bytes.\n", file.len()));
        archive::assert_same(&errand.path("a.gz"), &errand.path("b.gz"));
    }

    async fn a_backup_made_while_users_write_is_of_one_moment(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let ada = app.user().await;
        ada.create_task("first").await;
        let errand = Arc::new(on(&app.database));
        let beside = Arc::clone(&errand);
        let backups = tokio::task::spawn_blocking(move || {
            for name in ["1.gz", "2.gz", "3.gz"] {
                beside.run(["backup", name]).success();
            }
        });
        let mut written = 0;
        while !backups.is_finished() {
            ada.create(&json!({ "title": "milk", "tags": ["x"] })).await;
            written += 1;
        }
        backups.await.unwrap();
        assert!(written > 3, "{written}");
        for name in ["1.gz", "2.gz", "3.gz"] {
            let tables = archive::tables(&errand.path(name));
            let rows = |table: &str| tables[table].1.len();
            assert_eq!(tables["scopes"].1[0][1], rows("changes").to_string());
            assert_eq!(rows("tasks"), rows("changes"));
            assert_eq!(rows("task_tags"), rows("tasks") - 1);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_sqlite_backup_is_a_database_with_the_same_rows() {
    let app = used(TestDatabase::sqlite().await).await;
    let errand = on(&app.database);
    let said = errand
        .run(["backup", "b.db", "--format", "sqlite"])
        .success();
    let file = errand.path("b.db").metadata().unwrap();
    assert_eq!(said, format!("Wrote b.db, {} bytes.\n", file.len()));
    assert_eq!(file.permissions().mode() & 0o777, 0o600);
    errand.run(["backup", "a.gz"]).success();
    let errand = errand.with("DATABASE_URL", "sqlite://b.db");
    errand.run(["backup", "b.gz"]).success();
    archive::assert_same(&errand.path("a.gz"), &errand.path("b.gz"));
}
