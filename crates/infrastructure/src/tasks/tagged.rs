//! Lists of tasks that have one of some tags.

use errand_domain::LocalTime;
use errand_domain::tasks::{Tag, TaskQuery};
use errand_domain::users::UserId;
use sea_orm::sea_query::{
    CommonTableExpression, Condition, Expr, ExprTrait, Query, SelectStatement, UnionType,
    WithClause,
};
use sea_orm::{ColumnTrait, DbBackend};

use super::dialect;
use super::entity::{self, COLUMNS, Column, Entity, task_tag};
use super::list::{self, after, direction, due_bounds, filter, of_owner, rows, subquery};

/// The most tasks of one tag that are all fetched and sorted for a page. Where more have the tag,
/// reading tasks in order until enough have it costs less.
const FEW: u64 = 500;

/// A page of tasks with one of some tags, in one of two ways. No database knows how many tasks have
/// a tag when it plans, so they are counted first, and the way that is not taken has no tasks.
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
    let tagged = Query::select()
        .column("task_id")
        .from("tagged")
        .and_where(is_few())
        .take();
    let few = of_owner(owner).add(Column::Id.in_subquery(tagged));
    let few = list::page(backend, few, query, time, unindexed);
    let owner_of_many = Query::select()
        .expr(Expr::value(owner.0))
        .and_where(is_few().not())
        .take();
    let many = Condition::all()
        .add(Expr::col(Column::OwnerId).eq(subquery(owner_of_many)))
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
        .with_cte(tagged_and_counted(backend, owner, tags))
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

/// `tagged`, as many of the owner's tasks with one of the tags as tell whether they are few, and
/// `counted`, whether they are.
fn tagged_and_counted(backend: DbBackend, owner: UserId, tags: &[Tag]) -> WithClause {
    // As a query of its own PostgreSQL knows the owner as little when it plans for the values as
    // when it plans for all, so that it comes to plan once.
    let owner = subquery(Query::select().expr(Expr::value(owner.0)).take());
    let tagged = tasks_with_one_of(backend, owner, tags)
        .limit(FEW + 1)
        .take();
    let counted = Query::select()
        .expr(Expr::cust("COUNT(*)").lte(FEW))
        .from("tagged")
        .take();
    let table = |name, column, query| {
        CommonTableExpression::new()
            .table_name(name)
            .column(column)
            .query(query)
            .to_owned()
    };
    WithClause::new()
        .cte(table("tagged", "task_id", tagged))
        .cte(table("counted", "is_few", counted))
        .to_owned()
}

fn is_few() -> Expr {
    subquery(Query::select().column("is_few").from("counted").take())
}

/// Leaves the tasks out that surely have none of the tags, by what the index has of them.
fn may_have(tags: &[Tag]) -> Expr {
    let bits = entity::bloom(tags.iter().map(Tag::as_str));
    Expr::col(Column::TagsBloom).bit_and(bits).ne(0)
}

/// The ids of the tasks of `owner` that have one of the tags, once for each.
pub(super) fn tasks_with_one_of(backend: DbBackend, owner: Expr, tags: &[Tag]) -> SelectStatement {
    Query::select()
        .column(task_tag::Column::TaskId)
        .from(task_tag::Entity)
        .and_where(Expr::col(task_tag::Column::OwnerId).eq(owner))
        .and_where(dialect::is_one_of(backend, tags))
        .take()
}
