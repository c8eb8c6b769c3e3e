//! Random sequences of session operations, checked against a simple model. The model says which
//! tokens are valid and which sessions are listed.

use errand_test_support::{Login, PASSWORD, Response, TestApp, on_both_databases};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use reqwest::Method;
use serde_json::{Value, json};
use tokio::runtime::Handle;
use tokio::task::block_in_place;

/// A step of a sequence. The numbers select sessions, modulo their count.
#[derive(Clone, Debug)]
enum Step {
    LogIn,
    /// Refresh with the latest refresh token.
    Refresh(usize),
    /// Refresh with the token before it, a moment later.
    RefreshAgain(usize),
    /// Refresh with the token before that.
    RefreshWithOld(usize),
    LogOut(usize),
    End {
        by: usize,
        which: usize,
    },
    EndOthers(usize),
    ChangePassword(usize),
}

fn step() -> impl Strategy<Value = Step> {
    let session = 0..6_usize;
    prop_oneof![
        3 => Just(Step::LogIn),
        4 => session.clone().prop_map(Step::Refresh),
        2 => session.clone().prop_map(Step::RefreshAgain),
        1 => session.clone().prop_map(Step::RefreshWithOld),
        1 => session.clone().prop_map(Step::LogOut),
        1 => (session.clone(), session.clone()).prop_map(|(by, which)| Step::End { by, which }),
        1 => session.clone().prop_map(Step::EndOthers),
        1 => session.prop_map(Step::ChangePassword),
    ]
}

/// A session in the model.
struct Session {
    id: Value,
    /// Its refresh tokens. Only the last one is valid.
    cookies: Vec<String>,
    /// Its access tokens, which are valid as long as the session is.
    tokens: Vec<String>,
    is_alive: bool,
}

/// The sessions of one user, and the product they are compared with.
struct Model<'a> {
    app: &'a TestApp,
    email: String,
    password: String,
    sessions: Vec<Session>,
}

impl Model<'_> {
    async fn log_in(&mut self) {
        let login = self.app.log_in(&self.email, &self.password).await;
        self.sessions.push(Session {
            id: crate::forge::claims(&login.token)["sid"].clone(),
            cookies: vec![login.cookie],
            tokens: vec![login.token],
            is_alive: true,
        });
    }

    fn at(&self, number: usize) -> usize {
        number % self.sessions.len()
    }

    async fn call(&self, by: usize, method: Method, path: &str, body: &Value) -> Response {
        let token = self.sessions[by].tokens.last().unwrap();
        let request = self.app.request(method, path).bearer_auth(token);
        self.app.send(request.json(body)).await
    }

    /// Takes a step, and compares the answer with the model.
    async fn take(&mut self, step: &Step) {
        match *step {
            Step::LogIn => self.log_in().await,
            Step::Refresh(which) => self.refresh(which, 0).await,
            Step::RefreshAgain(which) => self.refresh(which, 1).await,
            Step::RefreshWithOld(which) => self.refresh(which, 2).await,
            Step::LogOut(which) => {
                let which = self.at(which);
                let session = &mut self.sessions[which];
                let cookie = session.cookies.last().unwrap();
                self.app.log_out(cookie).await.assert_status(204);
                session.is_alive = false;
            }
            Step::End { by, which } => {
                let (by, which) = (self.at(by), self.at(which));
                let id = self.sessions[which].id.as_str().unwrap();
                let path = format!("/api/v1/auth/sessions/{id}");
                let ended = self.call(by, Method::DELETE, &path, &json!({})).await;
                match (self.sessions[by].is_alive, self.sessions[which].is_alive) {
                    (false, _) => assert_eq!(ended.status, 401),
                    (true, false) => assert_eq!(ended.status, 404),
                    (true, true) => assert_eq!(ended.status, 204),
                }
                if self.sessions[by].is_alive {
                    self.sessions[which].is_alive = false;
                }
            }
            Step::EndOthers(by) => {
                let by = self.at(by);
                let path = "/api/v1/auth/sessions";
                let ended = self.call(by, Method::DELETE, path, &json!({})).await;
                self.only_is_left(by, &ended);
            }
            Step::ChangePassword(by) => {
                let by = self.at(by);
                let new = format!("{}.", self.password);
                let body = json!({ "current_password": self.password, "new_password": new });
                let path = "/api/v1/users/me/password";
                let changed = self.call(by, Method::PUT, path, &body).await;
                if self.sessions[by].is_alive {
                    self.password = new;
                }
                self.only_is_left(by, &changed);
            }
        }
    }

    fn only_is_left(&mut self, by: usize, response: &Response) {
        if !self.sessions[by].is_alive {
            return response.assert_status(401);
        }
        response.assert_status(204);
        for (number, session) in self.sessions.iter_mut().enumerate() {
            session.is_alive &= number == by;
        }
    }

    /// Refreshes with the token that is `back` tokens older than the latest.
    async fn refresh(&mut self, which: usize, back: usize) {
        let which = self.at(which);
        let session = &mut self.sessions[which];
        let Some(index) = (session.cookies.len() - 1).checked_sub(back) else {
            return;
        };
        let response = self.app.refresh(&session.cookies[index]).await;
        if !session.is_alive || back > 1 {
            response.assert_problem(401, "invalid_session");
            session.is_alive = false;
            return;
        }
        let next = Login::of(&response);
        assert_eq!(crate::forge::claims(&next.token)["sid"], session.id);
        if back == 0 {
            assert!(!session.cookies.contains(&next.cookie));
            session.cookies.push(next.cookie);
        } else {
            assert_eq!(Some(&next.cookie), session.cookies.last());
        }
        session.tokens.push(next.token);
    }

    /// Checks that every token is valid and every session listed exactly if the model says so.
    async fn check(&self) {
        for (number, session) in self.sessions.iter().enumerate() {
            for token in &session.tokens {
                let me = self.app.request(Method::GET, "/api/v1/users/me");
                let me = self.app.send(me.bearer_auth(token)).await;
                assert_eq!(me.status == 200, session.is_alive, "session {number}");
            }
        }
        let alive = || self.sessions.iter().filter(|session| session.is_alive);
        if let Some(by) = self.sessions.iter().position(|session| session.is_alive) {
            let list = self
                .call(by, Method::GET, "/api/v1/auth/sessions", &json!({}))
                .await;
            let list = list.json();
            let ids = |id: &Value| id.as_str().unwrap().to_owned();
            let mut listed: Vec<_> = list["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| ids(&one["id"]))
                .collect();
            let mut expected: Vec<_> = alive().map(|session| ids(&session.id)).collect();
            listed.sort_unstable();
            expected.sort_unstable();
            assert_eq!(listed, expected);
        }
    }
}

on_both_databases! {
    async fn sessions_follow_the_model_after_any_sequence_of_steps(database: TestDatabase) {
        let app = TestApp::on(database).await;
        let config = Config { cases: 40, max_shrink_iters: 200, failure_persistence: None, ..Config::default() };
        let steps = proptest::collection::vec(step(), 1..16);
        let result = TestRunner::new(config).run(&steps, |steps| {
            block_in_place(|| Handle::current().block_on(async {
                let mut model = Model {
                    app: &app,
                    email: app.user().await.email,
                    password: PASSWORD.to_owned(),
                    sessions: Vec::new(),
                };
                // The session of the new user is not part of the model.
                model.log_in().await;
                model.take(&Step::EndOthers(0)).await;
                for step in &steps {
                    model.take(step).await;
                }
                model.check().await;
            }));
            Ok(())
        });
        result.unwrap_or_else(|error| panic!("{error}"));
    }
}
