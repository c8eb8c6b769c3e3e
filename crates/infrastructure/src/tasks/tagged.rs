//! Lists of tasks that have one of some tags.
//!
//! No database knows in advance how many tasks have a tag, so they are counted first, and their
//! number decides how the page is read.

use errand_domain::LocalTime;
use errand_domain::tasks::{Tag, TaskQuery};
use errand_domain::users::UserId;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, DbBackend, Statement};

use super::dialect;
use super::entity::{COLUMNS, Column, Entity, task_tag};
use super::list::{self, after, direction, due_bounds, filter, limited, listed};

/// The most tasks with the tags that are all fetched and sorted for a page. Where more have one,
/// reading tasks in order until enough have it costs less.
const FEW: u64 = 500;

/// Counts the tasks with one of the tags, up to one more than [`FEW`]. A task counts once for each
/// of the tags it has.
pub(super) fn count(backend: DbBackend, owner: UserId, tags: &[Tag]) -> Statement {
    let mut count = limited(backend, &tasks_with_one_of(backend, owner, tags), FEW + 1);
    count.sql = format!("SELECT COUNT(*) AS total FROM ({}) AS tagged", count.sql);
    count
}

/// The tasks with one of the tags that pass the filter and come after the cursor, in order, when
/// so many have a tag.
pub(super) fn page(
    backend: DbBackend,
    owner: UserId,
    query: &TaskQuery,
    time: LocalTime,
    key: Expr,
    count: u64,
) -> SelectStatement {
    let tagged = tasks_with_one_of(backend, owner, &query.filter.tags);
    if count <= FEW {
        let whose = dialect::looked_up(backend, owner, tagged);
        return list::page(backend, whose, query, time, key);
    }
    let whose = listed(owner).add(dialect::is_among(backend, tagged));
    match backend {
        DbBackend::Postgres => page_of_candidates(whose, query, time, key),
        _ => list::page(backend, whose, query, time, key),
    }
}

/// The page on PostgreSQL: candidates in order from an index alone, and only those that are `whose`
/// from the table. PostgreSQL does so where it needs no column that the index lacks.
fn page_of_candidates(
    whose: Condition,
    query: &TaskQuery,
    time: LocalTime,
    key: Expr,
) -> SelectStatement {
    const BACKEND: DbBackend = DbBackend::Postgres;
    let direction = direction(query);
    let candidates = Query::select()
        .expr_as(key.clone(), "place")
        .expr_as(Expr::col(Column::Id), "candidate")
        .from(Entity)
        .cond_where(whose)
        .cond_where(after(BACKEND, key.clone(), query))
        .cond_where(due_bounds(&key, query, time))
        .order_by_expr(key, direction.clone())
        .order_by(Column::Id, direction.clone())
        .take();
    Query::select()
        .columns(COLUMNS)
        .from_subquery(candidates, "candidates")
        .inner_join(Entity, Expr::col(Column::Id).equals("candidate"))
        .cond_where(filter(BACKEND, &query.filter, time))
        .order_by("place", direction.clone())
        .order_by("candidate", direction)
        .take()
}

/// The ids of the tasks of `owner` that have one of the tags, once for each.
pub(super) fn tasks_with_one_of(
    backend: DbBackend,
    owner: UserId,
    tags: &[Tag],
) -> SelectStatement {
    Query::select()
        .column(task_tag::Column::TaskId)
        .from(task_tag::Entity)
        .and_where(task_tag::Column::OwnerId.eq(owner.0))
        .and_where(dialect::is_one_of(backend, tags))
        .take()
}

#[cfg(test)]
mod tests {
    use errand_domain::tasks::{Order, TaskFilter, TaskSort};
    use errand_domain::{Limit, TimeZone};
    use errand_test_support::TestDatabase;
    use rstest::rstest;
    use sea_orm::ConnectionTrait;
    use uuid::Uuid;

    use super::*;

    #[rstest]
    #[case::few(FEW, "tasks USING INDEX sqlite_autoindex_tasks_1 (id=?)")]
    #[case::many(FEW + 1, "tasks USING INDEX tasks_by_title (owner_id=?)")]
    #[tokio::test]
    async fn sqlite_looks_few_tasks_up_and_reads_many_in_order(
        #[case] count: u64,
        #[case] search: &str,
    ) {
        let database = TestDatabase::sqlite().await;
        let query = TaskQuery {
            filter: TaskFilter {
                tags: vec![Tag::parse("shop").unwrap()],
                ..TaskFilter::default()
            },
            sort: TaskSort::Title,
            order: Order::Ascending,
            after: None,
            limit: Limit::parse(50).unwrap(),
            with_total: false,
        };
        let time = LocalTime {
            now: "2026-06-15T12:00:00Z".parse().unwrap(),
            home: TimeZone::UTC,
        };
        let owner = UserId(Uuid::from_u128(1));
        let mut list = list::list(DbBackend::Sqlite, owner, &query, time, Some(count));
        list.sql = format!("EXPLAIN QUERY PLAN {}", list.sql);
        let sql = sea_orm::Database::connect(database.url()).await.unwrap();
        let steps = sql.query_all_raw(list).await.unwrap();
        let steps = steps.iter().map(|step| step.try_get("", "detail").unwrap());
        let steps: Vec<String> = steps.collect();
        assert!(steps.iter().any(|step| step.ends_with(search)), "{steps:?}");
    }
}
