//! The kinds of jobs, and the data each needs.

use jiff::SignedDuration;
use strum::{EnumString, IntoStaticStr, VariantArray};

use crate::mail::Mail;

/// What a job does. This is its payload; it may contain secrets.
#[derive(Clone, Debug)]
pub enum Work {
    /// Sends a mail.
    SendMail(Mail),
    /// Deletes expired sessions.
    PurgeSessions,
    /// Deletes expired email tokens.
    PurgeEmailTokens,
    /// Deletes old events.
    PurgeEvents,
    /// Deletes expired attempt counters.
    PurgeThrottles,
    /// Deletes expired jobs.
    PurgeJobs,
    /// Removes what has been in the trash for long.
    PurgeTrash,
    /// Deletes old changes.
    PurgeChanges,
}

impl Work {
    /// The work of every kind that recurs.
    pub const RECURRING: [Self; 7] = [
        Self::PurgeSessions,
        Self::PurgeEmailTokens,
        Self::PurgeEvents,
        Self::PurgeThrottles,
        Self::PurgeJobs,
        Self::PurgeTrash,
        Self::PurgeChanges,
    ];

    /// The kind of this work.
    pub fn kind(&self) -> JobKind {
        match self {
            Self::SendMail(_) => JobKind::SendMail,
            Self::PurgeSessions => JobKind::PurgeSessions,
            Self::PurgeEmailTokens => JobKind::PurgeEmailTokens,
            Self::PurgeEvents => JobKind::PurgeEvents,
            Self::PurgeThrottles => JobKind::PurgeThrottles,
            Self::PurgeJobs => JobKind::PurgeJobs,
            Self::PurgeTrash => JobKind::PurgeTrash,
            Self::PurgeChanges => JobKind::PurgeChanges,
        }
    }
}

/// The kind of a job. The queue may hold others, which newer versions know.
#[derive(Clone, Copy, Debug, EnumString, Eq, IntoStaticStr, PartialEq, VariantArray)]
#[strum(serialize_all = "snake_case")]
#[expect(missing_docs, reason = "each kind is named after its work")]
pub enum JobKind {
    SendMail,
    PurgeSessions,
    PurgeEmailTokens,
    PurgeEvents,
    PurgeThrottles,
    PurgeJobs,
    PurgeTrash,
    PurgeChanges,
}

impl JobKind {
    /// All kinds that this version knows.
    pub const ALL: &[Self] = Self::VARIANTS;

    /// The name of the kind.
    pub fn name(self) -> &'static str {
        self.into()
    }

    /// The time between two runs, if jobs of this kind recur. One job of such a kind exists at a
    /// time, however many processes there are.
    pub fn period(self) -> Option<SignedDuration> {
        match self {
            Self::SendMail => None,
            Self::PurgeSessions
            | Self::PurgeEmailTokens
            | Self::PurgeEvents
            | Self::PurgeThrottles
            | Self::PurgeJobs
            | Self::PurgeTrash
            | Self::PurgeChanges => Some(SignedDuration::from_hours(1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_own_name() {
        let names = JobKind::ALL.iter().map(|kind| kind.name());
        let expected = [
            "send_mail",
            "purge_sessions",
            "purge_email_tokens",
            "purge_events",
            "purge_throttles",
            "purge_jobs",
            "purge_trash",
            "purge_changes",
        ];
        assert!(names.eq(expected));
        for kind in JobKind::ALL {
            assert_eq!(kind.name().parse(), Ok(*kind));
        }
    }

    #[test]
    fn the_kinds_with_a_period_are_those_that_recur() {
        let recurs = |kind: &JobKind| Work::RECURRING.iter().any(|work| work.kind() == *kind);
        for kind in JobKind::ALL {
            assert_eq!(kind.period().is_some(), recurs(kind), "{kind:?}");
        }
    }
}
