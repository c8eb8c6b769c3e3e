//! Lists of tasks that have one of some tags.

use errand_domain::LocalTime;
use errand_domain::auth::UserId;
use errand_domain::tasks::{Tag, TaskQuery};
use sea_orm::sea_query::{
    CommonTableExpression, Condition, Expr, ExprTrait, Query, SelectStatement, UnionType,
};
use sea_orm::{ColumnTrait, DbBackend};

use super::dialect;
use super::entity::{self, COLUMNS, Column, Entity, task_tag};
use super::list::{self, after, direction, due_bounds, filter, of_owner, rows, subquery};

/// The most tasks of one tag that are all fetched and sorted for a page. Where more have the tag,
/// reading tasks in order until enough have it costs less.
const FEW: u64 = 1000;

/// A page of tasks with one of some tags, in one of two ways. No database knows how many tasks have
/// a tag when it plans, so they are counted first, and the way that is not taken has no owner.
pub(super) fn page(
    backend: DbBackend,
    owner: UserId,
    query: &TaskQuery,
    time: LocalTime,
    key: Expr,
) -> SelectStatement {
    let tags = &query.filter.tags;
    // As a query of its own the key is in no index, which leaves that of the tags.
    let unindexed = subquery(Query::select().expr(key.clone()).take());
    let few = of_owner(owner)
        .add(Column::Id.in_subquery(tasks_with_one_of(owner_where(owner, true), tags)));
    let few = list::page(backend, few, query, time, unindexed);
    let many = Condition::all()
        .add(Expr::col(Column::OwnerId).eq(owner_where(owner, false)))
        .add(may_have(tags));
    let many = match backend {
        DbBackend::Postgres => page_of_candidates(many, query, time, key),
        _ => list::page(backend, many, query, time, key)
            .and_where(dialect::has_tag(backend, tags))
            .take(),
    };
    let one_way = |mut page: SelectStatement| {
        Query::select()
            .columns(COLUMNS)
            .from_subquery(page.limit(rows(query)).take(), "page")
            .take()
    };
    // One of the two has no rows, so both together are in the order of the other.
    let either = one_way(few).union(UnionType::All, one_way(many)).take();
    Query::select()
        .columns(COLUMNS)
        .from_subquery(either, "either")
        .with_cte(counted(owner, tags))
        .take()
}

/// The tasks that are `whose` and have one of the tags, on PostgreSQL: in order from the index alone,
/// and only those of them that may have one from the table. It looks at what an index includes only
/// where it needs no other column.
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
        .and_where(dialect::has_tag(BACKEND, &query.filter.tags))
        .order_by("place", direction.clone())
        .order_by("candidate", direction)
        .take()
}

/// Whether up to [`FEW`] tasks of the owner have one of the tags.
fn counted(owner: UserId, tags: &[Tag]) -> CommonTableExpression {
    let entries = tasks_with_one_of(owner.0.into(), tags)
        .limit(FEW + 1)
        .take();
    let is_few = Query::select()
        .expr(Expr::cust("COUNT(*)").lte(FEW))
        .from_subquery(entries, "entries")
        .take();
    CommonTableExpression::new()
        .table_name("counted")
        .column("is_few")
        .query(is_few)
        .to_owned()
}

/// The owner, where [`counted`] says so; else null.
fn owner_where(owner: UserId, is_few: bool) -> Expr {
    let owner = Query::select()
        .expr(Expr::value(owner.0))
        .from("counted")
        .and_where(Expr::col("is_few").eq(is_few))
        .take();
    subquery(owner)
}

/// Leaves the tasks out that surely have none of the tags, by what the index has of them.
fn may_have(tags: &[Tag]) -> Expr {
    let bits = entity::bloom(tags.iter().map(Tag::as_str));
    Expr::col(Column::TagsBloom).bit_and(bits).ne(0)
}

/// The ids of the tasks of `owner` that have one of the tags, once for each.
pub(super) fn tasks_with_one_of(owner: Expr, tags: &[Tag]) -> SelectStatement {
    let tags = tags.iter().map(Tag::as_str);
    Query::select()
        .column(task_tag::Column::TaskId)
        .from(task_tag::Entity)
        .and_where(Expr::col(task_tag::Column::OwnerId).eq(owner))
        .and_where(task_tag::Column::Tag.is_in(tags))
        .take()
}
