//! What differs between SQLite and PostgreSQL about tasks: search, tags, and dates compared as they
//! stand.

use errand_domain::tasks::{Order, SearchTerms, Tag, TaskId};
use errand_domain::users::UserId;
use errand_domain::{LocalTime, TimeZone, Timestamp};
use jiff::civil::DateTime;
use sea_orm::sea_query::{Condition, Expr, IntoCondition, SelectStatement};
use sea_orm::{ColumnTrait, DbBackend, JsonValue as Json, Value};

use super::entity::Column;
use super::list;
use crate::database::Stored;

/// Tasks in which every term occurs. Terms of three characters and more are looked up in an index;
/// shorter ones, which neither database can index, are looked for in the rows that remain.
pub(super) fn search(backend: DbBackend, terms: &SearchTerms) -> Condition {
    match backend {
        DbBackend::Postgres => terms.iter().fold(Condition::all(), |all, term| {
            all.add(Expr::cust_with_values(
                "search_text LIKE $1",
                [format!("%{}%", escape_like(term))],
            ))
        }),
        _ => search_sqlite(terms),
    }
}

/// The tasks that the index finds and those that are not indexed yet may match; their texts tell.
fn search_sqlite(terms: &SearchTerms) -> Condition {
    let trigrams: Vec<_> = terms.iter().flat_map(trigrams).collect();
    let mut all = Condition::all();
    if !trigrams.is_empty() {
        all = all.add(Expr::cust_with_values(
            "seq IN (SELECT rowid FROM tasks_search WHERE tasks_search MATCH ? \
             UNION ALL SELECT seq FROM tasks_to_index)",
            [trigrams.join(" AND ")],
        ));
    }
    terms.iter().fold(all, |all, term| {
        all.add(Expr::cust_with_values("instr(search_text, ?) > 0", [term]))
    })
}

/// Each three consecutive characters of a term, quoted for a full-text search.
fn trigrams(term: &str) -> Vec<String> {
    let characters: Vec<_> = term.chars().collect();
    let quoted = |three: &[char]| {
        let three: String = three.iter().collect();
        format!("\"{}\"", three.replace('"', "\"\""))
    };
    characters.windows(3).map(quoted).collect()
}

/// Rows of `task_tags` with one of the tags.
pub(super) fn is_one_of(backend: DbBackend, tags: &[Tag]) -> Expr {
    let is = match backend {
        DbBackend::Postgres => {
            "tag = ANY(ARRAY(SELECT jsonb_array_elements_text(CAST($1 AS jsonb))))"
        }
        _ => "tag IN (SELECT value FROM json_each(?))",
    };
    Expr::cust_with_values(is, [array(tags)])
}

/// Tasks with one of these ids.
pub(super) fn has_one_of(backend: DbBackend, ids: &[TaskId]) -> Expr {
    let ids: Vec<_> = ids.iter().map(|id| id.0.simple().to_string()).collect();
    let is = match backend {
        DbBackend::Postgres => {
            "id = ANY(ARRAY(SELECT CAST(jsonb_array_elements_text(CAST($1 AS jsonb)) AS uuid)))"
        }
        _ => "id IN (SELECT unhex(value) FROM json_each(?))",
    };
    Expr::cust_with_values(is, [Json::from(ids).to_string()])
}

/// The tasks of `owner` with these ids. They are looked up by their ids, however they are sorted.
pub(super) fn looked_up(backend: DbBackend, owner: UserId, ids: SelectStatement) -> Condition {
    match backend {
        // PostgreSQL guesses how many rows a subquery has, but takes an array for a short one.
        DbBackend::Postgres => list::of_owner(owner).add(Expr::cust_with_expr(
            "id = ANY(ARRAY $1)",
            list::subquery(ids),
        )),
        // The plus sign keeps SQLite from reading all tasks of the owner in their order.
        _ => Condition::all()
            .add(Expr::cust_with_values("+owner_id = ?", [owner.0]))
            .add(Column::Id.in_subquery(ids)),
    }
}

/// Tasks with these ids. They are found once, and each task is looked for among them.
pub(super) fn is_among(backend: DbBackend, ids: SelectStatement) -> Condition {
    // Without IS either database may join instead, which costs up to ten times as much.
    let is = match backend {
        DbBackend::Postgres => "($1) IS TRUE",
        _ => "(?) IS TRUE",
    };
    Expr::cust_with_expr(is, Column::Id.in_subquery(ids)).into_condition()
}

/// The tags as a JSON array: one parameter, however many they are.
fn array(tags: &[Tag]) -> String {
    let tags: Vec<_> = tags.iter().map(Tag::as_str).collect();
    Json::from(tags).to_string()
}

/// `%`, `_` and `\` as plain characters of a LIKE pattern.
fn escape_like(term: &str) -> String {
    term.replace('\\', "\\\\")
        .replace('%', "\\%")
        .replace('_', "\\_")
}

/// What a list sorted by due date is sorted by: tasks without one count as due after all others, or
/// before them where the last come first. Each has an index.
pub(super) fn due_key(backend: DbBackend, order: Order) -> Expr {
    Expr::cust(match (backend, order) {
        (DbBackend::Postgres, Order::Ascending) => "COALESCE(due_at, TIMESTAMP 'infinity')",
        (DbBackend::Postgres, Order::Descending) => "COALESCE(due_at, TIMESTAMP '-infinity')",
        (_, Order::Ascending) => "due_ascending",
        (_, Order::Descending) => "due_descending",
    })
}

/// The value of [`due_key`] of a task that is due at `deadline`, or at no time.
pub(super) fn due_key_of(backend: DbBackend, order: Order, deadline: Option<DateTime>) -> Expr {
    match (deadline, backend, order) {
        (Some(deadline), _, _) => Expr::value(deadline.stored()),
        (None, DbBackend::Postgres, Order::Ascending) => Expr::cust("TIMESTAMP 'infinity'"),
        (None, DbBackend::Postgres, Order::Descending) => Expr::cust("TIMESTAMP '-infinity'"),
        (None, _, Order::Ascending) => Expr::cust("'~'"),
        (None, _, Order::Descending) => Expr::cust("''"),
    }
}

/// Tasks whose deadline has passed on the clocks of their time zones: that of the user, and for
/// tasks with a zone of their own a table of what every clock of the world shows.
pub(super) fn past_due(backend: DbBackend, time: LocalTime) -> Condition {
    // The table is read for tasks with a zone of their own only: to parse it costs more than all else.
    let earlier_than_clock = match backend {
        DbBackend::Postgres => {
            "CASE WHEN time_zone IS NULL THEN due_at < $1 \
             ELSE due_at < CAST(CAST($2 AS jsonb) ->> time_zone AS timestamp) END"
        }
        _ => "CASE WHEN time_zone IS NULL THEN due_at < ? ELSE due_at < ? ->> time_zone END",
    };
    let clocks: [Value; 2] = [
        time.home.wall_clock(time.now).stored().into(),
        wall_clocks(time.now).into(),
    ];
    Expr::cust_with_values(earlier_than_clock, clocks).into_condition()
}

/// What the clocks of all time zones show, as a JSON object by zone, in the form SQLite keeps.
fn wall_clocks(now: Timestamp) -> String {
    let clock = |zone: TimeZone| {
        let shown = zone.wall_clock(now).strftime("%F %T%.f").to_string();
        (zone.name().to_owned(), Json::from(shown))
    };
    Json::Object(TimeZone::all().map(clock).collect()).to_string()
}
