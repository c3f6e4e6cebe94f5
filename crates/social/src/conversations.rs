//! Conversations: direct statuses by thread and people, with what is new among them.

use std::collections::HashMap;

use model::{AccountId, Conversation, ConversationId, Page, Status, StatusId, Visibility, limits};

use crate::{
    AccountView, ConversationView, Refusal, Result, Site, StatusView, Viewer, accounts, hiding, statuses,
    stream::{Topic, Update},
};

/// A page of my conversations, the one with the newest status first; paged by that status.
pub async fn list(site: &Site, me: AccountId, page: &Page) -> Result<Vec<ConversationView>> {
    dress(site, me, store::conversations::list(&site.store, me, page).await?).await
}

/// One of my conversations.
pub async fn show(site: &Site, me: AccountId, id: ConversationId) -> Result<ConversationView> {
    let found = store::conversations::find(&site.store, me, id).await?.ok_or(Refusal::NotFound)?;
    dress(site, me, vec![found]).await?.pop().ok_or(Refusal::NotFound.into())
}

async fn dress(
    site: &Site,
    me: AccountId,
    conversations: Vec<Conversation>,
) -> Result<Vec<ConversationView>> {
    let ids: Vec<AccountId> = conversations.iter().flat_map(|c| c.participants.iter().copied()).collect();
    let people: HashMap<AccountId, AccountView> =
        accounts::show_all(site, &ids).await?.into_iter().map(|view| (view.account.id, view)).collect();
    let last: Vec<StatusId> = conversations.iter().map(|c| c.last_status_id).collect();
    let shown: HashMap<StatusId, StatusView> = statuses::show_ids(site, Viewer::Account(me), &last)
        .await?
        .into_iter()
        .map(|view| (view.status.id, view))
        .collect();
    Ok(conversations
        .into_iter()
        .map(|conversation| ConversationView {
            // Who talks to themselves is in the conversation all the same.
            participants: conversation.participants.iter().filter_map(|id| people.get(id).cloned()).collect(),
            last_status: shown.get(&conversation.last_status_id).cloned(),
            conversation,
        })
        .collect())
}

/// Marks one of my conversations as read or unread.
pub async fn mark(site: &Site, me: AccountId, id: ConversationId, unread: bool) -> Result<()> {
    let mut tx = site.store.begin().await?;
    if !store::conversations::mark(&mut tx, me, id, unread).await? {
        return Err(Refusal::NotFound.into());
    }
    Ok(tx.commit().await?)
}

/// Puts one of my conversations away; its statuses stay, and a new one brings it back.
pub async fn delete(site: &Site, me: AccountId, id: ConversationId) -> Result<()> {
    let mut tx = site.store.begin().await?;
    if !store::conversations::delete(&mut tx, me, id).await? {
        return Err(Refusal::NotFound.into());
    }
    Ok(tx.commit().await?)
}

/// Effect of a published status: if it is direct, it is part of a conversation of everybody here whom it concerns.
pub async fn posted(site: &Site, status: &Status) -> Result<()> {
    if status.visibility != Visibility::Direct || status.is_reblog() {
        return Ok(());
    }
    let mut involved: Vec<AccountId> = store::mentions::list(&site.store, &[status.id])
        .await?
        .into_iter()
        .map(|mention| mention.account_id)
        .collect();
    involved.push(status.account_id);
    involved.sort_unstable();
    involved.dedup();
    for account in store::accounts::list(&site.store, &involved).await? {
        if account.is_local() && !hiding::of(site, account.id).await?.hides_id(status.account_id, site.now())
        {
            add(site, account.id, &involved, status).await?;
        }
    }
    Ok(())
}

async fn add(site: &Site, me: AccountId, involved: &[AccountId], status: &Status) -> Result<()> {
    let others: Vec<AccountId> = involved.iter().copied().filter(|id| *id != me).collect();
    let mut tx = site.store.begin().await?;
    let known = store::conversations::find_like(&mut tx, me, status.conversation_id, &others).await?;
    let mut conversation = known.unwrap_or_else(|| Conversation {
        id: site.id(),
        account_id: me,
        thread_id: status.conversation_id,
        participants: others,
        statuses: Vec::new(),
        last_status_id: status.id,
        unread: false,
    });
    if conversation.statuses.contains(&status.id) {
        return Ok(tx.commit().await?);
    }
    conversation.statuses.push(status.id);
    conversation.statuses.sort_unstable();
    let excess = conversation.statuses.len().saturating_sub(limits::CONVERSATION_STATUSES);
    conversation.statuses.drain(..excess);
    conversation.last_status_id = conversation.statuses.last().copied().unwrap_or(status.id);
    conversation.unread = status.account_id != me;
    store::conversations::upsert(&mut tx, &conversation).await?;
    tx.commit().await?;
    site.hub.publish(Topic::Direct(me), &Update::Conversation(conversation.id));
    Ok(())
}

/// Effect of a status's end: conversations know their newest status, and those without any are gone.
pub async fn withdrawn(site: &Site, thread: StatusId, id: StatusId) -> Result<()> {
    for mut conversation in store::conversations::list_by_thread(&site.store, thread).await? {
        if !conversation.statuses.contains(&id) {
            continue;
        }
        conversation.statuses.retain(|status| *status != id);
        let mut tx = site.store.begin().await?;
        match conversation.statuses.last() {
            None => {
                let (whose, id) = (conversation.account_id, conversation.id);
                store::conversations::delete(&mut tx, whose, id).await?;
            }
            Some(last) => {
                conversation.last_status_id = *last;
                store::conversations::upsert(&mut tx, &conversation).await?;
            }
        }
        tx.commit().await?;
    }
    Ok(())
}
