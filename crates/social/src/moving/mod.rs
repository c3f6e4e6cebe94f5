//! Moving: a person uses another account from now on, here or elsewhere. Both accounts must say so; then everybody here
//! who follows the old one follows the new one instead.

pub mod carry;
pub mod followers;

use model::{Account, AccountId, Event, Timestamp, limits};
use store::Tx;

use crate::{Problem, Refusal, Result, Site, profile};

const DAY_MS: i64 = 24 * 3_600_000;

/// Says that another account is the same person's, so that its followers may come here.
pub async fn add_alias(site: &Site, by: &Account, other: &Account) -> Result<()> {
    if other.id == by.id {
        return Err(refused("alias", "cannot be the account itself", "alias-self"));
    }
    let is_full = by.also_known_as.len() >= limits::ALIASES && !by.is_also(&other.uri);
    if is_full {
        return Err(refused(
            "aliases",
            format!("are too many (maximum is {})", limits::ALIASES),
            "aliases-many",
        ));
    }
    let add = |account: &mut Account| {
        if !account.is_also(&other.uri) {
            account.also_known_as.push(other.uri.clone());
        }
    };
    profile::change(site, by, add).await
}

/// No longer says that the account with this address is the same person's.
pub async fn remove_alias(site: &Site, by: &Account, uri: &str) -> Result<()> {
    if !by.is_also(uri) {
        return Err(refused("alias", "is none of this account", "alias-none"));
    }
    profile::change(site, by, |account| account.also_known_as.retain(|known| known != uri)).await
}

/// Moves an account of this server: its followers are asked to follow the other instead. `target` must be known as it
/// is at this moment.
pub async fn move_to(site: &Site, by: &Account, target: &Account) -> Result<()> {
    let mut tx = site.store.begin().await?;
    let by = profile::held(&mut tx, by.id).await?;
    check(site, &by, target)?;
    begin(site, &mut tx, &by, target.id).await?;
    Ok(tx.commit().await?)
}

fn check(site: &Site, by: &Account, target: &Account) -> Result<()> {
    let (message, reason) = if target.id == by.id {
        ("is the account itself".to_owned(), "move-self")
    } else if by.moved_to_id == Some(target.id) {
        ("is where this account has moved to already".to_owned(), "move-already")
    } else if target.is_suspended() {
        ("is suspended".to_owned(), "move-suspended")
    } else if target.moved_to_id.is_some() {
        ("has moved elsewhere itself".to_owned(), "move-moved")
    } else if !target.is_also(&by.uri) {
        let me = handle(site, by);
        (format!("does not name {me} as an alias; add it there first, then try again"), "move-alias")
    } else if let Some(until) = rests_until(by).filter(|until| *until > site.now()) {
        let (days, day) = (limits::MOVE_DAYS, until.to_date());
        let message =
            format!("cannot be moved to yet: an account moves once in {days} days, this one again on {day}");
        (message, "move-resting")
    } else {
        return Ok(());
    };
    Err(refused("target", message, reason))
}

/// `alice@home.example`
fn handle(site: &Site, account: &Account) -> String {
    let domain = account.domain.as_deref().unwrap_or(&site.instance.domain);
    format!("@{}@{domain}", account.username)
}

/// Takes a move back as far as that goes: followers who have gone do not come back by themselves.
pub async fn cancel(site: &Site, by: &Account) -> Result<()> {
    let mut tx = site.store.begin().await?;
    let by = profile::held(&mut tx, by.id).await?;
    if by.moved_to_id.is_none() {
        return Err(refused("account", "has not moved", "move-none"));
    }
    store::accounts::set_moved(&mut tx, by.id, None, by.moved_at).await?;
    store::events::record(&mut tx, site.id(), &Event::ProfileChanged { account_id: by.id }).await?;
    Ok(tx.commit().await?)
}

/// An account of another server says that it moved. `target` must be known as it is at this moment, and agree. Said
/// again within a month, only what its profile shows is changed.
pub async fn moved(site: &Site, origin: &Account, target: &Account) -> Result<()> {
    if origin.is_local() || origin.id == target.id {
        return Err(Refusal::Forbidden("move so").into());
    }
    if target.is_suspended() || !target.is_also(&origin.uri) {
        return Err(
            Refusal::Forbidden("move to an account that does not say that it is the same person's").into()
        );
    }
    let mut tx = site.store.begin().await?;
    let origin = profile::held(&mut tx, origin.id).await?;
    if rests_until(&origin).is_none_or(|until| until <= site.now()) {
        begin(site, &mut tx, &origin, target.id).await?;
    } else if origin.moved_to_id != Some(target.id) {
        store::accounts::set_moved(&mut tx, origin.id, Some(target.id), origin.moved_at).await?;
    }
    Ok(tx.commit().await?)
}

/// An account of another server no longer says that it moved.
pub async fn came_back(site: &Site, origin: &Account) -> Result<()> {
    Ok(store::accounts::set_moved(&site.store, origin.id, None, origin.moved_at).await?)
}

async fn begin(site: &Site, tx: &mut Tx, origin: &Account, target: AccountId) -> Result<()> {
    store::accounts::set_moved(&mut *tx, origin.id, Some(target), Some(site.now())).await?;
    let event = Event::AccountMoved { account_id: origin.id, target_account_id: target };
    Ok(store::events::record(tx, site.id(), &event).await?)
}

/// Until when an account that moved does not move again.
fn rests_until(account: &Account) -> Option<Timestamp> {
    account.moved_at.map(|at| at.plus_millis(limits::MOVE_DAYS * DAY_MS))
}

fn refused(field: &'static str, message: impl Into<String>, reason: &'static str) -> crate::Error {
    let number = if field == "target" { limits::MOVE_DAYS } else { limits::ALIASES as i64 };
    Refusal::Invalid(vec![Problem::new(field, message).because(reason).with(number)]).into()
}
