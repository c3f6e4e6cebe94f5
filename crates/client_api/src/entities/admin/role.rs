//! Roles as those see them who give them.

use serde::Serialize;

use crate::entities;

/// A role with what only staff need to know of it.
#[derive(Clone, Debug, Serialize)]
pub struct Role {
    /// What everybody who has it sees.
    #[serde(flatten)]
    pub role: entities::Role,
    /// Who stands higher may change what those below have.
    pub position: i64,
    /// Whether it needs a second factor.
    pub require_2fa: bool,
    /// Whether every server has it, so that it cannot be removed.
    pub built_in: bool,
    /// How many have it.
    pub users_count: i64,
}

impl Role {
    /// A role that so many users have.
    pub fn new(role: &model::Role, users: i64) -> Self {
        Self {
            role: entities::Role::new(role),
            position: role.position,
            require_2fa: role.requires_two_factor,
            built_in: role.is_built_in(),
            users_count: users,
        }
    }
}
