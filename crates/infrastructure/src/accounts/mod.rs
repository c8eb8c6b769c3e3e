//! Administering accounts, in the table `users` and those of what users own.

mod repository;

pub use repository::SqlAccountRepository;
