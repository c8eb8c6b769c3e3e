//! Writes tasks directly into the tables, like those of a person after two years.

mod changes;
mod insert;
mod rows;
mod words;

pub(crate) use changes::changes;
pub(crate) use insert::{Tables, insert, tasks};
pub(crate) use rows::{OLDEST_TAG, RARE_TAG, RARE_WORD, SPREAD_TAG, rows};
pub(crate) use words::Words;
