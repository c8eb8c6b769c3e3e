//! Lists of tasks as SQL, the same for both databases but for what `dialect` has.

use errand_domain::LocalTime;
use errand_domain::tasks::{Due, Order, SortKey, TaskCursor, TaskFilter, TaskQuery, TaskSort};
use errand_domain::users::UserId;
use jiff::SignedDuration;
use jiff::civil::{DateTime, Time};
use jiff::tz::Offset;
use sea_orm::sea_query::{
    Condition, Expr, ExprTrait, IntoCondition, Order as SqlOrder, Query, SelectStatement,
};
use sea_orm::{ColumnTrait, DbBackend, Statement};

use super::entity::{self, COLUMNS, Column, Entity};
use super::{dialect, tagged};
use crate::database::Stored;

/// One page of tasks, and one row more to tell that there is a next page. `tagged` is the number of
/// tasks with one of the tags, where tags are asked for.
pub(super) fn list(
    backend: DbBackend,
    owner: UserId,
    query: &TaskQuery,
    time: LocalTime,
    tagged: Option<u64>,
) -> Statement {
    let key = sort_key(backend, query.sort, query.order);
    let mut page = match tagged {
        None => page(backend, listed(owner), query, time, key),
        Some(count) => tagged::page(backend, owner, query, time, key, count),
    };
    if query.with_total {
        let total = count(backend, owner, &query.filter, time);
        page.expr_as(subquery(total), TOTAL);
    }
    limited(backend, &page, query.limit.get() as u64 + 1)
}

/// The statement with this limit, written into its text. A limit that is bound makes both databases
/// plan the statement anew each time.
pub(super) fn limited(backend: DbBackend, select: &SelectStatement, limit: u64) -> Statement {
    let mut statement = backend.build(select);
    statement.sql = format!("{} LIMIT {limit}", statement.sql);
    statement
}

/// Of the tasks that are `whose`, those that pass the filter and come after the cursor, in order.
/// What the filter has of tags is up to `whose`.
pub(super) fn page(
    backend: DbBackend,
    whose: Condition,
    query: &TaskQuery,
    time: LocalTime,
    key: Expr,
) -> SelectStatement {
    let direction = direction(query);
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

pub(super) fn direction(query: &TaskQuery) -> SqlOrder {
    match query.order {
        Order::Ascending => SqlOrder::Asc,
        Order::Descending => SqlOrder::Desc,
    }
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
    Query::select()
        .expr_as(Expr::cust("COUNT(*)"), TOTAL)
        .from(Entity)
        .cond_where(all_of(backend, owner, filter_by, time))
        .take()
}

/// The ids of the tasks that pass the filter.
pub(super) fn matching(
    backend: DbBackend,
    owner: UserId,
    filter_by: &TaskFilter,
    time: LocalTime,
    most: usize,
) -> Statement {
    let ids = Query::select()
        .column(Column::Id)
        .from(Entity)
        .cond_where(all_of(backend, owner, filter_by, time))
        .order_by(Column::CreatedAt, SqlOrder::Asc)
        .order_by(Column::Id, SqlOrder::Asc)
        .take();
    limited(backend, &ids, most as u64)
}

/// The tasks that pass the whole filter.
fn all_of(backend: DbBackend, owner: UserId, filter_by: &TaskFilter, time: LocalTime) -> Condition {
    let mut whose = listed(owner);
    if !filter_by.tags.is_empty() {
        let tagged = tagged::tasks_with_one_of(backend, owner, &filter_by.tags);
        whose = whose.add(Column::Id.in_subquery(tagged));
    }
    whose.add(filter(backend, filter_by, time))
}

/// What the filter asks for, but for the tags.
pub(super) fn filter(backend: DbBackend, filter: &TaskFilter, time: LocalTime) -> Condition {
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
        all = all.add(Column::DueDate.lt(date.get().stored()));
    }
    if let Some(date) = filter.due_after {
        all = all.add(Column::DueDate.gt(date.get().stored()));
    }
    if let Some(overdue) = filter.overdue {
        let is_overdue = dialect::past_due(backend, time)
            .add(Column::CompletedAt.is_null())
            .add(Column::DueDate.is_not_null())
            // Adds nothing but what an index can tell.
            .add(Column::DueDate.lte(latest_clock(time).date().stored()));
        all = all.add(if overdue {
            is_overdue
        } else {
            is_overdue.not()
        });
    }
    all.add(dialect::search(backend, &filter.search))
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
pub(super) fn due_bounds(key: &Expr, query: &TaskQuery, time: LocalTime) -> Condition {
    let mut bounds = Condition::all();
    if query.sort != TaskSort::DueDate {
        return bounds;
    }
    if let Some(date) = query.filter.due_before {
        let midnight = date.get().to_datetime(Time::midnight());
        bounds = bounds.add(key.clone().lt(Expr::value(midnight.stored())));
    }
    if let Some(date) = query.filter.due_after {
        let last = Due { date, time: None }.deadline();
        bounds = bounds.add(key.clone().gt(Expr::value(last.stored())));
    }
    if query.filter.overdue == Some(true) {
        bounds = bounds.add(key.clone().lt(Expr::value(latest_clock(time).stored())));
    }
    bounds
}

/// A moment that no clock of the world shows yet: none is further ahead of UTC than 14 hours.
fn latest_clock(time: LocalTime) -> DateTime {
    Offset::UTC.to_datetime(time.now) + SignedDuration::from_hours(15)
}

/// Tasks that come after the cursor. Both parts are compared as one row value, which an index on
/// the two serves however many tasks share the key.
pub(super) fn after(backend: DbBackend, key: Expr, query: &TaskQuery) -> Condition {
    let Some(TaskCursor { key: last, id }) = &query.after else {
        return Condition::all();
    };
    let last = match last {
        SortKey::CreatedAt(instant) | SortKey::UpdatedAt(instant) => Expr::value(instant.stored()),
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

/// The tasks of `owner` outside the trash, which the indexes for lists have.
pub(super) fn listed(owner: UserId) -> Condition {
    of_owner(owner).add(Column::DeletedAt.is_null())
}

pub(super) fn subquery(select: SelectStatement) -> Expr {
    Expr::SubQuery(None, Box::new(select.into()))
}
