//! The table `tasks`, and its rows as tasks.

use chrono::{NaiveDate, NaiveTime};
use errand_domain::auth::UserId;
use errand_domain::tasks::{
    Description, Due, DueDate, DueTime, Priority, Tags, Task, TaskId, TaskTitle,
};
use errand_domain::{Failure, TimeZone, Timestamp, text};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::NotSet, ActiveValue::Set, FromQueryResult};

#[derive(Clone, Debug, DeriveEntityModel, Eq, PartialEq)]
#[sea_orm(table_name = "tasks")]
pub(super) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(super) id: Uuid,
    pub(super) owner_id: Uuid,
    pub(super) title: String,
    pub(super) description: Option<String>,
    pub(super) completed_at: Option<DateTimeUtc>,
    pub(super) priority: i16,
    pub(super) tags: Json,
    pub(super) due_date: Option<Date>,
    pub(super) due_time: Option<Time>,
    pub(super) time_zone: Option<String>,
    pub(super) version: i64,
    pub(super) created_at: DateTimeUtc,
    pub(super) updated_at: DateTimeUtc,
    pub(super) title_folded: String,
    pub(super) description_folded: String,
    pub(super) tags_folded: String,
    /// Computed by the database.
    pub(super) due_at: Option<DateTime>,
}

#[derive(Clone, Copy, Debug, DeriveRelation, EnumIter)]
pub(super) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl ActiveModel {
    pub(super) fn new(owner: UserId, task: &Task) -> Self {
        Self {
            id: Set(task.id.0),
            owner_id: Set(owner.0),
            title: Set(task.title.as_str().to_owned()),
            description: Set(task
                .description
                .as_ref()
                .map(|text| text.as_str().to_owned())),
            completed_at: Set(task.completed_at),
            priority: Set(rank(task.priority)),
            tags: Set(tags_as_json(&task.tags)),
            due_date: Set(task.due.map(|due| due.date.get())),
            due_time: Set(task.due.and_then(|due| due.time).map(DueTime::get)),
            time_zone: Set(task.time_zone.map(|zone| zone.name().to_owned())),
            version: Set(task.version),
            created_at: Set(task.created_at),
            updated_at: Set(task.updated_at),
            title_folded: Set(text::fold(task.title.as_str())),
            description_folded: Set(fold_description(task.description.as_ref())),
            tags_folded: Set(fold_tags(&task.tags)),
            due_at: NotSet,
        }
    }
}

/// The columns that make a task.
#[derive(FromQueryResult)]
pub(super) struct TaskRow {
    id: Uuid,
    title: String,
    description: Option<String>,
    completed_at: Option<Timestamp>,
    priority: i16,
    tags: Json,
    due_date: Option<NaiveDate>,
    due_time: Option<NaiveTime>,
    time_zone: Option<String>,
    version: i64,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl TaskRow {
    pub(super) const COLUMNS: [Column; 12] = [
        Column::Id,
        Column::Title,
        Column::Description,
        Column::CompletedAt,
        Column::Priority,
        Column::Tags,
        Column::DueDate,
        Column::DueTime,
        Column::TimeZone,
        Column::Version,
        Column::CreatedAt,
        Column::UpdatedAt,
    ];
}

impl TryFrom<TaskRow> for Task {
    type Error = Failure;

    fn try_from(row: TaskRow) -> Result<Self, Failure> {
        let time_zone = row.time_zone.as_deref().map(TimeZone::parse).transpose();
        let tags = serde_json::from_value(row.tags);
        let due = Due::parse(
            row.due_date.map(DueDate::restore),
            row.due_time.map(DueTime::restore),
        );
        Ok(Self {
            id: TaskId(row.id),
            title: TaskTitle::restore(row.title),
            description: row.description.map(Description::restore),
            completed_at: row.completed_at,
            priority: priority(row.priority),
            tags: Tags::restore(tags.map_err(Failure::internal)?),
            due: due.map_err(Failure::internal)?,
            time_zone: time_zone.map_err(Failure::internal)?,
            version: row.version,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

/// A priority as the table has it, so that it sorts: 1 for low to 3 for high.
pub(super) fn rank(priority: Priority) -> i16 {
    match priority {
        Priority::Low => 1,
        Priority::Medium => 2,
        Priority::High => 3,
    }
}

/// The opposite of [`rank`]; the table takes no other ranks.
fn priority(rank: i16) -> Priority {
    match rank {
        ..=1 => Priority::Low,
        2 => Priority::Medium,
        3.. => Priority::High,
    }
}

pub(super) fn tags_as_json(tags: &Tags) -> Json {
    tags.iter().map(Json::from).collect()
}

/// What is searched of a description.
pub(super) fn fold_description(description: Option<&Description>) -> String {
    description.map_or_else(String::new, |description| text::fold(description.as_str()))
}

/// What is searched of the tags: one a line, so that no term is found across two of them.
pub(super) fn fold_tags(tags: &Tags) -> String {
    let folded: Vec<_> = tags.iter().map(text::fold).collect();
    folded.join("\n")
}

/// The index on tags that the database keeps.
pub(super) mod task_tag {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, DeriveEntityModel, Eq, PartialEq)]
    #[sea_orm(table_name = "task_tags")]
    pub(in super::super) struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in super::super) owner_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in super::super) tag: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub(in super::super) task_id: Uuid,
    }

    #[derive(Clone, Copy, Debug, DeriveRelation, EnumIter)]
    pub(in super::super) enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}
