//! The database's plans for the lists of the large account, written to a file for people to read.
//!
//! PostgreSQL explains what Errand actually sends (`auto_explain`), after enough repetitions for it
//! to settle on a kind of plan. SQLite has no equivalent, so it explains the statements below,
//! which resemble Errand's.

use std::fmt::Write;
use std::fs;
use std::time::Duration;

use anyhow::Context;
use sqlx::sqlite::SqliteConnection;
use sqlx::{AssertSqlSafe, Connection as _, Executor, Row};
use tokio::time::sleep;

use crate::client::Connection;
use crate::cluster::Cluster;
use crate::database::Host;
use crate::report;
use crate::scale::{SORTS, Site, filters};
use crate::server::{Program, Programs};

/// From the sixth execution on, PostgreSQL may use a generic plan instead of one for the values.
const TIMES: usize = 12;

/// Writes the plans to a file in the folder of the reports, and returns its name.
pub(crate) async fn write(host: &Host, programs: &Programs, site: Site) -> anyhow::Result<String> {
    let (file, plans) = match host {
        Host::Sqlite(_) => ("plans-sqlite.txt", sqlite(&site).await?),
        Host::Postgres(cluster) => (
            "plans-postgres.txt",
            postgres(cluster, programs, site).await?,
        ),
    };
    fs::write(report::folder()?.join(file), plans)?;
    Ok(file.to_owned())
}

/// The lists to explain: every sort, and every filter with the default sort.
fn lists() -> Vec<String> {
    let sorts = SORTS.map(|sort| format!("/api/v1/tasks?sort={sort}"));
    let filters = filters();
    let filters = filters
        .iter()
        .map(|(_, query)| format!("/api/v1/tasks?{query}"));
    sorts.into_iter().chain(filters).collect()
}

async fn postgres(cluster: &Cluster, programs: &Programs, site: Site) -> anyhow::Result<String> {
    let Some(log) = cluster.log() else {
        return Ok("Only a cluster of the bench's own has a log to read plans from.\n".to_owned());
    };
    let Site {
        database,
        server,
        account,
    } = site;
    server.stop().await?;
    let mut connection = cluster.connect(&database.name).await?;
    for setting in [
        "session_preload_libraries = 'auto_explain'",
        "auto_explain.log_min_duration = 0",
        "auto_explain.log_analyze = on",
        "auto_explain.log_buffers = on",
    ] {
        let sql = format!("ALTER DATABASE {} SET {setting}", database.name);
        connection.execute(AssertSqlSafe(sql)).await?;
    }
    let server = programs
        .start(Program::ErrandOfOneWorker, &database)
        .await?;
    let mut client = Connection::open(server.port).await?;
    let mut plans = String::new();
    for list in lists() {
        let request = account.get(&list);
        for _ in 1..TIMES {
            client.json(&request, 200).await?;
        }
        sleep(Duration::from_millis(100)).await;
        let before = fs::read_to_string(&log)?.len();
        client.json(&request, 200).await?;
        sleep(Duration::from_millis(100)).await;
        let log = fs::read_to_string(&log)?;
        let added = log.get(before..).context("the log was cut")?;
        writeln!(plans, "==== {list}\n{added}")?;
    }
    Ok(plans)
}

async fn sqlite(site: &Site) -> anyhow::Result<String> {
    let mut connection = SqliteConnection::connect(&site.database.url).await?;
    let owner = format!("X'{}'", site.account.id.simple());
    let mut plans = String::new();
    for (name, filter, order) in SQLITE_LISTS {
        let sql = format!(
            "SELECT id, title, description, completed_at, priority, tags, due_date, due_time, \
             time_zone, version, created_at, updated_at FROM tasks \
             WHERE {filter} ORDER BY {order} LIMIT 51"
        );
        let sql = sql.replace("{owner}", &owner);
        writeln!(plans, "==== {name}\n{sql}")?;
        let explain = AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}"));
        for step in connection.fetch_all(explain).await? {
            writeln!(plans, "  {}", step.try_get::<&str, _>("detail")?)?;
        }
        plans.push('\n');
    }
    Ok(plans)
}

/// The name, filter and order of each list, as the `tasks` module of errand-infrastructure writes
/// them.
const SQLITE_LISTS: [(&str, &str, &str); 16] = [
    (
        "created_at",
        "owner_id = {owner}",
        "created_at DESC, id DESC",
    ),
    (
        "updated_at",
        "owner_id = {owner}",
        "updated_at DESC, id DESC",
    ),
    (
        "due_date asc",
        "owner_id = {owner}",
        "due_ascending ASC, id ASC",
    ),
    (
        "due_date desc",
        "owner_id = {owner}",
        "due_descending DESC, id DESC",
    ),
    ("priority", "owner_id = {owner}", "priority DESC, id DESC"),
    ("title", "owner_id = {owner}", "title_folded ASC, id ASC"),
    (
        "a page by cursor",
        "owner_id = {owner} AND (created_at, id) < ('2026-01-01T00:00:00+00:00', X'00')",
        "created_at DESC, id DESC",
    ),
    (
        "a page by cursor, due_date",
        "owner_id = {owner} AND (due_ascending, id) > ('2026-01-01 23:59:59.999999', X'00')",
        "due_ascending ASC, id ASC",
    ),
    (
        "open",
        "owner_id = {owner} AND completed_at IS NULL",
        "created_at DESC, id DESC",
    ),
    (
        "high",
        "owner_id = {owner} AND priority IN (3)",
        "created_at DESC, id DESC",
    ),
    (
        "a tag that many have",
        "owner_id = {owner} AND (id IN (SELECT task_id FROM task_tags WHERE owner_id = {owner} \
         AND tag IN (SELECT value FROM json_each('[\"topic 7\"]')))) IS TRUE",
        "created_at DESC, id DESC",
    ),
    (
        "a tag that few have",
        "+owner_id = {owner} AND id IN (SELECT task_id FROM task_tags WHERE owner_id = {owner} \
         AND tag IN (SELECT value FROM json_each('[\"topic 7\"]')))",
        "created_at DESC, id DESC",
    ),
    (
        "due before",
        "owner_id = {owner} AND due_date < '2026-01-01'",
        "created_at DESC, id DESC",
    ),
    (
        "overdue",
        "owner_id = {owner} AND due_at < COALESCE('{}' ->> time_zone, '2026-01-01 00:00:00') \
         AND completed_at IS NULL AND due_date IS NOT NULL",
        "created_at DESC, id DESC",
    ),
    (
        "search",
        "owner_id = {owner} AND seq IN (SELECT rowid FROM tasks_search \
         WHERE tasks_search MATCH '\"quo\" AND \"uok\" AND \"okk\" AND \"kka\"' \
         UNION ALL SELECT seq FROM tasks_to_index) AND instr(search_text, 'quokka') > 0",
        "created_at DESC, id DESC",
    ),
    (
        "search two letters",
        "owner_id = {owner} AND instr(search_text, 'qu') > 0",
        "created_at DESC, id DESC",
    ),
];
