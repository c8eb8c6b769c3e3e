//! An account, made through Errand's own API.

use anyhow::Context;
use serde_json::json;
use uuid::Uuid;

use crate::client::{Connection, request};

pub(crate) struct Account {
    pub(crate) id: Uuid,
    pub(crate) token: String,
}

impl Account {
    pub(crate) async fn sign_up(port: u16, name: &str) -> anyhow::Result<Self> {
        let credentials = json!({
            "email": format!("{name}@example.org"),
            "password": "seven quiet herons wade",
        });
        let mut connection = Connection::open(port).await?;
        let signup = request("POST", "/api/v1/auth/signup", None, Some(&credentials));
        let user = connection.json(&signup, 201).await?;
        let login = request("POST", "/api/v1/auth/login", None, Some(&credentials));
        let token = connection.json(&login, 200).await?;
        Ok(Self {
            id: user["id"].as_str().context("no id")?.parse()?,
            token: token["access_token"]
                .as_str()
                .context("no token")?
                .to_owned(),
        })
    }

    pub(crate) fn get(&self, path: &str) -> Vec<u8> {
        request("GET", path, Some(&self.token), None)
    }
}
