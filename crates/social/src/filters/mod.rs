//! Filters: making them. What they find is decided in `matching`.

pub(crate) mod matching;

use model::{
    AccountId, Filter, FilterAction, FilterContext, FilterId, FilterKeyword, FilterKeywordId, FilterStatus,
    FilterStatusId, StatusId, Timestamp, limits,
};

pub use matching::Match;

use crate::{
    Problem, Refusal, Result, Site, StatusView, Viewer, statuses,
    stream::{Topic, Update},
};

/// A filter that somebody is about to make or change.
#[derive(Clone, Debug)]
pub struct Wish {
    /// Its name.
    pub title: String,
    /// Where it applies.
    pub contexts: Vec<FilterContext>,
    /// What is done with what it finds.
    pub action: FilterAction,
    /// When it ends.
    pub expires_at: Option<Timestamp>,
    /// What happens to its keywords.
    pub keywords: Vec<KeywordWish>,
}

/// What happens to a keyword.
#[derive(Clone, Debug)]
pub struct KeywordWish {
    /// Which one; without it, it is a new one.
    pub id: Option<FilterKeywordId>,
    /// The word or phrase; without it, it stays as it is.
    pub keyword: Option<String>,
    /// Whether it must stand by itself; without it, it stays as it is, or must.
    pub whole_word: Option<bool>,
    /// Whether it goes.
    pub is_removed: bool,
}

impl Wish {
    fn check(&self) -> Result<()> {
        let mut problems = Vec::new();
        if self.title.trim().is_empty() {
            problems.push(Problem::new("title", "can't be blank"));
        } else if self.title.chars().count() > limits::FILTER_TITLE_CHARACTERS {
            let most = limits::FILTER_TITLE_CHARACTERS;
            problems.push(Problem::new("title", format!("is too long (maximum is {most} characters)")));
        }
        if self.contexts.is_empty() {
            problems.push(Problem::new("context", "must name at least one place"));
        }
        if problems.is_empty() { Ok(()) } else { Err(Refusal::Invalid(problems).into()) }
    }
}

fn refused(field: &'static str, message: &str) -> crate::Error {
    Refusal::Invalid(vec![Problem::new(field, message)]).into()
}

fn check_keyword(keyword: &str) -> Result<()> {
    if keyword.trim().is_empty() {
        return Err(refused("keyword", "can't be blank"));
    }
    if keyword.chars().count() > limits::FILTER_KEYWORD_CHARACTERS {
        let most = limits::FILTER_KEYWORD_CHARACTERS;
        return Err(refused("keyword", &format!("is too long (maximum is {most} characters)")));
    }
    Ok(())
}

/// My filters.
pub async fn list(site: &Site, me: AccountId) -> Result<Vec<Filter>> {
    Ok(store::filters::list(&site.store, me, limits::FILTERS).await?)
}

/// What my filters find in a status as everybody sees it.
pub async fn found(site: &Site, me: AccountId, view: &StatusView) -> Result<Vec<Match>> {
    let ready = matching::of(site, me).await?;
    Ok(matching::find(&ready, &view.sheet, view.poll.as_ref(), site.now()))
}

/// One of my filters.
pub async fn find(site: &Site, me: AccountId, id: FilterId) -> Result<Filter> {
    list(site, me).await?.into_iter().find(|filter| filter.id == id).ok_or(Refusal::NotFound.into())
}

/// One of my keywords, with its filter.
pub async fn find_keyword(
    site: &Site,
    me: AccountId,
    id: FilterKeywordId,
) -> Result<(Filter, FilterKeyword)> {
    for filter in list(site, me).await? {
        if let Some(word) = filter.keywords.iter().find(|word| word.id == id).cloned() {
            return Ok((filter, word));
        }
    }
    Err(Refusal::NotFound.into())
}

/// One of my filtered statuses.
pub async fn find_status(site: &Site, me: AccountId, id: FilterStatusId) -> Result<FilterStatus> {
    let filters = list(site, me).await?;
    let found = filters.into_iter().flat_map(|filter| filter.statuses).find(|status| status.id == id);
    found.ok_or(Refusal::NotFound.into())
}

/// Makes a filter.
pub async fn create(site: &Site, me: AccountId, wish: Wish) -> Result<Filter> {
    wish.check()?;
    if list(site, me).await?.len() as i64 >= limits::FILTERS {
        return Err(refused("filters", &format!("are limited to {}", limits::FILTERS)));
    }
    let filter = Filter {
        id: site.id(),
        account_id: me,
        title: wish.title,
        contexts: wish.contexts,
        action: wish.action,
        expires_at: wish.expires_at,
        keywords: Vec::new(),
        statuses: Vec::new(),
    };
    let mut tx = site.store.begin().await?;
    store::filters::insert(&mut tx, &filter).await?;
    keep_keywords(site, &mut tx, &filter, &wish.keywords).await?;
    tx.commit().await?;
    changed(site, me);
    find(site, me, filter.id).await
}

/// Changes one of my filters.
pub async fn change(site: &Site, me: AccountId, id: FilterId, wish: Wish) -> Result<Filter> {
    wish.check()?;
    let before = find(site, me, id).await?;
    let filter = Filter {
        title: wish.title,
        contexts: wish.contexts,
        action: wish.action,
        expires_at: wish.expires_at,
        ..before
    };
    let mut tx = site.store.begin().await?;
    store::filters::update(&mut tx, &filter).await?;
    keep_keywords(site, &mut tx, &filter, &wish.keywords).await?;
    tx.commit().await?;
    changed(site, me);
    find(site, me, id).await
}

async fn keep_keywords(
    site: &Site,
    tx: &mut store::Tx,
    filter: &Filter,
    wishes: &[KeywordWish],
) -> Result<()> {
    let new = wishes.iter().filter(|wish| wish.id.is_none()).count();
    if filter.keywords.len() + new > limits::FILTER_KEYWORDS {
        return Err(refused("keywords", &format!("are limited to {}", limits::FILTER_KEYWORDS)));
    }
    for wish in wishes {
        let known =
            wish.id.map(|id| filter.keywords.iter().find(|word| word.id == id).ok_or(Refusal::NotFound));
        let known = known.transpose()?;
        match known {
            Some(word) if wish.is_removed => store::filters::delete_keyword(&mut *tx, word.id).await?,
            Some(word) => {
                let keyword = wish.keyword.clone().unwrap_or_else(|| word.keyword.clone());
                check_keyword(&keyword)?;
                let whole_word = wish.whole_word.unwrap_or(word.whole_word);
                let word = FilterKeyword { id: word.id, keyword, whole_word };
                store::filters::update_keyword(&mut *tx, &word).await?;
            }
            None if wish.is_removed => {}
            None => {
                let keyword = wish.keyword.clone().unwrap_or_default();
                check_keyword(&keyword)?;
                let word =
                    FilterKeyword { id: site.id(), keyword, whole_word: wish.whole_word.unwrap_or(true) };
                store::filters::insert_keyword(&mut *tx, filter.id, &word).await?;
            }
        }
    }
    Ok(())
}

/// Removes one of my filters.
pub async fn delete(site: &Site, me: AccountId, id: FilterId) -> Result<()> {
    find(site, me, id).await?;
    let mut tx = site.store.begin().await?;
    store::filters::delete(&mut tx, id).await?;
    tx.commit().await?;
    changed(site, me);
    Ok(())
}

/// Changes the keywords of one of my filters.
pub async fn change_keywords(
    site: &Site,
    me: AccountId,
    id: FilterId,
    wishes: &[KeywordWish],
) -> Result<Filter> {
    let filter = find(site, me, id).await?;
    let mut tx = site.store.begin().await?;
    keep_keywords(site, &mut tx, &filter, wishes).await?;
    tx.commit().await?;
    changed(site, me);
    find(site, me, id).await
}

/// Puts a status that I see into one of my filters.
pub async fn add_status(site: &Site, me: AccountId, id: FilterId, status: StatusId) -> Result<FilterStatus> {
    let filter = find(site, me, id).await?;
    statuses::get_visible(site, Viewer::Account(me), status).await?;
    if filter.statuses.len() >= limits::FILTER_STATUSES {
        return Err(refused("statuses", &format!("are limited to {}", limits::FILTER_STATUSES)));
    }
    let mut tx = site.store.begin().await?;
    let added = FilterStatus { id: site.id(), status_id: status };
    if !store::filters::insert_status(&mut tx, id, added.id, status).await? {
        return Err(refused("status", "is in the filter already"));
    }
    tx.commit().await?;
    changed(site, me);
    Ok(added)
}

/// Takes a status out of one of my filters.
pub async fn remove_status(site: &Site, me: AccountId, id: FilterStatusId) -> Result<()> {
    find_status(site, me, id).await?;
    let mut tx = site.store.begin().await?;
    store::filters::delete_status(&mut tx, id).await?;
    tx.commit().await?;
    changed(site, me);
    Ok(())
}

/// Apps are told, since they keep what filters have found.
fn changed(site: &Site, me: AccountId) {
    site.filters.forget(me);
    site.hub.publish(Topic::User(me), &Update::FiltersChanged);
}
