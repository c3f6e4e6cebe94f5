//! Stories about those who keep the place.

mod matrix;
mod figures;
mod house;
mod roles;
mod trends;
mod web_hooks;
