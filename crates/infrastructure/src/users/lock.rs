//! Locks a user's row while something that the user owns is written.

use errand_domain::users::{PasswordVersion, UserId};
use sea_orm::{ConnectionTrait, DbBackend, DbErr};

use crate::database::{Database, Transaction};

/// Locks a user's row until the transaction ends. Returns `false` if there is no such user, if their
/// account is disabled, or if their password is no longer of this version. While the lock is held, the password cannot change
/// and the account cannot be disabled. Others that lock the row wait, so whatever the user owns can be counted. On SQLite no lock is
/// needed, because only one transaction writes at a time.
pub(crate) async fn lock_user(
    database: &Database,
    transaction: &Transaction,
    user: UserId,
    password: PasswordVersion,
) -> Result<bool, DbErr> {
    const FIND: &str =
        "SELECT 1 FROM users WHERE id = $1 AND password_version = $2 AND disabled_at IS NULL";
    // FOR UPDATE would also block inserting rows that refer to the user.
    let lock = match database.connections.get_database_backend() {
        DbBackend::Postgres => format!("{FIND} FOR NO KEY UPDATE"),
        _ => FIND.to_owned(),
    };
    let values = [user.0.into(), password.0.into()];
    let row = transaction.query_one_raw(database.statement(&lock, values));
    Ok(row.await?.is_some())
}
