//! Errand at rest: its memory, and the time from its start to its first answer.

use std::slice;
use std::time::Duration;

use tokio::time::sleep;

use crate::account::Account;
use crate::database::{Engine, Host};
use crate::operation::Operation;
use crate::report::{Report, median};
use crate::seed;
use crate::server::{Program, Programs};

const STARTS: usize = 20;
const REQUESTS: usize = 100;
const TASKS: usize = 1_000;
const MOST_MIB: f64 = 40.0;
const MOST_MILLISECONDS: f64 = 300.0;

pub(crate) async fn run(engines: &[Engine], programs: &Programs) -> anyhow::Result<()> {
    let mut report = Report::new("Errand at rest");
    report.line(&format!(
        "Resident memory (VmRSS) a second after the start, and after {REQUESTS} lists of 50 tasks;\n\
         time from the start of the process to the first 200 of `/health/live` on a database that\n\
         is up to date, median of {STARTS} starts (least–most). All settings are the defaults.\n"
    ));
    let mut rows = Vec::new();
    for &engine in engines {
        let host = engine.host().await?;
        let mut row = vec![engine.name().to_owned()];
        row.extend(measure(&host, programs).await?);
        rows.push(row);
    }
    let head = [
        "database",
        "MiB at rest",
        "MiB after requests",
        "target",
        "ms to start",
        "target",
    ];
    report.table(&head, &rows);
    report.save("idle")
}

async fn measure(host: &Host, programs: &Programs) -> anyhow::Result<Vec<String>> {
    let database = host.create("idle").await?;
    let errand = programs.start(Program::Errand, &database).await?;
    let mut account = Account::sign_up(errand.port, "ada").await?;
    seed::tasks(&database, &mut account, TASKS).await?;
    errand.stop().await?;

    let (mut at_rest, mut after) = (Vec::new(), Vec::new());
    for _ in 0..3 {
        let errand = programs.start(Program::Errand, &database).await?;
        sleep(Duration::from_secs(1)).await;
        at_rest.push(mebibytes(errand.resident()?));
        let lists = Operation::List.load(slice::from_ref(&account), REQUESTS, 0);
        lists.run(errand.port).await?;
        after.push(mebibytes(errand.resident()?));
        errand.stop().await?;
    }
    let mut starts = Vec::new();
    for _ in 0..STARTS {
        let errand = programs.start(Program::Errand, &database).await?;
        starts.push(errand.started_in.as_secs_f64() * 1e3);
        errand.stop().await?;
    }
    let least = starts.iter().copied().fold(f64::INFINITY, f64::min);
    let most = starts.iter().copied().fold(0.0, f64::max);
    let (at_rest, after, start) = (median(at_rest), median(after), median(starts));
    Ok(vec![
        format!("{at_rest:.1}"),
        format!("{after:.1}"),
        format!(
            "{MOST_MIB:.0}{}",
            if after < MOST_MIB { "" } else { " missed" }
        ),
        format!("{start:.0} ({least:.0}–{most:.0})"),
        format!(
            "{MOST_MILLISECONDS:.0}{}",
            if start < MOST_MILLISECONDS {
                ""
            } else {
                " missed"
            }
        ),
    ])
}

fn mebibytes(kibibytes: u64) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "memory is far below 2^53 KiB")]
    let kibibytes = kibibytes as f64;
    kibibytes / 1024.0
}
