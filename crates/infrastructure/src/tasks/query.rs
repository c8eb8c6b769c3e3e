//! Single tasks, the trash and the tags in use as SQL, the same for both databases.

use errand_domain::Limit;
use errand_domain::tasks::{Tag, TaskId, TrashCursor};
use errand_domain::users::UserId;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Order as SqlOrder, Query, SelectStatement};
use sea_orm::{ColumnTrait, DbBackend};

use super::dialect;
use super::entity::{COLUMNS, Column, Entity, task_tag};
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

/// The tasks with these ids.
pub(super) fn find_all(backend: DbBackend, owner: UserId, ids: &[TaskId]) -> SelectStatement {
    Query::select()
        .columns(COLUMNS)
        .from(Entity)
        .cond_where(of_owner(owner).add(dialect::has_one_of(backend, ids)))
        .take()
}

/// One page of the trash, and one row more.
pub(super) fn trash(owner: UserId, after: Option<TrashCursor>, limit: Limit) -> SelectStatement {
    let mut trash = Query::select()
        .columns(COLUMNS)
        .from(Entity)
        .cond_where(trashed(owner))
        .order_by(Column::DeletedAt, SqlOrder::Desc)
        .order_by(Column::Id, SqlOrder::Desc)
        .limit(limit.get() as u64 + 1)
        .take();
    if let Some(TrashCursor { deleted_at, id }) = after {
        let row = Expr::tuple([Expr::col(Column::DeletedAt), Expr::col(Column::Id)]);
        let place = Expr::tuple([Expr::value(deleted_at.stored()), Expr::value(id.0)]);
        trash.and_where(row.lt(place));
    }
    trash
}

/// How many tasks are in the trash.
pub(super) fn count_trash(owner: UserId) -> SelectStatement {
    Query::select()
        .expr_as(Expr::cust("COUNT(*)"), TOTAL)
        .from(Entity)
        .cond_where(trashed(owner))
        .take()
}

fn trashed(owner: UserId) -> Condition {
    of_owner(owner).add(Column::DeletedAt.is_not_null())
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
