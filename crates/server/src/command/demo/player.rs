//! Lets a story happen: every step is a use case, at the time the story says.

use std::error::Error;
use std::sync::Arc;

use errand_application::changes::Write;
use errand_application::tasks::TaskService;
use errand_domain::Timestamp;
use errand_domain::tasks::{
    Change, Description, Due, DueDate, DueTime, NewTask, Tag, Tags, TaskContent, TaskId, TaskPatch,
    TaskTitle,
};
use errand_domain::users::UserId;
use uuid::Uuid;

use super::calendar::Calendar;
use super::clock::StoryClock;
use super::story::{BEGINNING, Sample, Step};

pub(super) struct Player {
    pub(super) tasks: TaskService,
    pub(super) clock: Arc<StoryClock>,
    pub(super) calendar: Calendar,
}

impl Player {
    /// Goes to the beginning of the story.
    pub(super) fn begin(&self) -> Result<(), Box<dyn Error>> {
        self.clock.set(self.calendar.instant(BEGINNING)?);
        Ok(())
    }

    /// Writes the tasks of a user and everything that happens to them, in the order of time.
    pub(super) async fn play(
        &self,
        user: UserId,
        samples: &[Sample],
    ) -> Result<(), Box<dyn Error>> {
        let mut steps = Vec::new();
        for sample in samples {
            let created_at = self.calendar.instant(sample.written)?;
            let id = TaskId(id(created_at)?);
            steps.push((created_at, id, sample, None));
            for (moment, step) in sample.then {
                steps.push((self.calendar.instant(*moment)?, id, sample, Some(*step)));
            }
        }
        steps.sort_by_key(|(at, ..)| *at);
        let write = Write::by(user);
        for (at, id, sample, step) in steps {
            self.clock.set(at);
            match step {
                None => {
                    let new = NewTask {
                        content: self.content(sample)?,
                        completed: false,
                    };
                    self.tasks.create(&write, id, new).await?;
                }
                Some(Step::Complete) => drop(self.tasks.toggle(&write, id).await?),
                Some(Step::Delete) => drop(self.tasks.delete(&write, id).await?),
                Some(Step::Rename(title)) => {
                    let patch = TaskPatch {
                        title: Some(TaskTitle::parse(title)?),
                        ..TaskPatch::default()
                    };
                    self.tasks.patch(&write, id, &patch).await?;
                }
                Some(Step::Postpone(day)) => {
                    let patch = TaskPatch {
                        due_date: Change::Set(DueDate::restore(self.calendar.date(day)?)),
                        ..TaskPatch::default()
                    };
                    self.tasks.patch(&write, id, &patch).await?;
                }
            }
        }
        Ok(())
    }

    fn content(&self, sample: &Sample) -> Result<TaskContent, Box<dyn Error>> {
        let tags = sample.tags.iter().map(|tag| Tag::parse(tag));
        let date = sample
            .due
            .map(|(day, _)| self.calendar.date(day))
            .transpose()?;
        let time = sample.due.and_then(|(_, time)| time);
        let description = (!sample.notes.is_empty()).then(|| sample.notes.to_owned());
        Ok(TaskContent {
            title: TaskTitle::parse(sample.title)?,
            description: description.map(Description::parse).transpose()?,
            priority: sample.priority,
            tags: Tags::parse(tags.collect::<Result<_, _>>()?)?,
            due: Due::parse(
                date.map(DueDate::restore),
                time.map(DueTime::parse).transpose()?,
            )?,
            time_zone: None,
        })
    }
}

/// A new id that sorts by this instant.
fn id(at: Timestamp) -> Result<Uuid, Box<dyn Error>> {
    let seconds = u64::try_from(at.as_second())?;
    let nanoseconds = u32::try_from(at.subsec_nanosecond())?;
    let time = uuid::Timestamp::from_unix(uuid::NoContext, seconds, nanoseconds);
    Ok(Uuid::new_v7(time))
}
