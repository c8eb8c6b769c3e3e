//! The sources of settings, from lowest to highest precedence.

use std::path::Path;

use config::{Config, ConfigError, Environment, File, FileFormat, Value};

/// The files built into the program.
const OWN: [(&str, &str); 3] = [
    ("default", include_str!("../../../../config/default.toml")),
    (
        "development",
        include_str!("../../../../config/development.toml"),
    ),
    (
        "production",
        include_str!("../../../../config/production.toml"),
    ),
];

/// Variables with the names other systems use, and the keys they set.
const PLAIN: [(&str, &str); 5] = [
    ("ERRAND_ENVIRONMENT", "environment"),
    ("DATABASE_URL", "database.url"),
    ("JWT_SECRET", "auth.jwt_secret"),
    ("JWT_SECRET_PREVIOUS", "auth.jwt_secret_previous"),
    ("PORT", "server.port"),
];

/// The keys whose variables hold lists, separated by commas.
const LISTS: [&str; 2] = ["server.cors_origins", "server.trusted_proxies"];

/// The values of one source.
pub(super) struct Layer {
    /// The name of the source, for people.
    pub(super) name: String,
    pub(super) values: Config,
}

/// All sources, from lowest to highest precedence.
pub(super) fn layers() -> Result<Vec<Layer>, ConfigError> {
    let environment = variable("ERRAND_ENVIRONMENT")
        .or_else(|| variable("ERRAND__ENVIRONMENT"))
        .unwrap_or_else(|| "development".to_owned());
    let mut layers = vec![
        plain("the default", "environment", "development")?,
        file("default")?,
        file(&environment)?,
        variables()?,
    ];
    for (name, key) in PLAIN {
        if let Some(value) = variable(name) {
            layers.push(plain(name, key, &value)?);
        }
    }
    Ok(layers)
}

/// Whether a setting with this key exists.
pub(super) fn is_setting(key: &str) -> Result<bool, ConfigError> {
    let [(_, default), ..] = OWN;
    let default = Config::builder().add_source(File::from_str(default, FileFormat::Toml));
    Ok(key == "environment" || default.build()?.get::<Value>(key).is_ok())
}

/// Merges all sources. Later ones override earlier ones.
pub(super) fn merge(layers: &[Layer]) -> Result<Config, ConfigError> {
    let builder = layers.iter().fold(Config::builder(), |builder, layer| {
        builder.add_source(layer.values.clone())
    });
    builder.build()
}

/// A source that sets a single key.
fn plain(name: &str, key: &str, value: &str) -> Result<Layer, ConfigError> {
    Ok(Layer {
        name: name.to_owned(),
        values: Config::builder().set_override(key, value)?.build()?,
    })
}

/// `./config/<name>.toml` if it exists, or else the file built into the program.
fn file(name: &str) -> Result<Layer, ConfigError> {
    let path = format!("config/{name}.toml");
    let own = OWN.iter().find(|(own, _)| *own == name);
    let (name, source) = match own {
        Some((_, text)) if !Path::new(&path).is_file() => (
            format!("{path} (built in)"),
            Config::builder().add_source(File::from_str(text, FileFormat::Toml)),
        ),
        _ => {
            let file = File::new(&path, FileFormat::Toml).required(false);
            (path, Config::builder().add_source(file))
        }
    };
    Ok(Layer {
        name,
        values: source.build()?,
    })
}

/// The variables `ERRAND__SECTION__KEY`. Lists are split here because the library, when it splits
/// them, also parses a secret made of digits as a number.
fn variables() -> Result<Layer, ConfigError> {
    let variables = Environment::with_prefix("ERRAND")
        .prefix_separator("__")
        .separator("__");
    let mut builder = Config::builder().add_source(variables);
    let values = builder.build_cloned()?;
    for key in LISTS {
        if let Ok(text) = values.get_string(key) {
            let members = text.split(',').map(str::trim);
            let members: Vec<_> = members.filter(|member| !member.is_empty()).collect();
            builder = builder.set_override(key, members)?;
        }
    }
    Ok(Layer {
        name: "ERRAND__…".to_owned(),
        values: builder.build()?,
    })
}

/// An environment variable, unless it is unset or empty.
fn variable(name: &str) -> Option<String> {
    #[expect(
        clippy::disallowed_methods,
        reason = "only this module reads the environment"
    )]
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
