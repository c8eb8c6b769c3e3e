//! Single tasks, their changes and the tags in use as SQL, the same for both databases.

use errand_domain::tasks::{Tag, Task, TaskId};
use errand_domain::users::UserId;
use errand_domain::{Limit, Timestamp};
use sea_orm::ActiveValue::NotSet;
use sea_orm::sea_query::{
    CaseStatement, Expr, ExprTrait, Order as SqlOrder, Query, SelectStatement, UpdateStatement,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, UpdateMany};

use super::entity::{ActiveModel, COLUMNS, Column, Entity, task_tag};
use super::list::{TOTAL, of_owner};
use crate::database::Stored;

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

/// The task in place of what it was at the version before; of no row where it is another by now.
pub(super) fn replace(owner: UserId, task: &Task) -> UpdateMany<Entity> {
    let row = ActiveModel {
        id: NotSet,
        owner_id: NotSet,
        created_at: NotSet,
        ..ActiveModel::new(owner, task)
    };
    Entity::update_many()
        .set(row)
        .filter(of_owner(owner).add(Column::Id.eq(task.id.0)))
        .filter(Column::Version.eq(task.version - 1))
}

/// The completion of an open task, or the opening of a completed one.
pub(super) fn toggle(owner: UserId, id: TaskId, now: Timestamp) -> UpdateStatement {
    let completed_now = CaseStatement::new().case(Column::CompletedAt.is_null(), now.stored());
    Query::update()
        .table(Entity)
        .value(Column::CompletedAt, completed_now)
        .value(Column::Version, Expr::col(Column::Version).add(1))
        .value(Column::UpdatedAt, now.stored())
        .cond_where(of_owner(owner).add(Column::Id.eq(id.0)))
        .returning(Query::returning().columns(COLUMNS))
        .take()
}
