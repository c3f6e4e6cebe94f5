//! Profiles of other servers: what somebody published last, pinned and features, asked for when somebody here begins
//! to care about them, so that there is something to read.

use activitypub::{
    audience::Reach,
    lenient,
    vocabulary::{Activity, ActivityKind, Object, ObjectRef},
};
use model::{Account, Status, limits::PINS_SHOWN};
use serde_json::Value;
use store::inquiries::Inquiry;

use crate::{
    Federation,
    activities::{
        group::{self, Passed},
        own_object,
    },
    authority::{Authentic, is_same_host},
    collections::{Extent, Item},
    limits,
    objects::Budget,
    statuses,
    trouble::Trouble,
};

const EXTENT: Extent = Extent { pages: limits::PROFILE_PAGES, items: limits::PROFILE_STATUSES };

impl Federation {
    /// Asks what somebody published last, and shows on their profile.
    pub(crate) async fn look_into_profile(&self, inquiry: &Inquiry) -> Result<(), Trouble> {
        let budget = Budget::new(limits::FETCHES_PER_PROFILE);
        let (document, by) = self.subject(inquiry, &budget).await?;
        if by.is_suspended() {
            return Ok(());
        }
        // Any of them may stand in the profile itself.
        let collection = |key: &str| document.get().get(key).map(|it| document.section(it));
        if let Some(featured) = collection("featured") {
            passable(self.take_in_pins(&by, &featured, &budget).await)?;
        }
        if let Some(tags) = collection("featuredTags") {
            passable(self.take_in_featured_tags(&by, &tags, &budget).await)?;
        }
        match collection("outbox") {
            Some(outbox) => self.take_in_outbox(&by, inquiry, &outbox, &budget).await,
            None => Ok(()),
        }
    }

    /// Whom an inquiry is about, with their profile. What was heard of them lately stands.
    async fn subject(
        &self,
        inquiry: &Inquiry,
        budget: &Budget,
    ) -> Result<(Authentic<Value>, Account), Trouble> {
        let document = self.fetch_object(&inquiry.subject, budget).await?;
        let known = social::accounts::find_by_uri(self.site(), &inquiry.subject).await?;
        let by = match known.filter(|known| self.is_fresh(known)) {
            Some(known) => known,
            None => self.take_in_person(&document, budget).await?,
        };
        Ok((document, by))
    }

    /// Asks what somebody published while this server was away.
    pub(crate) async fn look_into_missed(&self, inquiry: &Inquiry) -> Result<(), Trouble> {
        let budget = Budget::new(limits::FETCHES_PER_PROFILE);
        let (document, by) = self.subject(inquiry, &budget).await?;
        match document.get().get("outbox").filter(|_| !by.is_suspended()) {
            Some(outbox) => self.take_in_outbox(&by, inquiry, &document.section(outbox), &budget).await,
            None => Ok(()),
        }
    }

    /// Takes in the last of what somebody published, oldest first, so that what answers itself finds what it answers.
    async fn take_in_outbox(
        &self,
        by: &Account,
        inquiry: &Inquiry,
        outbox: &Authentic<Value>,
        budget: &Budget,
    ) -> Result<(), Trouble> {
        let (items, _) = self.collected(outbox, &by.uri, EXTENT, budget).await?;
        let mut found = 0;
        for item in items.iter().rev() {
            match passable(self.take_in_published(by, item, budget).await)? {
                Some(true) => found += 1,
                Some(false) | None => continue,
            }
            store::inquiries::set_found(&self.site().store, inquiry.id, found).await?;
        }
        Ok(())
    }

    /// Takes in something from an outbox; answers whether that was new.
    async fn take_in_published(&self, by: &Account, item: &Item, budget: &Budget) -> Result<bool, Trouble> {
        let document = self.told(by, item, budget).await?;
        match Activity::parse(document.get()) {
            Ok(activity) if activity.kind == ActivityKind::Create && activity.actor == by.uri => {
                let object = activity.object.as_ref();
                let embedded = object.and_then(ObjectRef::embedded);
                let told = own_object(&activity).or_else(|| document.part(embedded?, &by.uri));
                let item = match (told, object.and_then(ObjectRef::id)) {
                    (Some(told), _) => Item::Told(told),
                    (None, Some(id)) => Item::Named(id.to_owned()),
                    (None, None) => return Err(Trouble::refused("it has no object")),
                };
                Ok(self.take_in_own(by, &self.told(by, &item, budget).await?, budget).await?.is_some())
            }
            Ok(activity) if activity.kind == ActivityKind::Announce && group::is_one(by) => {
                let passed = Passed { federation: self, group: by, outer: &activity, budget, is_news: false };
                group::receive(&passed).await.map(|()| true)
            }
            Ok(activity) if !matches!(activity.kind, ActivityKind::Other(_)) => {
                Err(Trouble::refused("it is nothing of their own"))
            }
            _ => Ok(self.take_in_own(by, &document, budget).await?.is_some()),
        }
    }

    /// What an item is, in full.
    async fn told(&self, by: &Account, item: &Item, budget: &Budget) -> Result<Authentic<Value>, Trouble> {
        match item {
            Item::Told(document) => Ok(document.clone()),
            Item::Named(id) if is_same_host(id, &by.uri) => Ok(self.fetch_object(id, budget).await?),
            Item::Named(_) => Err(Trouble::refused("it is on another host")),
        }
    }

    /// Takes in an open status of somebody's own; answers it if it is new. Answers to what is not known here are left
    /// out, since half of a conversation is not worth the fetches for the other half.
    async fn take_in_own(
        &self,
        by: &Account,
        document: &Authentic<Value>,
        budget: &Budget,
    ) -> Result<Option<Status>, Trouble> {
        let object = own(by, document)?;
        if let Some(parent) = &object.get().in_reply_to
            && self.known_status(parent).await?.is_none()
        {
            return Err(Trouble::refused("it answers what is not known here"));
        }
        self.take_in_found(&object, by, budget).await
    }

    async fn take_in_pins(
        &self,
        by: &Account,
        featured: &Authentic<Value>,
        budget: &Budget,
    ) -> Result<(), Trouble> {
        let (items, _) = self.collected(featured, &by.uri, EXTENT, budget).await?;
        let mut ids = Vec::new();
        for item in items.iter().take(PINS_SHOWN as usize) {
            let Some(id) = item.id() else { continue };
            if self.known_status(id).await?.is_none() {
                passable(self.pinned(by, item, budget).await)?;
            }
            ids.extend(self.known_status(id).await?.map(|status| status.id));
        }
        Ok(social::pins::receive(self.site(), by, &ids).await?)
    }

    async fn pinned(&self, by: &Account, item: &Item, budget: &Budget) -> Result<(), Trouble> {
        let object = own(by, &self.told(by, item, budget).await?)?;
        self.take_in_found(&object, by, budget).await?;
        Ok(())
    }

    async fn take_in_featured_tags(
        &self,
        by: &Account,
        tags: &Authentic<Value>,
        budget: &Budget,
    ) -> Result<(), Trouble> {
        let (items, _) = self.collected(tags, &by.uri, EXTENT, budget).await?;
        let name = |item: &Item| match item {
            Item::Told(tag) => {
                lenient::text(tag.get(), "name").map(|name| name.trim_start_matches('#').to_owned())
            }
            Item::Named(_) => None,
        };
        let names: Vec<String> = items.iter().filter_map(name).collect();
        Ok(social::tags::receive_featured(self.site(), by, &names).await?)
    }
}

/// A document as an open status by this author.
fn own(by: &Account, document: &Authentic<Value>) -> Result<Authentic<Object>, Trouble> {
    let object = statuses::read(document)?;
    let said = object.get();
    if !said.attributed_to.contains(&by.uri) || !is_same_host(&said.id, &by.uri) {
        return Err(Trouble::refused("it is somebody else's"));
    }
    match said.audience.reach(by.followers_url.as_deref()) {
        Reach::Public | Reach::Unlisted => Ok(object),
        Reach::Followers | Reach::Direct => Err(Trouble::refused("it is not for everybody")),
    }
}

/// What one of many things could not be had for does not keep the others; only our own faults do.
pub(crate) fn passable<T>(outcome: Result<T, Trouble>) -> Result<Option<T>, Trouble> {
    match outcome {
        Ok(found) => Ok(Some(found)),
        Err(Trouble::Fault(fault)) => Err(Trouble::Fault(fault)),
        Err(trouble) => {
            tracing::debug!(reason = %trouble, "something of a collection was left out");
            Ok(None)
        }
    }
}
