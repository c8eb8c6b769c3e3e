//! The four operations that are compared with the floor.

use std::time::Duration;

use chrono::{Days, Utc};
use serde_json::json;
use uuid::Uuid;

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
    Create,
    Toggle,
}

impl Operation {
    pub(crate) const ALL: [Self; 4] = [Self::List, Self::GetOne, Self::Create, Self::Toggle];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::List => "list of 20",
            Self::GetOne => "get one",
            Self::Create => "create",
            Self::Toggle => "toggle",
        }
    }

    pub(crate) fn expected_status(self) -> u16 {
        match self {
            Self::Create => 201,
            _ => 200,
        }
    }

    /// The CPU time Errand may take, as a multiple of the floor's.
    pub(crate) fn target(self, engine: Engine) -> f64 {
        match (engine, self) {
            (Engine::Postgres, Self::GetOne) => 1.8,
            (Engine::Postgres, _) => 1.5,
            (Engine::Sqlite, Self::List) => 1.6,
            (Engine::Sqlite, Self::GetOne) => 2.2,
            (Engine::Sqlite, Self::Create) => 1.7,
            (Engine::Sqlite, Self::Toggle) => 1.9,
        }
    }

    /// This many requests over 8 connections.
    pub(crate) fn load(self, account: &Account, tasks: &[Uuid], count: usize) -> Load {
        Load {
            requests: self.requests(account, tasks, count),
            expected_status: self.expected_status(),
            connections: CONNECTIONS,
            longest: Duration::MAX,
        }
    }

    pub(crate) fn requests(self, account: &Account, tasks: &[Uuid], count: usize) -> Vec<Vec<u8>> {
        let mut words = Words::new(count as u64);
        (0..count)
            .map(|_| match self {
                Self::List => account.get("/api/v1/tasks?limit=20"),
                Self::GetOne => account.get(&format!("/api/v1/tasks/{}", words.any(tasks))),
                Self::Create => create(account, &mut words),
                Self::Toggle => {
                    let path = format!("/api/v1/tasks/{}/complete", words.any(tasks));
                    request("PATCH", &path, Some(&account.token), None)
                }
            })
            .collect()
    }
}

fn create(account: &Account, words: &mut Words) -> Vec<u8> {
    let due = Utc::now().date_naive() + Days::new(words.below(365));
    let priority = *words.any(&["low", "medium", "high"]);
    let body = json!({
        "title": words.sentence(4..7),
        "description": words.sentence(12..20),
        "priority": priority,
        "tags": [words.common_tag(), "errands"],
        "due_date": due.to_string(),
    });
    request("POST", "/api/v1/tasks", Some(&account.token), Some(&body))
}
