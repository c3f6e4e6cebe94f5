//! Places: how the configuration names where files are kept.

use std::{fmt, str::FromStr};

/// Where files are kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// `disk`: in the data folder.
    #[default]
    Disk,
    /// `s3://bucket` or `s3://bucket/prefix`: in a bucket.
    Bucket {
        /// The bucket's name.
        name: String,
        /// What stands before all names in it; may be empty.
        prefix: String,
    },
}

impl FromStr for Place {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == "disk" {
            return Ok(Self::Disk);
        }
        let wrong = "must be \"disk\", or a bucket such as s3://bucket or s3://bucket/prefix";
        let address = text.strip_prefix("s3://").ok_or(wrong)?;
        let (name, prefix) = address.split_once('/').unwrap_or((address, ""));
        let prefix = prefix.trim_end_matches('/');
        let is_name =
            |name: &str| name.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'));
        let is_step = |step: &str| !step.is_empty() && step != "." && step != ".." && is_name(step);
        let is_prefix = prefix.is_empty() || prefix.split('/').all(is_step);
        match is_step(name) && is_prefix {
            true => Ok(Self::Bucket { name: name.to_owned(), prefix: prefix.to_owned() }),
            false => Err(wrong),
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Disk => f.write_str("disk"),
            Self::Bucket { name, prefix } if prefix.is_empty() => write!(f, "s3://{name}"),
            Self::Bucket { name, prefix } => write!(f, "s3://{name}/{prefix}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_written_as_it_is_read() {
        for text in ["disk", "s3://media", "s3://media.home.example/fanfare/files"] {
            assert_eq!(text.parse::<Place>().unwrap().to_string(), text);
        }
        assert_eq!("s3://media/".parse::<Place>().unwrap().to_string(), "s3://media");
        for text in ["", "Disk", "s3://", "s3:///x", "s3://a b", "https://a", "s3://a//b", "s3://a/../b"] {
            assert!(text.parse::<Place>().is_err(), "{text}");
        }
    }
}
