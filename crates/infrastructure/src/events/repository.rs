//! Account events, in the table `events`.

use async_trait::async_trait;
use errand_domain::events::{Event, EventId, EventLog};
use errand_domain::users::UserId;
use errand_domain::{Failure, Limit, Page, Timestamp};
use sea_orm::{ConnectionTrait, QueryResult, Statement, Value};
use uuid::Uuid;

use crate::database::{Database, Stored, column, failure, stored_column};

/// Stores events in either database.
pub struct SqlEventLog {
    database: Database,
}

impl SqlEventLog {
    /// Stores events in this database.
    pub fn new(database: Database) -> Self {
        Self { database }
    }
}

#[async_trait]
impl EventLog for SqlEventLog {
    async fn record(&self, event: &Event) -> Result<(), Failure> {
        let insert = insertion(&self.database, event);
        let done = self.database.connections.execute_raw(insert).await;
        done.map(drop).map_err(failure)
    }

    async fn list(
        &self,
        user: UserId,
        before: Option<EventId>,
        limit: Limit,
    ) -> Result<Page<Event, EventId>, Failure> {
        const LIST: &str = "
            SELECT id, user_id, kind, device, address_prefix, created_at FROM events
            WHERE user_id = $1 AND id < $2 ORDER BY id DESC LIMIT $3";
        let before = before.map_or(Uuid::max(), |id| id.0);
        let most = i64::try_from(limit.get() + 1).unwrap_or(i64::MAX);
        let values = [user.0.into(), before.into(), most.into()];
        let rows = self.database.rows(LIST, values).await?;
        let events = rows.iter().map(read).collect::<Result<_, _>>()?;
        Ok(Page::of(events, limit, |last: &Event| last.id))
    }

    async fn purge(&self, now: Timestamp) -> Result<(), Failure> {
        const PURGE: &str = "DELETE FROM events WHERE created_at < $1";
        let before = (now - Event::KEPT_FOR).stored().into();
        self.database.execute(PURGE, [before]).await.map(drop)
    }
}

/// The statement that stores an event. It inserts nothing if the event's user no longer exists.
pub(crate) fn insertion(database: &Database, event: &Event) -> Statement {
    const OF_USER: &str = "
        INSERT INTO events (id, kind, device, address_prefix, created_at, user_id)
        SELECT $1, $2, $3, $4, $5, id FROM users WHERE id = $6";
    const OF_NOBODY: &str = "
        INSERT INTO events (id, kind, device, address_prefix, created_at) VALUES ($1, $2, $3, $4, $5)";
    let mut values: Vec<Value> = vec![
        event.id.0.into(),
        event.kind.name().into(),
        event.device.as_str().into(),
        event.address_prefix.as_str().into(),
        event.created_at.stored().into(),
    ];
    values.extend(event.user.map(|user| user.0.into()));
    let insert = if event.user.is_some() {
        OF_USER
    } else {
        OF_NOBODY
    };
    Statement::from_sql_and_values(database.connections.get_database_backend(), insert, values)
}

fn read(row: &QueryResult) -> Result<Event, Failure> {
    let kind: String = column(row, 2)?;
    Ok(Event {
        id: EventId(column(row, 0)?),
        user: column::<Option<Uuid>>(row, 1)?.map(UserId),
        kind: kind.parse().map_err(Failure::internal)?,
        device: column(row, 3)?,
        address_prefix: column(row, 4)?,
        created_at: stored_column(row, 5)?,
    })
}
