//! Where settings come from, which are refused, and how they are reported.

mod mail;
mod refusals;
mod report;
mod sources;
