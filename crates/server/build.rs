//! Writes the list of all limits, as `fanfare limits` prints it, from the files in which they are named: their names
//! and what is said about them from the text, their values from the program itself.

use std::{env, error::Error, fmt::Write as _, fs, path::Path};

/// The rooms that have limits of their own.
const ROOMS: [&str; 7] = ["model", "markup", "media", "activitypub", "store", "federation", "client_api"];

fn main() -> Result<(), Box<dyn Error>> {
    let mut list = String::from("[\n");
    for room in ROOMS {
        let path = format!("../{room}/src/limits.rs");
        println!("cargo::rerun-if-changed={path}");
        let mut about = Vec::new();
        for line in fs::read_to_string(&path)?.lines() {
            if let Some(text) = line.strip_prefix("///") {
                about.push(text.trim().to_owned());
            } else if let Some(name) = line.strip_prefix("pub const ").and_then(|rest| rest.split(':').next())
            {
                let about = std::mem::take(&mut about).join(" ");
                let value = format!("format!(\"{{:?}}\", {room}::limits::{name})");
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
