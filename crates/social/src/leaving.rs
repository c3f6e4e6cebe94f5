//! Leaving: the end of an account of this server by its own person. Everything ends at once for whoever looks; what it
//! published goes in small steps after other servers were told. A bare account stays, so that nobody can take its name,
//! and with it the key by which others believe that it is over.

use model::{Account, AccountId, Event, Role, User, limits};

use crate::{Refusal, Result, Site, statuses};

/// Ends an account of this server. Nothing of it can be got back.
pub async fn leave(site: &Site, user: &User) -> Result<()> {
    if user.role_id == Role::OWNER && store::users::count_of_role(&site.store, Role::OWNER).await? < 2 {
        return Err(Refusal::Forbidden("leave a server that you alone own").into());
    }
    let mut tx = site.store.begin().await?;
    if let Some(archive) = store::archives::latest(&mut tx, user.account_id).await? {
        store::archives::empty(&mut tx, &archive).await?;
    }
    // With the user end its sessions, tokens, open streams and push messages.
    store::users::delete(&mut tx, user.id).await?;
    store::accounts::suspend(&mut tx, user.account_id, site.now()).await?;
    let event = Event::AccountDeleted { account_id: user.account_id };
    store::events::record(&mut tx, site.id(), &event).await?;
    tx.commit().await?;
    forget(site, user.account_id);
    Ok(())
}

/// Effect of leaving, after other servers were told: all that the account published and did goes, a few statuses at a time,
/// and then everything else at once.
pub async fn clear(site: &Site, id: AccountId) -> Result<()> {
    let Some(account) = store::accounts::find(&site.store, id).await? else { return Ok(()) };
    loop {
        let some = store::statuses::oldest_of(&site.store, id, limits::LEAVING_BATCH).await?;
        if some.is_empty() {
            break;
        }
        statuses::delete::remove_quietly(site, &some).await?;
    }
    let mut tx = site.store.begin().await?;
    store::counters::drop_all_of(&mut tx, id).await?;
    store::accounts::delete(&mut tx, id).await?;
    store::accounts::insert(&mut tx, &bare(account)).await?;
    tx.commit().await?;
    forget(site, id);
    Ok(())
}

/// What stays of an account: its name and address.
pub fn bare(account: Account) -> Account {
    Account {
        display_name: String::new(),
        note_text: String::new(),
        note: String::new(),
        discoverable: false,
        indexable: false,
        avatar_url: None,
        header_url: None,
        pictures: Default::default(),
        fields: Vec::new(),
        emojis: Vec::new(),
        attribution_domains: Vec::new(),
        also_known_as: Vec::new(),
        ..account
    }
}

fn forget(site: &Site, id: AccountId) {
    site.hidings.forget_all();
    site.homes.forget(id);
}
