//! The web client: a script that takes over pages of members. The pages themselves are complete without it: it starts
//! from what they carry (`start`), and its files are part of the program (`files`).

mod files;
mod screens;
mod start;

pub(crate) use files::{first_style_hash, router};
pub(crate) use screens::{connections, empty, home, screens};
pub(crate) use start::Start;
