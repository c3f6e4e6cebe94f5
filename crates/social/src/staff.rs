//! Staff: those who keep the place. Whoever asks for something that not everybody may do shows one of these, and each verb
//! asks it for the permission that it needs.

use std::sync::Arc;

use model::{Account, AccountId, Permissions, Role, User};

use crate::{Refusal, Result, Site, two_factor};

/// Somebody who keeps the place, right now.
#[derive(Clone, Debug)]
pub struct Staff {
    account: Option<(AccountId, String)>,
    role: Arc<Role>,
    allowed: Permissions,
}

impl Staff {
    /// A user as one of the staff; everybody else may not do what is asked.
    pub async fn of(site: &Site, user: &User, account: &Account) -> Result<Self> {
        let (role, allowed) = (site.roles().get(user.role_id), crate::roles::permissions(site, user.role_id));
        if !user.is_functional() || account.is_suspended() || !allowed.make_staff() {
            return Err(Refusal::Forbidden("do what staff do").into());
        }
        if role.requires_two_factor && two_factor::standing(site, user.id).await?.is_none() {
            return Err(Refusal::Forbidden("do what staff do without a second factor").into());
        }
        Ok(Self { account: Some((account.id, account.username.clone())), role, allowed })
    }

    /// Whoever runs the program on the machine: they hold the database, so they may do everything.
    pub fn operator(site: &Site) -> Self {
        Self { account: None, role: site.roles().get(Role::OWNER), allowed: Permissions::ADMINISTRATOR }
    }

    /// Their account; the operator has none.
    pub fn account_id(&self) -> Option<AccountId> {
        self.account.as_ref().map(|(id, _)| *id)
    }

    /// Their name in the audit log.
    pub fn name(&self) -> &str {
        self.account.as_ref().map_or("", |(_, name)| name)
    }

    /// Their role.
    pub fn role(&self) -> &Role {
        &self.role
    }

    /// Whether they may do all of this.
    pub fn may(&self, wanted: Permissions) -> bool {
        self.allowed.allow(wanted)
    }

    /// Refuses unless they may do all of this.
    pub fn needs(&self, wanted: Permissions) -> Result<()> {
        match self.may(wanted) {
            true => Ok(()),
            false => Err(Refusal::Forbidden("do that with your role").into()),
        }
    }

    /// Refuses unless they stand above those who have a role.
    pub fn stands_above(&self, role: &Role) -> Result<()> {
        match self.account.is_none() || self.role.position > role.position {
            true => Ok(()),
            false => Err(Refusal::Forbidden("act on somebody who stands as high as you do").into()),
        }
    }

    /// Refuses unless they stand above a user.
    pub fn outranks(&self, site: &Site, user: &User) -> Result<()> {
        self.stands_above(&site.roles().get(user.role_id))
    }
}
