//! The program on a full disk, for which a limit on the size of its files stands in.
#![cfg(target_os = "linux")]

use std::fs;
use std::process::Command;
use std::time::{Duration, Instant};

use errand_test_support::{JWT_SECRET, TestDatabase, Writer, assert_written_once};
use reqwest::Client;

use crate::errand::{Errand, Serving};
use crate::stopping::new_user;

/// The size of a page, with its head, in the log that SQLite writes ahead.
const FRAME: u64 = 24 + 4096;

#[tokio::test]
async fn on_a_full_disk_it_is_not_ready_and_loses_nothing() {
    let database = TestDatabase::sqlite().await;
    let full = FullDisk::on(&database).await;
    let mut writer = Writer::new(0, &full.token);
    assert_eq!(writer.write(&full.url).await.unwrap().status, 201);
    full.becomes(200).await;

    full.limit("1000");
    let response = writer.write(&full.url).await.unwrap();
    response.assert_problem(503, "unavailable");
    full.becomes(503).await;

    full.limit("unlimited");
    full.becomes(200).await;
    assert_eq!(writer.write(&full.url).await.unwrap().status, 200);
    assert_written_once(&database, &[writer]).await;
}

/// Each page of the commit is once the one that fits only half.
#[tokio::test]
async fn wherever_a_commit_runs_out_of_space_nothing_of_it_is_kept() {
    let database = TestDatabase::sqlite().await;
    let full = FullDisk::on(&database).await;
    let log = format!("{}-wal", database.url().trim_start_matches("sqlite://"));
    let mut writers = [Writer::new(0, &full.token)];
    for expected in [201, 200] {
        let size = fs::metadata(&log).unwrap().len();
        let before = full.tasks().await;
        let mut pages = 0;
        loop {
            full.limit(&(size + pages * FRAME + FRAME / 2).to_string());
            let response = writers[0].write(&full.url).await.unwrap();
            if response.status == expected {
                break;
            }
            response.assert_problem(503, "unavailable");
            assert_eq!(full.tasks().await, before, "reading goes on");
            assert_written_once(&database, &writers).await;
            pages += 1;
        }
        assert!(pages > 5, "{pages}");
        full.limit("unlimited");
        assert_written_once(&database, &writers).await;
    }
}

/// The program, and a user of it.
struct FullDisk {
    serving: Serving,
    url: String,
    token: String,
    client: Client,
}

impl FullDisk {
    async fn on(database: &TestDatabase) -> Self {
        let errand = Errand::new()
            .run_by(["env", "--ignore-signal=XFSZ"])
            .with("DATABASE_URL", database.url())
            .with("JWT_SECRET", JWT_SECRET)
            .with("ERRAND__AUTH__HASHING__COST", "10");
        let serving = errand.serve();
        Self {
            url: format!("http://{}", serving.address),
            token: new_user(serving.address).await,
            client: Client::new(),
            serving,
        }
    }

    /// Limits the size of every file, in bytes.
    fn limit(&self, limit: &str) {
        let process = self.serving.id().to_string();
        let limit = format!("--fsize={limit}:");
        let set = Command::new("prlimit")
            .args(["--pid", &process, &limit])
            .status();
        assert!(set.unwrap().success());
    }

    /// The list of tasks.
    async fn tasks(&self) -> String {
        let list = self.client.get(format!("{}/api/v1/tasks", self.url));
        let list = list.bearer_auth(&self.token).send().await.unwrap();
        assert_eq!(list.status(), 200);
        list.text().await.unwrap()
    }

    /// Waits until `/health/ready` answers with this status.
    async fn becomes(&self, status: u16) {
        let since = Instant::now();
        let ready = format!("{}/health/ready", self.url);
        while self.client.get(&ready).send().await.unwrap().status() != status {
            assert!(since.elapsed() < Duration::from_secs(10), "not {status}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}
