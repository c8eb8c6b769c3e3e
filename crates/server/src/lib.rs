//! The composition root: settings, logs, and the layers put together.

mod application;
pub mod command;
mod delivery;
mod folder;
mod secret;
pub mod settings;
pub mod telemetry;
mod upkeep;

pub use application::{Application, StartError};
pub use settings::Settings;
