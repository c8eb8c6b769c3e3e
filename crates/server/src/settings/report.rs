//! Prints the effective settings and their sources.

use std::fmt;
use std::path::Path;

use config::ValueKind;
use serde::Serialize;

use super::{SettingsError, sources};

/// A setting as it is printed, without a secret.
#[derive(Debug, Serialize)]
pub struct Line {
    /// Its key, with the names of its sections.
    key: String,
    /// What it is set to, with secrets redacted.
    value: Value,
    /// Where it was set.
    source: String,
}

/// A value, as text, whatever its type: variables have no types.
#[derive(Debug, PartialEq, Serialize)]
#[serde(untagged)]
enum Value {
    /// A single value.
    One(String),
    /// The members of a list.
    List(Vec<Value>),
    /// A text that stands for a value that is not shown.
    Hidden(&'static str),
}

const REDACTED: Value = Value::Hidden("[redacted]");

/// All settings. Secrets are redacted.
pub fn report(file: Option<&Path>) -> Result<Vec<Line>, SettingsError> {
    let layers = sources::layers(file)?;
    let merged = sources::merge(&layers)?;
    let mut keys = Vec::new();
    collect_keys("", &merged.cache, &mut keys);
    keys.sort_unstable();
    let mut report = Vec::new();
    for key in keys {
        let value = if sources::is_setting(&key)? {
            match merged.get::<config::Value>(&key)?.kind {
                ValueKind::Array(members) => list(&key, members)?,
                _ => shown(&key, &merged.get_string(&key)?),
            }
        } else {
            // It may be a secret under a misspelled name.
            Value::Hidden("[not a setting]")
        };
        let sets = |layer: &&sources::Layer| layer.values.get::<config::Value>(&key).is_ok();
        let source = layers.iter().rev().find(sets);
        let source = source.map(|layer| layer.name.clone()).unwrap_or_default();
        report.push(Line { key, value, source });
    }
    Ok(report)
}

impl fmt::Display for Line {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { key, value, source } = self;
        write!(formatter, "{key} = {value}  # {source}")
    }
}

/// The value as it would be written in a file, unless it is hidden.
impl fmt::Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(text) => write!(formatter, "{text:?}"),
            Self::List(members) => {
                let members: Vec<_> = members.iter().map(Self::to_string).collect();
                write!(formatter, "[{}]", members.join(", "))
            }
            Self::Hidden(text) => formatter.write_str(text),
        }
    }
}

fn collect_keys(prefix: &str, value: &config::Value, keys: &mut Vec<String>) {
    match &value.kind {
        ValueKind::Table(table) => {
            for (name, value) in table {
                let separator = if prefix.is_empty() { "" } else { "." };
                collect_keys(&format!("{prefix}{separator}{name}"), value, keys);
            }
        }
        _ => keys.push(prefix.to_owned()),
    }
}

fn list(key: &str, members: Vec<config::Value>) -> Result<Value, SettingsError> {
    let mut list = Vec::new();
    for member in members {
        list.push(shown(key, &member.into_string()?));
    }
    Ok(Value::List(list))
}

/// A value with secrets redacted.
fn shown(key: &str, value: &str) -> Value {
    match key {
        "auth.jwt_secret" | "auth.jwt_secret_previous" | "metrics.token" if !value.is_empty() => {
            REDACTED
        }
        // It should be a path.
        "server.tls.key" if value.contains("-----BEGIN ") => REDACTED,
        "database.url" | "mail.smtp_url" => without_password(value),
        _ => Value::One(value.to_owned()),
    }
}

/// A URL with its password redacted: everything between the first colon after the scheme and the
/// last `@`, and the parameter `password`. A text that is not a URL may contain a password
/// anywhere.
fn without_password(url: &str) -> Value {
    let user_and_host = url.split_once("://").map(|(scheme, rest)| {
        let (user_and_password, host) = rest.rsplit_once('@')?;
        let (user, _password) = user_and_password.split_once(':')?;
        Some(format!("{scheme}://{user}:[redacted]@{host}"))
    });
    let url = match user_and_host {
        Some(redacted) => redacted.unwrap_or_else(|| url.to_owned()),
        None if url.contains('@') => return REDACTED,
        None => url.to_owned(),
    };
    let parameter = url.split_once("password=").map(|(before, after)| {
        let others = after.find('&').map_or("", |end| &after[end..]);
        format!("{before}password=[redacted]{others}")
    });
    Value::One(parameter.unwrap_or(url))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_redacted() {
        assert_eq!(shown("auth.jwt_secret", "s3cret"), REDACTED);
        assert_eq!(shown("metrics.token", "s3cret"), REDACTED);
        for (url, expected) in [
            (
                "postgres://ada:p@ss@localhost/errand?sslmode=require",
                r#""postgres://ada:[redacted]@localhost/errand?sslmode=require""#,
            ),
            (
                "postgres://localhost/errand?user=ada&password=p@ss&sslmode=require",
                r#""postgres://localhost/errand?user=ada&password=[redacted]&sslmode=require""#,
            ),
            (
                "postgres://localhost/errand?password=pass",
                r#""postgres://localhost/errand?password=[redacted]""#,
            ),
            ("postgres:ada:p@ss@localhost/errand", "[redacted]"),
            ("ada:p@ss@localhost/errand", "[redacted]"),
        ] {
            assert_eq!(shown("database.url", url).to_string(), expected);
        }
    }

    #[test]
    fn secrets_in_lists_are_redacted() {
        let members = vec!["postgres://ada:hunter2@localhost/errand".into()];
        let shown = list("database.url", members).unwrap();
        assert_eq!(
            shown.to_string(),
            r#"["postgres://ada:[redacted]@localhost/errand"]"#
        );
    }

    #[test]
    fn values_that_are_not_secret_are_shown() {
        assert_eq!(shown("auth.jwt_secret", "").to_string(), r#""""#);
        for url in [
            "sqlite://data/errand.db",
            "sqlite::memory:",
            "postgres://ada@localhost/errand",
        ] {
            assert_eq!(shown("database.url", url).to_string(), format!("{url:?}"));
        }
    }
}
