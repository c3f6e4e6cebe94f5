//! Private notes on accounts: only who wrote them sees them.

use model::{Account, AccountId, limits};

use crate::{Problem, Refusal, Result, Site, accounts};

/// Writes a note on an account; an empty one removes it.
pub async fn write(site: &Site, by: &Account, target: AccountId, comment: &str) -> Result<()> {
    let target = accounts::find(site, target).await?;
    if comment.chars().count() > limits::ACCOUNT_NOTE_CHARACTERS {
        let most = limits::ACCOUNT_NOTE_CHARACTERS;
        let problem = Problem::new("comment", format!("is too long (maximum is {most} characters)"));
        return Err(Refusal::Invalid(vec![problem]).into());
    }
    let mut tx = site.store.begin().await?;
    if comment.is_empty() {
        store::notes::delete(&mut tx, by.id, target.id).await?;
    } else {
        store::notes::upsert(&mut tx, by.id, target.id, comment).await?;
    }
    Ok(tx.commit().await?)
}
