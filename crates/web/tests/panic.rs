//! What the server makes of its own faults: a panic, and work that takes too long.
#![expect(
    clippy::unwrap_used,
    reason = "whatever goes wrong here is the failure of a test"
)]

use std::future::pending;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::ServerHandle;
use errand_application::throttles::ThrottlePolicies;
use errand_application::{Policies, Ports, Retention, Services};
use errand_domain::accounts::MockAccountRepository;
use errand_domain::changes::{MockChangeLog, MockJournal};
use errand_domain::email_tokens::MockEmailTokenRepository;
use errand_domain::events::MockEventLog;
use errand_domain::jobs::{MockJobQueue, RetryPolicy};
use errand_domain::mail::MockMailer;
use errand_domain::personal_tokens::MockPersonalTokenRepository;
use errand_domain::sessions::{
    MockAccessTokens, MockDeviceTokens, MockRefreshTokens, MockSessionRepository, SessionPolicy,
};
use errand_domain::signup_invitations::{MockSignupInvitationRepository, SignupMode};
use errand_domain::tasks::MockTaskRepository;
use errand_domain::throttles::MockThrottles;
use errand_domain::users::{MockPasswordHasher, MockUserRepository, PasswordPolicy};
use errand_domain::{Failure, MockClock, MockReadiness, MockTokenSecrets, Readiness};
use errand_web::{Listener, Parts, RequestLimit, ServerSettings, State};
use jiff::SignedDuration;
use reqwest::{Client, Response};
use serde_json::{Value, json};

/// How long a client waits, which is many times longer than a request may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Whose pages may read the answers.
const ORIGIN: &str = "https://app.example.org";

/// A server whose ports panic when they are called, but for the one of the test.
struct Faulty {
    url: String,
    client: Client,
    server: ServerHandle,
}

impl Faulty {
    fn start(database: impl Readiness + 'static) -> Self {
        Self::with(database, MockReadiness::new())
    }

    fn with(database: impl Readiness + 'static, jobs: impl Readiness + 'static) -> Self {
        let ports = Ports {
            users: Arc::new(MockUserRepository::new()),
            accounts: Arc::new(MockAccountRepository::new()),
            signup_invitations: Arc::new(MockSignupInvitationRepository::new()),
            sessions: Arc::new(MockSessionRepository::new()),
            personal_tokens: Arc::new(MockPersonalTokenRepository::new()),
            email_tokens: Arc::new(MockEmailTokenRepository::new()),
            events: Arc::new(MockEventLog::new()),
            throttles: Arc::new(MockThrottles::new()),
            tasks: Arc::new(MockTaskRepository::new()),
            jobs: Arc::new(MockJobQueue::new()),
            mailer: Arc::new(MockMailer::new()),
            journal: Arc::new(MockJournal::new()),
            changes: Arc::new(MockChangeLog::new()),
            hasher: Arc::new(MockPasswordHasher::new()),
            access_tokens: Arc::new(MockAccessTokens::new()),
            device_tokens: Arc::new(MockDeviceTokens::new()),
            secrets: Arc::new(MockTokenSecrets::new()),
            clock: Arc::new(MockClock::new()),
        };
        let retention = Retention {
            trash: SignedDuration::from_hours(24 * 30),
            changes: SignedDuration::from_hours(24 * 90),
        };
        let policies = Policies {
            sessions: SessionPolicy {
                idle: SignedDuration::from_hours(24 * 7),
                absolute: SignedDuration::from_hours(24 * 30),
                most: 100,
            },
            signup: SignupMode::Open,
            throttles: ThrottlePolicies::default(),
            public_url: String::new(),
            sends_mail: false,
            retries: RetryPolicy {
                first_pause: SignedDuration::from_mins(1),
                most_attempts: 1,
            },
            require_verified_email: false,
            retention,
        };
        let services = Services::new(ports, policies);
        let state = State {
            authenticator: services.authenticator,
            users: services.users,
            accounts: services.accounts,
            signup_invitations: services.signup_invitations,
            signup: SignupMode::Open,
            login: services.login,
            sessions: services.sessions,
            refresh_tokens: Arc::new(MockRefreshTokens::new()),
            personal_tokens: services.personal_tokens,
            email_tokens: services.email_tokens,
            events: services.events,
            tasks: services.tasks,
            changes: services.changes,
            requests: Arc::new(RequestLimit::new(None)),
            passwords: PasswordPolicy { min_length: 8 },
            retention,
            metrics: None,
            readiness: Parts {
                database: Arc::new(database),
                jobs: Arc::new(jobs),
            },
        };
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let server = errand_web::serve(Listener::Tcp(listener), None, state, settings()).unwrap();
        let handle = server.handle();
        tokio::spawn(server);
        Self {
            url,
            client: Client::builder().timeout(PATIENCE).build().unwrap(),
            server: handle,
        }
    }

    async fn get(&self, path: &str) -> Response {
        let request = self.client.get(format!("{}{path}", self.url));
        let request = request.bearer_auth("abc").header("origin", ORIGIN);
        request.send().await.unwrap()
    }
}

impl Drop for Faulty {
    fn drop(&mut self) {
        drop(self.server.stop(false));
    }
}

/// The default settings, but for what a test needs.
fn settings() -> ServerSettings {
    let default = include_str!("../../../config/default.toml");
    let default: toml::Table = toml::from_str(default).unwrap();
    let mut settings: ServerSettings = default["server"].clone().try_into().unwrap();
    settings.workers = 1;
    settings.request_timeout_ms = 100;
    settings.cors_origins = vec![ORIGIN.to_owned().try_into().unwrap()];
    settings
}

/// Checks that an answer is the problem of this status and code, secured and readable as any other,
/// and nothing more is told.
async fn assert_problem(response: Response, status: u16, code: &str) {
    assert_eq!(response.status(), status);
    let header = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(header("content-type"), "application/problem+json");
    assert_eq!(header("x-content-type-options"), "nosniff");
    assert_eq!(header("cache-control"), "no-store");
    assert_eq!(header("access-control-allow-origin"), ORIGIN);
    let id = header("x-request-id");
    let problem: Value = response.json().await.unwrap();
    assert_eq!(problem["code"], code);
    assert_eq!(problem["request_id"], id);
    assert!(!problem["detail"].as_str().unwrap().contains("Mock"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_panic_is_a_500_and_the_server_goes_on() {
    let server = Faulty::start(MockReadiness::new());
    for _ in 0..3 {
        // One panics in a handler, the other in the guard before it.
        for path in ["/health/ready", "/api/v1/tasks"] {
            assert_problem(server.get(path).await, 500, "internal").await;
        }
        assert_eq!(server.get("/health/live").await.status(), 200);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_whose_jobs_are_not_run_is_not_ready_and_says_so_without_the_reason() {
    let checked = |outcome: fn() -> Result<(), Failure>| {
        let mut part = MockReadiness::new();
        part.expect_check().returning(outcome);
        part
    };
    let stopped = checked(|| Err(Failure::internal("it was stopped by a bear")));
    let server = Faulty::with(checked(|| Ok(())), stopped);
    let response = server.get("/health/ready").await;
    assert_eq!(response.headers()["retry-after"], "1");
    let problem = response.text().await.unwrap();
    assert!(!problem.contains("bear"), "{problem}");
    let problem: Value = serde_json::from_str(&problem).unwrap();
    assert_eq!(problem["code"], "unavailable");
    assert_eq!(
        problem["parts"],
        json!([{ "name": "database", "ready": true }, { "name": "jobs", "ready": false }])
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_takes_too_long_is_a_503_and_the_server_goes_on() {
    struct Silent;

    #[async_trait::async_trait]
    impl Readiness for Silent {
        async fn check(&self) -> Result<(), Failure> {
            pending().await
        }
    }

    let server = Faulty::start(Silent);
    let response = server.get("/health/ready").await;
    assert_eq!(response.headers()["retry-after"], "1");
    assert_problem(response, 503, "deadline_exceeded").await;
    assert_eq!(server.get("/health/live").await.status(), 200);
}
