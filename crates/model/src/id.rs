//! Identifiers: 64-bit snowflakes, one type per noun so that an account's id cannot stand where a status's is meant.

use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
    marker::PhantomData,
    num::ParseIntError,
    str::FromStr,
};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Timestamp;

/// Bits below the milliseconds that tell ids of the same millisecond apart.
pub const SEQUENCE_BITS: u32 = 16;

/// The identifier of a `T`: milliseconds since the epoch in the upper 48 bits, a sequence in the lower 16.
/// On the wire it is a decimal string, as in the Mastodon API.
pub struct Id<T>(i64, PhantomData<fn() -> T>);

impl<T> Id<T> {
    /// The identifier with this number.
    pub const fn new(number: i64) -> Self {
        Self(number, PhantomData)
    }

    /// The number, for storage.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The lowest id that something created at `time` can have.
    pub const fn floor(time: Timestamp) -> Self {
        Self::new(time.as_millis() << SEQUENCE_BITS)
    }

    /// When the thing was created, to the millisecond.
    pub const fn time(self) -> Timestamp {
        Timestamp::from_millis(self.0 >> SEQUENCE_BITS)
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T> Hash for Id<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}
impl<T> FromStr for Id<T> {
    type Err = ParseIntError;

    fn from_str(text: &str) -> Result<Self, ParseIntError> {
        text.parse().map(Self::new)
    }
}
impl<T> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
impl<'de, T> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_knows_its_moment_and_travels_as_a_string() {
        let id = Id::<u8>::new(Id::<u8>::floor(Timestamp::from_millis(1_700_000_000_123)).get() + 7);
        assert_eq!(id.time().as_millis(), 1_700_000_000_123);
        let json = serde_json::to_string(&id).unwrap();
        assert_eq!(json, format!("\"{id}\""));
        assert_eq!(serde_json::from_str::<Id<u8>>(&json).unwrap(), id);
    }
}
