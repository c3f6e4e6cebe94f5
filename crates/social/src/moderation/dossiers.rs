//! Dossiers: accounts as staff see them.

use std::{collections::HashMap, sync::Arc};

use model::{AccountId, ApplicationId, Page, Permissions, Role, Timestamp, User, UserId, limits};
pub use store::dossiers::Wanted;

use super::{ACTING, needs_one};
use crate::{AccountView, Refusal, Result, Site, Staff, accounts};

/// An account as staff see it.
#[derive(Clone, Debug)]
pub struct Dossier {
    /// What everybody sees.
    pub view: AccountView,
    /// Who signs in as it, if it lives here.
    pub user: Option<User>,
    /// What they may do here.
    pub role: Option<Arc<Role>>,
    /// From which networks they signed in, and when last, the latest first.
    pub networks: Vec<(String, Timestamp)>,
    /// Who invited them.
    pub invited_by: Option<AccountId>,
    /// With which app they joined.
    pub application: Option<ApplicationId>,
}

/// Accounts that staff look for, newest first.
pub async fn list(site: &Site, by: &Staff, wanted: &Wanted, page: &Page) -> Result<Vec<Dossier>> {
    by.needs(Permissions::MANAGE_USERS)?;
    let ids = store::dossiers::list(&site.store, wanted, page).await?;
    gather(site, &ids).await
}

/// The roles of those who deal with reports.
pub fn staff_roles(site: &Site) -> Vec<model::RoleId> {
    crate::roles::with(site, Permissions::MANAGE_REPORTS)
}

/// One account.
pub async fn show(site: &Site, by: &Staff, id: AccountId) -> Result<Dossier> {
    needs_one(by, &ACTING)?;
    read(site, id).await
}

/// One account, for a verb that has asked for another permission.
pub(super) async fn read(site: &Site, id: AccountId) -> Result<Dossier> {
    gather(site, &[id]).await?.pop().ok_or(Refusal::NotFound.into())
}

/// The dossiers of these accounts, in order; those that are not there are left out.
pub(super) async fn gather(site: &Site, ids: &[AccountId]) -> Result<Vec<Dossier>> {
    let views = accounts::show_all(site, ids).await?;
    let local: Vec<AccountId> =
        views.iter().filter(|view| view.account.is_local()).map(|view| view.account.id).collect();
    let store = &site.store;
    let users = store::users::list_by_accounts(store, &local).await?;
    let user_ids: Vec<UserId> = users.iter().map(|user| user.id).collect();
    let mut networks: HashMap<UserId, Vec<(String, Timestamp)>> = HashMap::new();
    for (user, network, at) in store::dossiers::networks(store, &user_ids, limits::NETWORKS_SHOWN).await? {
        networks.entry(user).or_default().push((network, at));
    }
    let inviters: HashMap<_, _> = store::dossiers::inviters(store, &local).await?.into_iter().collect();
    let apps: HashMap<_, _> = store::dossiers::applications(store, &user_ids).await?.into_iter().collect();
    let mut users: HashMap<AccountId, User> = users.into_iter().map(|user| (user.account_id, user)).collect();
    Ok(views
        .into_iter()
        .map(|view| {
            let user = users.remove(&view.account.id);
            let id = user.as_ref().map(|user| user.id);
            Dossier {
                role: user.as_ref().map(|user| site.roles().get(user.role_id)),
                networks: id.and_then(|id| networks.remove(&id)).unwrap_or_default(),
                invited_by: inviters.get(&view.account.id).copied(),
                application: id.and_then(|id| apps.get(&id).copied()),
                user,
                view,
            }
        })
        .collect())
}
