//! Roles: what a user may do on this server, with the bits that Mastodon gives to permissions.

use serde::Serialize;

/// The id of the role of everybody.
const EVERYBODY: &str = "-99";

/// Everything, without being listed.
const ADMINISTRATOR: u32 = 1;
const VIEW_DEVOPS: u32 = 1 << 1;
const VIEW_AUDIT_LOG: u32 = 1 << 2;
const VIEW_DASHBOARD: u32 = 1 << 3;
const MANAGE_REPORTS: u32 = 1 << 4;
const MANAGE_FEDERATION: u32 = 1 << 5;
const MANAGE_SETTINGS: u32 = 1 << 6;
const MANAGE_BLOCKS: u32 = 1 << 7;
const MANAGE_TAXONOMIES: u32 = 1 << 8;
const MANAGE_APPEALS: u32 = 1 << 9;
const MANAGE_USERS: u32 = 1 << 10;
const MANAGE_INVITES: u32 = 1 << 11;
const MANAGE_RULES: u32 = 1 << 12;
const MANAGE_ANNOUNCEMENTS: u32 = 1 << 13;
const MANAGE_CUSTOM_EMOJIS: u32 = 1 << 14;
const MANAGE_WEBHOOKS: u32 = 1 << 15;
const MANAGE_ROLES: u32 = 1 << 17;
const MANAGE_USER_ACCESS: u32 = 1 << 18;
const DELETE_USER_DATA: u32 = 1 << 19;

/// What moderators may.
const MODERATION: u32 =
    VIEW_AUDIT_LOG | VIEW_DASHBOARD | MANAGE_REPORTS | MANAGE_TAXONOMIES | MANAGE_APPEALS | MANAGE_USERS;
/// What admins may.
const ADMINISTRATION: u32 = MODERATION
    | MANAGE_FEDERATION
    | MANAGE_SETTINGS
    | MANAGE_BLOCKS
    | MANAGE_INVITES
    | MANAGE_RULES
    | MANAGE_ANNOUNCEMENTS
    | MANAGE_CUSTOM_EMOJIS
    | MANAGE_WEBHOOKS
    | MANAGE_ROLES
    | MANAGE_USER_ACCESS
    | DELETE_USER_DATA;

/// <https://docs.joinmastodon.org/entities/Role/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Role {
    pub id: &'static str,
    pub name: &'static str,
    /// A number of bits, as text.
    pub permissions: String,
    pub color: &'static str,
    pub highlighted: bool,
    pub collection_limit: u32,
}

/// <https://docs.joinmastodon.org/entities/Account/#AccountRole>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct AccountRole {
    pub id: &'static str,
    pub name: &'static str,
    pub color: &'static str,
}

impl Role {
    /// A role as shown to those who have it.
    pub fn new(role: model::Role) -> Self {
        let (id, name, permissions) = match role {
            model::Role::User => (EVERYBODY, "", 0),
            model::Role::Moderator => ("1", "Moderator", MODERATION),
            model::Role::Admin => ("2", "Admin", ADMINISTRATION),
            model::Role::Owner => ("3", "Owner", ADMINISTRATOR | VIEW_DEVOPS | ADMINISTRATION),
        };
        Self {
            id,
            name,
            permissions: permissions.to_string(),
            color: "",
            highlighted: role != model::Role::User,
            collection_limit: 0,
        }
    }
}

impl AccountRole {
    /// The badge that everybody sees; members have none.
    pub fn of(role: model::Role) -> Option<Self> {
        let Role { id, name, color, highlighted, .. } = Role::new(role);
        highlighted.then_some(Self { id, name, color })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_may_all_that_the_one_before_may() {
        let bits = |role| Role::new(role).permissions.parse::<u32>().unwrap();
        for pair in model::Role::ALL.windows(2) {
            let (less, more) = (bits(pair[0]), bits(pair[1]));
            assert!(less & more == less && less < more, "{pair:?}");
        }
        assert!(AccountRole::of(model::Role::User).is_none());
    }
}
