//! Roles: what users may do on this server beyond what everybody may, with the bits that Mastodon gives to permissions.

use std::ops::BitOr;

use serde::{Deserialize, Serialize};

use crate::Id;

/// Identifies a role.
pub type RoleId = Id<Role>;

/// What some users may do on this server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// Identifier; those that every server has are named below.
    pub id: RoleId,
    /// What the role is called; the role of everybody has no name.
    pub name: String,
    /// The colour of its badge, as `#rrggbb`, or nothing.
    pub color: String,
    /// Who stands higher may change what those below have and do.
    pub position: i64,
    /// What those who have it may do, besides what everybody may.
    pub permissions: Permissions,
    /// Whether everybody sees a badge beside those who have it.
    pub highlighted: bool,
    /// Whether those who have it must use a second factor to do what it allows.
    pub requires_two_factor: bool,
}

impl Role {
    /// The role of everybody who has no other (Mastodon's number).
    pub const EVERYBODY: RoleId = Id::new(-99);
    /// Handles reports.
    pub const MODERATOR: RoleId = Id::new(1);
    /// Also changes the server's settings.
    pub const ADMIN: RoleId = Id::new(2);
    /// Everything.
    pub const OWNER: RoleId = Id::new(3);
    /// Where those stand who have no role of their own.
    pub const LOWEST: i64 = -1;
    /// Where owners stand; nobody stands higher.
    pub const HIGHEST: i64 = 1000;

    /// The roles that a new server has.
    pub fn built_in() -> Vec<Self> {
        let role = |id, name: &str, position, permissions| Self {
            id,
            name: name.to_owned(),
            color: String::new(),
            position,
            permissions,
            highlighted: !name.is_empty(),
            requires_two_factor: false,
        };
        vec![
            role(Self::EVERYBODY, "", Self::LOWEST, Permissions::NONE),
            role(Self::MODERATOR, "Moderator", 10, Permissions::MODERATION),
            role(Self::ADMIN, "Admin", 100, Permissions::ADMINISTRATION),
            role(Self::OWNER, "Owner", Self::HIGHEST, Permissions::ADMINISTRATOR),
        ]
    }

    /// Whether the role is one that every server has, so that it cannot be removed.
    pub fn is_built_in(&self) -> bool {
        [Self::EVERYBODY, Self::MODERATOR, Self::ADMIN, Self::OWNER].contains(&self.id)
    }

    /// The word that names the role on the command line and to this server's own programs.
    pub fn word(&self) -> String {
        if self.id == Self::EVERYBODY { "user".to_owned() } else { self.name.to_lowercase() }
    }
}

/// A set of things that may be done: <https://docs.joinmastodon.org/entities/Role/#permission-flags>.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Permissions(i64);

impl Permissions {
    /// Nothing beyond what everybody may.
    pub const NONE: Self = Self(0);
    /// Everything, without being listed.
    pub const ADMINISTRATOR: Self = Self(1);
    /// See how the machine is doing.
    pub const VIEW_DEVOPS: Self = Self(1 << 1);
    /// Read what staff have done.
    pub const VIEW_AUDIT_LOG: Self = Self(1 << 2);
    /// See figures about the community.
    pub const VIEW_DASHBOARD: Self = Self(1 << 3);
    /// Deal with reports, and act on accounts and statuses.
    pub const MANAGE_REPORTS: Self = Self(1 << 4);
    /// Decide with which servers, and how, this one has dealings.
    pub const MANAGE_FEDERATION: Self = Self(1 << 5);
    /// Change settings.
    pub const MANAGE_SETTINGS: Self = Self(1 << 6);
    /// Close the door to e-mail providers, addresses and names.
    pub const MANAGE_BLOCKS: Self = Self(1 << 7);
    /// Review tags, links and statuses that are talked of.
    pub const MANAGE_TAXONOMIES: Self = Self(1 << 8);
    /// Answer those who object to what was done.
    pub const MANAGE_APPEALS: Self = Self(1 << 9);
    /// See users and let them in.
    pub const MANAGE_USERS: Self = Self(1 << 10);
    /// See and end everybody's invites.
    pub const MANAGE_INVITES: Self = Self(1 << 11);
    /// Write the rules.
    pub const MANAGE_RULES: Self = Self(1 << 12);
    /// Tell everybody something.
    pub const MANAGE_ANNOUNCEMENTS: Self = Self(1 << 13);
    /// Add and remove custom emoji.
    pub const MANAGE_CUSTOM_EMOJIS: Self = Self(1 << 14);
    /// Have other programs told of what happens.
    pub const MANAGE_WEBHOOKS: Self = Self(1 << 15);
    /// Invite people.
    pub const INVITE_USERS: Self = Self(1 << 16);
    /// Give roles, and change those below one's own.
    pub const MANAGE_ROLES: Self = Self(1 << 17);
    /// Change how others sign in.
    pub const MANAGE_USER_ACCESS: Self = Self(1 << 18);
    /// Delete what others have, without waiting.
    pub const DELETE_USER_DATA: Self = Self(1 << 19);
    /// Read timelines that are closed to others.
    pub const VIEW_FEEDS: Self = Self(1 << 20);
    /// Invite people who then need nobody's yes.
    pub const INVITE_BYPASS_APPROVAL: Self = Self(1 << 21);

    /// All of them with the names that apps and forms use.
    pub const NAMED: [(Self, &'static str); 22] = [
        (Self::ADMINISTRATOR, "administrator"),
        (Self::VIEW_DEVOPS, "view_devops"),
        (Self::VIEW_AUDIT_LOG, "view_audit_log"),
        (Self::VIEW_DASHBOARD, "view_dashboard"),
        (Self::MANAGE_REPORTS, "manage_reports"),
        (Self::MANAGE_FEDERATION, "manage_federation"),
        (Self::MANAGE_SETTINGS, "manage_settings"),
        (Self::MANAGE_BLOCKS, "manage_blocks"),
        (Self::MANAGE_TAXONOMIES, "manage_taxonomies"),
        (Self::MANAGE_APPEALS, "manage_appeals"),
        (Self::MANAGE_USERS, "manage_users"),
        (Self::MANAGE_INVITES, "manage_invites"),
        (Self::MANAGE_RULES, "manage_rules"),
        (Self::MANAGE_ANNOUNCEMENTS, "manage_announcements"),
        (Self::MANAGE_CUSTOM_EMOJIS, "manage_custom_emojis"),
        (Self::MANAGE_WEBHOOKS, "manage_webhooks"),
        (Self::INVITE_USERS, "invite_users"),
        (Self::MANAGE_ROLES, "manage_roles"),
        (Self::MANAGE_USER_ACCESS, "manage_user_access"),
        (Self::DELETE_USER_DATA, "delete_user_data"),
        (Self::VIEW_FEEDS, "view_feeds"),
        (Self::INVITE_BYPASS_APPROVAL, "invite_bypass_approval"),
    ];

    /// What moderators may on a new server.
    const MODERATION: Self = Self(
        Self::VIEW_DASHBOARD.0
            | Self::VIEW_AUDIT_LOG.0
            | Self::VIEW_FEEDS.0
            | Self::MANAGE_USERS.0
            | Self::MANAGE_REPORTS.0
            | Self::MANAGE_APPEALS.0
            | Self::MANAGE_INVITES.0
            | Self::MANAGE_TAXONOMIES.0
            | Self::INVITE_USERS.0,
    );
    /// What admins may on a new server: all but what belongs to the owner and to whoever runs the machine.
    const ADMINISTRATION: Self = Self(Self::all_bits() & !Self::ADMINISTRATOR.0 & !Self::VIEW_DEVOPS.0);

    /// All bits that mean something.
    const fn all_bits() -> i64 {
        (1 << Self::NAMED.len()) - 1
    }

    /// Reads the number that stands in storage and in forms; bits without a meaning are left out.
    pub const fn from_bits(bits: i64) -> Self {
        Self(bits & Self::all_bits())
    }

    /// The number.
    pub const fn bits(self) -> i64 {
        self.0
    }

    /// The number with everything that is included listed, as apps read it.
    pub const fn listed(self) -> i64 {
        if self.0 & Self::ADMINISTRATOR.0 == 0 { self.0 } else { Self::all_bits() }
    }

    /// Whether all of `wanted` may be done.
    pub const fn allow(self, wanted: Self) -> bool {
        self.listed() & wanted.0 == wanted.0
    }

    /// Whether something may be done that makes somebody one of those who keep the place.
    pub const fn make_staff(self) -> bool {
        const MEMBERS: i64 =
            Permissions::INVITE_USERS.0 | Permissions::VIEW_FEEDS.0 | Permissions::INVITE_BYPASS_APPROVAL.0;
        self.0 & !MEMBERS != 0
    }
}

impl BitOr for Permissions {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_role_of_a_new_server_may_all_that_the_one_below_may() {
        let roles = Role::built_in();
        for pair in roles.windows(2) {
            assert!(pair[1].permissions.allow(pair[0].permissions), "{pair:?}");
            assert!(pair[0].position < pair[1].position);
        }
        assert!(!roles[1].permissions.allow(Permissions::MANAGE_SETTINGS));
        assert!(!roles[2].permissions.allow(Permissions::ADMINISTRATOR));
        assert!(roles[3].permissions.allow(Permissions::VIEW_DEVOPS | Permissions::MANAGE_ROLES));
    }

    #[test]
    fn bits_are_those_of_mastodon() {
        for (bit, (permission, name)) in Permissions::NAMED.iter().enumerate() {
            assert_eq!(permission.bits(), 1 << bit, "{name}");
        }
        assert_eq!(Permissions::from_bits(1 << 40), Permissions::NONE);
        assert!(!Permissions::INVITE_USERS.make_staff() && Permissions::MANAGE_REPORTS.make_staff());
    }
}
