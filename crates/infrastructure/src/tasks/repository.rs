//! Tasks in the table `tasks`. Each method writes with one statement, so each is atomic.

use async_trait::async_trait;
use errand_domain::tasks::{
    Tag, TagCount, Task, TaskCursor, TaskId, TaskPatch, TaskQuery, TaskRepository, UpdateError,
};
use errand_domain::users::UserId;
use errand_domain::{Failure, Limit, LocalTime, Page, Timestamp};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryResult, StatementBuilder,
};

use super::entity::{self, ActiveModel, Column, Entity};
use super::{list, query, tagged};
use crate::database::{Database, failure};

/// Keeps tasks in either database.
pub struct SqlTaskRepository {
    database: Database,
}

impl SqlTaskRepository {
    /// Keeps tasks in this database.
    pub fn new(database: Database) -> Self {
        Self { database }
    }

    /// Runs a statement to its end: of a write that returns its row, SQLite commits after the row.
    async fn rows(&self, statement: &impl StatementBuilder) -> Result<Vec<QueryResult>, DbErr> {
        self.database.connections.query_all(statement).await
    }
}

#[async_trait]
impl TaskRepository for SqlTaskRepository {
    async fn insert(&self, owner: UserId, task: &Task) -> Result<(), Failure> {
        Entity::insert(ActiveModel::new(owner, task))
            .exec_without_returning(&self.database.connections)
            .await
            .map_err(failure)?;
        Ok(())
    }

    async fn find(&self, owner: UserId, id: TaskId) -> Result<Option<Task>, Failure> {
        let rows = self.rows(&query::find(owner, id)).await.map_err(failure)?;
        rows.first().map(entity::read).transpose()
    }

    async fn list(
        &self,
        owner: UserId,
        query: &TaskQuery,
        time: LocalTime,
    ) -> Result<Page<Task, TaskCursor>, Failure> {
        let backend = self.database.connections.get_database_backend();
        let run = async |statement| {
            let connections = &self.database.connections;
            connections.query_all_raw(statement).await.map_err(failure)
        };
        let tagged = if query.filter.tags.is_empty() {
            None
        } else {
            let count = tagged::count(backend, owner, &query.filter.tags);
            run(count).await?.first().map(total).transpose()?
        };
        let rows = run(list::list(backend, owner, query, time, tagged)).await?;
        let total = match rows.first() {
            _ if !query.with_total => None,
            Some(row) => Some(total(row)?),
            None if query.after.is_none() => Some(0),
            // Behind the last task there is no row to tell the total.
            None => {
                let count = list::count(backend, owner, &query.filter, time);
                let rows = self.rows(&count).await.map_err(failure)?;
                rows.first().map(total).transpose()?
            }
        };
        let tasks = rows.iter().map(entity::read).collect::<Result<_, _>>()?;
        let cursor = |last: &_| TaskCursor::after(last, query.sort);
        Ok(Page {
            total,
            ..Page::of(tasks, query.limit, cursor)
        })
    }

    async fn update(
        &self,
        owner: UserId,
        id: TaskId,
        patch: &TaskPatch,
        now: Timestamp,
    ) -> Result<Option<Task>, UpdateError> {
        // Where another change comes in between, this one is made of what that one left.
        loop {
            let Some(before) = self.find(owner, id).await? else {
                return Ok(None);
            };
            let after = patch.apply(before, now)?;
            let replaced = query::replace(owner, &after)
                .exec(&self.database.connections)
                .await
                .map_err(failure)?;
            if replaced.rows_affected > 0 {
                return Ok(Some(after));
            }
        }
    }

    async fn toggle(
        &self,
        owner: UserId,
        id: TaskId,
        now: Timestamp,
    ) -> Result<Option<Task>, Failure> {
        let toggle = query::toggle(owner, id, now);
        let rows = self.rows(&toggle).await.map_err(failure)?;
        rows.first().map(entity::read).transpose()
    }

    async fn delete(&self, owner: UserId, id: TaskId) -> Result<bool, Failure> {
        let deleted = Entity::delete_many()
            .filter(Column::Id.eq(id.0))
            .filter(Column::OwnerId.eq(owner.0))
            .exec(&self.database.connections)
            .await
            .map_err(failure)?;
        Ok(deleted.rows_affected > 0)
    }

    async fn tags(
        &self,
        owner: UserId,
        after: Option<Tag>,
        limit: Limit,
    ) -> Result<Page<TagCount, Tag>, Failure> {
        let tags = query::tags(owner, after.as_ref(), limit);
        let rows = self.rows(&tags).await.map_err(failure)?;
        let counts = rows.iter().map(tag_count).collect::<Result<_, _>>();
        let cursor = |last: &TagCount| last.tag.clone();
        Ok(Page::of(counts.map_err(failure)?, limit, cursor))
    }
}

fn total(row: &QueryResult) -> Result<u64, Failure> {
    let total: i64 = row.try_get("", list::TOTAL).map_err(failure)?;
    total.try_into().map_err(Failure::internal)
}

fn tag_count(row: &QueryResult) -> Result<TagCount, DbErr> {
    Ok(TagCount {
        tag: Tag::restore(row.try_get("", "tag")?),
        count: row.try_get::<i64>("", list::TOTAL)?.unsigned_abs(),
    })
}
