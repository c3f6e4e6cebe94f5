//! Threads that began on other servers: what stands above a status and below it, asked for when somebody here opens it.
//! The collection of the whole thread (FEP-f228) is read if there is one, else the answers to each status in turn.

use std::collections::{HashMap, HashSet, VecDeque};

use activitypub::{audience::Reach, vocabulary::Object};
use futures_util::future::join_all;
use serde_json::Value;
use store::inquiries::Inquiry;

use crate::{
    Federation,
    authority::{Authentic, authority, is_same_host},
    collections::{Extent, Item},
    fetch::FetchError,
    limits,
    objects::Budget,
    profiles::passable,
    statuses,
    translate::web_address,
    trouble::Trouble,
};

/// A walk through one thread.
struct Walk<'a> {
    federation: &'a Federation,
    inquiry: &'a Inquiry,
    budget: Budget,
    /// Addresses that were met.
    seen: HashSet<String>,
    /// Statuses fetched from each host.
    fetched: HashMap<String, usize>,
    /// Pages of collections read.
    pages: usize,
    /// Statuses that were new.
    found: usize,
}

impl Federation {
    /// Asks what stands above and below a status.
    pub(crate) async fn look_into_thread(&self, inquiry: &Inquiry) -> Result<(), Trouble> {
        let budget = Budget::new(limits::FETCHES_PER_THREAD);
        let document = match self.fetch_object(&inquiry.subject, &budget).await {
            Err(FetchError::Gone) => return self.forget_gone(&inquiry.subject).await,
            found => found?,
        };
        self.bring_up_to_date(&document, &budget).await?;
        let opened = statuses::read(&document)?;
        let above = self.take_in_above(&opened, limits::ANCESTORS_CLIMBED, &budget).await?;
        let mut walk = Walk {
            federation: self,
            inquiry,
            budget,
            seen: HashSet::from([opened.get().id.clone()]),
            fetched: HashMap::new(),
            pages: 0,
            found: 0,
        };
        if !walk.follow_context(above.as_ref().unwrap_or(&opened)).await? {
            walk.follow_answers(&document).await?;
        }
        Ok(())
    }

    /// A status is gone where it was: then it is gone here, too.
    async fn forget_gone(&self, uri: &str) -> Result<(), Trouble> {
        if let Some(known) = social::statuses::find_by_uri(self.site(), uri).await? {
            let author = social::accounts::find(self.site(), known.account_id).await?;
            social::statuses::delete_remote(self.site(), &author, uri).await?;
        }
        Ok(())
    }
}

impl Walk<'_> {
    /// Reads the whole thread where its beginning says that it stands; answers whether that was possible.
    async fn follow_context(&mut self, root: &Authentic<Object>) -> Result<bool, Trouble> {
        let said = root.get();
        let context = said.thread.as_deref().and_then(web_address);
        let Some(context) = context.filter(|address| is_same_host(address, &said.id)) else {
            return Ok(false);
        };
        let Ok(start) = root.read(|_| Ok::<_, std::convert::Infallible>(Value::from(context.as_str())));
        let extent = Extent { pages: limits::THREAD_PAGES, items: limits::THREAD_STATUSES };
        let read = self.federation.collected(&start, &said.id, extent, &self.budget).await;
        let Some((items, pages)) = passable(read)? else { return Ok(false) };
        self.pages += pages;
        let has_answers = items.iter().any(|item| item.id().is_some_and(|id| id != said.id));
        self.take_in(self.unknown(items).await?).await?;
        Ok(has_answers)
    }

    /// Reads the answers to a status, and those to them.
    async fn follow_answers(&mut self, document: &Authentic<Value>) -> Result<(), Trouble> {
        let mut queue = VecDeque::from([document.clone()]);
        while let Some(document) = queue.pop_front() {
            let left = limits::THREAD_PAGES.saturating_sub(self.pages);
            let Some(replies) = document.get().get("replies").filter(|_| left > 0) else { continue };
            let Some(owner) = activitypub::lenient::id_of(document.get()).map(str::to_owned) else {
                continue;
            };
            let extent = Extent { pages: left, items: limits::THREAD_ANSWERS };
            let start = document.section(replies);
            let read = self.federation.collected(&start, &owner, extent, &self.budget).await;
            let Some((items, pages)) = passable(read)? else { continue };
            self.pages += pages;
            queue.extend(self.take_in(items).await?);
        }
        Ok(())
    }

    /// Without what is known here.
    async fn unknown(&self, items: Vec<Item>) -> Result<Vec<Item>, Trouble> {
        let mut unknown = Vec::new();
        for item in items {
            let Some(id) = item.id() else { continue };
            if self.federation.known_status(id).await?.is_none() {
                unknown.push(item);
            }
        }
        Ok(unknown)
    }

    /// Takes in statuses; answers their documents.
    async fn take_in(&mut self, items: Vec<Item>) -> Result<Vec<Authentic<Value>>, Trouble> {
        let mut wanted = Vec::new();
        for item in items {
            if self.seen.len() <= limits::THREAD_STATUSES && self.may_ask(&item) {
                wanted.push(item);
            }
        }
        let mut documents = Vec::new();
        for some in wanted.chunks(limits::THREAD_FETCHES_AT_ONCE) {
            let fetches = some.iter().map(|item| self.document(item));
            for found in join_all(fetches).await {
                documents.extend(passable(found)?);
            }
        }
        // What answers another comes after it, and so finds it.
        documents.sort_by_key(|document| activitypub::lenient::time(document.get(), "published"));
        let mut taken = Vec::new();
        for document in documents {
            if passable(self.take_in_answer(&document).await)?.is_some() {
                taken.push(document);
            }
        }
        let found = i64::try_from(self.found).unwrap_or(i64::MAX);
        store::inquiries::set_found(&self.federation.site().store, self.inquiry.id, found).await?;
        Ok(taken)
    }

    /// Whether a status was not met yet, and its host not asked too often.
    fn may_ask(&mut self, item: &Item) -> bool {
        let Some(id) = item.id().filter(|id| !self.federation.site().instance.owns(id)) else { return false };
        let Some(host) = authority(id).filter(|_| self.seen.insert(id.to_owned())) else { return false };
        if matches!(item, Item::Told(_)) {
            return true;
        }
        let asked = self.fetched.entry(host).or_default();
        *asked += 1;
        *asked <= limits::THREAD_FETCHES_PER_HOST
    }

    async fn document(&self, item: &Item) -> Result<Authentic<Value>, Trouble> {
        match item {
            Item::Told(document) => Ok(document.clone()),
            Item::Named(id) => Ok(self.federation.fetch_object(id, &self.budget).await?),
        }
    }

    /// Takes in an open answer. What answers nothing is no part of a thread, whoever lists it.
    async fn take_in_answer(&mut self, document: &Authentic<Value>) -> Result<(), Trouble> {
        let object = statuses::read(document)?;
        if object.get().in_reply_to.is_none() {
            return Err(Trouble::refused("it answers nothing"));
        }
        if self.federation.known_status(&object.get().id).await?.is_some() {
            return Ok(());
        }
        let author = self.federation.author_of(&object, &self.budget).await?;
        match object.get().audience.reach(author.followers_url.as_deref()) {
            Reach::Public | Reach::Unlisted => {}
            Reach::Followers | Reach::Direct => return Err(Trouble::refused("it is not for everybody")),
        }
        self.federation.take_in_above(&object, limits::ANCESTORS_FETCHED, &self.budget).await?;
        if self.federation.take_in_found(&object, &author, &self.budget).await?.is_some() {
            self.found += 1;
        }
        Ok(())
    }
}
