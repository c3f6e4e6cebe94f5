//! Votes: choosing an answer of a poll, told as a note that has the answer for a name and nothing to read.

use activitypub::{
    audience::Audience,
    context,
    vocabulary::{Object, written::Activity},
};
use model::{Account, PollVote, Status};
use serde_json::{Value, json};

use super::Request;
use crate::{translate, trouble::Trouble};

/// Whether the object is a vote in a poll of somebody here; then it is counted.
pub(crate) async fn receive(request: &Request<'_>, object: &Object) -> Result<bool, Trouble> {
    let (Some(answer), Some(asked)) = (&object.name, &object.in_reply_to) else { return Ok(false) };
    if !translate::status::is_vote(object) {
        return Ok(false);
    }
    let site = request.federation.site();
    if !site.instance.owns(asked) {
        return Ok(false);
    }
    let Some(status) = request.federation.known_status(asked).await? else { return Ok(false) };
    social::polls::vote_remote(site, request.by, status.id, answer).await?;
    Ok(true)
}

/// A vote by somebody here, for nobody but who asks.
pub(crate) fn build(
    by: &Account,
    author: &Account,
    status: &Status,
    vote: &PollVote,
    answer: &str,
) -> Activity<Value> {
    let id = format!("{}/votes/{}", by.uri, vote.id);
    let note = json!({
        "id": id, "type": "Note", "name": answer, "attributedTo": by.uri, "to": [author.uri],
        "inReplyTo": status.uri,
    });
    let only_them = Audience { to: vec![author.uri.clone()], cc: Vec::new() };
    Activity::new("Create", format!("{id}/activity"), &by.uri, note)
        .addressed(&only_them)
        .with_context(context::object())
}
