//! What people here keep about an account that moved - notes, blocks and mutes - holds for the new account, too.

use model::{Account, AccountId, Block, Mute, MuteId, limits};
use store::Tx;

use crate::{Result, Site, blocks, mutes};

/// Notes about the old account are added to those about the new one.
pub(super) async fn notes(site: &Site, origin: &Account, target: &Account) -> Result<()> {
    let mut after = AccountId::new(0);
    loop {
        let batch = store::notes::about(&site.store, origin.id, after, limits::MOVE_BATCH).await?;
        let Some((last, _)) = batch.last() else { return Ok(()) };
        after = *last;
        let mut tx = site.store.begin().await?;
        for (writer, comment) in &batch {
            let addition = format!("Moved here from @{}. What you noted there: {comment}", origin.acct());
            add_note(&mut tx, *writer, target.id, &addition).await?;
        }
        tx.commit().await?;
    }
}

/// Adds a text to a note. If it is in there already, this has been done before.
async fn add_note(tx: &mut Tx, writer: AccountId, target: AccountId, addition: &str) -> Result<()> {
    let known = note(&mut *tx, writer, target).await?.unwrap_or_default();
    if known.contains(addition) {
        return Ok(());
    }
    let both = if known.is_empty() { addition.to_owned() } else { format!("{known}\n\n{addition}") };
    let both: String = both.chars().take(limits::ACCOUNT_NOTE_CHARACTERS).collect();
    Ok(store::notes::upsert(tx, writer, target, &both).await?)
}

async fn note(tx: &mut Tx, writer: AccountId, target: AccountId) -> Result<Option<String>> {
    Ok(store::notes::among(tx, writer, &[target]).await?.pop().map(|(_, comment)| comment))
}

/// Says why the new account is kept away, unless there is a note about it.
async fn explain(
    tx: &mut Tx,
    writer: AccountId,
    target: AccountId,
    origin: &Account,
    what: &str,
) -> Result<()> {
    if note(&mut *tx, writer, target).await?.is_none() {
        let reason = format!("Moved here from @{}, whom you had {what}.", origin.acct());
        store::notes::upsert(tx, writer, target, &reason).await?;
    }
    Ok(())
}

/// Whoever blocks the old account blocks the new one, unless they follow it.
pub(super) async fn blocks(site: &Site, origin: &Account, target: &Account) -> Result<()> {
    let mut after = AccountId::new(0);
    loop {
        let batch = store::blocks::local_to(&site.store, origin.id, after, limits::MOVE_BATCH).await?;
        let Some(last) = batch.last() else { return Ok(()) };
        after = *last;
        for blocker in &batch {
            block(site, *blocker, origin, target).await?;
        }
    }
}

async fn block(site: &Site, by: AccountId, origin: &Account, target: &Account) -> Result<()> {
    let mut tx = site.store.begin().await?;
    let is_blocked = store::blocks::find(&mut tx, by, target.id).await?.is_some();
    let is_followed = store::follows::find(&mut tx, by, target.id).await?.is_some();
    if by == target.id || is_blocked || is_followed {
        return Ok(());
    }
    let block = Block { id: site.id(), account_id: by, target_account_id: target.id, uri: None };
    blocks::make(site, &mut tx, block).await?;
    explain(&mut tx, by, target.id, origin, "blocked").await?;
    tx.commit().await?;
    blocks::forget(site, by, target.id);
    Ok(())
}

/// Whoever mutes the old account mutes the new one, for as long and as much, unless they follow it.
pub(super) async fn mutes(site: &Site, origin: &Account, target: &Account) -> Result<()> {
    let mut after = MuteId::new(0);
    loop {
        let batch =
            store::mutes::list_to(&site.store, origin.id, site.now(), after, limits::MOVE_BATCH).await?;
        let Some(last) = batch.last() else { return Ok(()) };
        after = last.id;
        for old in &batch {
            mute(site, old, origin, target).await?;
        }
    }
}

async fn mute(site: &Site, old: &Mute, origin: &Account, target: &Account) -> Result<()> {
    let by = old.account_id;
    let mut tx = site.store.begin().await?;
    let is_muted = store::mutes::find(&mut tx, by, target.id).await?.is_some();
    let is_followed = store::follows::find(&mut tx, by, target.id).await?.is_some();
    if by == target.id || is_muted || is_followed {
        return Ok(());
    }
    let mute = Mute { id: site.id(), target_account_id: target.id, ..old.clone() };
    store::mutes::upsert(&mut tx, &mute, site.now()).await?;
    explain(&mut tx, by, target.id, origin, "muted").await?;
    tx.commit().await?;
    mutes::forget(site, by);
    Ok(())
}
