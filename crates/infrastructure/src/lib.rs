//! The adapters behind the ports of the domain. Types of sea-orm, bcrypt, jsonwebtoken and lettre end
//! here. One noun is one folder, and so is one technology.

pub mod bcrypt;
mod clock;
pub mod database;
pub mod email_tokens;
pub mod events;
pub mod jwt;
pub mod mail;
pub mod personal_tokens;
pub mod sessions;
mod smtp;
pub mod tasks;
pub mod throttles;
mod token_secrets;
pub mod users;

pub use clock::SystemClock;
pub use token_secrets::RandomTokenSecrets;
