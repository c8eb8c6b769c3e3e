//! The tasks, and what finds them fast: an index for each sort, the tags, the words.

crate::migration!("m20261120_000002_create_tasks");
