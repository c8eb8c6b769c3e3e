//! Values as text that is the same whichever database they are in.

use errand_domain::{Failure, Timestamp};
use jiff::civil;
use sea_orm::prelude::{DateTimeUtc, Uuid};
use sea_orm::{QueryResult, Value};

use crate::database::{Stored, column, stored_column};

/// The value of a column; `None` if it is null.
pub(super) type Cell = Option<String>;

/// The cells of a row, in the order of [`Table::columns`](super::tables::Table::columns).
pub(super) type Row = Vec<Cell>;

/// The kind of a column's values, and how a cell shows them.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    /// A UUID, with hyphens.
    Id,
    /// Bytes in hexadecimal.
    Bytes,
    Text,
    Integer,
    /// `true` or `false`.
    Flag,
    /// An instant as in RFC 3339, in UTC.
    Instant,
    /// A calendar date as in RFC 3339.
    Date,
    /// A time of day as in RFC 3339.
    Time,
    /// JSON without spaces, its keys sorted.
    Json,
}

impl Kind {
    /// SQL for the column that [`Kind::read`] reads.
    pub(super) fn selected(self, name: &str) -> String {
        match self {
            // PostgreSQL has integers of several sizes.
            Self::Integer => format!("CAST({name} AS bigint)"),
            _ => name.to_owned(),
        }
    }

    /// Reads the column at this position.
    pub(super) fn read(self, row: &QueryResult, index: usize) -> Result<Cell, Failure> {
        fn shown<T: ToString>(value: Option<T>) -> Cell {
            value.map(|value| value.to_string())
        }
        Ok(match self {
            Self::Id => shown(column::<Option<Uuid>>(row, index)?),
            Self::Bytes => column::<Option<Vec<u8>>>(row, index)?.map(const_hex::encode),
            Self::Text => column(row, index)?,
            Self::Integer => shown(column::<Option<i64>>(row, index)?),
            Self::Flag => shown(column::<Option<bool>>(row, index)?),
            Self::Instant => shown(stored_column::<Option<Timestamp>>(row, index)?),
            Self::Date => shown(stored_column::<Option<civil::Date>>(row, index)?),
            Self::Time => shown(stored_column::<Option<civil::Time>>(row, index)?),
            Self::Json => shown(column::<Option<serde_json::Value>>(row, index)?),
        })
    }

    /// The value for a statement. `None` if the cell is not one of this kind.
    pub(super) fn value(self, cell: Option<&str>) -> Option<Value> {
        let Some(text) = cell else {
            return Some(self.null());
        };
        Some(match self {
            Self::Id => text.parse::<Uuid>().ok()?.into(),
            Self::Bytes => const_hex::decode(text).ok()?.into(),
            Self::Text => text.into(),
            Self::Integer => text.parse::<i64>().ok()?.into(),
            Self::Flag => text.parse::<bool>().ok()?.into(),
            Self::Instant => text.parse::<Timestamp>().ok()?.stored().into(),
            Self::Date => text.parse::<civil::Date>().ok()?.stored().into(),
            Self::Time => text.parse::<civil::Time>().ok()?.stored().into(),
            Self::Json => serde_json::from_str::<serde_json::Value>(text).ok()?.into(),
        })
    }

    fn null(self) -> Value {
        match self {
            Self::Id => Value::Uuid(None),
            Self::Bytes => Value::Bytes(None),
            Self::Text => Value::String(None),
            Self::Integer => Value::BigInt(None),
            Self::Flag => Value::Bool(None),
            Self::Instant => None::<DateTimeUtc>.into(),
            Self::Date => Value::ChronoDate(None),
            Self::Time => Value::ChronoTime(None),
            Self::Json => Value::Json(None),
        }
    }
}
