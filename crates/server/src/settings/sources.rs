//! The sources of settings, from lowest to highest precedence.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use config::{Config, ConfigError, Environment, File, FileFormat, Value};

/// The operator's file if no other is named. It need not exist.
const USUAL: &str = "/etc/errand/errand.toml";

/// A variable whose name ends so holds the path of a file with the value, such as a secret.
const IN_A_FILE: &str = "_FILE";

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

/// All sources, from lowest to highest precedence. `file` is the operator's file; without one, it is
/// that which `ERRAND_CONFIG` names, or the usual one if it exists.
pub(super) fn layers(file: Option<&Path>) -> Result<Vec<Layer>, ConfigError> {
    let mut chosen = Vec::from_iter(operators_file(file)?);
    chosen.push(variables()?);
    for (name, key) in PLAIN {
        if let Some((name, value)) = variable(name)? {
            chosen.push(plain(&name, key, &value)?);
        }
    }
    let environment = merge(&chosen)?.get_string("environment");
    let environment = environment.unwrap_or_else(|_| "development".to_owned());
    let mut layers = vec![plain("the default", "environment", "development")?];
    for (name, text) in OWN {
        if name == "default" || name == environment {
            layers.push(Layer {
                name: format!("built-in {name}.toml"),
                values: toml(text)?,
            });
        }
    }
    layers.extend(chosen);
    Ok(layers)
}

/// The files that secrets are read from: the operator's, and those that variables name.
pub(super) fn secret_files(file: Option<&Path>) -> Result<Vec<PathBuf>, ConfigError> {
    let mut files = Vec::from_iter(operators_path(file)?);
    let names = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    for name in names.filter(|name| name.ends_with(IN_A_FILE)) {
        let plain = name.strip_suffix(IN_A_FILE).unwrap_or(&name);
        let is_ours = name.starts_with("ERRAND__") || PLAIN.iter().any(|(own, _)| *own == plain);
        if is_ours {
            files.extend(environment(&name)?.map(PathBuf::from));
        }
    }
    files.sort_unstable();
    Ok(files)
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

/// The path of the operator's file, if there is one.
fn operators_path(named: Option<&Path>) -> Result<Option<PathBuf>, ConfigError> {
    let named = match named {
        Some(path) => Some(path.to_owned()),
        None => environment("ERRAND_CONFIG")?.map(PathBuf::from),
    };
    // A folder that may not be entered is no reason to run without the operator's settings.
    let exists = fs::exists(USUAL)
        .map_err(|error| ConfigError::Message(format!("{USUAL} cannot be read: {error}")))?;
    Ok(named.or_else(|| exists.then(|| USUAL.into())))
}

/// The operator's file, if there is one.
fn operators_file(named: Option<&Path>) -> Result<Option<Layer>, ConfigError> {
    let read = |path: PathBuf| {
        let file = File::from(path.as_path()).format(FileFormat::Toml);
        let values = Config::builder().add_source(file).build()?;
        let name = path.display().to_string();
        Ok(Layer { name, values })
    };
    operators_path(named)?.map(read).transpose()
}

fn toml(text: &str) -> Result<Config, ConfigError> {
    let file = File::from_str(text, FileFormat::Toml);
    Config::builder().add_source(file).build()
}

/// The variables `ERRAND__SECTION__KEY`. Lists are split here because the library, when it splits
/// them, also parses a secret made of digits as a number.
fn variables() -> Result<Layer, ConfigError> {
    let mut texts = HashMap::new();
    let names = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
    for name in names.filter(|name| name.starts_with("ERRAND__")) {
        let name_of_value = name.strip_suffix(IN_A_FILE).unwrap_or(&name);
        match variable(name_of_value)? {
            Some((_, value)) => texts.insert(name_of_value.to_owned(), value),
            None if name_of_value == name => texts.insert(name, String::new()),
            None => None,
        };
    }
    let variables = Environment::with_prefix("ERRAND")
        .prefix_separator("__")
        .separator("__")
        .source(Some(texts));
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

/// The value of an environment variable, or the text of the file that the variable with `_FILE` at
/// its end names, without the line break at its end. The name is that of the variable which is set.
fn variable(name: &str) -> Result<Option<(String, String)>, ConfigError> {
    let in_a_file = format!("{name}{IN_A_FILE}");
    let fail = |reason: String| Err(ConfigError::Message(reason));
    match (environment(name)?, environment(&in_a_file)?) {
        (Some(_), Some(_)) => fail(format!("{name} and {in_a_file} are both set")),
        (Some(value), None) => Ok(Some((name.to_owned(), value))),
        (None, Some(path)) => match fs::read_to_string(&path) {
            Ok(text) => {
                let value = text.strip_suffix('\n').unwrap_or(&text);
                let value = value.strip_suffix('\r').unwrap_or(value);
                Ok(Some((in_a_file, value.to_owned())))
            }
            Err(error) => fail(format!("{in_a_file} names {path}: {error}")),
        },
        (None, None) => Ok(None),
    }
}

/// An environment variable, unless it is unset or empty.
fn environment(name: &str) -> Result<Option<String>, ConfigError> {
    #[expect(
        clippy::disallowed_methods,
        reason = "only this module reads the environment"
    )]
    match std::env::var(name) {
        Ok(value) => Ok(Some(value).filter(|value| !value.is_empty())),
        Err(std::env::VarError::NotPresent) => Ok(None),
        Err(error) => Err(ConfigError::Message(format!("{name}: {error}"))),
    }
}
