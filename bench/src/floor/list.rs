//! What a list is asked for with, and a page of it.

use actix_web::HttpResponse;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::problem::Problem;
use crate::task::Task;

#[derive(Deserialize)]
pub(crate) struct Parameters {
    #[serde(default = "default_limit")]
    limit: u16,
    completed: Option<bool>,
    #[serde(default)]
    sort: Sort,
    cursor: Option<String>,
}

fn default_limit() -> u16 {
    50
}

#[derive(Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Sort {
    /// Newest first.
    #[default]
    CreatedAt,
    /// Most urgent first, and tasks without a due date last.
    DueDate,
}

pub(crate) struct List {
    pub(crate) limit: usize,
    pub(crate) completed: Option<bool>,
    pub(crate) sort: Sort,
    /// The place after which the page begins.
    pub(crate) after: Place,
}

/// A place in a list: the sort key and the id of a task.
pub(crate) struct Place {
    pub(crate) key: NaiveDateTime,
    pub(crate) id: Uuid,
}

/// A task is due at the end of its day unless it has a time.
const END_OF_DAY: NaiveTime = NaiveTime::from_hms_micro_opt(23, 59, 59, 999_999).unwrap();
const BEGINNING: NaiveDateTime =
    NaiveDateTime::new(NaiveDate::from_ymd_opt(1, 1, 1).unwrap(), NaiveTime::MIN);
/// The last moment that sorts correctly as text. Tasks without a due date are there.
const END: NaiveDateTime =
    NaiveDateTime::new(NaiveDate::from_ymd_opt(9999, 12, 31).unwrap(), END_OF_DAY);

impl TryFrom<Parameters> for List {
    type Error = Problem;

    fn try_from(parameters: Parameters) -> Result<Self, Problem> {
        let limit = usize::from(parameters.limit);
        if !(1..=100).contains(&limit) {
            return Err(Problem::Invalid("limit must be from 1 to 100".into()));
        }
        let after = match parameters.cursor {
            Some(cursor) => {
                Place::parse(&cursor).ok_or_else(|| Problem::Invalid("unknown cursor".into()))?
            }
            None => Place::before_all(parameters.sort),
        };
        Ok(Self {
            limit,
            completed: parameters.completed,
            sort: parameters.sort,
            after,
        })
    }
}

impl List {
    /// The condition that filters by completion.
    pub(crate) fn filter(&self) -> &'static str {
        match self.completed {
            None => "",
            Some(true) => "AND tasks.completed_at IS NOT NULL",
            Some(false) => "AND tasks.completed_at IS NULL",
        }
    }

    /// How many tasks to read: one more than the page, to know whether there is another page.
    pub(crate) fn count(&self) -> usize {
        self.limit + 1
    }

    /// The answer, from the tasks that were read.
    pub(crate) fn page(&self, mut items: Vec<Task>) -> HttpResponse {
        #[derive(Serialize)]
        struct Page {
            items: Vec<Task>,
            next_cursor: Option<String>,
        }
        let more = items.len() > self.limit;
        items.truncate(self.limit);
        let last = items.last().filter(|_| more);
        let next_cursor = last.map(|task| Place::of(task, self.sort).cursor());
        HttpResponse::Ok().json(Page { items, next_cursor })
    }
}

impl Place {
    fn before_all(sort: Sort) -> Self {
        match sort {
            Sort::CreatedAt => Self {
                key: END,
                id: Uuid::max(),
            },
            Sort::DueDate => Self {
                key: BEGINNING,
                id: Uuid::nil(),
            },
        }
    }

    fn of(task: &Task, sort: Sort) -> Self {
        let due = |date: NaiveDate| date.and_time(task.due_time.unwrap_or(END_OF_DAY));
        Self {
            key: match sort {
                Sort::CreatedAt => task.created_at.naive_utc(),
                Sort::DueDate => task.due_date.map_or(END, due),
            },
            id: task.id,
        }
    }

    fn cursor(&self) -> String {
        let mut place = self.key.and_utc().timestamp_micros().to_be_bytes().to_vec();
        place.extend(self.id.as_bytes());
        URL_SAFE_NO_PAD.encode(place)
    }

    fn parse(cursor: &str) -> Option<Self> {
        let place = URL_SAFE_NO_PAD.decode(cursor).ok()?;
        let (micros, id) = place.split_first_chunk()?;
        Some(Self {
            key: DateTime::from_timestamp_micros(i64::from_be_bytes(*micros))?.naive_utc(),
            id: Uuid::from_slice(id).ok()?,
        })
    }
}
