//! Where settings are given: options win over variables, variables over the file. Everything that stands somewhere
//! and is not known is an error that names the nearest known key.

use std::{
    collections::BTreeMap,
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
};

use toml::Value;

use super::{
    ConfigError, DATA, KEYS, Options,
    error::{nearest_key, place_of},
};

/// What every variable begins with.
const PREFIX: &str = "FANFARE_";
/// Variables that are not settings: the file's place, and what tests go by.
const NOT_SETTINGS: [&str; 2] = ["FANFARE_CONFIG", "FANFARE_BIN"];
/// What variables of tests begin with.
const TEST_PREFIX: &str = "FANFARE_TEST_";
/// What variables of `fanfare setup` begin with, which are read there.
const SETUP_PREFIX: &str = "FANFARE_SETUP_";
/// The name of the configuration file when none is named.
const FILE: &str = "fanfare.toml";

/// A value as it was given.
#[derive(Clone, Debug)]
pub(super) struct Given {
    value: Value,
    /// Variables and options are text, whatever they mean.
    is_text: bool,
    place: String,
    name: String,
}

impl Given {
    /// The value as text.
    pub(super) fn text(&self) -> Result<&str, String> {
        let text = self.value.as_str().ok_or_else(|| self.wrong_type("a text in quotes"))?;
        if text.trim().is_empty() { Err("is empty".to_owned()) } else { Ok(text.trim()) }
    }

    /// The value as a path.
    pub(super) fn path(&self) -> Result<PathBuf, String> {
        self.text().map(PathBuf::from)
    }

    /// The value as yes or no.
    pub(super) fn flag(&self) -> Result<bool, String> {
        match (&self.value, self.is_text) {
            (Value::Boolean(flag), _) => Ok(*flag),
            (Value::String(text), true) => match text.trim() {
                "true" | "1" => Ok(true),
                "false" | "0" => Ok(false),
                _ => Err(self.wrong_type("true or false")),
            },
            _ => Err(self.wrong_type("true or false")),
        }
    }

    /// The value as a whole number.
    pub(super) fn number(&self) -> Result<i64, String> {
        match (&self.value, self.is_text) {
            (Value::Integer(number), _) => Ok(*number),
            (Value::String(text), true) => text.trim().parse().map_err(|_| self.wrong_type("a whole number")),
            _ => Err(self.wrong_type("a whole number")),
        }
    }

    /// The value as a list of texts; variables separate them by commas.
    pub(super) fn list(&self) -> Result<Vec<String>, String> {
        match (&self.value, self.is_text) {
            (Value::String(text), true) => Ok(text
                .split(',')
                .map(str::trim)
                .filter(|item| !item.is_empty())
                .map(str::to_owned)
                .collect()),
            (Value::Array(items), _) => items
                .iter()
                .map(|item| {
                    item.as_str().map(str::to_owned).ok_or_else(|| self.wrong_type("a list of texts"))
                })
                .collect(),
            _ => Err(self.wrong_type("a list of texts")),
        }
    }

    /// The value as one of some words.
    pub(super) fn choice<T: Copy>(&self, choices: &[(&str, T)]) -> Result<T, String> {
        let text = self.text()?;
        choices.iter().find(|(word, _)| *word == text).map(|(_, choice)| *choice).ok_or_else(|| {
            let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
            format!("is {text:?}, but must be one of {}", words.join(", "))
        })
    }

    fn wrong_type(&self, wanted: &str) -> String {
        match (&self.value, self.is_text) {
            (Value::String(text), true) => format!("is {text:?}, but must be {wanted}"),
            (value, _) => format!("must be {wanted}, not {}", value.type_str()),
        }
    }
}

/// Everything that was given, by key.
#[derive(Clone, Debug, Default)]
pub(super) struct Sources(BTreeMap<&'static str, Given>);

impl Sources {
    /// Reads the value of a key, if it was given.
    pub(super) fn read<T>(
        &self,
        key: &str,
        parse: impl Fn(&Given) -> Result<T, String>,
    ) -> Result<Option<T>, ConfigError> {
        let Some(given) = self.0.get(key) else { return Ok(None) };
        parse(given).map(Some).map_err(|reason| ConfigError::Invalid {
            place: given.place.clone(),
            name: given.name.clone(),
            reason,
        })
    }

    /// Adds what the command line says.
    pub(super) fn add_options(&mut self, options: &Options) {
        let data = options.data.as_ref().map(|path| path.to_string_lossy().into_owned());
        let given = [
            ("data", "--data", data),
            ("domain", "--domain", options.domain.clone()),
            ("database_url", "--database-url", options.database_url.clone()),
            ("listen", "--listen", options.listen.clone()),
        ];
        for (key, name, value) in given {
            if let Some(value) = value {
                self.add(key, Value::String(value), true, "command line".to_owned(), name.to_owned());
            }
        }
    }

    /// Adds what the environment says.
    pub(super) fn add_variables(
        &mut self,
        variables: impl IntoIterator<Item = (OsString, OsString)>,
    ) -> Result<(), ConfigError> {
        for (name, value) in variables {
            let name = name.to_string_lossy().into_owned();
            let is_setting = name.starts_with(PREFIX)
                && !name.starts_with(TEST_PREFIX)
                && !name.starts_with(SETUP_PREFIX)
                && !NOT_SETTINGS.contains(&name.as_str());
            if !is_setting {
                continue;
            }
            let Some(key) = KEYS.into_iter().find(|key| variable(key) == name) else {
                let wish = name.trim_start_matches(PREFIX).to_lowercase();
                let place = "environment".to_owned();
                return Err(ConfigError::Unknown { place, name, nearest: nearest_key(&wish).map(variable) });
            };
            let value = Value::String(value.to_string_lossy().into_owned());
            self.add(key, value, true, "environment".to_owned(), name);
        }
        Ok(())
    }

    /// Adds what the file says.
    pub(super) fn add_file(&mut self, path: &Path, text: &str) -> Result<(), ConfigError> {
        let table: toml::Table = toml::from_str(text).map_err(|error| {
            let start = error.span().map_or(0, |span| span.start);
            let line = text.get(..start).unwrap_or_default().matches('\n').count() + 1;
            let reason = error.message().lines().next().unwrap_or_default().to_owned();
            ConfigError::Malformed { path: path.to_owned(), line, reason }
        })?;
        self.add_table(path, "", table)
    }

    fn add_table(&mut self, path: &Path, section: &str, table: toml::Table) -> Result<(), ConfigError> {
        for (name, value) in table {
            let name = format!("{section}{name}");
            let is_section = KEYS.iter().any(|key| key.starts_with(&format!("{name}.")));
            match (KEYS.into_iter().find(|key| *key == name), value) {
                (Some(key), value) => self.add(key, value, false, place_of(path), name),
                (None, Value::Table(inner)) if is_section => {
                    self.add_table(path, &format!("{name}."), inner)?;
                }
                (None, _) => {
                    let nearest = nearest_key(&name).map(str::to_owned);
                    return Err(ConfigError::Unknown { place: place_of(path), name, nearest });
                }
            }
        }
        Ok(())
    }

    /// Sources are added from the strongest to the weakest.
    fn add(&mut self, key: &'static str, value: Value, is_text: bool, place: String, name: String) {
        self.0.entry(key).or_insert(Given { value, is_text, place, name });
    }

    fn data(&self) -> PathBuf {
        let given = self.0.get("data").and_then(|given| given.path().ok());
        given.unwrap_or_else(|| PathBuf::from(DATA))
    }
}

fn variable(key: &str) -> String {
    format!("{PREFIX}{}", key.replace('.', "_").to_uppercase())
}

/// The file that is named, which must be there, or the first of the usual ones that is.
pub(super) fn read_file(
    given: &Sources,
    options: &Options,
) -> Result<Option<(PathBuf, String)>, ConfigError> {
    let named = options
        .config
        .clone()
        .or_else(|| std::env::var_os("FANFARE_CONFIG").filter(|path| !path.is_empty()).map(PathBuf::from));
    let (candidates, must_exist) = match named {
        Some(path) => (vec![path], true),
        None => (vec![given.data().join(FILE), PathBuf::from(FILE)], false),
    };
    for path in candidates {
        match fs::read_to_string(&path) {
            Ok(text) => return Ok(Some((path, text))),
            Err(error) if error.kind() == io::ErrorKind::NotFound && !must_exist => {}
            Err(reason) => return Err(ConfigError::Unreadable { path, reason }),
        }
    }
    Ok(None)
}
