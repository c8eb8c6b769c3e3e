//! The operations that are measured.

use std::time::Duration;

use chrono::{Days, Utc};
use serde_json::json;

use crate::account::Account;
use crate::client::request;
use crate::database::Engine;
use crate::load::Load;
use crate::seed::Words;

/// The number of connections.
pub(crate) const CONNECTIONS: usize = 8;

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Operation {
    List,
    GetOne,
    Filter,
    Edit,
    Toggle,
    Create,
}

/// The CPU time Errand may take, as a multiple of each floor's. Some have no target.
#[derive(Default)]
pub(crate) struct Targets {
    pub(crate) same_work: Option<f64>,
    pub(crate) plain: Option<f64>,
}

impl Operation {
    /// Creating comes last, because it makes the accounts grow.
    pub(crate) const ALL: [Self; 6] = [
        Self::List,
        Self::GetOne,
        Self::Filter,
        Self::Edit,
        Self::Toggle,
        Self::Create,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::List => "list of 50",
            Self::GetOne => "get one",
            Self::Filter => "open ones by due date",
            Self::Edit => "edit the title",
            Self::Toggle => "toggle",
            Self::Create => "create",
        }
    }

    pub(crate) fn writes(self) -> bool {
        matches!(self, Self::Edit | Self::Toggle | Self::Create)
    }

    pub(crate) fn expected_status(self) -> u16 {
        match self {
            Self::Create => 201,
            _ => 200,
        }
    }

    pub(crate) fn targets(self, engine: Engine) -> Targets {
        let of = |postgres, sqlite| match engine {
            Engine::Postgres => postgres,
            Engine::Sqlite => sqlite,
        };
        Targets {
            same_work: self.writes().then_some(of(1.3, 1.6)),
            plain: match self {
                Self::List => Some(of(1.25, 1.6)),
                Self::GetOne => Some(of(1.6, 2.5)),
                Self::Filter => Some(1.8),
                Self::Edit => None,
                Self::Toggle => Some(2.8),
                Self::Create => Some(of(2.2, 2.5)),
            },
        }
    }

    /// This many requests of some accounts over 8 connections.
    pub(crate) fn load(self, accounts: &[Account], count: usize, seed: u64) -> Load {
        Load {
            requests: self.requests(accounts, count, seed),
            expected_status: self.expected_status(),
            connections: CONNECTIONS,
            longest: Duration::MAX,
        }
    }

    /// The requests are the same for the same seed. With another one, an edit makes another title.
    pub(crate) fn requests(self, accounts: &[Account], count: usize, seed: u64) -> Vec<Vec<u8>> {
        let mut words = Words::new(seed);
        (0..count)
            .map(|_| self.request(words.any(accounts), &mut words))
            .collect()
    }

    fn request(self, account: &Account, words: &mut Words) -> Vec<u8> {
        let task = |words: &mut Words| format!("/api/v1/tasks/{}", words.any(&account.tasks));
        let token = Some(account.token.as_str());
        match self {
            Self::List => account.get("/api/v1/tasks?limit=50"),
            Self::GetOne => account.get(&task(words)),
            Self::Filter => account.get("/api/v1/tasks?limit=50&completed=false&sort=due_date"),
            Self::Edit => {
                let body = json!({ "title": words.sentence(4..7) });
                request("PATCH", &task(words), token, Some(&body))
            }
            Self::Toggle => request("PATCH", &(task(words) + "/complete"), token, None),
            Self::Create => {
                let due = Utc::now().date_naive() + Days::new(words.below(365));
                let body = json!({
                    "title": words.sentence(4..7),
                    "description": words.sentence(12..20),
                    "priority": words.any(&["low", "medium", "high"]),
                    "tags": [words.common_tag(), "errands"],
                    "due_date": due.to_string(),
                });
                request("POST", "/api/v1/tasks", token, Some(&body))
            }
        }
    }
}
