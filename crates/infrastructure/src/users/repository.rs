//! Users, in the table `users`.

use async_trait::async_trait;
use errand_domain::jobs::NewJob;
use errand_domain::mail::Mail;
use errand_domain::sessions::SessionId;
use errand_domain::users::{
    Credentials, Email, KeepUserError, PasswordHash, PasswordVersion, User, UserId, UserRepository,
};
use errand_domain::{Failure, TimeZone, Timestamp};
use sea_orm::prelude::DateTimeUtc;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::row::{self, ActiveModel, COLUMNS, Column, Entity};
use crate::database::{Database, Stored, failure, violates};
use crate::email_tokens::delete_all_but_verifications;
use crate::{jobs, tasks};

/// Stores users in either database.
pub struct SqlUserRepository {
    database: Database,
}

impl SqlUserRepository {
    /// Stores users in this database.
    pub fn new(database: Database) -> Self {
        Self { database }
    }

    async fn credentials_where(&self, is_wanted: Expr) -> Result<Option<Credentials>, Failure> {
        let row = Entity::find()
            .filter(is_wanted)
            .filter(Column::DisabledAt.is_null())
            .one(&self.database.connections)
            .await
            .map_err(failure)?;
        row.map(Credentials::try_from).transpose()
    }
}

#[async_trait]
impl UserRepository for SqlUserRepository {
    async fn insert(&self, user: &User, hash: &PasswordHash) -> Result<(), KeepUserError> {
        insert(&self.database.connections, user, hash).await
    }

    async fn credentials(&self, email: &Email) -> Result<Option<Credentials>, Failure> {
        self.credentials_where(Column::Email.eq(email.canonical()))
            .await
    }

    async fn credentials_of(&self, id: UserId) -> Result<Option<Credentials>, Failure> {
        self.credentials_where(Column::Id.eq(id.0)).await
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
            .value(Column::UpdatedAt, now.stored())
            .and_where(Column::Id.eq(id.0))
            .returning(Query::returning().columns(COLUMNS))
            .to_owned();
        let rows = self
            .database
            .connections
            .query_all(&update)
            .await
            .map_err(failure)?;
        rows.first().map(row::read).transpose()
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

    async fn change_password(
        &self,
        id: UserId,
        old: PasswordVersion,
        new: &PasswordHash,
        kept: Option<SessionId>,
        notice: &Mail,
        now: Timestamp,
    ) -> Result<bool, Failure> {
        let change = Query::update()
            .table(Entity)
            .value(Column::PasswordHash, new.0.as_str())
            .value(Column::PasswordVersion, old.0 + 1)
            .value(Column::UpdatedAt, now.stored())
            .and_where(Column::Id.eq(id.0))
            .and_where(Column::PasswordVersion.eq(old.0))
            .to_owned();
        let end_others = Query::delete()
            .from_table("sessions")
            .and_where(Expr::col("user_id").eq(id.0))
            .and_where(Expr::col("id").ne(kept.map_or(Uuid::nil(), |kept| kept.0)))
            .to_owned();
        // Everything the old password allowed ends with it, and so do the links that were to
        // replace it.
        let forget = delete_all_but_verifications(&self.database, id);
        let changed = async {
            let transaction = self.database.begin().await?;
            let changed = transaction.execute(&change).await?.rows_affected() > 0;
            if changed {
                transaction.execute(&end_others).await?;
                transaction.execute_raw(forget).await?;
                jobs::insert(&transaction, &[NewJob::mail(notice)]).await?;
            }
            transaction.commit().await?;
            Ok(changed)
        };
        changed.await.map_err(failure)
    }

    async fn change_email(
        &self,
        id: UserId,
        password: PasswordVersion,
        email: &Email,
        now: Timestamp,
    ) -> Result<Option<User>, KeepUserError> {
        let update = Query::update()
            .table(Entity)
            .value(Column::Email, email.canonical())
            .value(Column::EmailTyped, email.as_typed())
            .value(Column::EmailVerifiedAt, None::<DateTimeUtc>)
            .value(Column::UpdatedAt, now.stored())
            .and_where(Column::Id.eq(id.0))
            .and_where(Column::PasswordVersion.eq(password.0))
            .returning(Query::returning().columns(COLUMNS))
            .to_owned();
        let forget = Query::delete()
            .from_table("email_tokens")
            .and_where(Expr::col("user_id").eq(id.0))
            .to_owned();
        let changed = async {
            let transaction = self.database.begin().await?;
            let row = transaction.query_one(&update).await?;
            if row.is_some() {
                transaction.execute(&forget).await?;
            }
            transaction.commit().await?;
            Ok(row)
        };
        let row = changed.await.map_err(taken_or_failure)?;
        Ok(row.as_ref().map(row::read).transpose()?)
    }

    async fn delete(&self, id: UserId, password: PasswordVersion) -> Result<bool, Failure> {
        let delete = Entity::delete_by_id(id.0).filter(Column::PasswordVersion.eq(password.0));
        let deleted = async {
            let transaction = self.database.begin().await?;
            tasks::forget(&self.database, &transaction, id).await?;
            // Foreign keys delete everything else that the user owns, in the same statement.
            let deleted = delete.exec(&transaction).await?.rows_affected > 0;
            if deleted {
                transaction.commit().await?;
            }
            Ok(deleted)
        };
        deleted.await.map_err(failure)
    }
}

/// Stores a new user on a connection or, with other changes, in a transaction.
pub(crate) async fn insert(
    connection: &impl ConnectionTrait,
    user: &User,
    hash: &PasswordHash,
) -> Result<(), KeepUserError> {
    let insert = Entity::insert(ActiveModel::new(user, hash));
    let inserted = insert.exec_without_returning(connection).await;
    inserted.map(drop).map_err(taken_or_failure)
}

/// Converts an error of setting a user's email.
pub(crate) fn taken_or_failure(error: DbErr) -> KeepUserError {
    if violates(&error, &["users_email_key", "users.email"]) {
        KeepUserError::EmailTaken
    } else {
        failure(error).into()
    }
}
