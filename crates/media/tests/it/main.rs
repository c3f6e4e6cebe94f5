//! The room through its public doors: a file and what it is wanted for go in, files come out.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod files;
mod heif;
mod hostile;
mod moving;
mod pictures;
mod studio;
