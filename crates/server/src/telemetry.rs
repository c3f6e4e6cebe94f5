//! The log: lines for an operator, to standard error, as text or JSON. Only our own rooms speak below a warning:
//! libraries print headers and bodies there, and those may hold tokens.

use std::io::IsTerminal as _;

use tracing_subscriber::{filter::Targets, fmt, layer::SubscriberExt as _, util::SubscriberInitExt as _};

use crate::config::{Log, LogFormat};

/// The rooms whose lines are wanted at the chosen level.
const ROOMS: [&str; 7] = ["fanfare", "client_api", "federation", "social", "store", "web", "markup"];

/// Starts the log; later calls in the same process change nothing.
pub fn start(log: &Log) {
    let mut filter = Targets::new().with_default(tracing::Level::WARN.min(log.level));
    for room in ROOMS {
        filter = filter.with_target(room, log.level);
    }
    let registry = tracing_subscriber::registry().with(filter);
    let started = match log.format {
        LogFormat::Text => {
            let colours = std::io::stderr().is_terminal();
            registry.with(fmt::layer().with_writer(std::io::stderr).with_ansi(colours)).try_init()
        }
        LogFormat::Json => registry.with(fmt::layer().json().with_writer(std::io::stderr)).try_init(),
    };
    // Fails only if a log is running already, which is as good.
    drop(started);
}
