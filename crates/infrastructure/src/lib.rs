//! The adapters behind the ports of the domain. Types of sea-orm, bcrypt and jsonwebtoken end here.

pub mod auth;
mod clock;
pub mod database;
pub mod mail;
pub mod tasks;

pub use clock::SystemClock;
