//! Connects commands to a database that already has its tables.

use std::error::Error;

use errand_infrastructure::database::Database;
use errand_infrastructure::transfer;

use crate::{Settings, StartError};

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

/// Connects to the database. If it has no tables yet, makes them as `serve` does; if there is no
/// SQLite database, makes it.
///
/// # Errors
/// If only some of its tables are there, or it holds an unfinished copy.
pub(super) async fn connect_or_create(settings: &Settings) -> Result<Database, Box<dyn Error>> {
    settings
        .make_data_folder()
        .map_err(StartError::DataFolder)?;
    let database = Database::connect(&settings.database).await?;
    let migrations = database.migrations().await?;
    if migrations.iter().all(|(_, is_applied)| !is_applied) {
        database.migrate().await?;
    }
    database.close().await;
    connect(settings).await
}
