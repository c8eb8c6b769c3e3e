//! Shared by the tests: a database for each test, on SQLite and on PostgreSQL, and the whole
//! product on top of it.
//!
//! ```
//! errand_test_support::on_both_databases! {
//!     async fn a_fresh_database_answers(database: TestDatabase) {
//!         database.connect().await.ping().await.unwrap();
//!     }
//! }
//! ```
#![expect(clippy::expect_used, reason = "any failure here fails a test")]

mod app;
mod both;
mod database;
mod mail;
mod postgres;
mod proxy;
mod raw;
mod response;
mod sqlite;
mod user;
mod writer;

pub use app::{JWT_SECRET, Login, PASSWORD, TestApp};
#[doc(hidden)]
pub use both::{on_postgres, on_sqlite};
pub use database::TestDatabase;
pub use mail::{MailServer, ReceivedMail};
pub use postgres::Pooler;
pub use proxy::Proxy;
pub use response::Response;
pub use user::TestUser;
pub use writer::{Writer, assert_written_once};
