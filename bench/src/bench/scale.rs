//! Compares lists of an account with 100 000 tasks with those of one with 100.

use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use chrono::{Days, Utc};
use tokio::time::sleep;

use crate::account::Account;
use crate::client::Connection;
use crate::cluster::Cluster;
use crate::cpu::CpuTime;
use crate::database::{Database, Engine, Host};
use crate::load::Load;
use crate::report::{Report, micros_each};
use crate::server::{Program, Programs, Server};
use crate::{plans, seed};

const SMALL: usize = 100;
const LARGE: usize = 100_000;
/// The number of other accounts in the same tables, each as large as the small one.
const OTHERS: usize = 10;
pub(crate) const SORTS: [&str; 5] = ["created_at", "updated_at", "due_date", "priority", "title"];
const ORDERS: [&str; 2] = ["asc", "desc"];
/// The number of the late page.
const LATE_PAGE: usize = 1_000;
const PAGE: usize = 50;
/// How many times the small account's cost the large one's may be.
const MOST: f64 = 3.0;
const CONNECTIONS: usize = 2;
/// Enough on every connection for PostgreSQL to settle on a kind of plan.
const WARM_UP: usize = 24;
const REQUESTS: usize = 200;
const LONGEST: Duration = Duration::from_millis(1_500);

/// A server with one account on its own database.
pub(crate) struct Site {
    pub(crate) database: Database,
    pub(crate) server: Server,
    pub(crate) account: Account,
}

#[derive(Clone, Copy)]
struct Cost {
    micros: f64,
    database: f64,
    rows: usize,
}

pub(crate) async fn run(engines: &[Engine], programs: &Programs) -> anyhow::Result<()> {
    let mut report = Report::new("Lists of 100 000 tasks, held against those of 100");
    report.line(&format!(
        "Microseconds of CPU per request, server and database (of which the database), one page of\n\
         {PAGE}. Each account is in a database of its own with {OTHERS} others of {SMALL} tasks. The ratio is\n\
         that of the same list; where the small account has fewer rows to show, `a page` is the ratio\n\
         to its page of {PAGE} in the same order, which is the fairer one. Over {MOST} both ways is SLOW.\n"
    ));
    for &engine in engines {
        let host = engine.host().await?;
        report.line(&format!("## {}\n\n{}.\n", engine.name(), host.describe()));
        let small = site(&host, programs, "small", SMALL).await?;
        let large = site(&host, programs, "large", LARGE).await?;
        let rows = first_pages(&small, &large).await?;
        let head = [
            "list",
            "100 tasks",
            "rows",
            "100 000 tasks",
            "rows",
            "ratio",
            "a page",
            "",
        ];
        report.table(&head, &rows);
        report.line(&format!(
            "Page {LATE_PAGE} of the large account, by cursor, and its first page:\n"
        ));
        let rows = late_pages(&small, &large).await?;
        let head = [
            "sort",
            "100 tasks, first",
            "first",
            "late",
            "late / 100 tasks",
            "",
        ];
        report.table(&head, &rows);
        let file = plans::write(&host, programs, large).await?;
        report.line(&format!("Plans: `{file}`.\n"));
    }
    report.save("scale")
}

/// The query of every list: each filter in each order.
pub(crate) fn filters() -> [(&'static str, String); 18] {
    let today = Utc::now().date_naive();
    let half_a_year = Days::new(180);
    let tag = |tag: &str| format!("tag={}", tag.replace(' ', "%20"));
    [
        ("all", String::new()),
        ("completed", "completed=true".to_owned()),
        ("open", "completed=false".to_owned()),
        ("high", "priority=high".to_owned()),
        ("medium", "priority=medium".to_owned()),
        ("low", "priority=low".to_owned()),
        ("common tag", tag("topic 7")),
        ("rare tag", tag(seed::RARE_TAG)),
        ("spread tag", tag(seed::SPREAD_TAG)),
        ("oldest tag", tag(seed::OLDEST_TAG)),
        ("due before", format!("due_before={}", today - half_a_year)),
        ("due after", format!("due_after={}", today + half_a_year)),
        ("overdue", "overdue=true".to_owned()),
        ("not overdue", "overdue=false".to_owned()),
        ("search a rare word", format!("search={}", seed::RARE_WORD)),
        ("search three letters", "search=fol".to_owned()),
        ("search two letters", "search=qu".to_owned()),
        ("all, with total", "include=total".to_owned()),
    ]
}

async fn site(host: &Host, programs: &Programs, name: &str, tasks: usize) -> anyhow::Result<Site> {
    let database = host.create(&format!("scale_{name}")).await?;
    let errand = programs
        .start(Program::ErrandOfOneWorker, &database)
        .await?;
    let mut account = Account::sign_up(errand.port, "ada").await?;
    for index in 0..OTHERS {
        let mut other = Account::sign_up(errand.port, &format!("other{index}")).await?;
        seed::tasks(&database, &mut other, SMALL).await?;
    }
    seed::tasks(&database, &mut account, tasks).await?;
    match host {
        Host::Postgres(cluster) => until_analyzed(cluster, &database).await?,
        // When Errand closes its connections, SQLite updates the statistics of the tables that were
        // queried.
        Host::Sqlite(_) => {
            let lists = Load {
                requests: vec![account.get("/api/v1/tasks?tag=a&search=milk"); WARM_UP],
                expected_status: 200,
                connections: CONNECTIONS,
                longest: Duration::MAX,
            };
            lists.run(errand.port).await?;
        }
    }
    errand.stop().await?;
    let server = programs
        .start(Program::ErrandOfOneWorker, &database)
        .await?;
    Ok(Site {
        database,
        server,
        account,
    })
}

/// Waits for autovacuum, which runs every minute.
async fn until_analyzed(cluster: &Cluster, database: &Database) -> anyhow::Result<()> {
    let mut connection = cluster.connect(&database.name).await?;
    let begun = Instant::now();
    let analyzed =
        "SELECT last_autoanalyze IS NOT NULL FROM pg_stat_user_tables WHERE relname = 'tasks'";
    while !sqlx::query_scalar(analyzed)
        .fetch_one(&mut connection)
        .await?
    {
        ensure!(begun.elapsed().as_secs() < 300, "autovacuum does not come");
        sleep(Duration::from_secs(1)).await;
    }
    // Lets it finish the other tables too.
    sleep(Duration::from_secs(10)).await;
    Ok(())
}

async fn first_pages(small: &Site, large: &Site) -> anyhow::Result<Vec<Vec<String>>> {
    let mut rows = Vec::new();
    for sort in SORTS {
        for order in ORDERS {
            let mut whole_page = None;
            for (filter, query) in filters() {
                let path = format!("/api/v1/tasks?limit={PAGE}&sort={sort}&order={order}&{query}");
                let path = path.trim_end_matches('&');
                let few = cost(small, path).await?;
                let many = cost(large, path).await?;
                let whole_page = whole_page.get_or_insert(few).micros.max(few.micros);
                let ratio = many.micros / few.micros;
                let fair = if few.rows < many.rows {
                    many.micros / whole_page
                } else {
                    ratio
                };
                rows.push(vec![
                    format!("{sort} {order}, {filter}"),
                    few.show(),
                    few.rows.to_string(),
                    many.show(),
                    many.rows.to_string(),
                    format!("{ratio:.1}"),
                    format!("{fair:.1}"),
                    verdict(fair),
                ]);
            }
        }
    }
    Ok(rows)
}

async fn late_pages(small: &Site, large: &Site) -> anyhow::Result<Vec<Vec<String>>> {
    let mut rows = Vec::new();
    for sort in SORTS {
        for order in ORDERS {
            let list =
                |limit: usize| format!("/api/v1/tasks?sort={sort}&order={order}&limit={limit}");
            let cursor = walk(large, &list(2 * PAGE), LATE_PAGE / 2 - 1).await?;
            let cursor = next(large, &format!("{}&cursor={cursor}", list(PAGE))).await?;
            let few = cost(small, &list(PAGE)).await?;
            let first = cost(large, &list(PAGE)).await?;
            let late = cost(large, &format!("{}&cursor={cursor}", list(PAGE))).await?;
            let ratio = late.micros / few.micros;
            rows.push(vec![
                format!("{sort} {order}"),
                few.show(),
                first.show(),
                late.show(),
                format!("{ratio:.1}"),
                verdict(ratio),
            ]);
        }
    }
    Ok(rows)
}

/// The cursor after some pages.
async fn walk(site: &Site, list: &str, pages: usize) -> anyhow::Result<String> {
    let mut cursor = next(site, list).await?;
    for _ in 1..pages {
        cursor = next(site, &format!("{list}&cursor={cursor}")).await?;
    }
    Ok(cursor)
}

async fn next(site: &Site, path: &str) -> anyhow::Result<String> {
    let mut connection = Connection::open(site.server.port).await?;
    let page = connection.json(&site.account.get(path), 200).await?;
    let cursor = page["next_cursor"].as_str().context("no more pages")?;
    Ok(cursor.to_owned())
}

/// The cost of a list on warm caches.
async fn cost(site: &Site, path: &str) -> anyhow::Result<Cost> {
    let request = site.account.get(path);
    let mut connection = Connection::open(site.server.port).await?;
    let page = connection.json(&request, 200).await?;
    let rows = page["items"].as_array().context("no items")?.len();
    let ask = async |count, longest| {
        let load = Load {
            requests: vec![request.clone(); count],
            expected_status: 200,
            connections: CONNECTIONS,
            longest,
        };
        load.run(site.server.port).await.context(path.to_owned())
    };
    ask(WARM_UP, Duration::MAX).await?;
    let meter = site.server.meter();
    let before = meter.read()?;
    let asked = ask(REQUESTS, LONGEST).await?;
    let spent: CpuTime = meter.read()? - before;
    Ok(Cost {
        micros: micros_each(spent.sum(), asked),
        database: micros_each(spent.database, asked),
        rows,
    })
}

impl Cost {
    fn show(self) -> String {
        format!("{:.0} ({:.0})", self.micros, self.database)
    }
}

fn verdict(ratio: f64) -> String {
    if ratio > MOST { "SLOW" } else { "" }.to_owned()
}
