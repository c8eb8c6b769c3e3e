//! What one operation costs on one server.

use std::time::Instant;

use crate::cpu::CpuTime;
use crate::load::Load;
use crate::report::{median, micros_each, per_second};
use crate::server::Server;

/// A reading per round.
#[derive(Default)]
pub(crate) struct Readings {
    /// Microseconds of CPU per request.
    server: Vec<f64>,
    database: Vec<f64>,
    sum: Vec<f64>,
    /// Requests per second.
    rate: Vec<f64>,
}

impl Readings {
    pub(crate) async fn measure(&mut self, server: &Server, load: Load) -> anyhow::Result<()> {
        let meter = server.meter();
        let before = meter.read()?;
        let begun = Instant::now();
        let count = load.run(server.port).await?;
        let elapsed = begun.elapsed();
        let spent: CpuTime = meter.read()? - before;
        self.server.push(micros_each(spent.server, count));
        self.database.push(micros_each(spent.database, count));
        self.sum.push(micros_each(spent.sum(), count));
        self.rate.push(per_second(count, elapsed));
        Ok(())
    }

    /// The median cost of a request.
    pub(crate) fn median(&self) -> f64 {
        median(self.sum.iter().copied())
    }

    pub(crate) fn spread(&self) -> String {
        let least = self.sum.iter().copied().fold(f64::INFINITY, f64::min);
        let most = self.sum.iter().copied().fold(0.0, f64::max);
        format!("{:.0} ({least:.0}–{most:.0})", self.median())
    }

    pub(crate) fn parts(&self) -> String {
        let server = median(self.server.iter().copied());
        let database = median(self.database.iter().copied());
        format!("{server:.0} + {database:.0}")
    }

    pub(crate) fn rate(&self) -> String {
        format!("{:.0}", median(self.rate.iter().copied()))
    }
}
