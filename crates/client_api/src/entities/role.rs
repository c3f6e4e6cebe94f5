//! Roles: what a user may do on this server, with the bits that Mastodon gives to permissions.

use serde::Serialize;

/// <https://docs.joinmastodon.org/entities/Role/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Role {
    pub id: String,
    pub name: String,
    /// A number of bits, as text.
    pub permissions: String,
    pub color: String,
    pub highlighted: bool,
    pub collection_limit: u32,
}

/// <https://docs.joinmastodon.org/entities/Account/#AccountRole>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct AccountRole {
    pub id: String,
    pub name: String,
    pub color: String,
}

impl Role {
    /// What somebody has of whose role nothing is known.
    pub fn nobody() -> Self {
        Self::new(&model::Role::built_in()[0])
    }

    /// A role as shown to those who have it.
    pub fn new(role: &model::Role) -> Self {
        Self {
            id: role.id.to_string(),
            name: role.name.clone(),
            permissions: role.permissions.listed().to_string(),
            color: role.color.clone(),
            highlighted: role.highlighted,
            collection_limit: 0,
        }
    }
}

impl AccountRole {
    /// The badge that everybody sees, if the role has one.
    pub fn of(role: &model::Role) -> Option<Self> {
        let shown = || Self { id: role.id.to_string(), name: role.name.clone(), color: role.color.clone() };
        role.highlighted.then(shown)
    }
}
