//! The table `users`, and reading users from its rows.

use errand_domain::users::{Credentials, Email, PasswordHash, PasswordVersion, User, UserId};
use errand_domain::{Failure, TimeZone};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, QueryResult};

use crate::database::{Stored, column, stored_column};

#[derive(Clone, Debug, DeriveEntityModel, Eq, PartialEq)]
#[sea_orm(table_name = "users")]
pub(super) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(super) id: Uuid,
    pub(super) email: String,
    pub(super) email_typed: String,
    pub(super) email_verified_at: Option<DateTimeUtc>,
    pub(super) password_hash: String,
    pub(super) password_version: i64,
    pub(super) time_zone: String,
    pub(super) is_admin: bool,
    pub(super) disabled_at: Option<DateTimeUtc>,
    pub(super) created_at: DateTimeUtc,
    pub(super) updated_at: DateTimeUtc,
}

#[derive(Clone, Copy, Debug, DeriveRelation, EnumIter)]
pub(super) enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

impl ActiveModel {
    pub(super) fn new(user: &User, hash: &PasswordHash) -> Self {
        Self {
            id: Set(user.id.0),
            email: Set(user.email.canonical().to_owned()),
            email_typed: Set(user.email.as_typed().to_owned()),
            email_verified_at: Set(user.email_verified_at.stored()),
            password_hash: Set(hash.0.clone()),
            password_version: Set(1),
            time_zone: Set(user.time_zone.name().to_owned()),
            is_admin: Set(user.is_admin),
            disabled_at: Set(None),
            created_at: Set(user.created_at.stored()),
            updated_at: Set(user.created_at.stored()),
        }
    }
}

/// The number of columns of a user.
pub(crate) const WIDTH: usize = 7;

/// The columns of a user, in the order in which [`read`] expects them.
pub(super) const COLUMNS: [Column; WIDTH] = [
    Column::Id,
    Column::Email,
    Column::EmailTyped,
    Column::TimeZone,
    Column::CreatedAt,
    Column::EmailVerifiedAt,
    Column::IsAdmin,
];

/// The same columns for hand-written SQL.
pub(crate) const COLUMN_NAMES: &str = "users.id, users.email, users.email_typed, \
    users.time_zone, users.created_at, users.email_verified_at, users.is_admin";

/// Reads a user from a row of [`COLUMNS`].
pub(crate) fn read(row: &QueryResult) -> Result<User, Failure> {
    let time_zone: String = column(row, 3)?;
    Ok(User {
        id: UserId(column(row, 0)?),
        email: Email::restore(column(row, 1)?, column(row, 2)?),
        email_verified_at: stored_column(row, 5)?,
        time_zone: TimeZone::parse(&time_zone).map_err(Failure::internal)?,
        is_admin: column(row, 6)?,
        created_at: stored_column(row, 4)?,
    })
}

impl TryFrom<Model> for Credentials {
    type Error = Failure;

    fn try_from(row: Model) -> Result<Self, Failure> {
        Ok(Self {
            user: User {
                id: UserId(row.id),
                email: Email::restore(row.email, row.email_typed),
                email_verified_at: Stored::restored(row.email_verified_at)?,
                time_zone: TimeZone::parse(&row.time_zone).map_err(Failure::internal)?,
                is_admin: row.is_admin,
                created_at: Stored::restored(row.created_at)?,
            },
            password_hash: PasswordHash(row.password_hash),
            password_version: PasswordVersion(row.password_version),
        })
    }
}
