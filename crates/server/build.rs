//! Writes the list of all limits, as `fanfare limits` prints it, from the files in which they are named: their names
//! and what is said about them from the text, their values from the program itself.

use std::{env, error::Error, fmt::Write as _, fs, path::Path};

/// The rooms that have limits of their own.
const ROOMS: [&str; 9] =
    ["model", "markup", "media", "activitypub", "store", "federation", "client_api", "web", "server"];

fn main() -> Result<(), Box<dyn Error>> {
    let mut list = String::from("[\n");
    for room in ROOMS {
        let mut about = Vec::new();
        for line in source(room)?.lines() {
            if let Some(text) = line.strip_prefix("///") {
                about.push(text.trim().to_owned());
            } else if let Some(name) = line.strip_prefix("pub const ").and_then(|rest| rest.split(':').next())
            {
                let about = std::mem::take(&mut about).join(" ");
                // This very room calls itself so.
                let path = if room == "server" { "crate" } else { room };
                let value = format!("format!(\"{{:?}}\", {path}::limits::{name})");
                writeln!(
                    list,
                    "Limit {{ room: {room:?}, name: {name:?}, about: {about:?}, value: {value} }},"
                )?;
            } else {
                about.clear();
            }
        }
    }
    list.push(']');
    fs::write(Path::new(&env::var("OUT_DIR")?).join("limits.rs"), list)?;
    Ok(())
}

/// The file of a room's limits, with those that are beside it where it has become long.
fn source(room: &str) -> Result<String, Box<dyn Error>> {
    let (path, beside) = (format!("../{room}/src/limits.rs"), format!("../{room}/src/limits"));
    println!("cargo::rerun-if-changed={path}");
    let mut source = fs::read_to_string(&path)?;
    if Path::new(&beside).exists() {
        println!("cargo::rerun-if-changed={beside}");
        let mut paths = fs::read_dir(&beside)?
            .map(|entry| Ok(entry?.path()))
            .collect::<Result<Vec<_>, std::io::Error>>()?;
        paths.sort();
        for path in paths {
            source.push_str(&fs::read_to_string(path)?);
        }
    }
    Ok(source)
}
