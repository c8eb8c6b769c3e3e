//! The program apart from `main`: settings, logging, workers, the command line and the composition
//! root.

mod application;
pub mod command;
mod folder;
mod jwt_secret;
mod listener;
mod metrics;
pub mod settings;
pub mod telemetry;
mod wiring;
mod workers;

pub use application::{Application, StartError};
pub use listener::Address;
pub use settings::Settings;
