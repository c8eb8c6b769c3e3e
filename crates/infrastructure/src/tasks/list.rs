//! Lists of tasks as SQL, the same for both databases but for what `dialect` has.

use chrono::{NaiveTime, TimeDelta};
use errand_domain::LocalTime;
use errand_domain::auth::UserId;
use errand_domain::tasks::{Due, Order, SortKey, Tag, TaskCursor, TaskFilter, TaskQuery, TaskSort};
use sea_orm::sea_query::{
    CommonTableExpression, Condition, Expr, ExprTrait, IntoCondition, Order as SqlOrder, Query,
    SelectStatement, UnionType,
};
use sea_orm::{ColumnTrait, DbBackend, Statement};

use super::dialect;
use super::entity::{self, COLUMNS, Column, Entity, task_tag};

/// The most tasks of one tag that are all fetched and sorted for a page. Where more have the tag,
/// reading tasks in order until enough have it costs less.
const FEW: u64 = 1000;

/// One page of tasks, and one row more to tell that there is a next page.
pub(super) fn list(
    backend: DbBackend,
    owner: UserId,
    query: &TaskQuery,
    time: LocalTime,
) -> Statement {
    let key = sort_key(backend, query.sort, query.order);
    let mut page = if query.filter.tags.is_empty() {
        page(backend, of_owner(owner), query, time, key)
    } else {
        tagged_page(backend, owner, query, time, key)
    };
    if query.with_total {
        let total = count(backend, owner, &query.filter, time);
        page.expr_as(subquery(total), TOTAL);
    }
    let mut page = backend.build(&page);
    // As a parameter PostgreSQL would not know it when it plans once for all executions.
    page.sql = format!("{} LIMIT {}", page.sql, rows(query));
    page
}

/// A page of tasks with one of some tags, in one of two ways. No database knows how many tasks have
/// a tag when it plans, so they are counted first, and the way that is not taken has no owner.
fn tagged_page(
    backend: DbBackend,
    owner: UserId,
    query: &TaskQuery,
    time: LocalTime,
    key: Expr,
) -> SelectStatement {
    let tags = &query.filter.tags;
    // As a query of its own the key is in no index, which leaves that of the tags.
    let unindexed = subquery(Query::select().expr(key.clone()).take());
    let few = of_owner(owner).add(Column::Id.in_subquery(tagged(owner_where(owner, true), tags)));
    let many = Condition::all()
        .add(Expr::col(Column::OwnerId).eq(owner_where(owner, false)))
        .add(may_have(tags))
        .add(dialect::has_tag(backend, tags));
    let one_way = |whose, key| {
        let page = page(backend, whose, query, time, key)
            .limit(rows(query))
            .take();
        Query::select()
            .columns(COLUMNS)
            .from_subquery(page, "page")
            .take()
    };
    // One of the two has no rows, so both together are in the order of the other.
    let either = one_way(few, unindexed)
        .union(UnionType::All, one_way(many, key))
        .take();
    Query::select()
        .columns(COLUMNS)
        .from_subquery(either, "either")
        .with_cte(counted(owner, tags))
        .take()
}

/// Whether up to [`FEW`] tasks of the owner have one of the tags.
fn counted(owner: UserId, tags: &[Tag]) -> CommonTableExpression {
    let entries = tagged(owner.0.into(), tags).limit(FEW + 1).take();
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

/// Of the tasks that are `whose`, those that pass the filter and come after the cursor, in order.
/// What the filter has of tags is up to `whose`.
fn page(
    backend: DbBackend,
    whose: Condition,
    query: &TaskQuery,
    time: LocalTime,
    key: Expr,
) -> SelectStatement {
    let direction = match query.order {
        Order::Ascending => SqlOrder::Asc,
        Order::Descending => SqlOrder::Desc,
    };
    Query::select()
        .columns(COLUMNS)
        .from(Entity)
        .cond_where(whose)
        .cond_where(filter(backend, &query.filter, time))
        .cond_where(after(backend, key.clone(), query))
        .cond_where(due_bounds(&key, query, time))
        .order_by_expr(key, direction.clone())
        .order_by(Column::Id, direction)
        .take()
}

/// How many rows a page is asked for: one more than it shows.
fn rows(query: &TaskQuery) -> u64 {
    query.limit.get() as u64 + 1
}

/// The column of a page, on each of its rows, that has the number of tasks on all pages.
pub(super) const TOTAL: &str = "total";

/// How many tasks all pages hold together.
pub(super) fn count(
    backend: DbBackend,
    owner: UserId,
    filter_by: &TaskFilter,
    time: LocalTime,
) -> SelectStatement {
    let mut whose = of_owner(owner);
    if !filter_by.tags.is_empty() {
        whose = whose.add(Column::Id.in_subquery(tagged(owner.0.into(), &filter_by.tags)));
    }
    Query::select()
        .expr_as(Expr::cust("COUNT(*)"), TOTAL)
        .from(Entity)
        .cond_where(whose)
        .cond_where(filter(backend, filter_by, time))
        .take()
}

/// What the filter asks for, but for the tags.
fn filter(backend: DbBackend, filter: &TaskFilter, time: LocalTime) -> Condition {
    let mut all = Condition::all();
    match filter.completed {
        Some(true) => all = all.add(Column::CompletedAt.is_not_null()),
        Some(false) => all = all.add(Column::CompletedAt.is_null()),
        None => {}
    }
    if !filter.priorities.is_empty() {
        let ranks = filter.priorities.iter().copied().map(entity::rank);
        all = all.add(Column::Priority.is_in(ranks));
    }
    if let Some(date) = filter.due_before {
        all = all.add(Column::DueDate.lt(date.get()));
    }
    if let Some(date) = filter.due_after {
        all = all.add(Column::DueDate.gt(date.get()));
    }
    if let Some(overdue) = filter.overdue {
        let is_overdue = dialect::past_due(backend, time)
            .add(Column::CompletedAt.is_null())
            .add(Column::DueDate.is_not_null());
        all = all.add(if overdue {
            is_overdue
        } else {
            is_overdue.not()
        });
    }
    all.add(dialect::search(backend, &filter.search))
}

/// Leaves the tasks out that surely have none of the tags, by what the index has of them.
fn may_have(tags: &[Tag]) -> Expr {
    let bits = entity::bloom(tags.iter().map(Tag::as_str));
    Expr::col(Column::TagsBloom).bit_and(bits).ne(0)
}

fn tagged(owner: Expr, tags: &[Tag]) -> SelectStatement {
    let tags = tags.iter().map(Tag::as_str);
    Query::select()
        .column(task_tag::Column::TaskId)
        .from(task_tag::Entity)
        .and_where(Expr::col(task_tag::Column::OwnerId).eq(owner))
        .and_where(task_tag::Column::Tag.is_in(tags))
        .take()
}

fn sort_key(backend: DbBackend, sort: TaskSort, order: Order) -> Expr {
    match sort {
        TaskSort::CreatedAt => Expr::col(Column::CreatedAt),
        TaskSort::UpdatedAt => Expr::col(Column::UpdatedAt),
        TaskSort::DueDate => dialect::due_key(backend, order),
        TaskSort::Priority => Expr::col(Column::Priority),
        TaskSort::Title => Expr::col(Column::TitleFolded),
    }
}

/// The bounds that a filter by due date sets to the key of a list that is sorted by it. They add no
/// condition to those of the filter, but let the index begin where the tasks do.
fn due_bounds(key: &Expr, query: &TaskQuery, time: LocalTime) -> Condition {
    let mut bounds = Condition::all();
    if query.sort != TaskSort::DueDate {
        return bounds;
    }
    if let Some(date) = query.filter.due_before {
        let midnight = date.get().and_time(NaiveTime::MIN);
        bounds = bounds.add(key.clone().lt(Expr::value(midnight)));
    }
    if let Some(date) = query.filter.due_after {
        let last = Due { date, time: None }.deadline();
        bounds = bounds.add(key.clone().gt(Expr::value(last)));
    }
    if query.filter.overdue == Some(true) {
        // No clock of the world is further ahead of UTC than 14 hours.
        let latest = time.now.naive_utc() + TimeDelta::hours(15);
        bounds = bounds.add(key.clone().lt(Expr::value(latest)));
    }
    bounds
}

/// Tasks that come after the cursor. Both parts are compared as one row value, which an index on
/// the two serves however many tasks share the key.
fn after(backend: DbBackend, key: Expr, query: &TaskQuery) -> Condition {
    let Some(TaskCursor { key: last, id }) = &query.after else {
        return Condition::all();
    };
    let last = match last {
        SortKey::CreatedAt(instant) | SortKey::UpdatedAt(instant) => Expr::value(*instant),
        SortKey::DueDate(deadline) => dialect::due_key_of(backend, query.order, *deadline),
        SortKey::Priority(priority) => Expr::value(entity::rank(*priority)),
        SortKey::Title(title) => Expr::value(title.as_str()),
    };
    let row = Expr::tuple([key, Expr::col(Column::Id)]);
    let place = Expr::tuple([last, Expr::value(id.0)]);
    match query.order {
        Order::Ascending => row.gt(place),
        Order::Descending => row.lt(place),
    }
    .into_condition()
}

pub(super) fn of_owner(owner: UserId) -> Condition {
    Condition::all().add(Column::OwnerId.eq(owner.0))
}

fn subquery(select: SelectStatement) -> Expr {
    Expr::SubQuery(None, Box::new(select.into()))
}
