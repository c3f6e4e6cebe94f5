//! Taking back what was decided about accounts, removing what does not belong on a profile, and the end of suspended ones.

use model::{Account, AccountId, Event, Permissions, StrikeAction, limits};
use serde_json::json;

use super::{
    ACTING, Subject,
    dossiers::{self, Dossier},
    forget, marks, needs_one,
};
use crate::{Refusal, Result, Site, Staff, audit, search};

/// Takes back what was done to an account. Where nothing was done, nothing happens.
pub async fn undo(site: &Site, by: &Staff, id: AccountId, action: StrikeAction) -> Result<()> {
    by.needs(Permissions::MANAGE_USERS)?;
    let subject = Subject::below(site, by, id).await?;
    if action == StrikeAction::Freeze {
        subject.user()?;
    }
    let mut tx = site.store.begin().await?;
    if marks::undo(site, &mut tx, &subject, action).await? {
        let word = match action {
            StrikeAction::Freeze => "enable",
            StrikeAction::Sensitize => "unsensitive",
            StrikeAction::Limit => "unsilence",
            _ => "unsuspend",
        };
        audit::record(site, &mut tx, by, word, subject.target(), json!({})).await?;
    } else if action == StrikeAction::Suspend {
        // Nothing of ours to take back: it is shown, or its own server decided.
        return Err(Refusal::Forbidden("bring back what was not suspended here").into());
    }
    tx.commit().await?;
    forget(site, id);
    Ok(())
}

/// What is removed from a profile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The picture.
    Avatar,
    /// The banner.
    Header,
    /// The name shown.
    DisplayName,
}

impl Part {
    /// Reads the word that apps use.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "avatar" => Some(Self::Avatar),
            "header" => Some(Self::Header),
            "display_name" => Some(Self::DisplayName),
            _ => None,
        }
    }
}

/// Removes something from a profile. Its person can put something else there.
pub async fn remove(site: &Site, by: &Staff, id: AccountId, part: Part) -> Result<()> {
    needs_one(by, &ACTING)?;
    let subject = Subject::below(site, by, id).await?;
    let mut account = subject.account.clone();
    let word = match part {
        Part::Avatar => {
            account.avatar_url = None;
            account.pictures.avatar_still_url = None;
            account.pictures.avatar_description = String::new();
            "remove_avatar"
        }
        Part::Header => {
            account.header_url = None;
            account.pictures.header_still_url = None;
            account.pictures.header_description = String::new();
            "remove_header"
        }
        Part::DisplayName => {
            account.display_name = String::new();
            "remove_display_name"
        }
    };
    let mut tx = site.store.begin().await?;
    store::accounts::update(&mut tx, &account).await?;
    search::index::keep_account(site, &mut tx, &account).await?;
    let before = match part {
        Part::Avatar => &subject.account.avatar_url,
        Part::Header => &subject.account.header_url,
        Part::DisplayName => &Some(subject.account.display_name.clone()),
    };
    audit::record(site, &mut tx, by, word, subject.target(), json!({ "before": before })).await?;
    store::events::record(&mut tx, site.id(), &Event::ProfileChanged { account_id: id }).await?;
    Ok(tx.commit().await?)
}

/// Ends the way back of a suspended account: what it published goes at once. Answers what it was.
pub async fn erase(site: &Site, by: &Staff, id: AccountId) -> Result<Dossier> {
    by.needs(Permissions::DELETE_USER_DATA)?;
    let subject = Subject::below(site, by, id).await?;
    if !subject.account.is_suspended_here() || !store::moderation::is_erasure_planned(&site.store, id).await?
    {
        return Err(Refusal::Forbidden("delete an account that is not suspended").into());
    }
    let before = dossiers::read(site, id).await?;
    erase_now(site, by, &subject).await?;
    Ok(before)
}

async fn erase_now(site: &Site, by: &Staff, subject: &Subject) -> Result<()> {
    let account = &subject.account;
    let mut tx = site.store.begin().await?;
    store::moderation::drop_erasure(&mut tx, account.id).await?;
    if let Some(user) = &subject.user {
        if let Some(archive) = store::archives::latest(&mut tx, account.id).await? {
            store::archives::empty(&mut tx, &archive).await?;
        }
        store::users::delete(&mut tx, user.id).await?;
    }
    audit::record(site, &mut tx, by, "destroy", subject.target(), json!({})).await?;
    let event = Event::AccountDeleted { account_id: account.id };
    store::events::record(&mut tx, site.id(), &event).await?;
    tx.commit().await?;
    forget(site, account.id);
    Ok(())
}

/// What was published by those who were suspended and did not come back in time goes, a few accounts at a time.
pub async fn erase_due(site: &Site) -> Result<()> {
    let program = Staff::operator(site);
    for id in store::moderation::due_erasures(&site.store, site.now(), limits::ERASURES_AT_ONCE).await? {
        let subject = Subject::find(site, id).await?;
        erase_now(site, &program, &subject).await?;
    }
    Ok(())
}

/// Whether there is still a way back for a suspended account of this server.
pub async fn may_come_back(site: &Site, account: &Account) -> Result<bool> {
    Ok(account.is_suspended_here() && store::moderation::is_erasure_planned(&site.store, account.id).await?)
}
