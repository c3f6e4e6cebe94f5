//! Lists: chosen people and tags, read on their own.

use std::collections::HashSet;

use model::{Account, AccountId, List, ListId, Page, RepliesPolicy, Tag, limits};

use crate::{AccountView, Problem, Refusal, Result, Site, accounts, follows, tags};

/// A list that somebody is about to make or change.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Its name.
    pub title: String,
    /// Which answers to others are shown.
    pub replies_policy: RepliesPolicy,
    /// Whether its members' statuses stay out of the home timeline.
    pub is_exclusive: bool,
}

impl Wish {
    fn check(&self) -> Result<()> {
        let most = limits::LIST_TITLE_CHARACTERS;
        if self.title.trim().is_empty() {
            return Err(refused("title", "can't be blank"));
        }
        if self.title.chars().count() > most {
            return Err(refused("title", &format!("is too long (maximum is {most} characters)")));
        }
        Ok(())
    }
}

fn refused(field: &'static str, message: &str) -> crate::Error {
    Refusal::Invalid(vec![Problem::new(field, message)]).into()
}

/// My lists.
pub async fn list(site: &Site, me: AccountId) -> Result<Vec<List>> {
    Ok(store::lists::list(&site.store, me, limits::LISTS).await?)
}

/// One of my lists.
pub async fn find(site: &Site, me: AccountId, id: ListId) -> Result<List> {
    store::lists::find(&site.store, me, id).await?.ok_or(Refusal::NotFound.into())
}

/// Makes a list.
pub async fn create(site: &Site, me: AccountId, wish: Wish) -> Result<List> {
    wish.check()?;
    let mut tx = site.store.begin().await?;
    if store::lists::list(&mut tx, me, limits::LISTS).await?.len() as i64 >= limits::LISTS {
        return Err(refused("lists", &format!("are limited to {}", limits::LISTS)));
    }
    let list = List {
        id: site.id(),
        account_id: me,
        title: wish.title,
        replies_policy: wish.replies_policy,
        is_exclusive: wish.is_exclusive,
    };
    store::lists::insert(&mut tx, &list).await?;
    tx.commit().await?;
    Ok(list)
}

/// Changes one of my lists.
pub async fn change(site: &Site, me: AccountId, id: ListId, wish: Wish) -> Result<List> {
    wish.check()?;
    let list = find(site, me, id).await?;
    let list = List {
        title: wish.title,
        replies_policy: wish.replies_policy,
        is_exclusive: wish.is_exclusive,
        ..list
    };
    let mut tx = site.store.begin().await?;
    store::lists::update(&mut tx, &list).await?;
    tx.commit().await?;
    site.homes.forget(me);
    Ok(list)
}

/// Removes one of my lists.
pub async fn delete(site: &Site, me: AccountId, id: ListId) -> Result<()> {
    find(site, me, id).await?;
    let mut tx = site.store.begin().await?;
    store::lists::delete(&mut tx, id).await?;
    tx.commit().await?;
    site.homes.forget(me);
    Ok(())
}

/// Puts accounts on one of my lists: all of them or none, and each once. I must follow each, or be it.
pub async fn add(site: &Site, me: &Account, id: ListId, members: &[AccountId]) -> Result<()> {
    let mut named = HashSet::new();
    let members: Vec<AccountId> = members.iter().copied().filter(|member| named.insert(*member)).collect();
    find(site, me.id, id).await?;
    for member in &members {
        let member = accounts::find(site, *member).await?;
        let is_mine = member.id == me.id
            || follows::find(site, me.id, member.id).await?.is_some()
            || follows::find_request(site, me.id, member.id).await?.is_some();
        if !is_mine {
            return Err(Refusal::NotFound.into());
        }
    }
    let mut tx = site.store.begin().await?;
    for member in &members {
        if !store::lists::add(&mut tx, id, *member).await? {
            return Err(refused("account", "is on the list already"));
        }
    }
    tx.commit().await?;
    site.homes.forget(me.id);
    Ok(())
}

/// Takes accounts off one of my lists.
pub async fn remove(site: &Site, me: AccountId, id: ListId, members: &[AccountId]) -> Result<()> {
    find(site, me, id).await?;
    let mut tx = site.store.begin().await?;
    for member in members {
        store::lists::remove(&mut tx, id, *member).await?;
    }
    tx.commit().await?;
    site.homes.forget(me);
    Ok(())
}

/// A page of who is on one of my lists; without a page, everybody.
pub async fn members(
    site: &Site,
    me: AccountId,
    id: ListId,
    page: Option<&Page>,
) -> Result<Vec<AccountView>> {
    find(site, me, id).await?;
    match page {
        Some(page) => accounts::dress(site, store::lists::accounts(&site.store, id, page).await?).await,
        None => accounts::show_all(site, &store::lists::members(&site.store, id).await?).await,
    }
}

/// Which of my lists an account is on.
pub async fn with(site: &Site, me: AccountId, member: AccountId) -> Result<Vec<List>> {
    let member = accounts::find(site, member).await?;
    let mut lists = list(site, me).await?;
    let ids: Vec<ListId> = lists.iter().map(|list| list.id).collect();
    let holding = store::lists::holding_among(&site.store, member.id, &ids).await?;
    lists.retain(|list| holding.contains(&list.id));
    Ok(lists)
}

/// The tags on one of my lists.
pub async fn tags(site: &Site, me: AccountId, id: ListId) -> Result<Vec<Tag>> {
    find(site, me, id).await?;
    Ok(store::lists::tags(&site.store, id, limits::LIST_TAGS).await?)
}

/// Puts a tag on one of my lists.
pub async fn add_tag(site: &Site, me: AccountId, id: ListId, name: &str) -> Result<()> {
    find(site, me, id).await?;
    let mut tx = site.store.begin().await?;
    if store::lists::tags(&mut tx, id, limits::LIST_TAGS).await?.len() as i64 >= limits::LIST_TAGS {
        return Err(refused("tags", &format!("are limited to {} for each list", limits::LIST_TAGS)));
    }
    let tag = tags::find_or_make(site, &mut tx, name).await?;
    store::lists::add_tag(&mut tx, id, tag.id).await?;
    tx.commit().await?;
    site.homes.forget(me);
    Ok(())
}

/// Takes a tag off one of my lists.
pub async fn remove_tag(site: &Site, me: AccountId, id: ListId, name: &str) -> Result<()> {
    find(site, me, id).await?;
    let tag = tags::find(site, name).await?.ok_or(Refusal::NotFound)?;
    let mut tx = site.store.begin().await?;
    store::lists::remove_tag(&mut tx, id, tag.id).await?;
    tx.commit().await?;
    site.homes.forget(me);
    Ok(())
}
