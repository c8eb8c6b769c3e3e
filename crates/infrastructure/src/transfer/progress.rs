//! How far a transfer is.

/// Told how far a transfer is.
pub trait Progress {
    /// A step begins, which goes through this number of rows.
    fn begin(&self, step: Step, rows: u64);

    /// The step has gone through this number of further rows.
    fn advance(&self, rows: u64);
}

/// A step of a transfer.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Step {
    /// Reads an archive to its end before anything is written.
    Check,
    /// Writes the rows.
    Copy,
    /// Compares what was written with what was read.
    Compare,
}
