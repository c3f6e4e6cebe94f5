//! The outbox: an event becomes an activity, its audience deliveries, in one transaction; running twice changes nothing.

use std::collections::BTreeSet;

use activitypub::{audience::is_public, context, vocabulary::written::Activity};
use model::{
    Account, AccountId, Block, Consent, Event, EventId, Follow, PollVote, Status, StatusId, Visibility,
    event::DeletedStatus,
};
use serde::Serialize;
use serde_json::Value;
use social::Viewer;

use crate::{Federation, activities, deliver::Sending, keys::INSTANCE};

/// An activity of ours and where it goes.
pub(crate) struct Parcel {
    /// The activity's address.
    uri: String,
    document: Value,
    inboxes: BTreeSet<String>,
    /// The status that it publishes.
    publishes: Option<StatusId>,
}

impl Parcel {
    pub(crate) fn new<O: Serialize>(said: Activity<O>, inboxes: BTreeSet<String>) -> social::Result<Self> {
        let context = said.context.clone().unwrap_or_else(context::activity);
        let activity = said.with_context(context);
        let document = serde_json::to_value(&activity)
            .map_err(|error| social::Fault::caused_by("write an activity", error))?;
        Ok(Self { uri: activity.id, document, inboxes, publishes: None })
    }

    /// Whether everybody may read it, also those to whom others pass it on.
    fn is_public(&self) -> bool {
        let addressed =
            ["to", "cc"].into_iter().flat_map(|key| activitypub::lenient::ids(&self.document, key));
        addressed.into_iter().any(is_public)
    }
}

impl Federation {
    /// Sends other servers what follows from an event, if somebody of this server caused it.
    pub async fn send(&self, event_id: EventId, event: &Event) -> social::Result<()> {
        if let Event::Reported { report_id, domains } = event {
            return match self.pack_report(*report_id, domains).await? {
                Some(parcel) if !parcel.inboxes.is_empty() => self.record_as_instance(parcel).await,
                _ => Ok(()),
            };
        }
        let Some(by) = self.account(actor_of(self, event).await?).await?.filter(Account::is_local) else {
            return Ok(());
        };
        let (parcel, sequel) =
            (self.pack(&by, event_id, event).await?, self.pack_sequel(&by, event_id, event).await?);
        for parcel in parcel.into_iter().chain(sequel).filter(|parcel| !parcel.inboxes.is_empty()) {
            self.record(&by, parcel).await?;
        }
        Ok(())
    }

    /// The activity that an event is.
    async fn pack(&self, by: &Account, event_id: EventId, event: &Event) -> social::Result<Option<Parcel>> {
        Ok(match event {
            Event::StatusPosted { status_id } | Event::Consented { status_id } => {
                self.pack_status(by, *status_id).await?
            }
            Event::StatusDeleted(deleted) => self.pack_deletion(by, deleted).await?,
            Event::Favourited(favourite) | Event::Unfavourited(favourite) => {
                let build = |status: &Status| activities::like::build(by, favourite, status);
                let is_over = matches!(event, Event::Unfavourited(_));
                self.pack_like(by, favourite.status_id, build, is_over).await?
            }
            Event::Reacted { reaction, .. } | Event::Unreacted { reaction, .. } => {
                let build = |status: &Status| activities::like::react(by, reaction, status);
                let is_over = matches!(event, Event::Unreacted { .. });
                self.pack_like(by, reaction.status_id, build, is_over).await?
            }
            Event::FollowRequested(follow) => self.pack_follow(by, follow, false).await?,
            Event::Unfollowed(follow) => self.pack_follow(by, follow, true).await?,
            Event::Followed(follow) => self.pack_answer(by, follow, event_id, true).await?,
            Event::FollowRejected(follow) => self.pack_answer(by, follow, event_id, false).await?,
            Event::StatusEdited { status_id, .. } | Event::StatusRefreshed { status_id } => {
                self.pack_edit(by, *status_id, event_id).await?
            }
            Event::PollUpdated { status_id } | Event::PollClosed { status_id, .. } => {
                self.pack_edit(by, *status_id, event_id).await?
            }
            Event::Pinned { status_id, .. } => self.pack_pin(by, *status_id, event_id, true).await?,
            Event::Unpinned { status_id, .. } => self.pack_pin(by, *status_id, event_id, false).await?,
            Event::TagFeatured { tag_id, .. } => self.pack_tag(by, *tag_id, event_id, true).await?,
            Event::TagUnfeatured { tag_id, .. } => self.pack_tag(by, *tag_id, event_id, false).await?,
            Event::Voted(vote) => self.pack_vote(by, vote).await?,
            Event::QuoteAnswered(answer) => self.pack_quote_answer(by, answer, event_id).await?,
            Event::InteractionAnswered(answer) => self.pack_interaction_answer(by, answer, event_id).await?,
            Event::QuoteRevoked { status_id, authorization_uri, .. } => {
                self.pack_quote_revocation(by, *status_id, authorization_uri).await?
            }
            Event::ProfileChanged { .. } | Event::AccountMoved { .. } => {
                Some(self.pack_profile(by, event_id).await?)
            }
            // What is told of its end is packed with what follows from events.
            Event::AccountDeleted { .. }
            | Event::Announced { .. }
            | Event::AnnouncementRemoved { .. }
            | Event::CardArrived { .. }
            | Event::NeighbourDecided { .. }
            | Event::Reported { .. }
            | Event::SignedUp { .. }
            | Event::StaffDecided { .. }
            | Event::StrangerDecided { .. }
            | Event::Struck { .. }
            | Event::StatusFound { .. } => None,
            Event::Blocked(block) => self.pack_block(by, block, false).await?,
            Event::Unblocked(block) => self.pack_block(by, block, true).await?,
        })
    }

    /// What is to be told after it.
    async fn pack_sequel(
        &self,
        by: &Account,
        event_id: EventId,
        event: &Event,
    ) -> social::Result<Option<Parcel>> {
        match event {
            Event::StatusPosted { status_id } => self.pack_quote_request(by, *status_id).await,
            Event::AccountMoved { target_account_id, .. } => {
                self.pack_move(by, *target_account_id, event_id).await
            }
            Event::AccountDeleted { .. } => self.pack_end(by).await.map(Some),
            _ => Ok(None),
        }
    }

    /// What everybody may read is proved (FEP-8b32), so that they believe it whoever passes it on.
    async fn record(&self, by: &Account, mut parcel: Parcel) -> social::Result<()> {
        let is_open = parcel.is_public();
        if is_open {
            self.proving_key(by).await?.prove(&mut parcel.document, self.site().now())?;
        }
        self.keep(by.id, parcel, is_open).await
    }

    /// Sends something as this server itself.
    pub(crate) async fn record_as_instance(&self, parcel: Parcel) -> social::Result<()> {
        let is_open = parcel.is_public();
        self.keep(INSTANCE, parcel, is_open).await
    }

    async fn keep(&self, by: AccountId, parcel: Parcel, is_open: bool) -> social::Result<()> {
        let Parcel { uri, document, inboxes, publishes } = parcel;
        self.record_sending(by, Sending { uri, document, inboxes, publishes, is_open, is_own: true }).await
    }

    /// A status goes to the author's followers and to whomever it speaks to; a direct one only to the latter.
    async fn pack_status(&self, by: &Account, id: StatusId) -> social::Result<Option<Parcel>> {
        let Some(view) = found(social::statuses::show(self.site(), Viewer::Account(by.id), id).await)? else {
            // Deleted meanwhile: the deletion's event tells everybody what they need to know.
            return Ok(None);
        };
        let status = &view.status;
        if status.local_only || status.visibility == Visibility::Held {
            return Ok(None);
        }
        let consent = self.consent_to(status).await?;
        if let Some(consent) = consent.as_ref().filter(|consent| consent.is_awaited()) {
            return self.pack_wish(by, &view, consent).await;
        }
        let mut concerned: Vec<AccountId> = view.mentions.iter().map(|mention| mention.account_id).collect();
        concerned.extend(status.in_reply_to_account_id.filter(|_| status.visibility.is_open()));
        concerned.extend(view.reblog.as_ref().map(|original| original.author.account.id));
        let inboxes = self.audience(by, status.visibility, &concerned).await?;
        let parcel = match &view.reblog {
            None => Parcel::new(activities::create::build(self, &view).await?, inboxes)?,
            Some(original) => {
                let (original, author) = (&original.status, &original.author.account);
                Parcel::new(activities::announce::build(by, status, original, author, consent), inboxes)?
            }
        };
        Ok(Some(Parcel { publishes: Some(id), ..parcel }))
    }

    /// The consent that a status of somebody here needs. Only answers and reblogs need any.
    pub(crate) async fn consent_to(&self, status: &Status) -> social::Result<Option<Consent>> {
        // Whom it answers is still known when what it answers is gone.
        match status.in_reply_to_account_id.is_some() || status.is_reblog() {
            true => Ok(store::consents::find(&self.site().store, status.id).await?),
            false => Ok(None),
        }
    }

    /// Who has a status: its audience, or while its author elsewhere is asked whether it may be, nobody else.
    async fn holders(
        &self,
        by: &Account,
        awaited_of: Option<AccountId>,
        visibility: Visibility,
        concerned: &[AccountId],
    ) -> social::Result<BTreeSet<String>> {
        let Some(author) = awaited_of else { return self.audience(by, visibility, concerned).await };
        let author = self.account(Some(author)).await?;
        Ok(author.and_then(|author| author.inbox_url).into_iter().collect())
    }

    /// What a status says now goes to those who have it: as when it was published, and whoever did something with it.
    async fn pack_edit(
        &self,
        by: &Account,
        id: StatusId,
        event_id: EventId,
    ) -> social::Result<Option<Parcel>> {
        let Some(view) = found(social::statuses::show(self.site(), Viewer::Account(by.id), id).await)? else {
            return Ok(None);
        };
        if view.status.local_only || view.status.visibility == Visibility::Held {
            return Ok(None);
        }
        let store = &self.site().store;
        let concerned = store::statuses::concerned(store, id).await?;
        let awaited = self.consent_to(&view.status).await?.filter(Consent::is_awaited);
        let awaited_of = awaited.map(|consent| consent.account_id);
        let mut inboxes = self.holders(by, awaited_of, view.status.visibility, &concerned).await?;
        if let Some(poll) = &view.poll {
            inboxes.extend(store::polls::voter_inboxes(store, poll.poll.id).await?);
        }
        Ok(Some(Parcel::new(activities::update::build(self, &view, event_id).await?, inboxes)?))
    }

    /// What a profile says now goes to the followers.
    async fn pack_profile(&self, by: &Account, event_id: EventId) -> social::Result<Parcel> {
        let inboxes = self.audience(by, Visibility::Public, &[]).await?;
        Parcel::new(activities::update::build_profile(self, by, event_id).await?, inboxes)
    }

    /// The end of an account is told to all servers that may have something of it: to all that are known.
    async fn pack_end(&self, by: &Account) -> social::Result<Parcel> {
        let mut inboxes = self.audience(by, Visibility::Public, &[]).await?;
        inboxes.extend(store::accounts::all_inboxes(&self.site().store).await?);
        Parcel::new(activities::delete::build_end(by), inboxes)
    }

    /// A vote is told to whoever asks, and to nobody else.
    async fn pack_vote(&self, by: &Account, vote: &PollVote) -> social::Result<Option<Parcel>> {
        let Some(poll) = social::polls::find(self.site(), vote.poll_id).await? else { return Ok(None) };
        let Some(status) = store::statuses::find(&self.site().store, poll.status_id).await? else {
            return Ok(None);
        };
        let Some(author) = self.account(Some(status.account_id)).await? else { return Ok(None) };
        let Some(option) = usize::try_from(vote.choice).ok().and_then(|at| poll.options.get(at)) else {
            return Ok(None);
        };
        let inboxes = author.inbox_url.iter().cloned().collect();
        let activity = activities::vote::build(by, &author, &status, vote, &option.title);
        Ok(Some(Parcel::new(activity, inboxes)?))
    }

    async fn pack_deletion(&self, by: &Account, deleted: &DeletedStatus) -> social::Result<Option<Parcel>> {
        if deleted.local_only {
            return Ok(None);
        }
        let Some(original) = deleted.reblog_of_id else {
            let (visibility, concerned) = (deleted.visibility, &deleted.concerned);
            let inboxes = self.holders(by, deleted.awaited_of, visibility, concerned).await?;
            return Ok(Some(Parcel::new(activities::delete::build(by, deleted), inboxes)?));
        };
        let original = store::statuses::find(&self.site().store, original).await?;
        let author = original.as_ref().map(|status: &Status| status.account_id);
        let concerned: Vec<AccountId> = deleted.concerned.iter().copied().chain(author).collect();
        let inboxes = self.holders(by, deleted.awaited_of, deleted.visibility, &concerned).await?;
        let uri = original.as_ref().map(|status| status.uri.as_str());
        Ok(Some(Parcel::new(activities::undo::of_announce(by, deleted, uri), inboxes)?))
    }

    /// A favourite or a reaction is told to the status's author alone.
    async fn pack_like(
        &self,
        by: &Account,
        id: StatusId,
        build: impl Fn(&Status) -> Activity<String>,
        is_over: bool,
    ) -> social::Result<Option<Parcel>> {
        let Some(status) = store::statuses::find(&self.site().store, id).await? else { return Ok(None) };
        let Some(author) = self.account(Some(status.account_id)).await? else { return Ok(None) };
        let inboxes = author.inbox_url.iter().cloned().collect();
        let mut like = build(&status);
        let context = like.context.take().unwrap_or_else(context::activity);
        if is_over {
            let end = activities::undo::build(by, like).with_context(context);
            return Ok(Some(Parcel::new(end, inboxes)?));
        }
        match self.wish_to_favourite(by, &author, &status, &like).await? {
            Some(wish) => Ok(Some(Parcel::new(wish, inboxes)?)),
            None => Ok(Some(Parcel::new(like.with_context(context), inboxes)?)),
        }
    }

    /// A wish to follow, or its end, is told to whom it is about.
    async fn pack_follow(
        &self,
        by: &Account,
        follow: &Follow,
        is_over: bool,
    ) -> social::Result<Option<Parcel>> {
        let Some(target) = self.account(Some(follow.target_account_id)).await? else { return Ok(None) };
        let inboxes = target.inbox_url.iter().cloned().collect();
        let wish = activities::follow::build(by, &target, follow);
        Ok(Some(match is_over {
            true => Parcel::new(activities::undo::build(by, wish), inboxes)?,
            false => Parcel::new(wish, inboxes)?,
        }))
    }

    /// A consent or refusal is told to whoever asked to follow.
    async fn pack_answer(
        &self,
        by: &Account,
        follow: &Follow,
        event_id: EventId,
        is_consent: bool,
    ) -> social::Result<Option<Parcel>> {
        let Some(follower) = self.account(Some(follow.account_id)).await? else { return Ok(None) };
        let inboxes = follower.inbox_url.iter().cloned().collect();
        let wish = activities::follow::build(&follower, by, follow);
        Ok(Some(match is_consent {
            true => Parcel::new(activities::accept::build(by, wish, event_id), inboxes)?,
            false => Parcel::new(activities::reject::build(by, wish, event_id), inboxes)?,
        }))
    }

    /// A block, or its end, is told to whom it is about.
    async fn pack_block(&self, by: &Account, block: &Block, is_over: bool) -> social::Result<Option<Parcel>> {
        let Some(target) = self.account(Some(block.target_account_id)).await? else { return Ok(None) };
        let inboxes = target.inbox_url.iter().cloned().collect();
        let kept_apart = activities::block::build(by, &target, block);
        Ok(Some(match is_over {
            true => Parcel::new(activities::undo::build(by, kept_apart), inboxes)?,
            false => Parcel::new(kept_apart, inboxes)?,
        }))
    }

    /// The inboxes for something of this visibility that concerns these accounts.
    pub(crate) async fn audience(
        &self,
        by: &Account,
        visibility: Visibility,
        concerned: &[AccountId],
    ) -> social::Result<BTreeSet<String>> {
        let store = &self.site().store;
        let followers = match visibility {
            Visibility::Direct | Visibility::Held => Vec::new(),
            _ => store::accounts::follower_inboxes(store, by.id).await?,
        };
        let mut found = inboxes(visibility, followers, &store::accounts::list(store, concerned).await?);
        if visibility == Visibility::Public {
            found.extend(self.relay_inboxes().await?);
        }
        Ok(found)
    }

    pub(crate) async fn account(&self, id: Option<AccountId>) -> social::Result<Option<Account>> {
        match id {
            None => Ok(None),
            Some(id) => found(social::accounts::find(self.site(), id).await),
        }
    }
}

/// Who caused an event: for consents and refusals, the one who was asked.
async fn actor_of(federation: &Federation, event: &Event) -> social::Result<Option<AccountId>> {
    Ok(match event {
        Event::StatusPosted { status_id }
        | Event::Consented { status_id }
        | Event::StatusEdited { status_id, .. }
        | Event::StatusRefreshed { status_id }
        | Event::PollUpdated { status_id }
        | Event::PollClosed { status_id, .. } => {
            store::statuses::find(&federation.site().store, *status_id).await?.map(|status| status.account_id)
        }
        Event::StatusDeleted(deleted) => Some(deleted.account_id),
        Event::QuoteAnswered(answer) => Some(answer.account_id),
        Event::InteractionAnswered(answer) => Some(answer.account_id),
        Event::QuoteRevoked { account_id, .. } => Some(*account_id),
        Event::Favourited(favourite) | Event::Unfavourited(favourite) => Some(favourite.account_id),
        Event::Reacted { reaction, .. } | Event::Unreacted { reaction, .. } => Some(reaction.account_id),
        Event::FollowRequested(follow) | Event::Unfollowed(follow) => Some(follow.account_id),
        Event::Followed(follow) | Event::FollowRejected(follow) => Some(follow.target_account_id),
        Event::Voted(vote) => Some(vote.account_id),
        Event::Pinned { account_id, .. }
        | Event::Unpinned { account_id, .. }
        | Event::TagFeatured { account_id, .. }
        | Event::TagUnfeatured { account_id, .. }
        | Event::AccountMoved { account_id, .. }
        | Event::AccountDeleted { account_id }
        | Event::ProfileChanged { account_id } => Some(*account_id),
        // What everybody here is told is nobody's in particular, and stays here; what was found is known where it was.
        // Whoever reported is not named.
        Event::Announced { .. }
        | Event::AnnouncementRemoved { .. }
        | Event::CardArrived { .. }
        | Event::NeighbourDecided { .. }
        | Event::Reported { .. }
        | Event::SignedUp { .. }
        | Event::StaffDecided { .. }
        | Event::StrangerDecided { .. }
        | Event::Struck { .. }
        | Event::StatusFound { .. } => None,
        Event::Blocked(block) | Event::Unblocked(block) => Some(block.account_id),
    })
}

/// Shared inboxes save deliveries, but a direct status is only for the inboxes of those whom it names.
fn inboxes(visibility: Visibility, followers: Vec<String>, concerned: &[Account]) -> BTreeSet<String> {
    let personal = concerned.iter().filter(|account| !account.is_local()).filter_map(|account| {
        match (&account.shared_inbox_url, &account.inbox_url) {
            (Some(shared), Some(_)) if visibility != Visibility::Direct => Some(shared.clone()),
            (_, inbox) => inbox.clone(),
        }
    });
    followers.into_iter().chain(personal).collect()
}

/// What is not there any more needs no telling.
pub(crate) fn found<T>(result: social::Result<T>) -> social::Result<Option<T>> {
    match result {
        Ok(thing) => Ok(Some(thing)),
        Err(social::Error::Refusal(_)) => Ok(None),
        Err(fault) => Err(fault),
    }
}

#[cfg(test)]
mod tests {
    use model::{AccountKind, Timestamp};

    use super::*;

    fn account(domain: Option<&str>, inbox: Option<&str>, shared: Option<&str>) -> Account {
        Account {
            id: AccountId::new(1),
            username: "somebody".into(),
            domain: domain.map(str::to_owned),
            uri: String::new(),
            url: String::new(),
            kind: AccountKind::Person,
            display_name: String::new(),
            note_text: String::new(),
            note: String::new(),
            locked: false,
            discoverable: false,
            indexable: false,
            hide_collections: false,
            avatar_url: None,
            header_url: None,
            pictures: Default::default(),
            fields: Vec::new(),
            emojis: Vec::new(),
            attribution_domains: Vec::new(),
            tabs: Default::default(),
            inbox_url: inbox.map(str::to_owned),
            shared_inbox_url: shared.map(str::to_owned),
            followers_url: None,
            followers_count: 0,
            following_count: 0,
            statuses_count: 0,
            last_status_at: None,
            created_at: Timestamp::default(),
            fetched_at: None,
            suspended_at: None,
            suspended_by_home: false,
            limited_at: None,
            sensitized_at: None,
            also_known_as: Vec::new(),
            moved_to_id: None,
            moved_at: None,
            memorial: false,
            collections: Default::default(),
        }
    }

    #[test]
    fn one_delivery_serves_a_server_unless_the_status_is_direct() {
        let bob = account(Some("far"), Some("https://far/bob/inbox"), Some("https://far/inbox"));
        let cat = account(Some("small"), Some("https://small/inbox"), None);
        let alice = account(None, None, None);
        let concerned = [bob, cat, alice];
        let followers = || vec!["https://far/inbox".to_owned(), "https://third/inbox".to_owned()];
        for visibility in [Visibility::Public, Visibility::Unlisted, Visibility::Private] {
            let found = inboxes(visibility, followers(), &concerned);
            let found: Vec<&str> = found.iter().map(String::as_str).collect();
            assert_eq!(found, ["https://far/inbox", "https://small/inbox", "https://third/inbox"]);
        }
        let found = inboxes(Visibility::Direct, Vec::new(), &concerned);
        let found: Vec<&str> = found.iter().map(String::as_str).collect();
        assert_eq!(found, ["https://far/bob/inbox", "https://small/inbox"]);
    }
}
