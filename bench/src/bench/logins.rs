//! How many simultaneous logins affect other users. Each login occupies a core for a quarter of a
//! second, and anybody can request one.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use serde_json::json;
use tokio::task::JoinSet;
use tokio::time::sleep;

use crate::account::Account;
use crate::client::{Connection, request};
use crate::database::{Engine, Host};
use crate::report::Report;
use crate::seed;
use crate::server::{Program, Programs};

const LOGINS: usize = 200;
const TASKS: usize = 20;
const REQUESTS: usize = 2_000;
/// The pause between two requests, so they fall into every phase of a hash.
const PAUSE: Duration = Duration::from_millis(2);
/// How many times as long as on an idle server requests may take.
const MOST: f64 = 5.0;

/// The 99th of 100 durations, in milliseconds, by path.
type Times = Vec<(&'static str, f64)>;

pub(crate) async fn run(engines: &[Engine], programs: &Programs) -> anyhow::Result<()> {
    let mut report = Report::new("Requests while 200 log in at once");
    report.line(&format!(
        "The time of a request that 99 of 100 do not exceed, of {REQUESTS} one after another, in\n\
         milliseconds: on an idle server, while {LOGINS} clients send wrong passwords (cost 12) and\n\
         come again as soon as they are answered, or a second after 503, and a second later. The\n\
         server on core 0, all clients on core 1.\n"
    ));
    for &engine in engines {
        let host = engine.host().await?;
        report.line(&format!("## {}\n\n{}.\n", engine.name(), host.describe()));
        measure(&host, programs, &mut report).await?;
    }
    report.save("logins")
}

async fn measure(host: &Host, programs: &Programs, report: &mut Report) -> anyhow::Result<()> {
    let database = host.create("logins").await?;
    let errand = programs.start(Program::Errand, &database).await?;
    let mut account = Account::sign_up(errand.port, "ada").await?;
    seed::tasks(&database, &mut account, TASKS).await?;

    let idle = times(errand.port, &account).await?;
    let mut flood = JoinSet::new();
    let over = Arc::new(AtomicBool::new(false));
    for _ in 0..LOGINS {
        flood.spawn(log_in_until(over.clone(), errand.port));
    }
    sleep(Duration::from_secs(1)).await;
    let busy = times(errand.port, &account).await?;
    over.store(true, Ordering::Relaxed);
    let mut answers = BTreeMap::new();
    for client in flood.join_all().await {
        for status in client? {
            *answers.entry(status).or_insert(0) += 1;
        }
    }
    sleep(Duration::from_secs(1)).await;
    let after = times(errand.port, &account).await?;
    Account::log_in(errand.port, "ada").await?;

    let rows: Vec<_> = (idle.iter().zip(&busy).zip(&after))
        .map(|(((path, idle), (_, busy)), (_, after))| {
            let ratio = busy / idle;
            let verdict = if ratio <= MOST { "" } else { " missed" };
            vec![
                (*path).to_owned(),
                format!("{idle:.2}"),
                format!("{busy:.2}"),
                format!("{after:.2}"),
                format!("{ratio:.1}"),
                format!("{MOST:.0}{verdict}"),
            ]
        })
        .collect();
    let head = ["request", "idle", "busy", "after", "busy / idle", "target"];
    report.table(&head, &rows);
    report.line(&format!(
        "Answers to logins by status: {answers:?}. Afterwards one succeeds.\n"
    ));
    Ok(())
}

async fn times(port: u16, account: &Account) -> anyhow::Result<Times> {
    let mut all = Times::new();
    for path in ["/health/live", "/api/v1/tasks"] {
        let request = account.get(path);
        let mut connection = Connection::open(port).await?;
        let mut times = Vec::new();
        for _ in 0..REQUESTS {
            let begun = Instant::now();
            connection.json(&request, 200).await?;
            times.push(begun.elapsed());
            sleep(PAUSE).await;
        }
        times.sort_unstable();
        all.push((path, times[REQUESTS * 99 / 100].as_secs_f64() * 1e3));
    }
    Ok(all)
}

/// Sends wrong passwords, and returns the statuses of the answers.
async fn log_in_until(over: Arc<AtomicBool>, port: u16) -> anyhow::Result<Vec<u16>> {
    let wrong = json!({ "email": "ada@example.org", "password": "eight loud herons wade" });
    let login = request("POST", "/api/v1/auth/login", None, Some(&wrong));
    let mut connection = Connection::open(port).await?;
    let mut statuses = Vec::new();
    while !over.load(Ordering::Relaxed) {
        let status = connection.send(&login).await?.status;
        statuses.push(status);
        if status == 503 {
            sleep(Duration::from_secs(1)).await;
        }
    }
    Ok(statuses)
}
