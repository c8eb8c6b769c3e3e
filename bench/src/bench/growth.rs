//! Compares an account with 100 000 tasks and 1 000 000 changes with one with 100 tasks and 1000
//! changes.

use std::slice;
use std::time::Duration;

use anyhow::Context;

use crate::account::Account;
use crate::database::{Engine, Host};
use crate::operation::Operation;
use crate::readings::Readings;
use crate::report::Report;
use crate::scale::Site;
use crate::seed;
use crate::server::{Program, Programs};

const SMALL: usize = 100;
const LARGE: usize = 100_000;
const CHANGES_OF_EACH_TASK: i32 = 10;
const ROUNDS: u64 = 7;
/// Few enough that the tasks created do not make the small account a large one.
const REQUESTS: usize = 200;
/// No more requests are sent in a round after this time.
const LONGEST: Duration = Duration::from_secs(3);
/// How many times the small account's cost the large one's may be.
const MOST: f64 = 1.5;

pub(crate) async fn run(engines: &[Engine], programs: &Programs) -> anyhow::Result<()> {
    let mut report = Report::new("The cost of a long history");
    report.line(&format!(
        "CPU time per request in microseconds, of Errand and its database, for an account with {SMALL}\n\
         tasks and {CHANGES_OF_EACH_TASK} changes of each, and for one with {LARGE} tasks and as many changes of each:\n\
         the median (minimum–maximum) of {ROUNDS} rounds of {REQUESTS} requests. Each account has a database\n\
         of its own, and the two take turns. The small account has about 40 open tasks, so its page\n\
         of them is shorter.\n"
    ));
    for &engine in engines {
        let host = engine.host().await?;
        report.line(&format!("## {}\n\n{}.\n", engine.name(), host.describe()));
        let small = site(&host, programs, "growth_small", SMALL).await?;
        let large = site(&host, programs, "growth_large", LARGE).await?;
        let mut rows = Vec::new();
        for operation in Operation::ALL {
            rows.push(compare(operation, &small, &large).await?);
        }
        let head = [
            "operation",
            "small account",
            "server + database",
            "large account",
            "server + database",
            "large / small",
            "at most",
        ];
        report.table(&head, &rows);
    }
    report.save("growth")
}

async fn site(host: &Host, programs: &Programs, name: &str, tasks: usize) -> anyhow::Result<Site> {
    let database = host.create(name).await?;
    let server = programs
        .start(Program::ErrandOfOneWorker, &database)
        .await?;
    let mut account = Account::sign_up(server.port, "ada").await?;
    seed::tasks(&database, &mut account, tasks).await?;
    seed::changes(&database, &account, CHANGES_OF_EACH_TASK).await?;
    host.settle(&database).await?;
    Ok(Site {
        database,
        server,
        account,
    })
}

async fn compare(operation: Operation, small: &Site, large: &Site) -> anyhow::Result<Vec<String>> {
    let load = |site: &Site, seed| {
        let mut load = operation.load(slice::from_ref(&site.account), REQUESTS, seed);
        load.longest = LONGEST;
        load
    };
    for site in [small, large] {
        load(site, ROUNDS).run(site.server.port).await?;
    }
    let (mut few, mut many) = (Readings::default(), Readings::default());
    for round in 0..ROUNDS {
        for (site, readings) in [(small, &mut few), (large, &mut many)] {
            readings
                .measure(&site.server, load(site, round))
                .await
                .with_context(|| format!("{operation:?} of {}", site.database.name))?;
        }
    }
    let ratio = many.median() / few.median();
    let verdict = if ratio <= MOST { "" } else { " missed" };
    Ok(vec![
        operation.name().to_owned(),
        few.spread(),
        few.parts(),
        many.spread(),
        many.parts(),
        format!("{ratio:.2}"),
        format!("{MOST}{verdict}"),
    ])
}
