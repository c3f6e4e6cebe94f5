//! Stories about those who keep the place.

mod roles;
