//! Stories about those who keep the place.

mod blocklists;
mod door;
mod figures;
mod house;
mod matrix;
mod neighbours;
mod roles;
mod trends;
mod web_hooks;
