//! Wishes to quote, favourite, answer or reblog, the answers to them, and the end of a consent, as parcels. What travels
//! without asking is in `outbox`.

use activitypub::vocabulary::written::Activity;
use model::{
    Account, Consent, EventId, Interaction, InteractionAnswer, QuoteAnswer, Status, StatusId, Visibility,
};
use social::{
    StatusView, Viewer,
    interactions::{self, Leave},
};

use crate::{
    Federation, activities,
    outbox::{Parcel, found},
    translate,
};

impl Federation {
    /// The author of what a new status quotes is asked whether it may.
    pub(crate) async fn pack_quote_request(
        &self,
        by: &Account,
        id: StatusId,
    ) -> social::Result<Option<Parcel>> {
        let store = &self.site().store;
        let Some(quote) = store::quotes::find(store, id).await? else { return Ok(None) };
        let is_asked = quote.state == model::QuoteState::Pending;
        let Some(quoted) = quote.quoted_status_id.filter(|_| is_asked) else { return Ok(None) };
        let Some(quoted) = store::statuses::find(store, quoted).await? else { return Ok(None) };
        let Some(author) = self.account(Some(quoted.account_id)).await? else { return Ok(None) };
        let Some(view) = found(social::statuses::show(self.site(), Viewer::Account(by.id), id).await)? else {
            return Ok(None);
        };
        let note = serde_json::to_value(translate::status::note(self, &view).await?)
            .map_err(|error| social::Fault::caused_by("write a status", error))?;
        let wish = activities::quote_request::build(by, &view.status, &quoted, note);
        Ok(Some(Parcel::new(wish, author.inbox_url.into_iter().collect())?))
    }

    /// Whether they may is told to whoever asked to quote.
    pub(crate) async fn pack_quote_answer(
        &self,
        by: &Account,
        answer: &QuoteAnswer,
        event_id: EventId,
    ) -> social::Result<Option<Parcel>> {
        let Some(to) = self.account(Some(answer.to)).await? else { return Ok(None) };
        let activity = activities::quote_request::answer(by, &to, answer, event_id);
        Ok(Some(Parcel::new(activity, to.inbox_url.into_iter().collect())?))
    }

    /// Whether they may is told to whoever asked to do something else.
    pub(crate) async fn pack_interaction_answer(
        &self,
        by: &Account,
        answer: &InteractionAnswer,
        event_id: EventId,
    ) -> social::Result<Option<Parcel>> {
        let Some(to) = self.account(Some(answer.to)).await? else { return Ok(None) };
        let activity = activities::interaction_request::answer(by, &to, answer, event_id);
        Ok(Some(Parcel::new(activity, to.inbox_url.into_iter().collect())?))
    }

    /// The end of a consent is told to those who may have seen the quote.
    pub(crate) async fn pack_quote_revocation(
        &self,
        by: &Account,
        quoting: StatusId,
        authorization_uri: &str,
    ) -> social::Result<Option<Parcel>> {
        let Some(status) = store::statuses::find(&self.site().store, quoting).await? else { return Ok(None) };
        let inboxes = self.audience(by, Visibility::Public, &[status.account_id]).await?;
        Ok(Some(Parcel::new(activities::quote_request::revocation(by, authorization_uri), inboxes)?))
    }

    /// The author without whose consent an answer or a reblog is told to nobody is asked for it.
    pub(crate) async fn pack_wish(
        &self,
        by: &Account,
        view: &StatusView,
        consent: &Consent,
    ) -> social::Result<Option<Parcel>> {
        let status = &view.status;
        let Some(to) = status.reblog_of_id.or(status.in_reply_to_id) else { return Ok(None) };
        let Some(to) = store::statuses::find(&self.site().store, to).await? else { return Ok(None) };
        let Some(author) = self.account(Some(consent.account_id)).await? else { return Ok(None) };
        let (what, place, instrument) = match status.is_reblog() {
            true => {
                let announce = activities::announce::build(by, status, &to, &author, None);
                (Interaction::Reblog, "announce_request", serde_json::to_value(announce))
            }
            false => {
                let note = translate::status::note(self, view).await?;
                (Interaction::Reply, "reply_request", serde_json::to_value(note))
            }
        };
        let instrument =
            instrument.map_err(|error| social::Fault::caused_by("write what is asked for", error))?;
        let id = format!("{}/statuses/{}/{place}", by.uri, status.id);
        let wish = activities::interaction_request::build(what, id, by, &author, &to.uri, instrument);
        Ok(Some(Parcel::new(wish, author.inbox_url.into_iter().collect())?))
    }

    /// The wish to favourite a status, if its author is to be asked first.
    pub(crate) async fn wish_to_favourite(
        &self,
        by: &Account,
        author: &Account,
        status: &Status,
        like: &Activity<String>,
    ) -> social::Result<Option<Activity<String>>> {
        let leave = interactions::check(self.site(), by, status, Interaction::Favourite).await;
        if found(leave)? != Some(Leave::Asked) {
            return Ok(None);
        }
        let id = format!("{}/like_request", like.id);
        let like = serde_json::to_value(like)
            .map_err(|error| social::Fault::caused_by("write what is asked for", error))?;
        let build = activities::interaction_request::build;
        Ok(Some(build(Interaction::Favourite, id, by, author, &status.uri, like)))
    }
}
