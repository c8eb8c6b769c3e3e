//! Tasks like those of a person after two years.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, SubsecRound, TimeDelta, Utc};
use uuid::{Timestamp, Uuid};

use super::words::Words;

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
/// The age of the first task, and the range of due dates around today, in days.
const YEARS: u64 = 2 * 365;

/// A task. Its texts are of small Latin letters, so that they are folded already.
pub(crate) struct Row {
    pub(crate) id: Uuid,
    pub(super) title: String,
    pub(super) description: Option<String>,
    pub(super) completed_at: Option<DateTime<Utc>>,
    pub(super) priority: i16,
    pub(super) tags: Vec<String>,
    pub(super) due_date: Option<NaiveDate>,
    pub(super) due_time: Option<NaiveTime>,
    pub(super) created_at: DateTime<Utc>,
    pub(super) updated_at: DateTime<Utc>,
}

/// The tasks of a user, the same but for the present time in every run.
pub(crate) fn rows(owner: Uuid, count: usize) -> Vec<Row> {
    let mut words = Words::new(owner.as_u64_pair().1);
    (0..count)
        .map(|index| row(&mut words, index, count))
        .collect()
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
            words.bits().into(),
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
    pub(super) fn search_text(&self) -> String {
        let description = self.description.as_deref().unwrap_or_default();
        [&self.title, description, &self.tags.join("\n")].join("\n")
    }
}
