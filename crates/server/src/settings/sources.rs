//! Where settings come from, the weakest source first.

use std::path::Path;

use config::{Config, ConfigError, Environment, File, FileFormat, Value};

/// The files that are part of the program.
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

/// The plain names that other systems use, and the keys they set.
const PLAIN: [(&str, &str); 5] = [
    ("ERRAND_ENVIRONMENT", "environment"),
    ("DATABASE_URL", "database.url"),
    ("JWT_SECRET", "auth.jwt_secret"),
    ("JWT_SECRET_PREVIOUS", "auth.jwt_secret_previous"),
    ("PORT", "server.port"),
];

/// The keys whose variables are lists, with commas between the members.
const LISTS: [&str; 2] = ["server.cors_origins", "server.trusted_proxies"];

/// What one source sets.
pub(super) struct Layer {
    /// The source, as people know it.
    pub(super) name: String,
    pub(super) values: Config,
}

/// All sources, the weakest first.
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

/// Whether there is such a setting.
pub(super) fn is_setting(key: &str) -> Result<bool, ConfigError> {
    let [(_, default), ..] = OWN;
    let default = Config::builder().add_source(File::from_str(default, FileFormat::Toml));
    Ok(key == "environment" || default.build()?.get::<Value>(key).is_ok())
}

/// All sources in one, where the stronger override the weaker.
pub(super) fn merge(layers: &[Layer]) -> Result<Config, ConfigError> {
    let builder = layers.iter().fold(Config::builder(), |builder, layer| {
        builder.add_source(layer.values.clone())
    });
    builder.build()
}

/// One key.
fn plain(name: &str, key: &str, value: &str) -> Result<Layer, ConfigError> {
    Ok(Layer {
        name: name.to_owned(),
        values: Config::builder().set_override(key, value)?.build()?,
    })
}

/// `./config/<name>.toml` where it is there, or else the file that is part of the program.
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

/// The variables `ERRAND__SECTION__KEY`. Lists are split here and not by the library, which would then
/// also take a secret of digits for a number.
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

/// A variable of the environment, where it is set to something.
fn variable(name: &str) -> Option<String> {
    #[expect(
        clippy::disallowed_methods,
        reason = "here is where the environment is read"
    )]
    std::env::var(name).ok().filter(|value| !value.is_empty())
}
