//! Bytes in, pictures out: what people upload becomes what can be shown, with nothing in it that tells where they live.
//! Pure: no database, no network, no clock that means anything; heavy codecs live only here.
//!
//! The work happens in a process of its own, behind walls ([`child`]): whoever calls puts a file and a [`job::Job`] into
//! a folder, and reads a [`job::Outcome`] from it, as if a stranger had written it.
//!
//! JPEG is encoded by a crate that is based in part on the work of the Independent JPEG Group.

pub mod accepted;
pub mod audio;
pub mod blur;
pub mod child;
pub mod disk;
pub mod image;
pub mod job;
pub mod limits;
pub mod meta;
pub mod picture;
pub mod refusal;
pub mod sandbox;
pub mod sniff;
pub mod strip;
pub mod tools;
pub mod video;
pub mod work;

mod boxes;
mod exif;
mod ffmpeg;
mod icc;
mod plain;
mod probe;
