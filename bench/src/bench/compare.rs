//! Compares Errand with the floor. Both run simultaneously on one core, each on a database of its own
//! with the same tasks, and take turns.

use anyhow::{Context, ensure};
use clap::Args;
use serde_json::Value;
use sqlx::Executor;
use uuid::Uuid;

use crate::account::Account;
use crate::client::Connection;
use crate::cpu::CpuTime;
use crate::database::{Engine, Host};
use crate::load::Load;
use crate::operation::{CONNECTIONS, Operation};
use crate::report::{Report, median, micros_each};
use crate::seed::{self, Tables};
use crate::server::{Program, Programs, Server};

const TASKS: usize = 1_000;
const WARM_UP: usize = 1_000;

/// How much to measure.
#[derive(Args)]
pub(crate) struct Rounds {
    /// How often to measure each operation.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
    /// The number of requests in a round.
    #[arg(long, default_value_t = 3_000)]
    requests: usize,
}

/// The cost of one operation on one server: a reading per round, in microseconds per request.
#[derive(Default)]
struct Readings {
    server: Vec<f64>,
    database: Vec<f64>,
    sum: Vec<f64>,
}

pub(crate) async fn run(
    engines: &[Engine],
    programs: &Programs,
    rounds: &Rounds,
) -> anyhow::Result<()> {
    let mut report = Report::new("CPU time of a request, Errand and a server written by hand");
    report.line(&format!(
        "Microseconds of CPU per request (milliseconds per 1000), user and system: median (least–most)\n\
         of {} rounds of {} requests over {CONNECTIONS} connections, an account of {TASKS} tasks and more.\n\
         Servers and database on core 0, the load on core 1; one worker each; Errand logs as in\n\
         production, to /dev/null.\n",
        rounds.rounds, rounds.requests
    ));
    for &engine in engines {
        let host = engine.host().await?;
        report.line(&format!("## {}\n\n{}.\n", engine.name(), host.describe()));
        let rows = compare(&host, programs, rounds).await?;
        let head = [
            "operation",
            "Errand",
            "server + database",
            "floor",
            "server + database",
            "ratio",
            "target",
        ];
        report.table(&head, &rows);
    }
    report.save("compare")
}

async fn compare(
    host: &Host,
    programs: &Programs,
    rounds: &Rounds,
) -> anyhow::Result<Vec<Vec<String>>> {
    let database = host.create("compare").await?;
    let errand = programs
        .start(Program::ErrandOfOneWorker, &database)
        .await?;
    let account = Account::sign_up(errand.port, "ada").await?;
    let floors = host.create("compare_floor").await?;
    let floor = programs.start(Program::Floor, &floors).await?;
    let rows = seed::rows(account.id, TASKS);
    for (database, tables) in [(&database, Tables::Errand), (&floors, Tables::Floor)] {
        seed::insert(database, tables, account.id, &rows).await?;
        if let Host::Postgres(cluster) = host {
            // What autovacuum would do within a minute.
            let mut connection = cluster.connect(&database.name).await?;
            connection.execute("ANALYZE").await?;
        }
    }
    let tasks: Vec<_> = rows.iter().map(|row| row.id).collect();
    answer_alike(&errand, &floor, &account, &tasks).await?;
    let mut rows = Vec::new();
    let mut readings: Vec<[Readings; 2]> = Operation::ALL.map(|_| Default::default()).into();
    for operation in Operation::ALL {
        for server in [&errand, &floor] {
            let load = operation.load(&account, &tasks, WARM_UP);
            load.run(server.port).await?;
        }
    }
    for round in 0..rounds.rounds {
        for (operation, readings) in Operation::ALL.into_iter().zip(&mut readings) {
            for turn in 0..2 {
                // The servers alternate in going first.
                let which = (round + turn) % 2;
                let server = [&errand, &floor][which];
                let load = operation.load(&account, &tasks, rounds.requests);
                readings[which]
                    .measure(server, load)
                    .await
                    .with_context(|| {
                        format!("{operation:?} of {}", ["Errand", "the floor"][which])
                    })?;
            }
        }
    }
    for (operation, [errand, floor]) in Operation::ALL.into_iter().zip(&readings) {
        let ratio = median(errand.sum.iter().copied()) / median(floor.sum.iter().copied());
        let target = operation.target(database.engine);
        let verdict = if ratio <= target { "" } else { " missed" };
        rows.push(vec![
            operation.name().to_owned(),
            errand.spread(),
            errand.parts(),
            floor.spread(),
            floor.parts(),
            format!("{ratio:.2}"),
            format!("{target:.1}{verdict}"),
        ]);
    }
    Ok(rows)
}

impl Readings {
    async fn measure(&mut self, server: &Server, load: Load) -> anyhow::Result<()> {
        let meter = server.meter();
        let before = meter.read()?;
        let count = load.run(server.port).await?;
        let spent: CpuTime = meter.read()? - before;
        self.server.push(micros_each(spent.server, count));
        self.database.push(micros_each(spent.database, count));
        self.sum.push(micros_each(spent.sum(), count));
        Ok(())
    }

    fn spread(&self) -> String {
        let least = self.sum.iter().copied().fold(f64::INFINITY, f64::min);
        let most = self.sum.iter().copied().fold(0.0, f64::max);
        format!(
            "{:.0} ({least:.0}–{most:.0})",
            median(self.sum.iter().copied())
        )
    }

    fn parts(&self) -> String {
        let server = median(self.server.iter().copied());
        let database = median(self.database.iter().copied());
        format!("{server:.0} + {database:.0}")
    }
}

/// Checks that both servers give the same answers, because the comparison would be unfair
/// otherwise. Answers to reads are equal except for the cursor, whose format differs; answers to
/// writes, which go to different databases, have the same fields.
async fn answer_alike(
    errand: &Server,
    floor: &Server,
    account: &Account,
    tasks: &[Uuid],
) -> anyhow::Result<()> {
    let mut errand = Connection::open(errand.port).await?;
    let mut floor = Connection::open(floor.port).await?;
    for operation in Operation::ALL {
        for request in operation.requests(account, tasks, 20) {
            let status = operation.expected_status();
            let mut ours = errand.json(&request, status).await?;
            let mut theirs = floor.json(&request, status).await?;
            match operation {
                Operation::List | Operation::GetOne => {
                    for answer in [&mut ours, &mut theirs] {
                        if let Some(cursor) = answer.get_mut("next_cursor") {
                            *cursor = cursor.is_string().into();
                        }
                    }
                }
                Operation::Create | Operation::Toggle => {
                    (ours, theirs) = (fields(&ours), fields(&theirs));
                }
            }
            ensure!(
                ours == theirs,
                "{operation:?}: Errand {ours} but the floor {theirs}"
            );
        }
    }
    Ok(())
}

fn fields(answer: &Value) -> Value {
    answer
        .as_object()
        .into_iter()
        .flat_map(|fields| fields.keys().cloned())
        .collect()
}
