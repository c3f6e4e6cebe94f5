//! Taking out of a file what it tells about whoever made it - where, when, with what, a smaller picture of what was cut
//! away - without touching what it shows. Only what is known to be needed is kept, so that what nobody thought of goes,
//! too; so does whatever hides behind a file's end.

pub mod gif;
pub mod jpeg;
pub mod mp3;
pub mod mp4;
pub mod png;
pub mod webm;
pub mod webp;

mod whole;

pub(crate) use whole::is_whole;
