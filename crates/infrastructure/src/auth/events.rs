//! Events in the table `events`.

use async_trait::async_trait;
use errand_domain::auth::{Event, EventId, EventKind, EventLog, UserId};
use errand_domain::{Failure, Limit, Page};
use sea_orm::QueryResult;
use uuid::Uuid;

use crate::database::{Database, column};

/// Keeps events in either database.
pub struct SqlEventLog {
    database: Database,
}

impl SqlEventLog {
    /// Keeps events in this database.
    pub fn new(database: Database) -> Self {
        Self { database }
    }
}

#[async_trait]
impl EventLog for SqlEventLog {
    async fn record(&self, event: &Event) -> Result<(), Failure> {
        const INSERT: &str = "
            INSERT INTO events (id, user_id, kind, device, address_prefix, created_at)
            SELECT $1, id, $3, $4, $5, $6 FROM users WHERE id = $2";
        let values = [
            event.id.0.into(),
            event.user.0.into(),
            event.kind.name().into(),
            event.device.as_str().into(),
            event.address_prefix.as_str().into(),
            event.created_at.into(),
        ];
        self.database.execute(INSERT, values).await.map(drop)
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
        let most = i64::try_from(limit.get()).unwrap_or(i64::MAX - 1) + 1;
        let values = [user.0.into(), before.into(), most.into()];
        let rows = self.database.rows(LIST, values).await?;
        let events = rows.iter().map(read).collect::<Result<_, _>>()?;
        Ok(Page::of(events, limit, |last: &Event| last.id))
    }
}

fn read(row: &QueryResult) -> Result<Event, Failure> {
    let kind: String = column(row, 2)?;
    Ok(Event {
        id: EventId(column(row, 0)?),
        user: UserId(column(row, 1)?),
        kind: EventKind::parse(&kind)
            .ok_or_else(|| Failure::internal(format!("an event of the kind {kind:?}")))?,
        device: column(row, 3)?,
        address_prefix: column(row, 4)?,
        created_at: column(row, 5)?,
    })
}
