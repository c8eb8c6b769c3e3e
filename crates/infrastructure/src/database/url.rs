//! Parses `database.url`. The URLs that PostgreSQL hosts hand out can be used unchanged.

use std::str::FromStr;

use percent_encoding::percent_decode_str;
use sea_orm::sqlx::ConnectOptions;
use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::sqlite::SqliteConnectOptions;
use url::{Url, form_urlencoded};

/// The end of a sentence that begins with "the setting database.url must be". It does not repeat
/// any part of the URL, which may contain a password.
pub(super) type Rule = &'static str;

const EXAMPLE: Rule = "a URL such as sqlite://data/errand.db or postgres://user:password@host/name";
const ENCODED: Rule = "a URL in which the characters #, /, ? and @ of a user, a password and the \
     name of a database are percent-encoded (%23, %2F, %3F and %40)";
const ONE_HOST: Rule = "a URL with one host: lists of hosts are not supported; let a DNS name or \
     a proxy lead to the server that takes writes";
const NO_CACHE_CAPACITY: Rule = "a URL without statement-cache-capacity: set \
     database.transaction_pooler if there is a pooler in transaction mode";
const SYSTEM_ROOTS: Rule = "a URL in which sslrootcert=system comes with sslmode=verify-full";
const VALUES: Rule = "a URL whose sslmode, hostaddr and port have values that exist";

/// The parameters the driver supports, besides its own spellings of the TLS parameters
/// (`ssl-mode`). Other parameters are meant for other drivers: what they ask for happens anyway or
/// is impossible.
const FOLLOWED: [&str; 12] = [
    "application_name",
    "dbname",
    "host",
    "hostaddr",
    "options",
    "password",
    "port",
    "sslcert",
    "sslkey",
    "sslmode",
    "sslrootcert",
    "user",
];

/// A database and how to connect to it.
#[derive(Debug)]
pub(super) enum Target {
    Sqlite(SqliteConnectOptions),
    Postgres {
        options: PgConnectOptions,
        /// Whether the URL itself says that it leads to a pooler in transaction mode, as the URLs
        /// of some hosting providers do.
        is_pooled: bool,
    },
}

/// Parses a URL.
///
/// # Errors
/// What the URL must be.
pub(super) fn parse(text: &str) -> Result<Target, Rule> {
    match text.split_once(':') {
        Some(("sqlite", _)) => {
            Url::parse(text).map_err(|_| EXAMPLE)?;
            let options = SqliteConnectOptions::from_str(text).map_err(|_| EXAMPLE)?;
            Ok(Target::Sqlite(options))
        }
        Some(("postgres" | "postgresql", rest)) => {
            postgres(rest.strip_prefix("//").ok_or(EXAMPLE)?)
        }
        _ => Err(EXAMPLE),
    }
}

fn postgres(rest: &str) -> Result<Target, Rule> {
    let (address, query) = rest.split_once('?').unwrap_or((rest, ""));
    let (authority, database) = address.split_once('/').unwrap_or((address, ""));
    let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    let is_parameter = |text: &str| text.is_empty() || text.contains('=');
    let is_encoded = !rest.contains('#')
        && !user.contains('@')
        && !database.contains(['@', '/'])
        && query.split('&').all(is_parameter);
    if !is_encoded {
        return Err(ENCODED);
    }
    // Every part becomes a parameter, and the last value of a parameter counts.
    let mut parameters = vec![("application_name".to_owned(), "errand".to_owned())];
    let (user, password) = user.split_once(':').unwrap_or((user, ""));
    let (host, port) = host_and_port(host);
    for (name, value) in [
        ("user", user),
        ("password", password),
        ("host", host),
        ("port", port),
        ("dbname", database),
    ] {
        if !value.is_empty() {
            let decoded = percent_decode_str(value).decode_utf8();
            let decoded = decoded.map_err(|_| ENCODED)?.into_owned();
            parameters.push((name.to_owned(), decoded));
        }
    }
    parameters.extend(form_urlencoded::parse(query.as_bytes()).into_owned());
    let is_pooled = value_of(&parameters, "pgbouncer") == Some("true");
    let parameters = followed(parameters)?;
    let url = Url::parse_with_params("postgres:///", parameters).map_err(|_| EXAMPLE)?;
    let options = PgConnectOptions::from_url(&url).map_err(|_| VALUES)?;
    Ok(Target::Postgres { options, is_pooled })
}

/// Splits off the port. An IPv6 address is written in brackets, which are not part of it.
fn host_and_port(text: &str) -> (&str, &str) {
    match text.strip_prefix('[').and_then(|text| text.split_once(']')) {
        Some((address, port)) => (address, port.trim_start_matches(':')),
        None => text.split_once(':').unwrap_or((text, "")),
    }
}

/// The parameters in the form the driver supports.
fn followed(parameters: Vec<(String, String)>) -> Result<Vec<(String, String)>, Rule> {
    let is_list = |name| value_of(&parameters, name).is_some_and(|value| value.contains(','));
    if ["host", "hostaddr", "port"].into_iter().any(is_list) {
        return Err(ONE_HOST);
    }
    if value_of(&parameters, "statement-cache-capacity").is_some() {
        return Err(NO_CACHE_CAPACITY);
    }
    // The publicly trusted certificates, which the driver includes.
    let has_system_roots = value_of(&parameters, "sslrootcert") == Some("system");
    let mode = value_of(&parameters, "sslmode").unwrap_or("verify-full");
    if has_system_roots && mode != "verify-full" {
        return Err(SYSTEM_ROOTS);
    }
    let mut followed = Vec::new();
    for (name, value) in parameters {
        let is_own = FOLLOWED.contains(&name.as_str())
            || name.starts_with("ssl-")
            || name.starts_with("options[");
        if has_system_roots && name == "sslrootcert" {
            followed.push(("sslmode".to_owned(), "verify-full".to_owned()));
        } else if is_own {
            followed.push((name, value));
        } else {
            tracing::info!(parameter = name, "ignored a parameter of the database URL");
        }
    }
    Ok(followed)
}

fn value_of<'a>(parameters: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let mut values = parameters.iter().rev();
    let (_, value) = values.find(|(other, _)| other == name)?;
    Some(value)
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use sea_orm::sqlx::postgres::PgSslMode;

    use super::*;

    fn postgres(text: &str) -> (PgConnectOptions, bool) {
        match parse(text) {
            Ok(Target::Postgres { options, is_pooled }) => (options, is_pooled),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn parameters_for_other_drivers_are_left_out() {
        let (options, is_pooled) = postgres(
            "postgres://ada:p%40ss@ep-cool.aws.neon.tech/errand?sslmode=require&channel_binding=require&options=endpoint%3Dep-cool&target_session_attrs=read-write",
        );
        assert_eq!(options.get_host(), "ep-cool.aws.neon.tech");
        assert_eq!(options.get_username(), "ada");
        assert_eq!(options.get_database(), Some("errand"));
        assert_eq!(options.get_options(), Some("endpoint=ep-cool"));
        assert_eq!(options.get_application_name(), Some("errand"));
        assert!(matches!(options.get_ssl_mode(), PgSslMode::Require));
        let url = options.to_url_lossy();
        assert_eq!(url.password(), Some("p%40ss"));
        assert!(!is_pooled);
    }

    #[test]
    fn a_host_can_be_a_socket_directory() {
        for url in [
            "postgres:///errand?host=/run/postgresql&user=ada",
            "postgresql://ada@/errand?host=%2Frun%2Fpostgresql",
            "postgres://ada@%2Frun%2Fpostgresql/errand",
            "postgres://ada@:5433/errand?host=/run/postgresql",
        ] {
            let (options, _) = postgres(url);
            let socket = options.get_socket().map(PathBuf::as_path);
            assert_eq!(socket, Some("/run/postgresql".as_ref()), "{url}");
            assert_eq!(options.get_username(), "ada", "{url}");
            assert_eq!(options.get_database(), Some("errand"), "{url}");
        }
    }

    #[test]
    fn a_host_is_a_name_or_an_address_with_or_without_a_port() {
        for (authority, host, port) in [
            ("localhost", "localhost", 5432),
            ("127.0.0.1:5433", "127.0.0.1", 5433),
            ("[::1]", "::1", 5432),
            ("[2001:db8::1]:5433", "2001:db8::1", 5433),
        ] {
            let (options, _) = postgres(&format!("postgres://ada@{authority}/errand"));
            assert_eq!((options.get_host(), options.get_port()), (host, port));
        }
    }

    #[test]
    fn system_certificates_imply_full_verification() {
        for parameters in [
            "sslmode=verify-full&sslrootcert=system",
            "sslrootcert=system",
        ] {
            let (options, _) = postgres(&format!("postgres://db.example/errand?{parameters}"));
            assert!(matches!(options.get_ssl_mode(), PgSslMode::VerifyFull));
            assert!(!format!("{options:?}").contains("system"), "{options:?}");
        }
    }

    #[test]
    fn a_url_can_indicate_a_pooler() {
        let is_pooled = |query| postgres(&format!("postgres://db.example/errand?{query}")).1;
        assert!(is_pooled("pgbouncer=true&connection_limit=1"));
        assert!(!is_pooled("pgbouncer=false"));
        assert!(!is_pooled(""));
    }

    #[test]
    fn an_unsupported_url_is_refused_without_repeating_it() {
        for (url, rule) in [
            ("postgres://ada:p#ss@localhost/errand", ENCODED),
            ("postgres://ada:1#2@localhost/errand", ENCODED),
            ("postgres://ada:p/ss@localhost/errand", ENCODED),
            ("postgres://ada:1/2@localhost/errand", ENCODED),
            ("postgres://ada:p?ss@localhost/errand", ENCODED),
            ("postgres://ada:1?2@localhost/errand", ENCODED),
            ("postgres://ada:p@ss@localhost/errand", ENCODED),
            ("postgres://ada:%ff@localhost/errand", ENCODED),
            ("postgres://a.example,b.example/errand", ONE_HOST),
            ("postgres://ada:pass@a:5432,b:5432/errand", ONE_HOST),
            ("postgres:///errand?host=a,b", ONE_HOST),
            (
                "postgres://localhost/errand?statement-cache-capacity=0",
                NO_CACHE_CAPACITY,
            ),
            (
                "postgres://localhost/errand?sslrootcert=system&sslmode=require",
                SYSTEM_ROOTS,
            ),
            ("postgres://localhost/errand?sslmode=always", VALUES),
            ("postgres://localhost:port/errand", VALUES),
            ("postgres:errand", EXAMPLE),
            ("mysql://localhost/errand", EXAMPLE),
            ("sqlite", EXAMPLE),
            ("", EXAMPLE),
        ] {
            assert_eq!(parse(url).map(drop), Err(rule), "{url}");
        }
    }
}
