//! What staff decide about those who sign in here: letting them in, their role, and how they sign in.

use model::{Account, AccountId, Permissions, Role, RoleId, User};
use serde_json::json;

use super::{
    Subject,
    dossiers::{self, Dossier},
};
use crate::{
    Problem, Refusal, Result, Site, Staff, address, audit, notices, password_reset, roles, two_factor,
};

/// Says yes to somebody who waits for it.
pub async fn approve(site: &Site, by: &Staff, id: AccountId) -> Result<()> {
    by.needs(Permissions::MANAGE_USERS)?;
    let subject = waiting(site, id).await?;
    let user = subject.user()?;
    let mut tx = site.store.begin().await?;
    if store::users::approve(&mut tx, user.id, site.now()).await? {
        if user.confirmed_at.is_some() {
            notices::welcome(site, &mut tx, user).await?;
        }
        audit::record(site, &mut tx, by, "approve", subject.target(), json!({})).await?;
    }
    Ok(tx.commit().await?)
}

/// Says no to somebody who waits for a yes: their account is gone. Answers what it was.
pub async fn reject(site: &Site, by: &Staff, id: AccountId) -> Result<Dossier> {
    by.needs(Permissions::MANAGE_USERS)?;
    let subject = waiting(site, id).await?;
    let before = dossiers::read(site, id).await?;
    let mut tx = site.store.begin().await?;
    store::accounts::delete(&mut tx, id).await?;
    let details = json!({ "reason": subject.user()?.reason });
    audit::record(site, &mut tx, by, "reject", subject.target(), details).await?;
    tx.commit().await?;
    Ok(before)
}

/// Somebody who waits for a yes.
async fn waiting(site: &Site, id: AccountId) -> Result<Subject> {
    let subject = Subject::find(site, id).await?;
    match subject.user()?.approved_at {
        None => Ok(subject),
        Some(_) => Err(Refusal::Forbidden("decide about somebody who is a member").into()),
    }
}

/// The account of this server with this name.
pub async fn named(site: &Site, username: &str) -> Result<Account> {
    let found = store::accounts::find_by_handle(&site.store, username, None).await?;
    Ok(found.ok_or(Refusal::NotFound)?)
}

/// Gives somebody another role: below one's own, unless one runs the program. There is always somebody who owns the
/// server.
pub async fn set_role(site: &Site, by: &Staff, id: AccountId, role: RoleId) -> Result<()> {
    by.needs(Permissions::MANAGE_ROLES)?;
    let subject = Subject::below(site, by, id).await?;
    let user = subject.user()?;
    let role = roles::existing(site, role)?;
    by.stands_above(&role)?;
    let mut tx = site.store.begin().await?;
    let is_last = user.role_id == Role::OWNER
        && role.id != Role::OWNER
        && store::users::count_of_role(&mut tx, Role::OWNER).await? < 2;
    if is_last {
        return Err(Refusal::Forbidden("take away the role of the only owner").into());
    }
    store::users::update_role(&mut tx, user.id, role.id).await?;
    let details = json!({ "before": site.roles().get(user.role_id).word(), "after": role.word() });
    audit::record(site, &mut tx, by, "change_role", subject.target(), details).await?;
    Ok(tx.commit().await?)
}

/// Somebody below, for whoever may change how they sign in.
async fn access(site: &Site, by: &Staff, id: AccountId) -> Result<(Subject, User)> {
    by.needs(Permissions::MANAGE_USER_ACCESS)?;
    let subject = Subject::below(site, by, id).await?;
    let user = subject.user()?.clone();
    Ok((subject, user))
}

/// Writes down what was done, which the addresses of people are no part of.
async fn note(site: &Site, by: &Staff, subject: &Subject, action: &str) -> Result<()> {
    let mut tx = site.store.begin().await?;
    audit::record(site, &mut tx, by, action, subject.target(), json!({})).await?;
    Ok(tx.commit().await?)
}

/// Gives somebody another e-mail address. The old one is told.
pub async fn change_email(site: &Site, by: &Staff, id: AccountId, email: &str) -> Result<()> {
    let (subject, user) = access(site, by, id).await?;
    note(site, by, &subject, "change_email").await?;
    address::change(site, &user, email).await.map(|_| ())
}

/// Takes it as shown that somebody reads their address.
pub async fn confirm(site: &Site, by: &Staff, id: AccountId) -> Result<()> {
    let (subject, user) = access(site, by, id).await?;
    if user.confirmed_at.is_some() {
        return Err(Refusal::Forbidden("confirm an address that is confirmed").into());
    }
    let mut tx = site.store.begin().await?;
    store::users::confirm(&mut tx, user.id, site.now()).await?;
    if user.approved_at.is_some() {
        notices::welcome(site, &mut tx, &user).await?;
    }
    audit::record(site, &mut tx, by, "confirm", subject.target(), json!({})).await?;
    Ok(tx.commit().await?)
}

/// Asks somebody for no code any more when they sign in.
pub async fn reset_two_factor(site: &Site, by: &Staff, id: AccountId) -> Result<()> {
    let (subject, user) = access(site, by, id).await?;
    note(site, by, &subject, "disable_2fa").await?;
    two_factor::disable(site, user.id).await?;
    Ok(())
}

/// Shuts somebody out of all browsers and apps and lets them choose another password: by a letter where mail is sent,
/// otherwise by the address that is answered, for whoever asks to hand it to them.
pub async fn reset_password(site: &Site, by: &Staff, id: AccountId) -> Result<Option<String>> {
    let (subject, user) = access(site, by, id).await?;
    let mut tx = site.store.begin().await?;
    store::sessions::delete_all(&mut tx, user.id).await?;
    store::authenticators::delete_pending_of(&mut tx, user.id).await?;
    store::tokens::delete_all_of(&mut tx, user.id).await?;
    audit::record(site, &mut tx, by, "reset_password", subject.target(), json!({})).await?;
    let link = match crate::mail::is_on(site) {
        true => {
            password_reset::send(site, &mut tx, &user).await?;
            None
        }
        false => Some(()),
    };
    tx.commit().await?;
    match link {
        None => Ok(None),
        Some(()) => password_reset::link(site, &subject.account.username).await.map(Some),
    }
}

/// Notes with which app somebody joined.
pub async fn joined_with(site: &Site, user: &User, application: model::ApplicationId) -> Result<()> {
    Ok(store::dossiers::set_application(&site.store, user.id, application).await?)
}

/// Lets several in who wait, or turns them away. Those who do not wait are left out; answers how many were decided about.
pub async fn decide_all(site: &Site, by: &Staff, ids: &[AccountId], is_yes: bool) -> Result<usize> {
    by.needs(Permissions::MANAGE_USERS)?;
    if ids.len() > model::limits::APPLICANTS_AT_ONCE {
        let message = format!("are too many (maximum is {})", model::limits::APPLICANTS_AT_ONCE);
        return Err(Refusal::Invalid(vec![Problem::new("account_ids", message)]).into());
    }
    let mut decided = 0;
    for id in ids {
        let done = if is_yes { approve(site, by, *id).await } else { reject(site, by, *id).await.map(drop) };
        match done {
            Ok(()) => decided += 1,
            Err(crate::Error::Refusal(_)) => {}
            Err(fault) => return Err(fault),
        }
    }
    Ok(decided)
}
