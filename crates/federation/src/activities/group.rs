//! Groups: they pass on to their followers what members do, by announcing whole activities (FEP-1b12). Who did it did not
//! sign that, so it is believed if the group's own server speaks for them or they proved it, and else asked for.

use activitypub::{
    lenient,
    vocabulary::{Activity, ActivityKind, ObjectRef},
};
use model::{Account, AccountKind, Status};
use serde_json::Value;

use super::{Request, announce, like, own_object, undo};
use crate::{
    Federation,
    authority::{Authentic, Untrusted},
    fetch::FetchError,
    objects::Budget,
    statuses,
    trouble::Trouble,
};

/// What a group passes on.
pub(crate) struct Passed<'a> {
    pub(crate) federation: &'a Federation,
    /// The group, whose announcement is authentic.
    pub(crate) group: &'a Account,
    /// The announcement.
    pub(crate) outer: &'a Activity,
    pub(crate) budget: &'a Budget,
    /// Whether it came by itself.
    pub(crate) is_news: bool,
}

/// An activity that was passed on.
struct Inner {
    said: Activity,
    /// The same, if it is known to be its actor's.
    believed: Option<Authentic<Activity>>,
}

impl<'a> Passed<'a> {
    pub(crate) fn of(request: &Request<'a>) -> Self {
        Self {
            federation: request.federation,
            group: request.by,
            outer: request.activity,
            budget: request.budget,
            is_news: true,
        }
    }
}

/// Whether an account passes on what others do.
pub(crate) fn is_one(account: &Account) -> bool {
    account.kind == AccountKind::Group
}

/// A group passes on an activity, or reblogs a status.
pub(crate) async fn receive(passed: &Passed<'_>) -> Result<(), Trouble> {
    let object = passed.outer.object.as_ref().ok_or_else(|| Trouble::refused("it has no object"))?;
    if let Some(embedded) = object.embedded().filter(|embedded| is_activity(embedded)) {
        let inner = passed.look_at(embedded).await?;
        return Box::pin(passed.do_as_said(&inner)).await;
    }
    let uri = announce::shared(passed.outer)?;
    if let Some(known) = passed.federation.known_status(uri).await? {
        return passed.stand_for(&known).await;
    }
    passed.check_concerns(uri).await?;
    let document = passed.federation.fetch_object(uri, passed.budget).await?;
    if is_activity(document.get()) {
        let said = Activity::parse(document.get()).map_err(|error| Trouble::refused(error.to_string()))?;
        // It stands where it says it is, on the host of who did it.
        let believed = Untrusted::new(document.get().clone()).signed_by(&said.actor).ok();
        return Box::pin(passed.do_as_said(&Inner { said, believed })).await;
    }
    let status = passed.take_in(&document).await?;
    passed.stand_for(&status).await
}

/// Whether it is something done rather than something published.
pub(crate) fn is_activity(document: &Value) -> bool {
    Activity::parse(document)
        .is_ok_and(|activity| activity.object.is_some() && !matches!(activity.kind, ActivityKind::Other(_)))
}

impl Passed<'_> {
    async fn look_at(&self, embedded: &Value) -> Result<Inner, Trouble> {
        let said = Activity::parse(embedded).map_err(|error| Trouble::refused(error.to_string()))?;
        let untrusted = || Untrusted::new(embedded.clone());
        let believed = match untrusted().passed_on_by(&self.group.uri) {
            Ok(believed) => Some(believed),
            // A proof may take a fetch, which nobody makes for a group that nobody follows.
            Err(_) if !self.federation.is_followed(self.group).await? => None,
            Err(_) => match self.federation.prover_of(embedded).await {
                Ok(Some(prover)) => untrusted().signed_by(&prover.uri).ok(),
                Ok(None) | Err(_) => None,
            },
        };
        Ok(Inner { said, believed })
    }

    async fn do_as_said(&self, inner: &Inner) -> Result<(), Trouble> {
        match &inner.said.kind {
            ActivityKind::Update if inner.is_about(&self.group.uri) => self.changed().await,
            ActivityKind::Create | ActivityKind::Update => self.published(inner).await,
            ActivityKind::Delete => self.ended(inner).await,
            ActivityKind::Like | ActivityKind::EmojiReact | ActivityKind::Undo => self.felt(inner).await,
            // Votes against, locks, pins and moderators are a group's own affair.
            other => Err(Trouble::refused(format!("nothing is done with {other:?} in a group"))),
        }
    }

    /// A moderator changed the group itself, which says so best.
    async fn changed(&self) -> Result<(), Trouble> {
        self.check_concerns(&self.group.uri).await?;
        self.federation.fetch_person(&self.group.uri, self.budget).await?;
        Ok(())
    }

    /// A member published or changed something. What begins a thread is shown to the group's followers; what answers is
    /// kept in its place.
    async fn published(&self, inner: &Inner) -> Result<(), Trouble> {
        let uri = object_of(&inner.said)?;
        let is_new = inner.said.kind == ActivityKind::Create;
        let known = self.federation.known_status(uri).await?;
        if let Some(known) = &known
            && (is_new || self.federation.site().instance.owns(uri))
        {
            return if is_new { self.stand_for(known).await } else { Ok(()) };
        }
        self.check_concerns(uri).await?;
        let document = match inner.own_object() {
            Some(document) => document,
            None => self.federation.fetch_object(uri, self.budget).await?,
        };
        if known.is_some() {
            return self.federation.bring_up_to_date(&document, self.budget).await;
        }
        let status = self.take_in(&document).await?;
        self.stand_for(&status).await
    }

    async fn take_in(&self, document: &Authentic<Value>) -> Result<Status, Trouble> {
        let federation = self.federation;
        if self.is_news {
            return federation.take_in_fetched(document, self.budget).await;
        }
        let object = statuses::read(document)?;
        let author = federation.author_of(&object, self.budget).await?;
        federation.take_in_found(&object, &author, self.budget).await?;
        let known = federation.known_status(&object.get().id).await?;
        known.ok_or_else(|| Trouble::refused("the status is gone"))
    }

    /// The group shows a status to its followers. Answers in its own threads are no news of their own.
    async fn stand_for(&self, status: &Status) -> Result<(), Trouble> {
        let (site, group) = (self.federation.site(), self.group);
        let is_answer = status.in_reply_to_id.is_some()
            || self.outer.object.as_ref().and_then(ObjectRef::embedded).is_some_and(answers);
        let root = status.conversation_id;
        if is_answer
            && (self.carries_activity()
                || store::statuses::find_reblog(&site.store, group.id, root).await?.is_some())
        {
            return Ok(());
        }
        let uri = self.outer.id.clone().ok_or_else(|| Trouble::refused("a reblog needs an id"))?;
        let visibility = announce::visibility(self.outer, group)?;
        let published = self.outer.published.map(model::Timestamp::from_millis);
        social::reblogs::reblog_remote(site, group, status.id, uri, visibility, published, self.is_news)
            .await?;
        Ok(())
    }

    /// Whether a whole activity is passed on, rather than a status reblogged.
    fn carries_activity(&self) -> bool {
        self.outer.object.as_ref().and_then(ObjectRef::embedded).is_some_and(is_activity)
    }

    /// Something is gone, or shall no longer be shown in the group.
    async fn ended(&self, inner: &Inner) -> Result<(), Trouble> {
        let (federation, site) = (self.federation, self.federation.site());
        let uri = object_of(&inner.said)?;
        let Some(known) = federation.known_status(uri).await? else {
            return Err(Trouble::refused("what is gone was not known here"));
        };
        let author = social::accounts::find(site, known.account_id).await?;
        let is_by_author = inner.believed.as_ref().is_some_and(|it| it.get().actor == author.uri);
        let is_gone = match author.is_local() {
            true => false,
            false => is_by_author || self.is_gone(&known.uri).await?,
        };
        if is_gone {
            social::statuses::delete_remote(site, &author, &known.uri).await?;
        } else {
            // A moderator's word counts in the group, and nowhere else.
            social::reblogs::unreblog(site, self.group, known.id).await?;
        }
        Ok(())
    }

    async fn is_gone(&self, uri: &str) -> Result<bool, Trouble> {
        match self.federation.fetch_object(uri, self.budget).await {
            Err(FetchError::Gone) => Ok(true),
            Ok(document) => Ok(lenient::types(document.get()).contains(&"Tombstone")),
            Err(error) if error.is_temporary() => Err(error.into()),
            Err(_) => Ok(false),
        }
    }

    /// A member favourites something or takes that back. People who are not known here are fetched only if it is about
    /// somebody here: popular groups pass on thousands of votes.
    async fn felt(&self, inner: &Inner) -> Result<(), Trouble> {
        let (federation, site) = (self.federation, self.federation.site());
        let activity = inner.believed.as_ref().map(Authentic::get);
        let activity = activity.ok_or_else(|| Trouble::refused("nobody can say whether that is so"))?;
        let about = activity.object.as_ref().and_then(ObjectRef::id).unwrap_or_default();
        let by = match social::accounts::find_by_uri(site, &activity.actor).await? {
            Some(known) => known,
            None if site.instance.owns(about) => federation.person(&activity.actor, self.budget).await?,
            None => return Err(Trouble::refused("somebody unknown favours what is not ours")),
        };
        if by.is_local() || by.is_suspended() {
            return Err(Trouble::refused("nobody passes that on for them"));
        }
        let request = Request { federation, by: &by, activity, budget: self.budget };
        match activity.kind {
            ActivityKind::Undo => undo::receive(&request).await,
            _ => like::receive(&request).await,
        }
    }

    /// Nothing that comes by itself is fetched for a group that nobody here follows.
    async fn check_concerns(&self, uri: &str) -> Result<(), Trouble> {
        if self.federation.site().instance.owns(uri) {
            return Err(Trouble::refused("there is no such status here"));
        }
        if !self.is_news {
            return Ok(());
        }
        let outer = self.outer.object.as_ref().and_then(ObjectRef::embedded);
        let parent = outer.and_then(|inner| lenient::id(inner.get("object")?, "inReplyTo"));
        let answers_known = match parent {
            None => false,
            Some(parent) => self.federation.known_status(parent).await?.is_some(),
        };
        match answers_known || self.federation.is_followed(self.group).await? {
            true => Ok(()),
            false => Err(Trouble::refused("it concerns nobody here")),
        }
    }
}

impl Inner {
    fn is_about(&self, uri: &str) -> bool {
        self.said.object.as_ref().and_then(ObjectRef::id) == Some(uri)
    }

    /// The object, if it is told in full by somebody who can vouch for it.
    fn own_object(&self) -> Option<Authentic<Value>> {
        own_object(self.believed.as_ref()?.get())
    }
}

/// What an activity is about. Changes and ends of people themselves are not a group's to pass on.
fn object_of(said: &Activity) -> Result<&str, Trouble> {
    let uri = said.object.as_ref().and_then(ObjectRef::id).filter(|uri| *uri != said.actor);
    uri.ok_or_else(|| Trouble::refused("it is about nothing that can be passed on"))
}

/// Whether an activity's object answers something.
fn answers(activity: &Value) -> bool {
    activity.get("object").is_some_and(|object| lenient::id(object, "inReplyTo").is_some())
}
