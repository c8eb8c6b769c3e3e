//! Compares Errand with the floors. All three run simultaneously on one core, each on a database of
//! its own with the same tasks, and take turns.

mod alike;

use std::time::Duration;

use anyhow::Context;
use clap::Args;

use crate::account::Account;
use crate::database::{Engine, Host};
use crate::operation::{CONNECTIONS, Operation, Targets};
use crate::readings::Readings;
use crate::report::Report;
use crate::seed::{self, Tables};
use crate::server::{Program, Programs, Server};

/// The servers and their tables, in the order of the columns.
const SERVERS: [(&str, Program, Tables); 3] = [
    ("errand", Program::ErrandOfOneWorker, Tables::Errand),
    ("same_work", Program::SameWork, Tables::SameWork),
    ("plain", Program::Plain, Tables::Plain),
];
const USERS: usize = 200;
const TASKS: usize = 100;
const LARGE: usize = 100_000;
/// No more requests are sent in a round after this time.
const LONGEST: Duration = Duration::from_secs(3);

/// How much to measure.
#[derive(Args)]
pub(crate) struct Rounds {
    /// How often to measure each operation.
    #[arg(long, default_value_t = 5)]
    rounds: u64,
    /// The number of requests in a round.
    #[arg(long, default_value_t = 3_000)]
    requests: usize,
}

/// The servers, and the accounts that exist on each.
struct Site {
    servers: Vec<Server>,
    users: Vec<Account>,
    large: Vec<Account>,
}

/// An operation, and what it costs on each server.
type Costs = (Operation, [Readings; 3]);

pub(crate) async fn run(
    engines: &[Engine],
    programs: &Programs,
    rounds: &Rounds,
) -> anyhow::Result<()> {
    let mut report = Report::new("Errand and two servers written by hand");
    report.line(&format!(
        "The plain server does only what the answers need. The other one does\n\
         the work of a complete write path: it also checks the session, maintains tags, search and every\n\
         sort, and logs each change with the task before and after.\n\n\
         The cost is CPU time per request in microseconds, of the server and the database: the median\n\
         (minimum–maximum) of {} rounds of {} requests over {CONNECTIONS} connections. The servers take\n\
         turns; they and the database run on core 0, the load on core 1. Each has one worker.\n\
         There are {USERS} users with {TASKS} tasks each, and one with {LARGE}.\n",
        rounds.rounds, rounds.requests
    ));
    for &engine in engines {
        let host = engine.host().await?;
        report.line(&format!("## {}\n\n{}.\n", engine.name(), host.describe()));
        let site = prepare(&host, programs).await?;
        let costs = measure(&site.servers, &site.users, rounds).await?;
        report.line(&format!("### The {USERS} users\n"));
        show(&mut report, &costs, |operation| operation.targets(engine));
        let fewer = Rounds {
            rounds: rounds.rounds,
            requests: rounds.requests / 10,
        };
        let costs = measure(&site.servers, &site.large, &fewer).await?;
        report.line(&format!(
            "### The user with {LARGE} tasks, {} requests per round\n",
            fewer.requests
        ));
        show(&mut report, &costs, |_| Targets::default());
    }
    report.save("compare")
}

async fn prepare(host: &Host, programs: &Programs) -> anyhow::Result<Site> {
    let (mut databases, mut servers) = (Vec::new(), Vec::new());
    for (name, program, _) in SERVERS {
        let database = host.create(&format!("compare_{name}")).await?;
        servers.push(programs.start(program, &database).await?);
        databases.push(database);
    }
    let errand = servers[0].port;
    let mut users = Vec::new();
    for index in 0..USERS {
        users.push(Account::sign_up(errand, &format!("user{index}")).await?);
    }
    let mut large = vec![Account::sign_up(errand, "large").await?];
    let users_and_counts = users.iter_mut().map(|account| (account, TASKS));
    let large_and_count = large.iter_mut().map(|account| (account, LARGE));
    for (account, count) in users_and_counts.chain(large_and_count) {
        let rows = seed::rows(account.id, count);
        for (database, (_, _, tables)) in databases.iter().zip(SERVERS) {
            seed::insert(database, tables, account, &rows).await?;
        }
        account.tasks = rows.iter().map(|row| row.id).collect();
    }
    for database in &databases {
        host.settle(database).await?;
    }
    alike::check(&servers, &users).await?;
    Ok(Site {
        servers,
        users,
        large,
    })
}

/// Measures each operation in turn. In every round, another server goes first.
async fn measure(
    servers: &[Server],
    accounts: &[Account],
    rounds: &Rounds,
) -> anyhow::Result<Vec<Costs>> {
    let mut costs = Vec::new();
    for operation in Operation::ALL {
        let mut readings: [Readings; 3] = Default::default();
        let load = |requests, seed| {
            let mut load = operation.load(accounts, requests, seed);
            load.longest = LONGEST;
            load
        };
        for server in servers {
            load(rounds.requests / 3, rounds.rounds)
                .run(server.port)
                .await?;
        }
        for round in 0..rounds.rounds {
            let mut turns: Vec<_> = servers.iter().zip(&mut readings).zip(SERVERS).collect();
            turns.rotate_left(usize::try_from(round)? % servers.len());
            for ((server, readings), (name, ..)) in turns {
                readings
                    .measure(server, load(rounds.requests, round))
                    .await
                    .with_context(|| format!("{operation:?} of {name}"))?;
            }
        }
        costs.push((operation, readings));
    }
    Ok(costs)
}

fn show(report: &mut Report, costs: &[Costs], targets: impl Fn(Operation) -> Targets) {
    let rows: Vec<_> = costs
        .iter()
        .map(|(operation, [errand, same_work, plain])| {
            let targets = targets(*operation);
            let to_same_work = errand.median() / same_work.median();
            let to_plain = errand.median() / plain.median();
            vec![
                operation.name().to_owned(),
                errand.spread(),
                same_work.spread(),
                plain.spread(),
                format!("{to_same_work:.2}"),
                verdict(to_same_work, targets.same_work),
                format!("{to_plain:.2}"),
                verdict(to_plain, targets.plain),
            ]
        })
        .collect();
    report.table(
        &[
            "CPU, µs",
            "Errand",
            "same work",
            "plain",
            "Errand / same work",
            "at most",
            "Errand / plain",
            "at most",
        ],
        &rows,
    );
    let rows: Vec<_> = costs
        .iter()
        .map(|(operation, readings)| {
            let mut row = vec![operation.name().to_owned()];
            row.extend(readings.iter().map(Readings::parts));
            row.extend(readings.iter().map(Readings::rate));
            row
        })
        .collect();
    report.table(
        &[
            "server + database, µs",
            "Errand",
            "same work",
            "plain",
            "Errand, requests/s",
            "same work",
            "plain",
        ],
        &rows,
    );
}

fn verdict(ratio: f64, target: Option<f64>) -> String {
    match target {
        None => String::new(),
        Some(target) if ratio <= target => format!("{target}"),
        Some(target) => format!("{target} missed"),
    }
}
