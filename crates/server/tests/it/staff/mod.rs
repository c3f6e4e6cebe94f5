//! Stories about those who keep the place.

mod matrix;
mod roles;
