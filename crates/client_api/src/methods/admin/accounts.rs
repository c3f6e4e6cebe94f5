//! Accounts as staff look for them: <https://docs.joinmastodon.org/methods/admin/accounts/>

use axum::{Json, extract::State};
use model::{Account, ClientAddress, RoleId, limits};
use serde::Deserialize;
use social::moderation::dossiers::{self, Wanted};

use crate::{
    Answer, ApiError, ClientApi, entities,
    methods::ids,
    pagination::{Listed, Paging},
    params::{At, Params},
    staff::{Keeper, scope},
};

/// What both versions of the method ask.
struct Names {
    username: String,
    display_name: String,
    by_domain: String,
    email: String,
    ip: String,
}

/// Which accounts are wanted, as the first version says it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Flags {
    local: bool,
    remote: bool,
    active: bool,
    pending: bool,
    disabled: bool,
    silenced: bool,
    suspended: bool,
    sensitized: bool,
    staff: bool,
    username: String,
    display_name: String,
    by_domain: String,
    email: String,
    ip: String,
}

/// The same, as the second version says it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Words {
    origin: String,
    status: String,
    permissions: String,
    role_ids: Vec<String>,
    invited_by: Option<String>,
    username: String,
    display_name: String,
    by_domain: String,
    email: String,
    ip: String,
}

impl Names {
    /// What is asked by names; `None` if nobody can be meant.
    fn wanted(self) -> Option<Wanted> {
        let network = match self.ip.trim() {
            "" => String::new(),
            ip => ClientAddress(ip.parse().ok()?).neighbourhood(),
        };
        Some(Wanted {
            username: self.username,
            display_name: self.display_name,
            domain: self.by_domain,
            email: self.email,
            network,
            ..Wanted::default()
        })
    }
}

impl Flags {
    fn wanted(self, api: &ClientApi) -> Option<Wanted> {
        let states = [
            (self.pending, "pending"),
            (self.disabled, "disabled"),
            (self.silenced, "silenced"),
            (self.suspended, "suspended"),
            (self.sensitized, "sensitized"),
            (self.active, "active"),
        ];
        let Self { username, display_name, by_domain, email, ip, .. } = self;
        let names = Names { username, display_name, by_domain, email, ip };
        Some(Wanted {
            origin: match (self.local, self.remote) {
                (true, _) => "local",
                (false, true) => "remote",
                (false, false) => "",
            },
            state: states.into_iter().find(|(is_wanted, _)| *is_wanted).map_or("", |(_, word)| word),
            roles: self.staff.then(|| dossiers::staff_roles(&api.site)),
            ..names.wanted()?
        })
    }
}

impl Words {
    fn wanted(self, api: &ClientApi) -> Result<Option<Wanted>, ApiError> {
        const STATES: [&str; 6] = ["active", "pending", "disabled", "silenced", "suspended", "sensitized"];
        let known = |word: &str, among: &[&'static str]| among.iter().copied().find(|it| *it == word);
        let roles: Vec<RoleId> = ids(&self.role_ids, limits::ROLES)?;
        let roles = match (self.permissions.as_str(), roles.is_empty()) {
            ("staff", _) => Some(dossiers::staff_roles(&api.site)),
            (_, false) => Some(roles),
            (_, true) => None,
        };
        let invited_by = match self.invited_by.as_deref() {
            None | Some("") => None,
            Some(id) => Some(id.parse().map_err(|_| ApiError::RECORD_NOT_FOUND)?),
        };
        let Self { username, display_name, by_domain, email, ip, .. } = self;
        let names = Names { username, display_name, by_domain, email, ip };
        Ok(names.wanted().map(|names| Wanted {
            origin: known(&self.origin, &["local", "remote"]).unwrap_or(""),
            state: known(&self.status, &STATES).unwrap_or(""),
            roles,
            invited_by,
            ..names
        }))
    }
}

async fn listed(
    api: &ClientApi,
    me: &Keeper<scope::ReadAccounts>,
    paging: &Paging,
    wanted: Option<Wanted>,
) -> Result<Listed<entities::admin::Account>, ApiError> {
    let page = paging.page(limits::DOSSIERS_PAGE);
    // Whoever asks for what nobody can have is told whether they may ask, too.
    let wanted = wanted.unwrap_or(Wanted { network: "none".into(), ..Wanted::default() });
    let found = dossiers::list(&api.site, &me.staff, &wanted, &page).await?;
    let shown = found.iter().map(|dossier| {
        (dossier.view.account.id.get(), entities::admin::Account::new(api.instance(), dossier))
    });
    Ok(paging.list(api.instance(), shown.collect()))
}

/// `GET /api/v1/admin/accounts`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Keeper<scope::ReadAccounts>,
    paging: Paging,
    Params(flags): Params<Flags>,
) -> Result<Listed<entities::admin::Account>, ApiError> {
    let wanted = flags.wanted(&api);
    listed(&api, &me, &paging, wanted).await
}

/// `GET /api/v2/admin/accounts`
pub(crate) async fn index_v2(
    State(api): State<ClientApi>,
    me: Keeper<scope::ReadAccounts>,
    paging: Paging,
    Params(words): Params<Words>,
) -> Result<Listed<entities::admin::Account>, ApiError> {
    let wanted = words.wanted(&api)?;
    listed(&api, &me, &paging, wanted).await
}

/// `GET /api/v1/admin/accounts/:id`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    me: Keeper<scope::ReadAccounts>,
    At(id): At<Account>,
) -> Answer<entities::admin::Account> {
    let dossier = dossiers::show(&api.site, &me.staff, id).await?;
    Ok(Json(entities::admin::Account::new(api.instance(), &dossier)))
}
