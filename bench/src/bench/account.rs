//! An account, created through Errand's own API.

use anyhow::Context;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::client::{Connection, request};

pub(crate) struct Account {
    pub(crate) id: Uuid,
    pub(crate) token: String,
}

impl Account {
    pub(crate) async fn sign_up(port: u16, name: &str) -> anyhow::Result<Self> {
        let mut connection = Connection::open(port).await?;
        let credentials = Some(&credentials(name));
        let signup = request("POST", "/api/v1/auth/signup", None, credentials);
        let user = connection.json(&signup, 201).await?;
        Ok(Self {
            id: user["id"].as_str().context("no id")?.parse()?,
            token: Self::log_in(port, name).await?,
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
