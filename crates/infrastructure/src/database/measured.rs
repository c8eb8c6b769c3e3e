//! How long statements take, for the metrics.

use std::time::Instant;

/// A statement that is running.
pub(super) struct Measured {
    operation: &'static str,
    started: Instant,
}

impl Measured {
    pub(super) fn begin(sql: &str) -> Self {
        Self {
            operation: operation(sql),
            started: Instant::now(),
        }
    }

    /// Records the statement, and whether the database carried it out.
    pub(super) fn end(self, succeeded: bool) {
        let outcome = if succeeded { "ok" } else { "error" };
        let labels = [("operation", self.operation), ("outcome", outcome)];
        let name = "errand_database_statement_duration_seconds";
        metrics::histogram!(name, &labels).record(self.started.elapsed());
    }
}

/// The first word of a statement, if it is one of ours.
fn operation(sql: &str) -> &'static str {
    const OPERATIONS: [&str; 8] = [
        "SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "BEGIN", "COMMIT", "ROLLBACK",
    ];
    let first = sql.trim_start();
    let is_first = |word: &&&str| first.starts_with(**word);
    OPERATIONS.iter().find(is_first).copied().unwrap_or("other")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_operation_is_the_first_word_of_a_statement() {
        assert_eq!(operation("\n    SELECT 1"), "SELECT");
        assert_eq!(operation("BEGIN IMMEDIATE"), "BEGIN");
        assert_eq!(operation("VACUUM INTO $1"), "other");
        assert_eq!(operation(""), "other");
    }
}
