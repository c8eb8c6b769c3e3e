//! Questions and changes as SQL, the same for both databases but for what `dialect` has.

use chrono::{NaiveTime, TimeDelta};
use errand_domain::auth::UserId;
use errand_domain::tasks::{
    Change, Description, Due, Order, SortKey, Tag, TaskCursor, TaskFilter, TaskId, TaskPatch,
    TaskQuery, TaskSort,
};
use errand_domain::{Limit, LocalTime, Timestamp, text};
use sea_orm::sea_query::{
    CaseStatement, Condition, Expr, ExprTrait, IntoCondition, Order as SqlOrder, Query,
    SelectStatement, UpdateStatement,
};
use sea_orm::{ColumnTrait, DbBackend, Statement};

use super::dialect;
use super::entity::{self, COLUMNS, Column, Entity, task_tag};

/// One page of tasks, and one row more to tell that there is a next page.
pub(super) fn list(
    backend: DbBackend,
    owner: UserId,
    query: &TaskQuery,
    time: LocalTime,
) -> Statement {
    let key = sort_key(backend, query.sort, query.order);
    let direction = match query.order {
        Order::Ascending => SqlOrder::Asc,
        Order::Descending => SqlOrder::Desc,
    };
    let mut page = Query::select()
        .columns(COLUMNS)
        .from(Entity)
        .cond_where(filter(backend, owner, &query.filter, time))
        .cond_where(after(backend, key.clone(), query))
        .cond_where(due_bounds(&key, query, time))
        .order_by_expr(key, direction.clone())
        .order_by(Column::Id, direction)
        .take();
    if query.with_total {
        let total = count(backend, owner, &query.filter, time);
        page.expr_as(Expr::SubQuery(None, Box::new(total.into())), TOTAL);
    }
    let mut page = backend.build(&page);
    // As a parameter PostgreSQL would not know it when it plans once for all executions.
    page.sql = format!("{} LIMIT {}", page.sql, query.limit.get() + 1);
    page
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
        .cond_where(filter(backend, owner, filter_by, time))
        .take()
}

/// The task with this id.
pub(super) fn find(owner: UserId, id: TaskId) -> SelectStatement {
    Query::select()
        .columns(COLUMNS)
        .from(Entity)
        .cond_where(of_owner(owner).add(Column::Id.eq(id.0)))
        .take()
}

/// One page of the tags in use with their numbers of tasks, and one row more.
pub(super) fn tags(owner: UserId, after: Option<&Tag>, limit: Limit) -> SelectStatement {
    let mut tags = Query::select()
        .column(task_tag::Column::Tag)
        .expr_as(Expr::cust("COUNT(*)"), TOTAL)
        .from(task_tag::Entity)
        .and_where(task_tag::Column::OwnerId.eq(owner.0))
        .group_by_col(task_tag::Column::Tag)
        .order_by(task_tag::Column::Tag, SqlOrder::Asc)
        .limit(limit.get() as u64 + 1)
        .take();
    if let Some(after) = after {
        tags.and_where(task_tag::Column::Tag.gt(after.as_str()));
    }
    tags
}

/// The change of the fields a patch names. What depends on the task as it is, such as whether it
/// was completed before, is left to the database: one statement, so nothing comes in between.
pub(super) fn update(
    owner: UserId,
    id: TaskId,
    patch: &TaskPatch,
    now: Timestamp,
) -> UpdateStatement {
    let mut update = changed(owner, id, now);
    if let Some(title) = &patch.title {
        update.value(Column::Title, title.as_str());
        update.value(Column::TitleFolded, text::fold(title.as_str()));
    }
    if let Some(description) = set_or_clear(&patch.description) {
        update.value(Column::Description, description.map(Description::as_str));
        update.value(
            Column::DescriptionFolded,
            entity::fold_description(description),
        );
    }
    match patch.completed {
        Some(true) => {
            let since = Expr::col(Column::CompletedAt).if_null(now);
            update.value(Column::CompletedAt, since);
        }
        Some(false) => {
            update.value(Column::CompletedAt, Option::<Timestamp>::None);
        }
        None => {}
    }
    if let Some(priority) = patch.priority {
        update.value(Column::Priority, entity::rank(priority));
    }
    if let Some(tags) = &patch.tags {
        update.value(Column::Tags, entity::tags_as_json(tags));
        update.value(Column::TagsFolded, entity::fold_tags(tags));
    }
    if let Some(date) = set_or_clear(&patch.due_date) {
        update.value(Column::DueDate, date.map(|date| date.get()));
    }
    if let Some(time) = set_or_clear(&patch.due_time) {
        update.value(Column::DueTime, time.map(|time| time.get()));
    } else if patch.due_date == Change::Clear {
        update.value(Column::DueTime, Option::<NaiveTime>::None);
    }
    if let Some(zone) = set_or_clear(&patch.time_zone) {
        update.value(Column::TimeZone, zone.map(|zone| zone.name()));
    }
    update
}

/// The completion of an open task, or the opening of a completed one.
pub(super) fn toggle(owner: UserId, id: TaskId, now: Timestamp) -> UpdateStatement {
    let completed_now = CaseStatement::new().case(Column::CompletedAt.is_null(), now);
    changed(owner, id, now)
        .value(Column::CompletedAt, completed_now)
        .take()
}

/// An update of one task that raises its version and returns it.
fn changed(owner: UserId, id: TaskId, now: Timestamp) -> UpdateStatement {
    Query::update()
        .table(Entity)
        .value(Column::Version, Expr::col(Column::Version).add(1))
        .value(Column::UpdatedAt, now)
        .cond_where(of_owner(owner).add(Column::Id.eq(id.0)))
        .returning(Query::returning().columns(COLUMNS))
        .take()
}

/// What a change puts in the place of a value: `Some(None)` clears it, `None` keeps it.
#[expect(
    clippy::option_option,
    reason = "the outer one says whether, the inner one what"
)]
fn set_or_clear<T>(change: &Change<T>) -> Option<Option<&T>> {
    match change {
        Change::Keep => None,
        Change::Clear => Some(None),
        Change::Set(value) => Some(Some(value)),
    }
}

fn of_owner(owner: UserId) -> Condition {
    Condition::all().add(Column::OwnerId.eq(owner.0))
}

fn filter(backend: DbBackend, owner: UserId, filter: &TaskFilter, time: LocalTime) -> Condition {
    let mut all = of_owner(owner);
    match filter.completed {
        Some(true) => all = all.add(Column::CompletedAt.is_not_null()),
        Some(false) => all = all.add(Column::CompletedAt.is_null()),
        None => {}
    }
    if !filter.priorities.is_empty() {
        let ranks = filter.priorities.iter().copied().map(entity::rank);
        all = all.add(Column::Priority.is_in(ranks));
    }
    if !filter.tags.is_empty() {
        all = all.add(Column::Id.in_subquery(tagged(owner, filter)));
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

fn tagged(owner: UserId, filter: &TaskFilter) -> SelectStatement {
    let tags = filter.tags.iter().map(Tag::as_str);
    Query::select()
        .column(task_tag::Column::TaskId)
        .from(task_tag::Entity)
        .and_where(task_tag::Column::OwnerId.eq(owner.0))
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
