//! Checks that the floors answer as Errand does, because the comparison would be unfair otherwise.
//! Errand may send more fields; those a floor sends must be the same. What differs between two runs
//! of the same server is left out: new ids, the present time and cursors.

use anyhow::{Context, ensure};
use serde_json::Value;

use crate::account::Account;
use crate::client::Connection;
use crate::operation::Operation;
use crate::server::Server;

const REQUESTS: usize = 20;
const SEED: u64 = 1_000_000;
const PRESENT: [&str; 4] = ["id", "created_at", "updated_at", "completed_at"];

pub(super) async fn check(servers: &[Server], accounts: &[Account]) -> anyhow::Result<()> {
    let mut connections = Vec::new();
    for server in servers {
        connections.push(Connection::open(server.port).await?);
    }
    let (errand, floors) = connections.split_first_mut().context("no servers")?;
    for operation in Operation::ALL {
        let status = operation.expected_status();
        for request in operation.requests(accounts, REQUESTS, SEED) {
            let ours = comparable(operation, errand.json(&request, status).await?);
            for floor in &mut *floors {
                let theirs = comparable(operation, floor.json(&request, status).await?);
                ensure!(
                    has_all(&ours, &theirs),
                    "{operation:?}: Errand {ours} but a floor {theirs}"
                );
            }
        }
    }
    Ok(())
}

fn comparable(operation: Operation, mut answer: Value) -> Value {
    if let Some(fields) = answer.as_object_mut() {
        if let Some(cursor) = fields.get_mut("next_cursor") {
            *cursor = cursor.is_string().into();
        }
        if operation.writes() {
            fields.retain(|name, _| !PRESENT.contains(&name.as_str()));
        }
    }
    answer
}

/// Whether `ours` is equal to `theirs`, save for fields that only `ours` has.
fn has_all(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Object(ours), Value::Object(theirs)) => theirs
            .iter()
            .all(|(name, theirs)| ours.get(name).is_some_and(|ours| has_all(ours, theirs))),
        (Value::Array(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len()
                && ours
                    .iter()
                    .zip(theirs)
                    .all(|(ours, theirs)| has_all(ours, theirs))
        }
        _ => ours == theirs,
    }
}
