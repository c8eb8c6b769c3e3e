//! The composition root: settings, logs, and the layers put together.

mod application;
pub mod command;
mod folder;
mod jwt_secret;
pub mod settings;
pub mod telemetry;
mod wiring;
mod workers;

pub use application::{Application, StartError};
pub use settings::Settings;
