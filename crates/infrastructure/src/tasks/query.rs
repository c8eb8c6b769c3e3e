//! Single tasks, their changes and the tags in use as SQL, the same for both databases.

use chrono::NaiveTime;
use errand_domain::auth::UserId;
use errand_domain::tasks::{Change, Description, Tag, TaskId, TaskPatch};
use errand_domain::{Limit, Timestamp, text};
use sea_orm::ColumnTrait;
use sea_orm::sea_query::{
    CaseStatement, Expr, ExprTrait, Order as SqlOrder, Query, SelectStatement, UpdateStatement,
};

use super::entity::{self, COLUMNS, Column, Entity, task_tag};
use super::list::{TOTAL, of_owner};

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
        update.value(Column::TagsBloom, entity::bloom(tags.iter()));
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
