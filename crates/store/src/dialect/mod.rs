//! What really differs between the engines.

pub(crate) mod postgres;
pub(crate) mod sqlite;
