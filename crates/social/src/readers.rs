//! Who reads what: the rules by which a status stands in somebody's home timeline or in a list, used when a timeline
//! is made anew and when a new status comes.

use std::collections::{HashMap, HashSet};

use model::{
    AccountId, Follow, List, ListId, RepliesPolicy, Status, TagId, Visibility, event::DeletedStatus,
};

use crate::{Result, Site, accounts, hiding};

/// A reader, as far as it matters for one status.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    /// Who reads.
    pub(crate) id: AccountId,
    /// Their follow of the author.
    pub(crate) follow: Option<&'a Follow>,
    /// Whether they follow whom the status answers.
    pub(crate) follows_replied_to: bool,
    /// Whether the status names them.
    pub(crate) is_mentioned: bool,
    /// Whether somebody whom the status involves is hidden from them.
    pub(crate) is_hidden: bool,
    /// Whether they follow one of its tags.
    pub(crate) follows_tag: bool,
    /// Whether they read the author in a list instead.
    pub(crate) is_set_apart: bool,
    /// Whether only those who follow the author meet what they say.
    pub(crate) is_limited: bool,
}

impl Reader<'_> {
    /// Whether the status stands in the reader's home timeline.
    pub(crate) fn belongs(&self, status: &Status) -> bool {
        if status.account_id == self.id {
            return true;
        }
        let by_follow = !self.is_set_apart && self.follow.is_some_and(|follow| self.lets_in(follow, status));
        !self.is_hidden && (by_follow || (self.follows_tag && self.meets(status)))
    }

    /// Whether a follow brings the status.
    fn lets_in(&self, follow: &Follow, status: &Status) -> bool {
        if status.visibility == Visibility::Held || !is_wanted(&follow.languages, status.language.as_deref())
        {
            return false;
        }
        if status.is_reblog() {
            return follow.show_reblogs;
        }
        if status.visibility == Visibility::Direct {
            return self.is_mentioned;
        }
        // Half of a conversation with strangers is noise.
        match status.in_reply_to_account_id {
            None => true,
            Some(whom) => whom == self.id || whom == status.account_id || self.follows_replied_to,
        }
    }

    /// Whether the status stands in a list of the reader's.
    pub(crate) fn reads_in(&self, list: &List, place: Place, status: &Status) -> bool {
        if self.is_hidden {
            return false;
        }
        let is_own = status.account_id == self.id;
        let is_let_in = is_own || self.follow.is_some_and(|follow| self.lets_in(follow, status));
        let by_member = place.is_member && is_let_in && place.shows_answer(list, status);
        by_member || (place.has_tag && self.meets(status))
    }

    /// Whether a tag brings the status.
    fn meets(&self, status: &Status) -> bool {
        is_open_word(status) && (!self.is_limited || self.follow.is_some())
    }
}

/// How a status lies to a list.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    /// Whether its author is on the list.
    pub(crate) is_member: bool,
    /// Whether it answers somebody on the list.
    pub(crate) answers_member: bool,
    /// Whether it carries a tag of the list.
    pub(crate) has_tag: bool,
}

impl Place {
    fn shows_answer(self, list: &List, status: &Status) -> bool {
        match status.in_reply_to_account_id {
            None => true,
            Some(whom) if whom == status.account_id || whom == list.account_id => true,
            Some(_) => match list.replies_policy {
                RepliesPolicy::Followed => true,
                RepliesPolicy::List => self.answers_member,
                RepliesPolicy::None => false,
            },
        }
    }
}

/// A public status that says something itself: what tags bring.
fn is_open_word(status: &Status) -> bool {
    status.visibility == Visibility::Public && !status.is_reblog()
}

/// Whether a language is among those chosen. Without a choice, or without a language, it is.
pub(crate) fn is_wanted(chosen: &[String], language: Option<&str>) -> bool {
    let Some(language) = language else { return true };
    let primary = language.split('-').next().unwrap_or(language);
    chosen.is_empty() || chosen.iter().any(|one| one == language || one == primary)
}

/// Where a status stands.
#[derive(Debug, Default)]
pub(crate) struct Reach {
    /// In the home timelines of these accounts of this server.
    pub(crate) homes: Vec<AccountId>,
    /// In these lists, each with its owner.
    pub(crate) lists: Vec<(AccountId, ListId)>,
}

/// What is known of a status and its possible readers, in a fixed number of queries, however many they are.
struct Circle {
    follows: HashMap<AccountId, Follow>,
    follow_replied_to: HashSet<AccountId>,
    mentioned: HashSet<AccountId>,
    hidden_from: HashSet<AccountId>,
    follow_tag: HashSet<AccountId>,
    /// Lists with the author.
    lists: Vec<List>,
    /// Lists with one of the tags.
    tag_lists: Vec<List>,
    /// Of the lists with the author, those with whom the status answers, too.
    lists_of_replied_to: HashSet<ListId>,
    is_limited: bool,
}

impl Circle {
    async fn load(site: &Site, status: &Status) -> Result<Self> {
        let store = &site.store;
        let local_followers = async |of: AccountId| store::follows::list_local(store, of).await;
        let follow_replied_to = match status.in_reply_to_account_id {
            None => HashSet::new(),
            Some(id) => local_followers(id).await?.into_iter().map(|follow| follow.account_id).collect(),
        };
        let tags: Vec<TagId> = match is_open_word(status) {
            false => Vec::new(),
            true => {
                store::tags::list(store, &[status.id]).await?.into_iter().map(|(_, tag)| tag.id).collect()
            }
        };
        let lists = store::lists::holding(store, status.account_id).await?;
        let ids: Vec<ListId> = lists.iter().map(|list| list.id).collect();
        let lists_of_replied_to = match status.in_reply_to_account_id {
            None => Vec::new(),
            Some(id) => store::lists::holding_among(store, id, &ids).await?,
        };
        let mentions = store::mentions::list(store, &[status.id]).await?;
        let follows = local_followers(status.account_id).await?;
        Ok(Self {
            follows: follows.into_iter().map(|follow| (follow.account_id, follow)).collect(),
            follow_replied_to,
            mentioned: mentions.into_iter().map(|mention| mention.account_id).collect(),
            hidden_from: hiding::from_whom(site, status).await?,
            follow_tag: store::tag_follows::followers(store, &tags).await?.into_iter().collect(),
            tag_lists: store::lists::holding_tags(store, &tags).await?,
            lists,
            lists_of_replied_to: lists_of_replied_to.into_iter().collect(),
            is_limited: accounts::find(site, status.account_id).await?.is_limited(),
        })
    }

    fn reader(&self, id: AccountId) -> Reader<'_> {
        Reader {
            id,
            follow: self.follows.get(&id),
            follows_replied_to: self.follow_replied_to.contains(&id),
            is_mentioned: self.mentioned.contains(&id),
            is_hidden: self.hidden_from.contains(&id),
            follows_tag: self.follow_tag.contains(&id),
            is_set_apart: self.lists.iter().any(|list| list.account_id == id && list.is_exclusive),
            is_limited: self.is_limited,
        }
    }

    fn place(&self, list: &List) -> Place {
        Place {
            is_member: self.lists.iter().any(|one| one.id == list.id),
            answers_member: self.lists_of_replied_to.contains(&list.id),
            has_tag: self.tag_lists.iter().any(|one| one.id == list.id),
        }
    }
}

/// Where a status stands: in the home timelines of its author and of those whose rules let it in, and in lists.
pub(crate) async fn reach(site: &Site, status: &Status) -> Result<Reach> {
    let author = accounts::find(site, status.account_id).await?;
    let circle = Circle::load(site, status).await?;
    let mut homes: HashSet<AccountId> = circle.follows.keys().chain(&circle.follow_tag).copied().collect();
    homes.retain(|id| circle.reader(*id).belongs(status));
    if author.is_local() {
        homes.insert(author.id);
    }
    let lists: HashMap<ListId, &List> =
        circle.lists.iter().chain(&circle.tag_lists).map(|list| (list.id, list)).collect();
    let lists = lists
        .into_values()
        .filter(|list| circle.reader(list.account_id).reads_in(list, circle.place(list), status));
    Ok(Reach {
        homes: homes.into_iter().collect(),
        lists: lists.map(|list| (list.account_id, list.id)).collect(),
    })
}

/// Those here whose apps may show a status that is gone and was not open, and their lists with its author.
pub(crate) async fn holders(site: &Site, deleted: &DeletedStatus) -> Result<Reach> {
    let mut homes: HashSet<AccountId> = deleted.concerned.iter().copied().collect();
    homes.insert(deleted.account_id);
    if deleted.visibility == Visibility::Private {
        let follows = store::follows::list_local(&site.store, deleted.account_id).await?;
        homes.extend(follows.into_iter().map(|follow| follow.account_id));
    }
    let lists = store::lists::holding(&site.store, deleted.account_id).await?;
    let lists = lists.into_iter().filter(|list| homes.contains(&list.account_id));
    Ok(Reach {
        lists: lists.map(|list| (list.account_id, list.id)).collect(),
        homes: homes.into_iter().collect(),
    })
}
