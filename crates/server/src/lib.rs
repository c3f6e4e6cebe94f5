//! One binary: the order of boot, the configuration, the command line, and the table of consequences. No rule
//! about statuses or people lives here.

pub mod boot;
pub mod cli;
pub mod config;
pub mod doors;
pub mod effects;
pub mod files;
pub mod http;
pub mod limits;
pub mod mail;
mod open_files;
pub mod shutdown;
pub mod telemetry;
pub mod tls;
pub mod web_hooks;
pub mod workers;
