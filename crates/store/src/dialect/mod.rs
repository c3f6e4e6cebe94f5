//! What really differs between the engines.

mod checkpoints;
pub(crate) mod postgres;
pub(crate) mod sqlite;
