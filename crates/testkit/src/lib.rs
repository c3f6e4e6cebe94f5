//! The server that one tests on: whole sites on loopback addresses, on either engine, with a cast of people and a
//! fake neighbour. Nothing runs in the background: `settle` does all that is due, so that a story has no waiting.

pub mod bomb;
mod device;
pub mod forge;
mod house;
mod listener;
mod mail_server;
pub mod neighbour;
pub mod object_storage;
pub mod people;
pub mod push_service;
pub mod requests;
pub mod rig;
pub mod translator;
pub mod trap;

pub use device::Device;
pub use listener::Listener;
pub use mail_server::{Mail, MailServer};
pub use neighbour::{Neighbour, Stranger};
pub use object_storage::ObjectStorage;
pub use people::Person;
pub use push_service::PushService;
pub use requests::Answer;
pub use rig::{Doors, Home, settle, with_media_host, with_site, with_site_that_may, with_two_sites};
pub use translator::Translator;
pub use trap::Trap;
