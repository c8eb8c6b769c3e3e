//! A bar that shows how far a command is, if standard error is a terminal.

use errand_infrastructure::transfer::{Progress, Step};
use indicatif::{ProgressBar, ProgressStyle};

/// The bar of the current step.
pub(super) struct Bar(ProgressBar);

impl Bar {
    pub(super) fn new() -> Self {
        let style = ProgressStyle::with_template("{msg:9} {wide_bar} {pos}/{len} rows, {eta} left");
        let bar = ProgressBar::no_length();
        Self(match style {
            Ok(style) => bar.with_style(style),
            Err(_) => bar,
        })
    }
}

impl Progress for Bar {
    fn begin(&self, step: Step, rows: u64) {
        self.0.reset();
        self.0.set_length(rows);
        self.0.set_message(match step {
            Step::Check => "Checking",
            Step::Copy => "Copying",
            Step::Compare => "Comparing",
        });
    }

    fn advance(&self, rows: u64) {
        self.0.inc(rows);
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
