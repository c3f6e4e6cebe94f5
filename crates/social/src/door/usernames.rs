//! Names that nobody takes, or not without a yes. Names that look alike count as one.

use model::{AuditTarget, Id, Permissions, UsernameBlock, door::likeness, limits};
use serde_json::{Value, json};

use super::Screening;
use crate::{Problem, Refusal, Result, Site, audit, sign_up::Applicant, staff::Staff};

/// What is said of a name.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The name.
    pub username: String,
    /// Whether only the whole name is meant.
    pub exact: bool,
    /// Whether a yes is enough.
    pub allow_with_approval: bool,
}

/// All names, in order.
pub async fn list(site: &Site, by: &Staff) -> Result<Vec<UsernameBlock>> {
    by.needs(Permissions::MANAGE_BLOCKS)?;
    Ok(store::door::usernames(&site.store, limits::USERNAME_BLOCKS).await?)
}

/// The name with this id.
pub async fn find(site: &Site, by: &Staff, id: Id<UsernameBlock>) -> Result<UsernameBlock> {
    by.needs(Permissions::MANAGE_BLOCKS)?;
    Ok(store::door::find_username(&site.store, id).await?.ok_or(Refusal::NotFound)?)
}

/// Decides about a name.
pub async fn block(site: &Site, by: &Staff, draft: Draft) -> Result<UsernameBlock> {
    by.needs(Permissions::MANAGE_BLOCKS)?;
    let known = store::door::usernames(&site.store, limits::USERNAME_BLOCKS).await?.len();
    if i64::try_from(known).unwrap_or(i64::MAX) >= limits::USERNAME_BLOCKS {
        return Err(Refusal::Conflict("as many names are blocked as can be").into());
    }
    put(site, by, None, draft).await
}

/// Changes what was decided about a name.
pub async fn change(site: &Site, by: &Staff, id: Id<UsernameBlock>, draft: Draft) -> Result<UsernameBlock> {
    let old = find(site, by, id).await?;
    put(site, by, Some(&old), draft).await
}

/// Takes back what was decided about a name.
pub async fn unblock(site: &Site, by: &Staff, id: Id<UsernameBlock>) -> Result<()> {
    let old = find(site, by, id).await?;
    let mut tx = site.store.begin().await?;
    store::door::delete_username(&mut tx, id).await?;
    audit::record(site, &mut tx, by, "destroy", target(&old), json!({ "before": said(&old) })).await?;
    Ok(tx.commit().await?)
}

async fn put(site: &Site, by: &Staff, old: Option<&UsernameBlock>, draft: Draft) -> Result<UsernameBlock> {
    let username = draft.username.trim().trim_start_matches('@').to_owned();
    let like = likeness(&username);
    let has_others = !username.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    if like.is_empty() || has_others || username.len() > limits::USERNAME_CHARACTERS {
        let most = limits::USERNAME_CHARACTERS;
        return Err(invalid(&format!("must have 1 to {most} letters and digits")));
    }
    let other = store::door::find_username_of(&site.store, &like).await?;
    if other.is_some_and(|other| old.is_none_or(|old| old.id != other.id)) {
        return Err(invalid("has already been taken"));
    }
    let block = UsernameBlock {
        id: old.map_or_else(|| site.id(), |old| old.id),
        username,
        exact: draft.exact,
        allow_with_approval: draft.allow_with_approval,
        created_at: old.map_or_else(|| site.now(), |old| old.created_at),
    };
    let mut tx = site.store.begin().await?;
    store::door::put_username(&mut tx, &block, &like).await?;
    let (action, details) = match old {
        None => ("create", json!({ "after": said(&block) })),
        Some(old) => ("update", json!({ "before": said(old), "after": said(&block) })),
    };
    audit::record(site, &mut tx, by, action, target(&block), details).await?;
    tx.commit().await?;
    Ok(block)
}

/// Looks at the name of somebody who wishes to join.
pub(super) async fn screen(site: &Site, applicant: &Applicant, screening: &mut Screening) -> Result<()> {
    let like = likeness(&applicant.user.username);
    match store::door::matching_username(&site.store, &like).await? {
        Some(block) if block.allow_with_approval => screening.needs_yes = true,
        Some(_) => screening.problems.push(Problem::new("username", "is reserved")),
        None => {}
    }
    Ok(())
}

fn invalid(message: &str) -> crate::Error {
    Refusal::Invalid(vec![Problem::new("username", message)]).into()
}

fn target(block: &UsernameBlock) -> AuditTarget {
    AuditTarget::new("username_block", block.id.get(), block.username.clone())
}

fn said(block: &UsernameBlock) -> Value {
    json!({
        "username": block.username,
        "exact": block.exact,
        "allow_with_approval": block.allow_with_approval,
    })
}
