//! An account, created through Errand's own API.

use anyhow::Context;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::client::{Connection, request};

pub(crate) struct Account {
    pub(crate) id: Uuid,
    /// The session that the token belongs to.
    pub(crate) session: Uuid,
    pub(crate) token: String,
    /// The ids of its tasks, which are seeded later.
    pub(crate) tasks: Vec<Uuid>,
}

impl Account {
    pub(crate) async fn sign_up(port: u16, name: &str) -> anyhow::Result<Self> {
        let mut connection = Connection::open(port).await?;
        let credentials = Some(&credentials(name));
        let signup = request("POST", "/api/v1/auth/signup", None, credentials);
        let user = connection.json(&signup, 201).await?;
        let token = Self::log_in(port, name).await?;
        Ok(Self {
            id: user["id"].as_str().context("no id")?.parse()?,
            session: session_of(&token)?,
            token,
            tasks: Vec::new(),
        })
    }

    /// Logs in to the account with this name and gets a token.
    pub(crate) async fn log_in(port: u16, name: &str) -> anyhow::Result<String> {
        let mut connection = Connection::open(port).await?;
        let credentials = Some(&credentials(name));
        let login = request("POST", "/api/v1/auth/login", None, credentials);
        let token = connection.json(&login, 200).await?;
        let token = token["access_token"].as_str().context("no token")?;
        Ok(token.to_owned())
    }

    pub(crate) fn get(&self, path: &str) -> Vec<u8> {
        request("GET", path, Some(&self.token), None)
    }
}

fn credentials(name: &str) -> Value {
    json!({
        "email": format!("{name}@example.org"),
        "password": "seven quiet herons wade",
    })
}

fn session_of(token: &str) -> anyhow::Result<Uuid> {
    let claims = token.split('.').nth(1).context("no claims")?;
    let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims)?)?;
    Ok(claims["sid"].as_str().context("no session")?.parse()?)
}
