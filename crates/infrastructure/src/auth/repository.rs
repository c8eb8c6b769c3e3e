//! Users in the table `users`.

use async_trait::async_trait;
use errand_domain::auth::{
    Credentials, Email, InsertUserError, PasswordHash, User, UserId, UserRepository,
};
use errand_domain::{Failure, TimeZone, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Statement, sea_query::Query,
};

use super::entity::{self, ActiveModel, COLUMNS, Column, Entity};
use crate::database::{Database, failure, violates};

/// Keeps users in either database.
pub struct SqlUserRepository {
    database: Database,
}

impl SqlUserRepository {
    /// Keeps users in this database.
    pub fn new(database: Database) -> Self {
        Self { database }
    }
}

#[async_trait]
impl UserRepository for SqlUserRepository {
    async fn insert(&self, user: &User, hash: &PasswordHash) -> Result<(), InsertUserError> {
        let row = ActiveModel::new(user, hash);
        match Entity::insert(row)
            .exec_without_returning(&self.database.connections)
            .await
        {
            Ok(_) => Ok(()),
            Err(error) if violates(&error, &["users_email_key", "users.email"]) => {
                Err(InsertUserError::EmailTaken)
            }
            Err(error) => Err(failure(error).into()),
        }
    }

    async fn find(&self, id: UserId) -> Result<Option<User>, Failure> {
        // Every request of a user runs this, so it is written down instead of built each time.
        const FIND: &str =
            "SELECT id, email, email_typed, time_zone, created_at FROM users WHERE id = $1";
        let backend = self.database.connections.get_database_backend();
        let find = Statement::from_sql_and_values(backend, FIND, [id.0.into()]);
        let row = self
            .database
            .connections
            .query_one_raw(find)
            .await
            .map_err(failure)?;
        row.as_ref().map(entity::read).transpose()
    }

    async fn credentials(&self, email: &Email) -> Result<Option<Credentials>, Failure> {
        let row = Entity::find()
            .filter(Column::Email.eq(email.canonical()))
            .one(&self.database.connections)
            .await
            .map_err(failure)?;
        row.map(Credentials::try_from).transpose()
    }

    async fn set_time_zone(
        &self,
        id: UserId,
        time_zone: TimeZone,
        now: Timestamp,
    ) -> Result<Option<User>, Failure> {
        let update = Query::update()
            .table(Entity)
            .value(Column::TimeZone, time_zone.name())
            .value(Column::UpdatedAt, now)
            .and_where(Column::Id.eq(id.0))
            .returning(Query::returning().columns(COLUMNS))
            .to_owned();
        let rows = self
            .database
            .connections
            .query_all(&update)
            .await
            .map_err(failure)?;
        rows.first().map(entity::read).transpose()
    }

    async fn replace_hash(
        &self,
        id: UserId,
        old: &PasswordHash,
        new: &PasswordHash,
    ) -> Result<(), Failure> {
        Entity::update_many()
            .col_expr(Column::PasswordHash, Expr::value(new.0.as_str()))
            .filter(Column::Id.eq(id.0))
            .filter(Column::PasswordHash.eq(old.0.as_str()))
            .exec(&self.database.connections)
            .await
            .map_err(failure)?;
        Ok(())
    }
}
