//! Classifies database errors.

use errand_domain::Failure;
use sea_orm::sqlx::Error as SqlxError;
use sea_orm::sqlx::error::DatabaseError;
use sea_orm::{DbErr, RuntimeErr};

const READ_ONLY_POSTGRES: &str = "25006";
const READ_ONLY_SQLITE: u32 = 8;

/// Distinguishes a database that is temporarily down, busy, full or read-only from a defect.
pub(crate) fn failure(error: DbErr) -> Failure {
    if is_unavailable(&error) {
        Failure::Unavailable {
            what: "the database",
            source: Some(error.into()),
        }
    } else {
        Failure::Internal(error.into())
    }
}

/// Whether the error is a violation of `constraint`. PostgreSQL reports the constraint's name.
/// SQLite reports the name of a check, but the columns of a unique constraint. Pass both as
/// alternatives.
pub(crate) fn violates(error: &DbErr, constraint: &[&str]) -> bool {
    let Some(SqlxError::Database(error)) = sqlx_error(error) else {
        return false;
    };
    match error.constraint() {
        Some(name) => constraint.contains(&name),
        None => constraint
            .iter()
            .any(|name| error.message().ends_with(&format!(": {name}"))),
    }
}

/// Whether the connection is read-only. It may stay so after the database accepts writes again.
pub(super) fn is_read_only(error: &SqlxError) -> bool {
    let code = error.as_database_error().and_then(DatabaseError::code);
    code.is_some_and(|code| {
        code == READ_ONLY_POSTGRES || sqlite_code(&code) == Some(READ_ONLY_SQLITE)
    })
}

fn is_unavailable(error: &DbErr) -> bool {
    match error {
        DbErr::Conn(_) | DbErr::ConnectionAcquire(_) => true,
        _ => match sqlx_error(error) {
            Some(SqlxError::Database(error)) => error.code().is_some_and(|code| is_passing(&code)),
            Some(
                SqlxError::Io(_)
                | SqlxError::Tls(_)
                | SqlxError::PoolTimedOut
                | SqlxError::PoolClosed
                | SqlxError::WorkerCrashed,
            ) => true,
            _ => false,
        },
    }
}

/// Whether a code describes a temporary condition. For PostgreSQL (appendix A of its manual) these
/// are: connection exceptions (08), insufficient resources (53), operator intervention (57), system
/// errors (58), read-only transactions (25006) and serialization failures (40). For SQLite (its
/// result codes, the low byte): busy, locked, read-only, I/O error, full and cannot open.
fn is_passing(code: &str) -> bool {
    const POSTGRES: [&str; 6] = ["08", "53", "57", "58", READ_ONLY_POSTGRES, "40"];
    const SQLITE: [u32; 6] = [5, 6, READ_ONLY_SQLITE, 10, 13, 14];
    match sqlite_code(code) {
        Some(code) => SQLITE.contains(&code),
        None => POSTGRES.iter().any(|class| code.starts_with(class)),
    }
}

/// The primary result code of SQLite, which is the low byte. PostgreSQL's codes are longer.
fn sqlite_code(code: &str) -> Option<u32> {
    let code = code.parse::<u32>().ok().filter(|_| code.len() < 5);
    code.map(|code| code & 0xff)
}

fn sqlx_error(error: &DbErr) -> Option<&SqlxError> {
    match error {
        DbErr::Conn(RuntimeErr::SqlxError(error))
        | DbErr::Exec(RuntimeErr::SqlxError(error))
        | DbErr::Query(RuntimeErr::SqlxError(error)) => Some(error),
        _ => None,
    }
}
