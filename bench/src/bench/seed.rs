//! Writes tasks directly into the tables, like those of a person after two years.

use std::ops::Range;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, SubsecRound, TimeDelta, Utc};
use sqlx::postgres::PgPoolOptions;
use sqlx::sqlite::SqlitePoolOptions;
use sqlx::types::Json;
use sqlx::{Postgres, QueryBuilder, Sqlite};
use uuid::{Timestamp, Uuid};

use crate::database::{Database, Engine};

/// A word in ten titles of every account, whatever its size.
pub(crate) const RARE_WORD: &str = "quokka";
/// A tag of ten tasks of every account, whatever its size.
pub(crate) const RARE_TAG: &str = "rarely";
const RARE_COUNT: usize = 10;
/// A tag of every 150th task.
pub(crate) const SPREAD_TAG: &str = "now and then";
const SPREAD: usize = 150;
/// A tag of the oldest twentieth of an account.
pub(crate) const OLDEST_TAG: &str = "long ago";
const OLDEST: usize = 20;
const COMMON_TAGS: usize = 40;
/// The age of the first task, and the range of due dates around today, in days.
const YEARS: u64 = 2 * 365;
/// PostgreSQL accepts 65 535 parameters per statement, SQLite 32 766.
const ROWS_AT_ONCE: usize = 500;

/// Pseudorandom words, the same in every run.
pub(crate) struct Words {
    dice: fastrand::Rng,
}

/// A task. Its texts are of small Latin letters, so that they are folded already.
pub(crate) struct Row {
    pub(crate) id: Uuid,
    title: String,
    description: Option<String>,
    completed_at: Option<DateTime<Utc>>,
    priority: i16,
    tags: Vec<String>,
    due_date: Option<NaiveDate>,
    due_time: Option<NaiveTime>,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

/// Whose tables tasks are written to.
#[derive(Clone, Copy, Eq, PartialEq)]
pub(crate) enum Tables {
    Errand,
    Floor,
}

/// Gives a user of Errand tasks, and returns their ids.
pub(crate) async fn tasks(
    database: &Database,
    owner: Uuid,
    count: usize,
) -> anyhow::Result<Vec<Uuid>> {
    let rows = rows(owner, count);
    insert(database, Tables::Errand, owner, &rows).await?;
    Ok(rows.iter().map(|row| row.id).collect())
}

/// The tasks of a user, the same but for the present time in every run.
pub(crate) fn rows(owner: Uuid, count: usize) -> Vec<Row> {
    let mut words = Words::new(owner.as_u64_pair().1);
    (0..count)
        .map(|index| row(&mut words, index, count))
        .collect()
}

/// Writes the tasks of a user. Errand has the user already; the floor gets the user here.
pub(crate) async fn insert(
    database: &Database,
    tables: Tables,
    owner: Uuid,
    rows: &[Row],
) -> anyhow::Result<()> {
    let derived = match tables {
        Tables::Errand => ", title_folded, search_text",
        Tables::Floor => "",
    };
    /// The same statement for either database. Only the types differ.
    macro_rules! insert {
        ($database:ty, $pool:expr) => {{
            let pool = $pool.max_connections(1).connect(&database.url).await?;
            if tables == Tables::Floor {
                let user = sqlx::query("INSERT INTO users (id) VALUES ($1)").bind(owner);
                user.execute(&pool).await?;
            }
            for rows in rows.chunks(ROWS_AT_ONCE) {
                let mut insert = QueryBuilder::<$database>::new(format!(
                    "INSERT INTO tasks (id, owner_id, title, description, completed_at, priority,
                     tags, due_date, due_time, version, created_at, updated_at{derived}) "
                ));
                insert.push_values(rows, |mut values, row| {
                    values
                        .push_bind(row.id)
                        .push_bind(owner)
                        .push_bind(&row.title)
                        .push_bind(&row.description)
                        .push_bind(row.completed_at)
                        .push_bind(row.priority)
                        .push_bind(Json(&row.tags))
                        .push_bind(row.due_date)
                        .push_bind(row.due_time)
                        .push_bind(1_i64)
                        .push_bind(row.created_at)
                        .push_bind(row.updated_at);
                    if tables == Tables::Errand {
                        values.push_bind(&row.title).push_bind(row.search_text());
                    }
                });
                insert.build().execute(&pool).await?;
            }
            pool.close().await;
        }};
    }
    match database.engine {
        Engine::Sqlite => insert!(Sqlite, SqlitePoolOptions::new()),
        Engine::Postgres => insert!(Postgres, PgPoolOptions::new()),
    }
    Ok(())
}

fn row(words: &mut Words, index: usize, count: usize) -> Row {
    let now = Utc::now().trunc_subsecs(6);
    let span = TimeDelta::days(YEARS.cast_signed());
    let step = span / i32::try_from(count).unwrap_or(i32::MAX);
    let created_at = now - span + step * i32::try_from(index).unwrap_or(i32::MAX);
    let later = |words: &mut Words| {
        let seconds = (now - created_at).num_seconds().unsigned_abs().max(1);
        created_at + TimeDelta::seconds(words.below(seconds).cast_signed())
    };
    let is_rare = index.is_multiple_of((count / RARE_COUNT).max(1));
    let mut title = words.sentence(2..9);
    let mut tags: Vec<_> = (0..words.below(4)).map(|_| words.common_tag()).collect();
    tags.sort_unstable();
    tags.dedup();
    if is_rare {
        title = format!("{title} {RARE_WORD}");
        tags.push(RARE_TAG.to_owned());
    }
    if index.is_multiple_of(SPREAD) {
        tags.push(SPREAD_TAG.to_owned());
    }
    if index < count / OLDEST {
        tags.push(OLDEST_TAG.to_owned());
    }
    let due_date = words
        .percent(70)
        .then(|| (now.date_naive() - Days::new(YEARS / 2)) + Days::new(words.below(YEARS)));
    Row {
        id: Uuid::new_v7(Timestamp::from_unix_time(
            created_at.timestamp().unsigned_abs(),
            created_at.timestamp_subsec_nanos(),
            words.dice.u64(..).into(),
            64,
        )),
        title,
        description: words.percent(50).then(|| words.sentence(5..40)),
        completed_at: words.percent(60).then(|| later(words)),
        priority: match words.below(10) {
            0..2 => 1,
            2..8 => 2,
            _ => 3,
        },
        tags,
        due_date,
        due_time: due_date.and_then(|_| {
            let hour = u32::try_from(words.below(24)).unwrap_or_default();
            words
                .percent(20)
                .then(|| NaiveTime::from_hms_opt(hour, 30, 0))?
        }),
        created_at,
        updated_at: later(words),
    }
}

impl Row {
    /// What Errand keeps to be searched: the title, the description and each tag, one a line.
    fn search_text(&self) -> String {
        let description = self.description.as_deref().unwrap_or_default();
        [&self.title, description, &self.tags.join("\n")].join("\n")
    }
}

impl Words {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            dice: fastrand::Rng::with_seed(seed),
        }
    }

    /// Some of 4096 words, each of four to six letters.
    pub(crate) fn sentence(&mut self, count: Range<u64>) -> String {
        const SYLLABLES: [&str; 16] = [
            "ba", "ce", "di", "fol", "ga", "hen", "ji", "ko", "lu", "man", "ne", "pi", "ro", "sa",
            "tel", "vu",
        ];
        let count = count.start + self.below(count.end - count.start);
        let words: Vec<_> = (0..count)
            .map(|_| [(); 3].map(|()| *self.any(&SYLLABLES)).concat())
            .collect();
        words.join(" ")
    }

    pub(crate) fn common_tag(&mut self) -> String {
        format!("topic {}", self.below(COMMON_TAGS as u64))
    }

    pub(crate) fn any<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.index(choices.len())]
    }

    pub(crate) fn index(&mut self, end: usize) -> usize {
        self.dice.usize(..end)
    }

    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.dice.u64(..end)
    }

    fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}
