//! A report: lines and Markdown tables, printed as they come and stored in `bench/reports`.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::machine;

pub(crate) struct Report {
    text: String,
}

impl Report {
    pub(crate) fn new(title: &str) -> Self {
        let mut report = Self {
            text: String::new(),
        };
        report.line(&format!("# {title}\n"));
        report.line(&format!("{}.\n", machine::describe()));
        report
    }

    pub(crate) fn line(&mut self, line: &str) {
        println!("{line}");
        self.text += line;
        self.text.push('\n');
    }

    pub(crate) fn table(&mut self, head: &[&str], rows: &[Vec<String>]) {
        let head: Vec<_> = head.iter().map(|&cell| cell.to_owned()).collect();
        let widths: Vec<usize> = (0..head.len())
            .map(|column| {
                let cells = rows
                    .iter()
                    .chain([&head])
                    .map(|row| row[column].chars().count());
                cells.max().unwrap_or_default().max(2)
            })
            .collect();
        let line = |row: &[String]| {
            let cells = row.iter().zip(&widths).enumerate();
            let cells: Vec<_> = cells
                .map(|(column, (cell, &width))| match column {
                    0 => format!("{cell:<width$}"),
                    _ => format!("{cell:>width$}"),
                })
                .collect();
            format!("| {} |", cells.join(" | "))
        };
        let rules: Vec<_> = widths
            .iter()
            .enumerate()
            .map(|(column, &width)| match column {
                0 => "-".repeat(width),
                _ => format!("{}:", "-".repeat(width - 1)),
            })
            .collect();
        self.line(&line(&head));
        self.line(&line(&rules));
        for row in rows {
            self.line(&line(row));
        }
        self.line("");
    }

    pub(crate) fn save(&self, name: &str) -> anyhow::Result<()> {
        let path = folder()?.join(name).with_extension("md");
        fs::write(&path, &self.text)?;
        println!("-> {}", path.display());
        Ok(())
    }
}

/// The folder of the reports.
pub(crate) fn folder() -> anyhow::Result<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports");
    fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// The median of some values.
pub(crate) fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<_> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => f64::NAN,
        count if count % 2 == 0 => f64::midpoint(values[middle - 1], values[middle]),
        _ => values[middle],
    }
}

/// Formats microseconds per request.
pub(crate) fn micros_each(time: Duration, requests: usize) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a count of requests is small")]
    let requests = requests as f64;
    time.as_secs_f64() * 1e6 / requests
}

/// The number of requests per second.
pub(crate) fn per_second(requests: usize, time: Duration) -> f64 {
    #[expect(clippy::cast_precision_loss, reason = "a count of requests is small")]
    let requests = requests as f64;
    requests / time.as_secs_f64()
}
