//! The lock for what a password allowed, and for counting what a user has.

use errand_domain::users::{PasswordVersion, UserId};
use sea_orm::{ConnectionTrait, DbBackend, DbErr};

use crate::database::{Database, Transaction};

/// Locks the row of a user until the transaction ends; `false` when there is no such user, or their
/// password is not the one of this version. Until then the password stays as it is, and whoever locks
/// the same row waits, so what the user has can be counted. On SQLite a transaction is the only one
/// that writes anyway.
pub(crate) async fn lock_user(
    database: &Database,
    transaction: &Transaction,
    user: UserId,
    password: PasswordVersion,
) -> Result<bool, DbErr> {
    const FIND: &str = "SELECT 1 FROM users WHERE id = $1 AND password_version = $2";
    // Rows that refer to the user may be inserted meanwhile, which FOR UPDATE would hold up.
    let lock = match database.connections.get_database_backend() {
        DbBackend::Postgres => format!("{FIND} FOR NO KEY UPDATE"),
        _ => FIND.to_owned(),
    };
    let values = [user.0.into(), password.0.into()];
    let row = transaction.query_one_raw(database.statement(&lock, values));
    Ok(row.await?.is_some())
}
