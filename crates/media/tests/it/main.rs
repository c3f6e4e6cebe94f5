//! The room through its public doors: a file and what it is wanted for go in, files come out.

mod files;
mod heif;
mod hostile;
mod moving;
mod pictures;
mod studio;
