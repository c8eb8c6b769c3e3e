//! The table `users`, and its rows as users.

use errand_domain::auth::{Credentials, Email, PasswordHash, User, UserId};
use errand_domain::{Failure, TimeZone, Timestamp};
use sea_orm::entity::prelude::*;
use sea_orm::{ActiveValue::Set, FromQueryResult};

#[derive(Clone, Debug, DeriveEntityModel, Eq, PartialEq)]
#[sea_orm(table_name = "users")]
pub(super) struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub(super) id: Uuid,
    pub(super) email: String,
    pub(super) email_typed: String,
    pub(super) password_hash: String,
    pub(super) time_zone: String,
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
            password_hash: Set(hash.0.clone()),
            time_zone: Set(user.time_zone.name().to_owned()),
            created_at: Set(user.created_at),
            updated_at: Set(user.created_at),
        }
    }
}

/// The columns that make a user: a request needs no hash.
#[derive(FromQueryResult)]
pub(super) struct UserRow {
    id: Uuid,
    email: String,
    email_typed: String,
    time_zone: String,
    created_at: Timestamp,
}

impl UserRow {
    pub(super) const COLUMNS: [Column; 5] = [
        Column::Id,
        Column::Email,
        Column::EmailTyped,
        Column::TimeZone,
        Column::CreatedAt,
    ];
}

impl TryFrom<UserRow> for User {
    type Error = Failure;

    fn try_from(row: UserRow) -> Result<Self, Failure> {
        Ok(Self {
            id: UserId(row.id),
            email: Email::restore(row.email, row.email_typed),
            time_zone: TimeZone::parse(&row.time_zone).map_err(Failure::internal)?,
            created_at: row.created_at,
        })
    }
}

impl TryFrom<Model> for Credentials {
    type Error = Failure;

    fn try_from(row: Model) -> Result<Self, Failure> {
        let user = UserRow {
            id: row.id,
            email: row.email,
            email_typed: row.email_typed,
            time_zone: row.time_zone,
            created_at: row.created_at,
        };
        Ok(Self {
            user: user.try_into()?,
            password_hash: PasswordHash(row.password_hash),
        })
    }
}
