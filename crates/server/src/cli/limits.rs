//! `fanfare limits`: every limit by its name, with its value, its unit and what it is for. The list is written by
//! `build.rs` from the files in which limits are named.

use super::say;

/// A limit.
struct Limit {
    room: &'static str,
    name: &'static str,
    about: &'static str,
    value: String,
}

/// All limits, by the room that has them.
fn all() -> Vec<Limit> {
    include!(concat!(env!("OUT_DIR"), "/limits.rs")).into()
}

/// What a value counts, by the end of its name.
const UNITS: [(&str, &str); 8] = [
    ("_MS", "ms"),
    ("_SECONDS", "s"),
    ("_MINUTES", "min"),
    ("_HOURS", "h"),
    ("_DAYS", "days"),
    ("_BYTES", "bytes"),
    ("_CHARACTERS", "characters"),
    ("_TRIES", "tries"),
];

impl Limit {
    fn unit(&self) -> &'static str {
        let name = self.name.trim_end_matches("_MIN").trim_end_matches("_MAX").trim_end_matches("_MOST");
        UNITS.iter().find(|(end, _)| name.ends_with(end)).map_or("", |(_, unit)| unit)
    }

    fn line(&self) -> String {
        let value = format!("{} {}", self.value, self.unit());
        format!("{}::{} = {}\n    {}", self.room, self.name, value.trim_end(), self.about)
    }
}

/// Prints all limits.
pub(super) fn run() -> anyhow::Result<()> {
    all().iter().try_for_each(|limit| say(&limit.line()))
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::*;

    #[test]
    fn every_limit_is_printed_with_what_it_is_for() {
        let crates = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let (all, mut missing, mut count) = (all(), Vec::new(), 0);
        for entry in fs::read_dir(crates).unwrap() {
            let path = entry.unwrap().path();
            let room = path.file_name().unwrap().to_string_lossy().into_owned();
            let Ok(mut source) = fs::read_to_string(path.join("src/limits.rs")) else { continue };
            for beside in fs::read_dir(path.join("src/limits")).into_iter().flatten() {
                source.push_str(&fs::read_to_string(beside.unwrap().path()).unwrap());
            }
            // What others are made of, such as the length of a minute, is private.
            for line in source.lines().filter(|line| line.starts_with("pub")) {
                let Some((_, rest)) = line.split_once("const ") else { continue };
                let name = rest.split(':').next().unwrap();
                let is_told = |limit: &&Limit| limit.room == room && limit.name == name;
                count += 1;
                match all.iter().find(is_told) {
                    Some(limit) if !limit.about.is_empty() => {}
                    _ => missing.push(format!("{room}::{name}")),
                }
            }
        }
        assert!(missing.is_empty(), "not printed, or not explained: {missing:?}");
        assert_eq!(all.len(), count, "nothing else is printed");
    }

    #[test]
    fn values_come_with_their_units() {
        let line = |name: &str| all().iter().find(|limit| limit.name == name).unwrap().line();
        assert!(
            line("RETRY_AFTER_MS").starts_with("federation::RETRY_AFTER_MS = 21600000 ms\n    The longest")
        );
        assert!(line("CONNECT_TIMEOUT").contains("= 5s\n"));
        assert!(line("DELIVERY_DAYS").contains("= 7 days\n"));
    }
}
