//! The whole product in the test's process, and clients that talk to it over HTTP.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use actix_web::dev::ServerHandle;
use errand::{Address, Application, Settings};
use errand_infrastructure::mail::MailTransport;
use reqwest::{Client, Method};
use serde_json::{Value, json};

use crate::{Response, TestDatabase, TestUser, raw};

/// A password the policy accepts.
pub const PASSWORD: &str = "correct horse battery";
/// The secret the product signs its tokens with.
pub const JWT_SECRET: &str = "0123456789abcdefghijklmnopqrstuv";

/// How long an answer may take on a busy machine, many times the product's own limits.
const PATIENCE: Duration = Duration::from_mins(1);

/// The product, built as in `main`, on a free port and its own database.
pub struct TestApp {
    /// Its base URL, such as `http://127.0.0.1:1234`, including the path of `server.public_url`.
    pub url: String,
    /// Its database.
    pub database: TestDatabase,
    client: Client,
    address: SocketAddr,
    server: ServerHandle,
    users: AtomicUsize,
}

impl TestApp {
    /// Starts the product on this database.
    pub async fn on(database: TestDatabase) -> Self {
        Self::with(database, |_| {}).await
    }

    /// Starts the product on this database after changing the test settings.
    ///
    /// # Panics
    /// If it does not start.
    pub async fn with(database: TestDatabase, change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = settings(&database);
        change(&mut settings);
        let application = Application::build(&settings).await.expect("the product");
        let Address::Tcp(address) = *application.address() else {
            panic!("the product listens on a Unix socket");
        };
        let url = format!("http://{address}{}", settings.server.public_url.path());
        let server = application.handle();
        tokio::spawn(application.run());
        Self {
            url,
            database,
            client: Client::builder()
                .timeout(PATIENCE)
                .build()
                .expect("a client"),
            address,
            server,
            users: AtomicUsize::new(0),
        }
    }

    /// Signs up a new user and logs them in.
    pub async fn user(&self) -> TestUser<'_> {
        let number = self.users.fetch_add(1, Ordering::Relaxed);
        self.user_named(&format!("user{number}@example.org")).await
    }

    /// Signs up a new user, logs them in, and makes them an administrator.
    pub async fn admin(&self) -> TestUser<'_> {
        let user = self.user().await;
        let grant = "UPDATE users SET is_admin = true WHERE email";
        let grant = format!("{grant} = '{}'", user.email);
        self.database.execute(&grant).await;
        user
    }

    /// Signs up a user with this email and logs them in.
    ///
    /// # Panics
    /// If either is refused.
    pub async fn user_named(&self, email: &str) -> TestUser<'_> {
        let account = json!({ "email": email, "password": PASSWORD });
        let signed_up = self.post("/api/v1/auth/signup", &account).await;
        signed_up.assert_status(201);
        let id = signed_up.json()["id"].as_str().expect("an id").to_owned();
        let login = self.log_in(email, PASSWORD).await;
        TestUser {
            app: self,
            id,
            email: email.to_owned(),
            token: login.token,
            cookie: login.cookie,
        }
    }

    /// Logs in an existing user.
    ///
    /// # Panics
    /// If the login is refused.
    pub async fn log_in(&self, email: &str, password: &str) -> Login {
        let account = json!({ "email": email, "password": password });
        let response = self.post("/api/v1/auth/login", &account).await;
        Login::of(&response)
    }

    /// Refreshes the session of a cookie, as one of our own pages does.
    pub async fn refresh(&self, cookie: &str) -> Response {
        self.with_cookie("/api/v1/auth/refresh", cookie).await
    }

    /// Ends the session of a cookie, as one of our own pages does.
    pub async fn log_out(&self, cookie: &str) -> Response {
        self.with_cookie("/api/v1/auth/logout", cookie).await
    }

    async fn with_cookie(&self, path: &str, cookie: &str) -> Response {
        let request = self.request(Method::POST, path).json(&json!({}));
        let request = request.header("origin", format!("http://{}", self.address));
        self.send(request.header("cookie", cookie)).await
    }

    /// Sends a GET without a token.
    pub async fn get(&self, path: &str) -> Response {
        self.send(self.request(Method::GET, path)).await
    }

    /// Sends a POST without a token.
    pub async fn post(&self, path: &str, body: &Value) -> Response {
        self.send(self.request(Method::POST, path).json(body)).await
    }

    /// A request to be completed by hand.
    pub fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        self.client.request(method, format!("{}{path}", self.url))
    }

    /// Sends raw bytes, which need not form a complete request, and reads one answer.
    ///
    /// # Panics
    /// If there is no answer.
    pub async fn send_raw(&self, request: impl AsRef<[u8]>) -> Response {
        raw::exchange(self.address, request.as_ref()).await
    }

    /// Sends a request that was built by hand.
    ///
    /// # Panics
    /// If there is no answer.
    pub async fn send(&self, request: reqwest::RequestBuilder) -> Response {
        let response = request.send().await.expect("an answer");
        Response::read(response).await.expect("a whole answer")
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        // Dropping the future still sends the command, and nobody has to wait for the shutdown.
        drop(self.server.stop(false));
    }
}

/// The tokens that a login returns.
pub struct Login {
    /// The access token.
    pub token: String,
    /// The refresh token, as the cookie a browser sends: `name=value`.
    pub cookie: String,
    /// The device token, as a browser sends it; empty where none is given.
    pub device: String,
}

impl Login {
    /// The tokens in an answer.
    ///
    /// # Panics
    /// If the login was refused.
    pub fn of(response: &Response) -> Self {
        response.assert_status(200);
        let token = response.json()["access_token"].clone();
        let cookies = response.headers.get_all("set-cookie").into_iter();
        let mut cookies = cookies.map(|cookie| {
            let cookie = cookie.to_str().expect("a cookie of ASCII");
            cookie.split(';').next().unwrap_or_default().to_owned()
        });
        Self {
            token: token.as_str().expect("a token").to_owned(),
            cookie: cookies.next().expect("a cookie"),
            device: cookies.next().unwrap_or_default(),
        }
    }
}

/// The default settings, except for what a test needs: a free port, cheap hashes and no limits.
fn settings(database: &TestDatabase) -> Settings {
    let default = include_str!("../../../config/default.toml");
    let mut settings: Settings = toml::from_str(default).expect("the default settings");
    settings.server.port = 0;
    settings.server.workers = 1;
    settings.database = database.settings();
    settings.auth.jwt_secret = JWT_SECRET.into();
    settings.auth.hashing.cost = 4;
    // All clients of a test have one address.
    settings.auth.hashing.queue = 100;
    let throttling = &mut settings.auth.throttling;
    throttling.login.burst = 0;
    throttling.signup.burst = 0;
    throttling.refresh.burst = 0;
    throttling.confirmation.burst = 0;
    throttling.password.burst = 0;
    throttling.reset.burst = 0;
    throttling.mail.burst = 0;
    throttling.account.burst = 0;
    throttling.requests.burst = 0;
    settings.mail.transport = MailTransport::None;
    settings
}
