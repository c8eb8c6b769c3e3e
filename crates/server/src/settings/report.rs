//! Prints the effective settings and their sources.

use std::fmt::Write;
use std::path::Path;

use config::{Value, ValueKind};

use super::{SettingsError, sources};

/// One line per setting, with its key, value and source. Secrets are redacted.
pub fn report(file: Option<&Path>) -> Result<String, SettingsError> {
    let layers = sources::layers(file)?;
    let merged = sources::merge(&layers)?;
    let mut keys = Vec::new();
    collect_keys("", &merged.cache, &mut keys);
    keys.sort_unstable();
    let mut report = String::new();
    for key in keys {
        let value = if sources::is_setting(&key)? {
            match merged.get::<Value>(&key)?.kind {
                ValueKind::Array(members) => list(&key, members)?,
                _ => shown(&key, &merged.get_string(&key)?),
            }
        } else {
            // It may be a secret under a misspelled name.
            "[not a setting]".to_owned()
        };
        let sets = |layer: &&sources::Layer| layer.values.get::<Value>(&key).is_ok();
        let source = layers.iter().rev().find(sets);
        let source = source.map_or("", |layer| layer.name.as_str());
        // Writing to a string cannot fail.
        let _ = writeln!(report, "{key} = {value}  # {source}");
    }
    Ok(report)
}

fn collect_keys(prefix: &str, value: &Value, keys: &mut Vec<String>) {
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

/// A list as written in a settings file, with secrets redacted.
fn list(key: &str, members: Vec<Value>) -> Result<String, SettingsError> {
    let mut texts = Vec::new();
    for member in members {
        texts.push(shown(key, &member.into_string()?));
    }
    Ok(format!("[{}]", texts.join(", ")))
}

/// A value with secrets redacted.
fn shown(key: &str, value: &str) -> String {
    match key {
        "auth.jwt_secret" | "auth.jwt_secret_previous" if !value.is_empty() => {
            "[redacted]".to_owned()
        }
        // It should be a path.
        "server.tls.key" if value.contains("-----BEGIN ") => "[redacted]".to_owned(),
        "database.url" | "mail.smtp_url" => without_password(value),
        _ => format!("{value:?}"),
    }
}

/// A URL with its password redacted: everything between the first colon after the scheme and the
/// last `@`, and the parameter `password`. A text that is not a URL may contain a password
/// anywhere.
fn without_password(url: &str) -> String {
    let user_and_host = url.split_once("://").map(|(scheme, rest)| {
        let (user_and_password, host) = rest.rsplit_once('@')?;
        let (user, _password) = user_and_password.split_once(':')?;
        Some(format!("{scheme}://{user}:[redacted]@{host}"))
    });
    let url = match user_and_host {
        Some(redacted) => redacted.unwrap_or_else(|| url.to_owned()),
        None if url.contains('@') => return "[redacted]".to_owned(),
        None => url.to_owned(),
    };
    let parameter = url.split_once("password=").map(|(before, after)| {
        let others = after.find('&').map_or("", |end| &after[end..]);
        format!("{before}password=[redacted]{others}")
    });
    format!("{:?}", parameter.unwrap_or(url))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_redacted() {
        assert_eq!(shown("auth.jwt_secret", "s3cret"), "[redacted]");
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
            assert_eq!(shown("database.url", url), expected);
        }
    }

    #[test]
    fn secrets_in_lists_are_redacted() {
        let members = vec!["postgres://ada:hunter2@localhost/errand".into()];
        let shown = list("database.url", members).unwrap();
        assert_eq!(shown, r#"["postgres://ada:[redacted]@localhost/errand"]"#);
    }

    #[test]
    fn values_that_are_not_secret_are_shown() {
        assert_eq!(shown("auth.jwt_secret", ""), r#""""#);
        for url in [
            "sqlite://data/errand.db",
            "sqlite::memory:",
            "postgres://ada@localhost/errand",
        ] {
            assert_eq!(shown("database.url", url), format!("{url:?}"));
        }
    }
}
