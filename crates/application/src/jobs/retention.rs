//! How long deleted and changed data is kept.

use jiff::SignedDuration;

/// How long what users deleted and changed is kept.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Retention {
    /// How long deleted tasks stay in the trash.
    pub trash: SignedDuration,
    /// How long changes can be undone, and stay in the history of what was changed.
    pub changes: SignedDuration,
}
