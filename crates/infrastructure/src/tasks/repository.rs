//! Reads tasks from the table `tasks`. The journal writes them.

use async_trait::async_trait;
use errand_domain::tasks::{
    Tag, TagCount, Task, TaskCursor, TaskFilter, TaskId, TaskQuery, TaskRepository, TrashCursor,
};
use errand_domain::users::UserId;
use errand_domain::{Failure, Limit, LocalTime, Page, Timestamp};
use sea_orm::sea_query::SelectStatement;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, StatementBuilder};

use super::{entity, list, purge, query, tagged};
use crate::database::{Database, column, failure};

/// Reads tasks in either database.
pub struct SqlTaskRepository {
    database: Database,
}

impl SqlTaskRepository {
    /// Reads tasks in this database.
    pub fn new(database: Database) -> Self {
        Self { database }
    }

    async fn rows(&self, statement: &impl StatementBuilder) -> Result<Vec<QueryResult>, DbErr> {
        self.database.connections.query_all(statement).await
    }

    async fn tasks(&self, statement: &SelectStatement) -> Result<Vec<Task>, Failure> {
        let rows = self.rows(statement).await.map_err(failure)?;
        rows.iter().map(entity::read).collect()
    }
}

#[async_trait]
impl TaskRepository for SqlTaskRepository {
    async fn find(&self, owner: UserId, id: TaskId) -> Result<Option<Task>, Failure> {
        let tasks = self.tasks(&query::find(owner, id)).await?;
        Ok(tasks.into_iter().next())
    }

    async fn find_all(&self, owner: UserId, ids: &[TaskId]) -> Result<Vec<Task>, Failure> {
        let backend = self.database.connections.get_database_backend();
        self.tasks(&query::find_all(backend, owner, ids)).await
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

    async fn matching(
        &self,
        owner: UserId,
        filter: &TaskFilter,
        time: LocalTime,
        most: usize,
    ) -> Result<Vec<TaskId>, Failure> {
        let backend = self.database.connections.get_database_backend();
        let ids = list::matching(backend, owner, filter, time, most);
        let rows = self.database.connections.query_all_raw(ids).await;
        let rows = rows.map_err(failure)?;
        rows.iter().map(|row| column(row, 0).map(TaskId)).collect()
    }

    async fn trash(
        &self,
        owner: UserId,
        after: Option<TrashCursor>,
        limit: Limit,
    ) -> Result<Page<Task, TrashCursor>, Failure> {
        let tasks = self.tasks(&query::trash(owner, after, limit)).await?;
        let cursor = |last: &Task| TrashCursor {
            deleted_at: last.deleted_at.unwrap_or(last.updated_at),
            id: last.id,
        };
        Ok(Page::of(tasks, limit, cursor))
    }

    async fn count_trash(&self, owner: UserId) -> Result<u64, Failure> {
        let rows = self.rows(&query::count_trash(owner)).await;
        let rows = rows.map_err(failure)?;
        Ok(rows.first().map(total).transpose()?.unwrap_or_default())
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

    async fn purge_trash(&self, before: Timestamp) -> Result<(), Failure> {
        purge::trash(&self.database, before).await.map_err(failure)
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
