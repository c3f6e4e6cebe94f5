//! Statuses on other servers: fetching one with what it answers, and deciding whether one that was sent to us
//! concerns anybody here.

use std::collections::HashSet;

use activitypub::{
    vocabulary::{Mention, Object},
    webfinger::Handle,
};
use model::{Account, AccountId, Status, limits::STATUS_MENTIONS};
use serde_json::Value;
use social::statuses::{Arrival, ArrivedQuote};

use crate::{
    Federation,
    authority::{Authentic, authority, is_same_host},
    limits,
    objects::Budget,
    translate,
    trouble::Trouble,
};

impl Federation {
    /// The status with this address: as it is known here, or else fetched with what it answers.
    pub(crate) async fn status(&self, uri: &str, budget: &Budget) -> Result<Status, Trouble> {
        if let Some(known) = self.known_status(uri).await? {
            return Ok(known);
        }
        if self.site().instance.owns(uri) {
            return Err(Trouble::refused("there is no such status here"));
        }
        let turn = self.turn("status", uri).await;
        if let Some(known) = self.known_status(uri).await? {
            return Ok(known);
        }
        let document = self.fetch_object(uri, budget).await?;
        let taken = self.take_in_fetched(&document, budget).await;
        drop(turn);
        taken
    }

    /// The status with this address or page, as far as it is known here.
    pub(crate) async fn known_status(&self, uri: &str) -> Result<Option<Status>, Trouble> {
        match social::statuses::find_by_uri(self.site(), uri).await? {
            Some(known) => Ok(Some(known)),
            None => Ok(social::statuses::find_by_url(self.site(), uri).await?),
        }
    }

    /// Takes in a status that was fetched from its own server.
    pub(crate) async fn take_in_fetched(
        &self,
        document: &Authentic<Value>,
        budget: &Budget,
    ) -> Result<Status, Trouble> {
        let object = read(document)?;
        let author = self.author_of(&object, budget).await?;
        self.take_in(&object, &author, self.is_recent(object.get()), budget).await?;
        let uri = &object.get().id;
        social::statuses::find_by_uri(self.site(), uri)
            .await?
            .ok_or_else(|| Trouble::refused("the status is gone"))
    }

    /// Whether a status is so new that whoever hears of it in a roundabout way hears news.
    pub(crate) fn is_recent(&self, object: &Object) -> bool {
        let newest = self.site().now().as_millis() - limits::OVERTAKING_MS;
        object.published.is_none_or(|at| at >= newest)
    }

    /// Takes in a status by this author, after what it answers. Answers `None` if it was known, or is gone.
    pub(crate) async fn take_in_status(
        &self,
        object: &Authentic<Object>,
        author: &Account,
        budget: &Budget,
    ) -> Result<Option<Status>, Trouble> {
        self.take_in(object, author, true, budget).await
    }

    async fn take_in(
        &self,
        object: &Authentic<Object>,
        author: &Account,
        is_news: bool,
        budget: &Budget,
    ) -> Result<Option<Status>, Trouble> {
        if social::statuses::find_by_uri(self.site(), &object.get().id).await?.is_some() {
            return Ok(None);
        }
        // Both ask others, and are kept aside: many who get here have come a long way, and carry all that with them.
        Box::pin(self.take_in_above(object, limits::ANCESTORS_FETCHED, budget)).await?;
        let arrival = Arrival { is_news, ..Box::pin(self.arrival(object, author, budget)).await? };
        Ok(social::statuses::post_remote(self.site(), author, arrival).await?)
    }

    /// Takes in a status that was looked for and stands alone or below what is known: it is no news to anybody.
    pub(crate) async fn take_in_found(
        &self,
        object: &Authentic<Object>,
        author: &Account,
        budget: &Budget,
    ) -> Result<Option<Status>, Trouble> {
        if social::statuses::find_by_uri(self.site(), &object.get().id).await?.is_some() {
            return Ok(None);
        }
        // People whom old words name are not worth a fetch.
        let mentions = self.mentioned_by(object.get(), &Budget::new(0)).await?;
        let arrival = self.arrival_for(object, author, mentions, budget).await?;
        let arrival = Arrival { is_news: false, ..arrival };
        Ok(social::statuses::post_remote(self.site(), author, arrival).await?)
    }

    /// Takes in what a status answers, and what that answers, as far as it is unknown here and not more than `most`;
    /// answers the topmost.
    pub(crate) async fn take_in_above(
        &self,
        object: &Authentic<Object>,
        most: usize,
        budget: &Budget,
    ) -> Result<Option<Authentic<Object>>, Trouble> {
        let mut above = self.fetch_ancestors(object, most, budget).await?;
        let topmost = above.last().map(|(object, _)| object.clone());
        while let Some((object, author)) = above.pop() {
            self.take_in_found(&object, &author, budget).await?;
        }
        Ok(topmost)
    }

    /// An object as a status by its author, with those whom it names and what it quotes.
    pub(crate) async fn arrival(
        &self,
        object: &Authentic<Object>,
        author: &Account,
        budget: &Budget,
    ) -> Result<Arrival, Trouble> {
        let mentions = self.mentioned_by(object.get(), budget).await?;
        self.arrival_for(object, author, mentions, budget).await
    }

    async fn arrival_for(
        &self,
        object: &Authentic<Object>,
        author: &Account,
        mentions: Vec<AccountId>,
        budget: &Budget,
    ) -> Result<Arrival, Trouble> {
        let mut arrival = translate::status::arrival(object, author, mentions)?;
        arrival.quote = match self.quoted_by(object.get(), author, budget).await {
            Err(Trouble::Fault(fault)) => return Err(Trouble::Fault(fault)),
            Err(trouble) => {
                tracing::debug!(reason = %trouble, "what a status quotes cannot be had");
                None
            }
            Ok(quote) => quote,
        };
        Ok(arrival)
    }

    /// What an object quotes, and whether its author consents.
    async fn quoted_by(
        &self,
        object: &Object,
        author: &Account,
        budget: &Budget,
    ) -> Result<Option<ArrivedQuote>, Trouble> {
        let Some(uri) = object.quote.as_deref().filter(|uri| *uri != object.id) else { return Ok(None) };
        let quoted = match self.known_status(uri).await? {
            Some(known) => known,
            None if self.site().instance.owns(uri) => return Ok(None),
            None => {
                let document = self.fetch_object(uri, budget).await?;
                let quoted = read(&document)?;
                let author = self.author_of(&quoted, budget).await?;
                // What that quotes in turn is not shown, and so not fetched.
                let mentions = self.mentioned_by(quoted.get(), budget).await?;
                let arrival = translate::status::arrival(&quoted, &author, mentions)?;
                // Only what quotes it was told.
                let arrival = Arrival { is_news: false, ..arrival };
                social::statuses::post_remote(self.site(), &author, arrival).await?;
                let known = self.known_status(&quoted.get().id).await?;
                known.ok_or_else(|| Trouble::refused("the status is gone"))?
            }
        };
        let by = social::accounts::find(self.site(), quoted.account_id).await?;
        let authorization_uri = match object.quote_authorization.as_deref() {
            Some(uri) if by.id != author.id => {
                let is_given = self.is_quote_authorized(uri, &object.id, &quoted, &by, budget).await?;
                is_given.then(|| uri.to_owned())
            }
            _ => None,
        };
        Ok(Some(ArrivedQuote { quoted, authorization_uri }))
    }

    /// What a status answers and is unknown here, nearest first, up to a limit. What cannot be had ends the walk.
    async fn fetch_ancestors(
        &self,
        object: &Authentic<Object>,
        most: usize,
        budget: &Budget,
    ) -> Result<Vec<(Authentic<Object>, Account)>, Trouble> {
        let mut above: Vec<(Authentic<Object>, Account)> = Vec::new();
        let mut seen = HashSet::from([object.get().id.clone()]);
        let mut next = object.get().in_reply_to.clone();
        while let Some(uri) = next.take() {
            let is_known = self.site().instance.owns(&uri) || self.known_status(&uri).await?.is_some();
            if is_known || above.len() == most || !seen.insert(uri.clone()) {
                break;
            }
            match self.fetch_ancestor(&uri, budget).await {
                Ok(found) => {
                    next = found.0.get().in_reply_to.clone();
                    above.push(found);
                }
                Err(Trouble::Fault(fault)) => return Err(Trouble::Fault(fault)),
                Err(trouble) => tracing::debug!(reason = %trouble, "a thread's beginning cannot be had"),
            }
        }
        Ok(above)
    }

    async fn fetch_ancestor(
        &self,
        uri: &str,
        budget: &Budget,
    ) -> Result<(Authentic<Object>, Account), Trouble> {
        let object = read(&self.fetch_object(uri, budget).await?)?;
        let author = self.author_of(&object, budget).await?;
        Ok((object, author))
    }

    /// Who wrote an object: of those whom it names, the first on its own host.
    pub(crate) async fn author_of(
        &self,
        object: &Authentic<Object>,
        budget: &Budget,
    ) -> Result<Account, Trouble> {
        let said = object.get();
        let author = said.attributed_to.iter().find(|author| is_same_host(author, &said.id));
        let author = author.ok_or_else(|| Trouble::refused("the object has no author on its host"))?;
        let author = self.person(author, budget).await?;
        if author.is_suspended() {
            return Err(Trouble::refused("its author is suspended here"));
        }
        Ok(author)
    }

    /// The accounts that a status is for: those that it mentions, and those of this server that it is addressed
    /// to, for not every server mentions whom it addresses.
    pub(crate) async fn mentioned_by(
        &self,
        object: &Object,
        budget: &Budget,
    ) -> Result<Vec<AccountId>, Trouble> {
        let mut strangers = 0;
        let mut found = Vec::new();
        for uri in self.named(object) {
            let known = match social::accounts::find_by_uri(self.site(), uri).await? {
                None => social::accounts::find_by_url(self.site(), uri).await?,
                known => known,
            };
            let mention = object.mentions.iter().find(|mention| mention.href == uri);
            let account = match (known, mention) {
                (None, Some(mention)) if strangers < limits::STRANGERS_FETCHED => {
                    strangers += 1;
                    self.stranger(mention, budget).await?
                }
                (None, _) => None,
                (Some(account), mention) => (mention.is_some() || account.is_local()).then_some(account),
            };
            found.extend(account.map(|account| account.id));
        }
        found.sort_unstable();
        found.dedup();
        Ok(found)
    }

    /// Somebody who is mentioned and not known here. Some servers give the address of their page instead of their own;
    /// then the name in the text says who it is.
    async fn stranger(&self, mention: &Mention, budget: &Budget) -> Result<Option<Account>, Trouble> {
        let found = match self.person(&mention.href, budget).await {
            Err(Trouble::Refused(_)) => match handle(mention) {
                Some(handle) => self.ask_for(&handle, budget).await,
                None => return Ok(None),
            },
            found => found,
        };
        match found {
            Ok(account) => Ok(Some(account)),
            Err(Trouble::Fault(fault)) => Err(Trouble::Fault(fault)),
            Err(_) => Ok(None),
        }
    }

    /// Whether a status that was sent to us concerns anybody here: a follower of its author or of a group that it is
    /// for, somebody whom it names, or the author of what it answers.
    pub(crate) async fn concerns_somebody(&self, object: &Object, author: &Account) -> Result<bool, Trouble> {
        let site = self.site();
        if self.is_followed(author).await? {
            return Ok(true);
        }
        for group in &object.groups {
            if let Some(group) = social::accounts::find_by_uri(site, group).await?
                && !group.is_local()
                && self.is_followed(&group).await?
            {
                return Ok(true);
            }
        }
        for uri in self.named(object).into_iter().filter(|uri| site.instance.owns(uri)) {
            if social::accounts::find_by_uri(site, uri).await?.is_some()
                || social::accounts::find_by_url(site, uri).await?.is_some()
            {
                return Ok(true);
            }
        }
        match object.in_reply_to.as_deref().filter(|uri| site.instance.owns(uri)) {
            Some(uri) => Ok(self.known_status(uri).await?.is_some()),
            None => Ok(false),
        }
    }

    /// Everybody whom a status mentions, and those of this server to whom it is addressed; up to a limit, without
    /// repeats.
    fn named<'a>(&self, object: &'a Object) -> Vec<&'a str> {
        let mut seen = HashSet::new();
        let mentions = object.mentions.iter().map(|mention| mention.href.as_str());
        let addressed = object.audience.to.iter().chain(&object.audience.cc).map(String::as_str);
        let ours = addressed.filter(|uri| self.site().instance.owns(uri));
        mentions.chain(ours).filter(|uri| seen.insert(*uri)).take(STATUS_MENTIONS).collect()
    }

    /// Whether anybody here follows a remote account.
    pub(crate) async fn is_followed(&self, account: &Account) -> Result<bool, Trouble> {
        Ok(store::follows::has_followers(&self.site().store, account.id).await?)
    }
}

/// The handle in a mention's name; one without a host is of the host that the mention leads to.
fn handle(mention: &Mention) -> Option<Handle> {
    let name = mention.name.as_deref()?;
    Handle::parse(name).or_else(|| {
        let host = authority(&mention.href)?;
        Handle::parse(&format!("{}@{host}", name.trim_start_matches('@')))
    })
}

/// Reads a document as something that can be a status.
pub(crate) fn read(document: &Authentic<Value>) -> Result<Authentic<Object>, Trouble> {
    document.read(Object::parse).map_err(|error| Trouble::refused(error.to_string()))
}
