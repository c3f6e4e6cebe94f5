//! What can be wrong with a configuration, said so that one knows where to look.

use std::path::{Path, PathBuf};

use super::KEYS;

/// How unlike a known key may be and still be suggested, from 0 (nothing alike) to 1 (the same).
const ALIKE: f64 = 0.5;

/// What is wrong with the configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be read.
    #[error("the file {} cannot be read: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: std::io::Error,
    },
    /// The file is not TOML.
    #[error("{}, line {line}: {reason}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What is wrong there.
        reason: String,
    },
    /// A key that does not exist.
    #[error("{place}: there is no setting {name}{}", suggest(.nearest.as_deref()))]
    Unknown {
        /// Where it stands.
        place: String,
        /// As it was written.
        name: String,
        /// The known one that it is nearest to, spelt for that place.
        nearest: Option<String>,
    },
    /// A value that cannot be.
    #[error("{place}: {name} {reason}")]
    Invalid {
        /// Where it stands.
        place: String,
        /// The key, spelt for that place.
        name: String,
        /// What is wrong, fit to stand after the name.
        reason: String,
    },
}

fn suggest(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |nearest| format!("; did you mean {nearest}?"))
}

/// The known key that `name` is nearest to, if any is near.
pub(super) fn nearest_key(name: &str) -> Option<&'static str> {
    let likeness = |key: &str| {
        // A key that was put into the wrong section, or into none, is still meant.
        let last = key.rsplit('.').next().unwrap_or(key);
        strsim::jaro_winkler(name, key).max(strsim::jaro_winkler(name, last))
    };
    KEYS.into_iter()
        .map(|key| (likeness(key), key))
        .filter(|(likeness, _)| *likeness > ALIKE)
        .max_by(|one, other| one.0.total_cmp(&other.0))
        .map(|(_, key)| key)
}

/// What names a place in messages.
pub(super) fn place_of(path: &Path) -> String {
    path.display().to_string()
}
