//! Connects commands to a database that already has its tables.

use std::error::Error;

use errand_infrastructure::database::Database;
use errand_infrastructure::transfer;

use crate::Settings;

/// Connects to the database. Creates and migrates nothing.
///
/// # Errors
/// If there is no database, its tables are not those of this version, or it holds an unfinished
/// copy.
pub(super) async fn connect(settings: &Settings) -> Result<Database, Box<dyn Error>> {
    if let Some(file) = settings.sqlite_path().filter(|file| !file.exists()) {
        let file = file.display();
        return Err(format!("there is no database at {file}: run `errand migrate` first").into());
    }
    let database = Database::connect(&settings.database).await?;
    let migrations = database.migrations().await?;
    if !migrations.iter().all(|(_, is_applied)| *is_applied) {
        database.close().await;
        return Err("the tables are not up to date: run `errand migrate` first".into());
    }
    transfer::check_complete(&database).await?;
    Ok(database)
}
