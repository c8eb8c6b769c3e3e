//! Connects commands to a database that already has its tables.

use std::error::Error;

use errand_infrastructure::database::Database;

use crate::Settings;

/// Connects to the database. Creates and migrates nothing.
///
/// # Errors
/// If there is no database, or its tables are not those of this version.
pub(super) async fn connect(settings: &Settings) -> Result<Database, Box<dyn Error>> {
    if let Some(file) = settings.sqlite_path().filter(|file| !file.exists()) {
        let file = file.display();
        return Err(format!("there is no database at {file}: run `errand migrate` first").into());
    }
    let database = Database::connect(&settings.database).await?;
    let migrations = database.migrations().await?;
    if migrations.iter().all(|(_, is_applied)| *is_applied) {
        return Ok(database);
    }
    database.close().await;
    Err("the tables are not up to date: run `errand migrate` first".into())
}
