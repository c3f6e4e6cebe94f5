//! Roles of this server, kept in memory: who may do what is asked with nearly every request.

use std::sync::Arc;

use model::{Permissions, Role, RoleId, User, limits};
use serde_json::json;

use crate::{Problem, Refusal, Result, Site, audit, staff::Staff};

/// The roles, the highest first.
#[derive(Debug)]
pub struct Roles(Vec<Arc<Role>>);

impl Roles {
    /// Those that every server has.
    pub(crate) fn built_in() -> Self {
        Self::new(Role::built_in())
    }

    fn new(mut roles: Vec<Role>) -> Self {
        roles.sort_by_key(|role| (-role.position, role.id));
        Self(roles.into_iter().map(Arc::new).collect())
    }

    /// The role with this id; that of everybody, if it is gone.
    pub fn get(&self, id: RoleId) -> Arc<Role> {
        let find = |id| self.0.iter().find(|role| role.id == id);
        find(id).or_else(|| find(Role::EVERYBODY)).map_or_else(|| Arc::new(nobody()), Arc::clone)
    }

    /// All of them, the highest first.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<Role>> {
        self.0.iter()
    }
}

/// What somebody may of whose role nothing is known: nothing.
pub fn nobody() -> Role {
    Role {
        id: Role::EVERYBODY,
        name: String::new(),
        color: String::new(),
        position: Role::LOWEST,
        permissions: Permissions::NONE,
        highlighted: false,
        requires_two_factor: false,
    }
}

/// Takes over what is stored, so that changes made by other processes count within a second.
pub(crate) async fn load(site: &Site) -> Result<()> {
    let stored = Roles::new(store::roles::list(&site.store).await?);
    if site.roles().0 != stored.0 {
        site.set_roles(stored);
    }
    Ok(())
}

/// The role with this word, such as `moderator`, or the name of one that was made here.
pub fn find(site: &Site, word: &str) -> Option<Arc<Role>> {
    site.roles().iter().find(|role| role.word() == word.to_lowercase()).map(Arc::clone)
}

/// Whether a user may do something: because of their role, or because everybody may.
pub fn may(site: &Site, user: &User, wanted: Permissions) -> bool {
    user.is_functional() && permissions(site, user.role_id).allow(wanted)
}

/// What those with a role may do.
pub fn permissions(site: &Site, id: RoleId) -> Permissions {
    let roles = site.roles();
    roles.get(id).permissions | roles.get(Role::EVERYBODY).permissions
}

/// The roles whose holders may do something, the highest first.
pub(crate) fn with(site: &Site, wanted: Permissions) -> Vec<RoleId> {
    site.roles().iter().filter(|role| role.permissions.allow(wanted)).map(|role| role.id).collect()
}

/// What is said of a role.
#[derive(Clone, Debug)]
pub struct Draft {
    /// What it is called.
    pub name: String,
    /// `#rrggbb`, or nothing.
    pub color: String,
    /// Where it stands.
    pub position: i64,
    /// What it allows.
    pub permissions: Permissions,
    /// Whether everybody sees a badge.
    pub highlighted: bool,
    /// Whether it needs a second factor.
    pub requires_two_factor: bool,
}

/// All roles with how many users have each, the highest first. Who handles reports may know who may do what.
pub async fn list(site: &Site, by: &Staff) -> Result<Vec<(Arc<Role>, i64)>> {
    if !by.may(Permissions::MANAGE_ROLES) {
        by.needs(Permissions::MANAGE_USERS)?;
    }
    let mut counted = Vec::new();
    for role in site.roles().iter() {
        counted.push((Arc::clone(role), users(site, role.id).await?));
    }
    Ok(counted)
}

/// How many users have a role.
pub async fn users(site: &Site, id: RoleId) -> Result<i64> {
    Ok(store::users::count_of_role(&site.store, id).await?)
}

/// Makes a role.
pub async fn make(site: &Site, by: &Staff, draft: Draft) -> Result<Arc<Role>> {
    by.needs(Permissions::MANAGE_ROLES)?;
    if site.roles().0.len() >= limits::ROLES {
        return Err(Refusal::Conflict("this server has as many roles as it can have").into());
    }
    check(site, by, None, &draft)?;
    put(site, by, "create", None, role(site.id(), draft)).await
}

/// Changes a role. Nobody changes what stands as high as they do, nor allows what they may not do themselves.
pub async fn change(site: &Site, by: &Staff, id: RoleId, draft: Draft) -> Result<Arc<Role>> {
    by.needs(Permissions::MANAGE_ROLES)?;
    let old = existing(site, id)?;
    by.stands_above(&old)?;
    check(site, by, Some(&old), &draft)?;
    let mut new = role(id, draft);
    if old.is_built_in() {
        (new.position, new.name) = (old.position, old.name.clone());
    }
    put(site, by, "update", Some(&old), new).await
}

/// Removes a role that was made here; those who had it are members like everybody.
pub async fn remove(site: &Site, by: &Staff, id: RoleId) -> Result<()> {
    by.needs(Permissions::MANAGE_ROLES)?;
    let old = existing(site, id)?;
    by.stands_above(&old)?;
    if old.is_built_in() {
        return Err(Refusal::Forbidden("remove a role that every server has").into());
    }
    let mut tx = site.store.begin().await?;
    store::roles::replace(&mut tx, id, Role::EVERYBODY).await?;
    store::roles::delete(&mut tx, id).await?;
    let target = model::AuditTarget::new("role", id.get(), old.name.clone());
    audit::record(site, &mut tx, by, "destroy", target, json!({ "before": said(&old) })).await?;
    tx.commit().await?;
    load(site).await
}

/// The role with this id.
pub fn existing(site: &Site, id: RoleId) -> Result<Arc<Role>> {
    let role = site.roles().iter().find(|role| role.id == id).map(Arc::clone);
    Ok(role.ok_or(Refusal::NotFound)?)
}

/// One role, for whoever may change it.
pub fn to_change(site: &Site, by: &Staff, id: RoleId) -> Result<Arc<Role>> {
    by.needs(Permissions::MANAGE_ROLES)?;
    existing(site, id)
}

fn role(id: RoleId, draft: Draft) -> Role {
    let Draft { name, color, position, permissions, highlighted, requires_two_factor } = draft;
    let name = name.trim().to_owned();
    Role { id, name, color, position, permissions, highlighted, requires_two_factor }
}

fn check(site: &Site, by: &Staff, old: Option<&Role>, draft: &Draft) -> Result<()> {
    let mut problems = Vec::new();
    let (name, letters) = (draft.name.trim(), draft.name.trim().chars().count());
    let is_built_in = old.is_some_and(Role::is_built_in);
    if !is_built_in && !(1..=limits::ROLE_NAME_CHARACTERS).contains(&letters) {
        let most = limits::ROLE_NAME_CHARACTERS;
        problems.push(Problem::new("name", format!("must have 1 to {most} characters")));
    }
    let is_taken =
        |role: &Arc<Role>| Some(role.id) != old.map(|old| old.id) && role.word() == name.to_lowercase();
    if !is_built_in && site.roles().iter().any(is_taken) {
        problems.push(Problem::new("name", "is already taken"));
    }
    let hex = draft.color.strip_prefix('#').unwrap_or_default();
    let is_colour = hex.len() == 6 && hex.bytes().all(|byte| byte.is_ascii_hexdigit());
    if !(draft.color.is_empty() || is_colour) {
        problems.push(Problem::new("color", "must be like #3b82f6"));
    }
    if !is_built_in && !(0..by.role().position).contains(&draft.position) {
        problems.push(Problem::new("position", "must be below your own"));
    }
    let before = old.map_or(Permissions::NONE, |old| old.permissions);
    if !by.may(Permissions::from_bits(draft.permissions.bits() & !before.bits())) {
        problems.push(Problem::new("permissions", "cannot include what you may not do yourself"));
    }
    let is_everybody = old.is_some_and(|old| old.id == Role::EVERYBODY);
    if is_everybody && draft.permissions.make_staff() {
        problems.push(Problem::new("permissions", "of everybody cannot make everybody staff"));
    }
    match problems.is_empty() {
        true => Ok(()),
        false => Err(Refusal::Invalid(problems).into()),
    }
}

async fn put(site: &Site, by: &Staff, action: &str, old: Option<&Role>, new: Role) -> Result<Arc<Role>> {
    let mut tx = site.store.begin().await?;
    store::roles::put(&mut tx, &new).await?;
    let target = model::AuditTarget::new("role", new.id.get(), new.name.clone());
    let details = json!({ "before": old.map(said), "after": said(&new) });
    audit::record(site, &mut tx, by, action, target, details).await?;
    tx.commit().await?;
    load(site).await?;
    existing(site, new.id)
}

fn said(role: &Role) -> serde_json::Value {
    json!({
        "name": role.name,
        "color": role.color,
        "position": role.position,
        "permissions": role.permissions.bits(),
        "highlighted": role.highlighted,
        "requires_two_factor": role.requires_two_factor,
    })
}
