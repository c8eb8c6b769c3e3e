//! The adapters behind the domain's ports. Types of sea-orm, bcrypt, jsonwebtoken and lettre do not
//! leave this crate. Each noun has a folder, and so does each technology.

pub mod accounts;
pub mod bcrypt;
pub mod changes;
mod clock;
pub mod database;
pub mod email_tokens;
pub mod events;
pub mod jobs;
pub mod jwt;
pub mod mail;
pub mod personal_tokens;
pub mod sessions;
pub mod signup_invitations;
mod smtp;
pub mod tasks;
pub mod throttles;
mod token_secrets;
pub mod transfer;
pub mod users;

pub use clock::SystemClock;
pub use token_secrets::RandomTokenSecrets;
