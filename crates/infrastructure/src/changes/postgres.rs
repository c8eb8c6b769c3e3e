//! Commits on PostgreSQL: one statement, whatever is in them.

use errand_domain::Failure;
use errand_domain::changes::{Commit, CommitError, EntityId, Put, Record};
use errand_domain::tasks::Task;
use sea_orm::ConnectionTrait;
use serde::Serialize;
use uuid::Uuid;

use super::journal::{commit_error, key_expiry};
use super::record::{Json, kind};
use crate::database::{Database, Stored, violates};
use crate::tasks::derived;

const COMMIT: &str = include_str!("postgres.sql");

/// Writes a commit.
pub(super) async fn commit(database: &Database, commit: &Commit) -> Result<(), CommitError> {
    let puts = commit.puts.iter().enumerate();
    let puts: Vec<_> = puts
        .filter_map(|(index, put)| PutJson::new(index, put))
        .collect();
    let count = i64::try_from(puts.len()).map_err(Failure::internal)?;
    let puts = serde_json::to_string(&puts).map_err(Failure::internal)?;
    let key = commit.key.as_ref();
    let statement = database.statement(
        COMMIT,
        [
            puts.into(),
            commit.actor.0.into(),
            count.into(),
            commit.actor.0.into(),
            commit.id.0.into(),
            commit.at.stored().into(),
            key.map(|key| key.as_str().to_owned()).into(),
            key.map(|key| key.fingerprint.0.to_vec()).into(),
            key_expiry(commit.at)?.stored().into(),
        ],
    );
    match database.connections.execute_raw(statement).await {
        Ok(_) => Ok(()),
        Err(error) if violates(&error, &["changes_seq_check"]) => Err(CommitError::Conflict),
        Err(error) => Err(commit_error(error)),
    }
}

/// A put as the statement reads it.
#[derive(Serialize)]
struct PutJson<'a> {
    position: usize,
    kind: &'static str,
    id: Uuid,
    version: Option<i64>,
    before: Option<Json<'a>>,
    after: Option<Json<'a>>,
    title_folded: Option<String>,
    search_text: Option<String>,
    /// The tags to remove and to add.
    old_tags: Vec<&'a str>,
    new_tags: Vec<&'a str>,
}

impl<'a> PutJson<'a> {
    fn new(index: usize, put: &'a Put) -> Option<Self> {
        let id = put.id()?;
        let EntityId::Task(_) = id;
        let before = put.before.as_ref().map(task);
        let after = put.after.as_ref().map(task);
        let old_tags = before.map_or_else(Vec::new, derived::listed_tags);
        let new_tags = after.map_or_else(Vec::new, derived::listed_tags);
        let only = |tags: &[&'a str], others: &[&'a str]| -> Vec<&'a str> {
            let of_others = |tag: &&str| others.contains(tag);
            tags.iter().copied().filter(|tag| !of_others(tag)).collect()
        };
        Some(Self {
            position: index + 1,
            kind: kind(id),
            id: id.uuid(),
            version: put.before.as_ref().map(Record::version),
            before: put.before.as_ref().map(Json),
            after: put.after.as_ref().map(Json),
            title_folded: after.map(derived::title_folded),
            search_text: after.map(derived::search_text),
            old_tags: only(&old_tags, &new_tags),
            new_tags: only(&new_tags, &old_tags),
        })
    }
}

fn task(Record::Task(task): &Record) -> &Task {
    task
}
