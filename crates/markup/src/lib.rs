//! Text in, safe HTML out: what people type becomes HTML, what other servers send becomes harmless, and either
//! becomes plain text again. Pure: no I/O, no clock, and nothing here knows of accounts or statuses.

pub mod alphabets;
pub mod compose;
pub mod count;
pub mod emoji;
pub mod extract;
pub mod limits;
pub mod links;
pub mod markdown;
pub mod page;
pub mod plain;
pub mod sanitize;
pub mod translation;
pub mod words;

mod attributes;
mod characters;
mod elements;
mod escape;
#[cfg(test)]
mod generator;
mod math;
mod rewrite;
mod tokens;

pub use compose::MentionLink;
pub use extract::Handle;
