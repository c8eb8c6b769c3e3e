//! Collects in memory when sessions and personal tokens were last used, so requests do not have to
//! write it.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use errand_domain::personal_tokens::{PersonalToken, PersonalTokenId, PersonalTokenRepository};
use errand_domain::sessions::{Session, SessionId, SessionRepository};
use errand_domain::{Failure, Timestamp};
use jiff::SignedDuration;

/// Uses that follow the recorded one by less than this are not recorded.
const WORTH_KEEPING: SignedDuration = SignedDuration::from_mins(1);

/// Collects the uses of sessions and personal tokens, and writes them when asked to.
pub struct UseRecorder {
    sessions: Arc<dyn SessionRepository>,
    personal_tokens: Arc<dyn PersonalTokenRepository>,
    session_uses: Uses<SessionId>,
    personal_token_uses: Uses<PersonalTokenId>,
}

impl UseRecorder {
    /// A recorder without any uses.
    pub fn new(
        sessions: Arc<dyn SessionRepository>,
        personal_tokens: Arc<dyn PersonalTokenRepository>,
    ) -> Self {
        Self {
            sessions,
            personal_tokens,
            session_uses: Uses::default(),
            personal_token_uses: Uses::default(),
        }
    }

    pub(super) fn note_session(&self, session: &Session, now: Timestamp) {
        let last = Some(session.last_used_at);
        self.session_uses.note(session.id, last, now);
    }

    pub(super) fn note_personal_token(&self, token: &PersonalToken, now: Timestamp) {
        self.personal_token_uses
            .note(token.id, token.last_used_at, now);
    }

    /// Writes the uses collected since the last call. Those that could not be written are kept for
    /// the next call.
    pub async fn record(&self) -> Result<(), Failure> {
        let uses = self.session_uses.take();
        let recorded = self.sessions.record_use(&uses).await;
        if recorded.is_err() {
            self.session_uses.put_back(uses);
        }
        recorded?;
        let uses = self.personal_token_uses.take();
        let recorded = self.personal_tokens.record_use(&uses).await;
        if recorded.is_err() {
            self.personal_token_uses.put_back(uses);
        }
        recorded
    }
}

/// The uses that have not been written yet.
struct Uses<Id>(Mutex<HashMap<Id, Timestamp>>);

impl<Id: Copy + Eq + Hash> Uses<Id> {
    /// Notes a use at `now` unless the stored one, at `last`, is too recent.
    fn note(&self, id: Id, last: Option<Timestamp>, now: Timestamp) {
        if last.is_none_or(|last| now - last >= WORTH_KEEPING) {
            self.uses().insert(id, now);
        }
    }

    /// Takes the uses noted since the last call.
    fn take(&self) -> Vec<(Id, Timestamp)> {
        std::mem::take(&mut *self.uses()).into_iter().collect()
    }

    /// Puts back uses that could not be written, unless there are newer ones.
    fn put_back(&self, uses: Vec<(Id, Timestamp)>) {
        let mut noted = self.uses();
        for (id, at) in uses {
            noted.entry(id).or_insert(at);
        }
    }

    fn uses(&self) -> MutexGuard<'_, HashMap<Id, Timestamp>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<Id> Default for Uses<Id> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}
