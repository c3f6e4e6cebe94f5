//! Software updates: newer versions of this program, and the place that names them.

use serde::{Deserialize, Serialize};

use crate::Timestamp;

/// A newer version of this program.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoftwareUpdate {
    /// Its number, as in Semantic Versioning.
    pub version: String,
    /// Whether it mends something that endangers servers without it.
    pub is_urgent: bool,
    /// Where it says what is new.
    pub notes_url: Option<String>,
}

/// The place that says which versions there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UpdateFeed {
    /// Its address.
    pub url: String,
    /// The newer versions that it named, the newest first.
    pub updates: Vec<SoftwareUpdate>,
    /// When it was last read.
    pub read_at: Option<Timestamp>,
    /// When it is read next.
    pub due_at: Timestamp,
    /// How often in a row it could not be read.
    pub failures: i64,
    /// Why, the last time.
    pub last_error: Option<String>,
}
