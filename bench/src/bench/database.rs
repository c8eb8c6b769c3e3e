//! A fresh database of either kind.

use clap::ValueEnum;
use nix::unistd::Pid;
use sqlx::Executor;
use tempfile::TempDir;

use crate::cluster::Cluster;

#[derive(Clone, Copy, Debug, Eq, PartialEq, ValueEnum)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

/// Where databases are created.
pub(crate) enum Host {
    /// A folder for files.
    Sqlite(TempDir),
    Postgres(Box<Cluster>),
}

/// A database, which is empty until Errand migrates it.
pub(crate) struct Database {
    pub(crate) engine: Engine,
    pub(crate) name: String,
    pub(crate) url: String,
    /// The process whose children do the work, if it is not the server itself.
    pub(crate) postmaster: Option<Pid>,
}

impl Engine {
    pub(crate) async fn host(self) -> anyhow::Result<Host> {
        match self {
            Self::Sqlite => Ok(Host::Sqlite(TempDir::with_prefix("errand-bench-")?)),
            Self::Postgres => Ok(Host::Postgres(Cluster::start().await?.into())),
        }
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
        }
    }
}

impl Host {
    pub(crate) async fn create(&self, name: &str) -> anyhow::Result<Database> {
        let name = format!("errand_bench_{name}");
        let (engine, url, postmaster) = match self {
            Self::Sqlite(folder) => {
                let file = folder.path().join(&name).with_extension("db");
                (Engine::Sqlite, format!("sqlite://{}", file.display()), None)
            }
            Self::Postgres(cluster) => {
                let url = cluster.create_database(&name).await?;
                (Engine::Postgres, url, cluster.postmaster())
            }
        };
        Ok(Database {
            engine,
            name,
            url,
            postmaster,
        })
    }

    /// Does at once what PostgreSQL does within minutes of a large change, so that it does not do it
    /// during a measurement: it collects statistics and writes the tables to disk.
    pub(crate) async fn settle(&self, database: &Database) -> anyhow::Result<()> {
        if let Self::Postgres(cluster) = self {
            let mut connection = cluster.connect(&database.name).await?;
            connection.execute("VACUUM (ANALYZE)").await?;
            connection.execute("CHECKPOINT").await?;
        }
        Ok(())
    }

    /// A description of the database for the report.
    pub(crate) fn describe(&self) -> String {
        match self {
            Self::Sqlite(_) => "in the server's own process".to_owned(),
            Self::Postgres(cluster) => cluster.description().to_owned(),
        }
    }
}
