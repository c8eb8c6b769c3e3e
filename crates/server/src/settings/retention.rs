//! How long users' data is kept after they deleted or changed it.

use errand_application::Retention;
use jiff::SignedDuration;
use serde::Deserialize;

use super::{SettingsError, require};

/// The section `retention` of the settings.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RetentionSettings {
    /// How many days deleted tasks stay in the trash.
    pub trash_days: u16,
    /// How many days changes can be undone and stay in the history.
    pub changes_days: u16,
}

impl RetentionSettings {
    /// The most days of each.
    const MAX_DAYS: u16 = 3650;

    pub(super) fn check(self) -> Result<(), SettingsError> {
        for (key, days) in [
            ("retention.trash_days", self.trash_days),
            ("retention.changes_days", self.changes_days),
        ] {
            require((1..=Self::MAX_DAYS).contains(&days), key, "from 1 to 3650")?;
        }
        Ok(())
    }
}

impl From<RetentionSettings> for Retention {
    fn from(settings: RetentionSettings) -> Self {
        let days = |days: u16| SignedDuration::from_hours(i64::from(days) * 24);
        Self {
            trash: days(settings.trash_days),
            changes: days(settings.changes_days),
        }
    }
}
