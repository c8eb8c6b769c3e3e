//! The table `tasks`, and its rows as tasks.

use errand_domain::tasks::{
    Description, Due, DueDate, DueTime, Priority, Tags, Task, TaskContent, TaskId, TaskTitle,
};
use errand_domain::{Failure, TimeZone};
use jiff::civil;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryResult, TryGetableFromJson};
use serde::Deserialize;

use crate::database::{column, stored_column};

#[derive(Clone, Debug, DeriveEntityModel, Eq, PartialEq)]
#[sea_orm(table_name = "tasks")]
pub(super) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(super) id: Uuid,
    pub(super) owner_id: Uuid,
    pub(super) title: String,
    pub(super) description: Option<String>,
    pub(super) completed_at: Option<DateTimeUtc>,
    pub(super) deleted_at: Option<DateTimeUtc>,
    pub(super) priority: i16,
    pub(super) tags: Json,
    pub(super) due_date: Option<Date>,
    pub(super) due_time: Option<Time>,
    pub(super) time_zone: Option<String>,
    pub(super) version: i64,
    pub(super) created_at: DateTimeUtc,
    pub(super) updated_at: DateTimeUtc,
    pub(super) title_folded: String,
    pub(super) search_text: String,
    /// Computed by the database.
    pub(super) due_at: Option<DateTime>,
}

#[derive(Clone, Copy, Debug, DeriveRelation, EnumIter)]
pub(super) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

/// The columns that make a task, in the order in which [`read`] takes them.
pub(super) const COLUMNS: [Column; 13] = [
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
    Column::DeletedAt,
];

/// Makes a task of a row of [`COLUMNS`]. They are read by their places: a list has many rows, and
/// to look thirteen names up for each costs as much as the rest of the reading.
pub(super) fn read(row: &QueryResult) -> Result<Task, Failure> {
    let time_zone: Option<String> = column(row, 8)?;
    let time_zone = time_zone.as_deref().map(TimeZone::parse).transpose();
    let due = Due::parse(
        stored_column::<Option<civil::Date>>(row, 6)?.map(DueDate::restore),
        stored_column::<Option<civil::Time>>(row, 7)?.map(DueTime::restore),
    );
    Ok(Task {
        id: TaskId(column(row, 0)?),
        content: TaskContent {
            title: TaskTitle::restore(column(row, 1)?),
            description: column::<Option<String>>(row, 2)?.map(Description::restore),
            priority: priority(column(row, 4)?),
            tags: Tags::restore(column::<TagsColumn>(row, 5)?.0),
            due: due.map_err(Failure::internal)?,
            time_zone: time_zone.map_err(Failure::internal)?,
        },
        completed_at: stored_column(row, 3)?,
        deleted_at: stored_column(row, 12)?,
        version: column(row, 9)?,
        created_at: stored_column(row, 10)?,
        updated_at: stored_column(row, 11)?,
    })
}

/// The column `tags`, read without a detour through a tree of JSON.
#[derive(Deserialize)]
struct TagsColumn(Vec<String>);

impl TryGetableFromJson for TagsColumn {}

/// A priority as the table has it, so that it sorts: 1 for low to 3 for high.
pub(super) fn rank(priority: Priority) -> i16 {
    match priority {
        Priority::Low => 1,
        Priority::Medium => 2,
        Priority::High => 3,
    }
}

/// The opposite of [`rank`]; the table takes no other ranks.
pub(super) fn priority(rank: i16) -> Priority {
    match rank {
        ..=1 => Priority::Low,
        2 => Priority::Medium,
        3.. => Priority::High,
    }
}

pub(super) fn tags_as_json(tags: &Tags) -> Json {
    tags.iter().map(Json::from).collect()
}

/// The tags of the tasks outside the trash.
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
