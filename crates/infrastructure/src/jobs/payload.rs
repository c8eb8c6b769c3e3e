//! Payloads as JSON. A field that this version does not know makes a payload unreadable, because a
//! newer version may mean something by it that this one would ignore.

use errand_domain::Timestamp;
use errand_domain::jobs::{JobId, JobKind, Work};
use errand_domain::mail::{Mail, MailId};
use errand_domain::users::UserId;
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde_json::{Value, json};
use uuid::Uuid;

/// The columns that are part of the work.
pub(super) struct Columns {
    pub(super) id: JobId,
    pub(super) kind: JobKind,
    pub(super) created_at: Timestamp,
    pub(super) expires_at: Option<Timestamp>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MailPayload {
    user: Uuid,
    to: String,
    subject: String,
    text: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoPayload {}

/// The payload of some work.
pub(super) fn write(work: &Work) -> Value {
    match work {
        Work::SendMail(mail) => json!({
            "user": mail.user.0,
            "to": mail.to,
            "subject": mail.subject,
            "text": mail.text.expose_secret(),
        }),
        Work::PurgeSessions
        | Work::PurgeEmailTokens
        | Work::PurgeEvents
        | Work::PurgeThrottles
        | Work::PurgeJobs
        | Work::PurgeTrash
        | Work::PurgeChanges => json!({}),
    }
}

/// The work that a payload describes, or `None` if this version cannot read it.
pub(super) fn read(columns: &Columns, payload: &str) -> Option<Work> {
    let work = match columns.kind {
        JobKind::SendMail => return read_mail(columns, payload),
        JobKind::PurgeSessions => Work::PurgeSessions,
        JobKind::PurgeEmailTokens => Work::PurgeEmailTokens,
        JobKind::PurgeEvents => Work::PurgeEvents,
        JobKind::PurgeThrottles => Work::PurgeThrottles,
        JobKind::PurgeJobs => Work::PurgeJobs,
        JobKind::PurgeTrash => Work::PurgeTrash,
        JobKind::PurgeChanges => Work::PurgeChanges,
    };
    let NoPayload {} = serde_json::from_str(payload).ok()?;
    Some(work)
}

fn read_mail(columns: &Columns, payload: &str) -> Option<Work> {
    let payload: MailPayload = serde_json::from_str(payload).ok()?;
    Some(Work::SendMail(Mail {
        id: MailId(columns.id.0),
        user: UserId(payload.user),
        to: payload.to,
        subject: payload.subject,
        text: payload.text.into(),
        created_at: columns.created_at,
        expires_at: columns.expires_at?,
    }))
}
