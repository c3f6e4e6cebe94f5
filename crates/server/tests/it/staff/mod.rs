//! Stories about those who keep the place.

mod blocklists;
mod door;
mod neighbours;
mod roles;
