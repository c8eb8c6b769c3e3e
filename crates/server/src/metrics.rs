//! The measurements: what they are called, what they mean, and who collects them. Each is recorded
//! where it happens; without a collector, recording does nothing.

use std::sync::OnceLock;

use errand_domain::TimeZone;
use metrics::{counter, describe_counter, describe_gauge, describe_histogram, gauge};
use metrics_exporter_prometheus::{BuildError, PrometheusBuilder, PrometheusHandle};

/// The upper bounds of the counted durations, in seconds.
const BUCKETS: [f64; 14] = [
    0.000_25, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0,
];

/// Collects all measurements of this process from now on.
///
/// # Errors
/// If another collector is at work.
pub(crate) fn collect() -> Result<PrometheusHandle, BuildError> {
    static COLLECTOR: OnceLock<PrometheusHandle> = OnceLock::new();
    if let Some(collector) = COLLECTOR.get() {
        return Ok(collector.clone());
    }
    let collector = PrometheusBuilder::new()
        .set_buckets(&BUCKETS)?
        .install_recorder()?;
    describe();
    // It is shown before it happens.
    counter!("errand_hashes_refused_total").increment(0);
    let version = [
        ("version", env!("CARGO_PKG_VERSION")),
        ("time_zones", TimeZone::DATABASE_VERSION),
    ];
    gauge!("errand_build_info", &version).set(1.0);
    Ok(COLLECTOR.get_or_init(|| collector).clone())
}

fn describe() {
    describe_histogram!(
        "errand_http_request_duration_seconds",
        "How long requests took until their answers began"
    );
    describe_gauge!("errand_http_connections", "Open connections of clients");
    describe_counter!(
        "errand_throttled_total",
        "Attempts and requests that a limit refused"
    );
    describe_gauge!(
        "errand_hashes",
        "Password hashes that are running or waiting"
    );
    describe_counter!(
        "errand_hashes_refused_total",
        "Password hashes that were refused because too many were waiting"
    );
    describe_histogram!(
        "errand_database_statement_duration_seconds",
        "How long statements of the database took"
    );
    describe_gauge!(
        "errand_database_connections",
        "Connections to the database that are in use or free"
    );
    describe_gauge!(
        "errand_database_up",
        "Whether the database answered when it was last asked about the jobs"
    );
    describe_gauge!(
        "errand_sqlite_wal_bytes",
        "The size of SQLite's write-ahead log"
    );
    describe_gauge!("errand_jobs", "Background jobs");
    describe_gauge!(
        "errand_jobs_oldest_due_seconds",
        "For how long the job that was due first has been waiting"
    );
    describe_gauge!(
        "errand_build_info",
        "1, with the versions of the program and of its time zones"
    );
}
