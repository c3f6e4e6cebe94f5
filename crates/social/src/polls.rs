//! Polls: asking, choosing, and the end.

use std::collections::HashSet;

use model::{
    Account, Event, Poll, PollId, PollOption, PollVote, Status, StatusId, Timestamp, account::Emoji, limits,
};
use store::Tx;

use crate::{PollView, Problem, Refusal, Result, Site, Viewer, shelf, statuses};

const SECOND_MS: i64 = 1_000;

/// A poll that somebody is about to publish.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct NewPoll {
    /// The answers.
    pub options: Vec<String>,
    /// Seconds from now until it ends.
    pub expires_in: i64,
    /// Whether several answers may be chosen.
    pub multiple: bool,
    /// Whether the numbers are hidden until the end.
    pub hide_totals: bool,
}

impl NewPoll {
    /// What is wrong with it.
    pub(crate) fn problems(&self, limits: &model::settings::StatusLimits) -> Vec<Problem> {
        let mut problems = Vec::new();
        let mut wrong = |field, message: String| problems.push(Problem::new(field, message));
        let options: Vec<&str> = self.options.iter().map(|option| option.trim()).collect();
        let (most, longest) = (limits.poll_options, limits.poll_option_characters);
        if options.len() < 2 {
            wrong("options", "must be at least two".into());
        }
        if options.len() > most {
            wrong("options", format!("can't be more than {most}"));
        }
        if options.iter().any(|option| option.is_empty()) {
            wrong("options", "can't be blank".into());
        }
        if options.iter().any(|option| option.chars().count() > longest) {
            wrong("options", format!("can't be longer than {longest} characters each"));
        }
        if options.iter().enumerate().any(|(index, option)| options[..index].contains(option)) {
            wrong("options", "contain the same answer twice".into());
        }
        if self.expires_in > limits::POLL_SECONDS_MAX {
            wrong("expires_in", "is too far in the future".into());
        } else if self.expires_in < limits::POLL_SECONDS_MIN {
            wrong("expires_in", "is too soon".into());
        }
        problems
    }

    pub(crate) fn make(&self, site: &Site, status: &Status) -> Poll {
        let option = |title: &String| PollOption { title: title.trim().to_owned(), votes_count: 0 };
        Poll {
            id: site.id(),
            status_id: status.id,
            account_id: status.account_id,
            multiple: self.multiple,
            hide_totals: self.hide_totals,
            expires_at: Some(site.now().plus_millis(self.expires_in * SECOND_MS)),
            voters_count: Some(0),
            options: self.options.iter().map(option).collect(),
        }
    }
}

/// A poll of a neighbour as its server tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArrivedPoll {
    /// The answers, with how often each was chosen.
    pub options: Vec<(String, i64)>,
    /// Whether several answers may be chosen.
    pub multiple: bool,
    /// When it ends.
    pub expires_at: Option<Timestamp>,
    /// How many have voted, if that is told.
    pub voters_count: Option<i64>,
}

impl ArrivedPoll {
    pub(crate) fn make(&self, site: &Site, status: &Status) -> Poll {
        let cut = |title: &str| title.chars().take(limits::REMOTE_POLL_OPTION_CHARACTERS).collect();
        let options = self.options.iter().take(limits::REMOTE_POLL_OPTIONS);
        Poll {
            id: site.id(),
            status_id: status.id,
            account_id: status.account_id,
            multiple: self.multiple,
            hide_totals: false,
            expires_at: self.expires_at,
            voters_count: self.voters_count,
            options: options
                .map(|(title, votes_count)| PollOption { title: cut(title), votes_count: *votes_count })
                .collect(),
        }
    }
}

/// A poll, if the viewer may see the status that asks.
pub async fn show(site: &Site, viewer: Viewer, id: PollId) -> Result<PollView> {
    let poll = store::polls::find(&site.store, id).await?.ok_or(Refusal::NotFound)?;
    statuses::get_visible(site, viewer, poll.status_id).await?;
    dress(site, viewer, vec![poll]).await?.pop().ok_or(Refusal::NotFound.into())
}

/// The polls of these statuses, with what the viewer chose.
pub(crate) async fn of_statuses(site: &Site, viewer: Viewer, ids: &[StatusId]) -> Result<Vec<PollView>> {
    dress(site, viewer, store::polls::list(&site.store, ids).await?).await
}

async fn dress(site: &Site, viewer: Viewer, polls: Vec<Poll>) -> Result<Vec<PollView>> {
    let ids: Vec<PollId> = polls.iter().map(|poll| poll.id).collect();
    let choices = match viewer.account_id() {
        None => Vec::new(),
        Some(me) => store::polls::choices(&site.store, me, &ids).await?,
    };
    let statuses: Vec<StatusId> = polls.iter().map(|poll| poll.status_id).collect();
    let sheets = shelf::sheets(site, &statuses).await?;
    let now = site.now();
    Ok(polls
        .into_iter()
        .map(|poll| PollView {
            emojis: sheets
                .iter()
                .find(|sheet| sheet.status.id == poll.status_id)
                .map(|sheet| emojis(&poll, &sheet.status.emojis))
                .unwrap_or_default(),
            own_votes: choices.iter().filter(|(id, _)| *id == poll.id).map(|(_, choice)| *choice).collect(),
            is_over: poll.is_over(now),
            poll,
        })
        .collect())
}

/// Those of a status's emoji that stand in the answers.
fn emojis(poll: &Poll, all: &[Emoji]) -> Vec<Emoji> {
    if all.is_empty() {
        return Vec::new();
    }
    let named: HashSet<&str> = poll
        .options
        .iter()
        .flat_map(|option| markup::emoji::shortcodes(&option.title))
        .map(|(_, name)| name)
        .collect();
    all.iter().filter(|emoji| named.contains(emoji.shortcode.as_str())).cloned().collect()
}

/// Chooses answers of a poll, counted from 0. In a poll with several answers more may be chosen later.
pub async fn vote(site: &Site, by: &Account, id: PollId, choices: &[i64]) -> Result<()> {
    let poll = store::polls::find(&site.store, id).await?.ok_or(Refusal::NotFound)?;
    statuses::get_visible(site, Viewer::Account(by.id), poll.status_id).await?;
    let mut choices = choices.to_vec();
    choices.sort_unstable();
    choices.dedup();
    if poll.account_id == by.id {
        return Err(refused("is your own: you cannot vote in it"));
    }
    if poll.is_over(site.now()) {
        return Err(refused("has already ended"));
    }
    if choices
        .iter()
        .any(|choice| usize::try_from(*choice).is_ok_and(|at| at >= poll.options.len()) || *choice < 0)
    {
        return Err(refused("does not have that answer"));
    }
    let mut tx = site.store.begin().await?;
    store::polls::lock(&mut tx, id).await?;
    let before = store::polls::choices(&mut tx, by.id, &[id]).await?;
    let is_twice = before.iter().any(|(_, choice)| choices.contains(choice));
    let is_one_too_many = !poll.multiple && before.len() + choices.len() > 1;
    if is_twice || is_one_too_many {
        return Err(refused("has your vote already"));
    }
    for choice in choices {
        let vote = PollVote { id: site.id(), poll_id: id, account_id: by.id, choice };
        count(site, &mut tx, &poll, &vote, before.is_empty()).await?;
    }
    Ok(tx.commit().await?)
}

/// A neighbour's person chose an answer of a poll here. What cannot count is forgotten.
pub async fn vote_remote(site: &Site, by: &Account, status: StatusId, answer: &str) -> Result<bool> {
    let Some(poll) = store::polls::list(&site.store, &[status]).await?.pop() else { return Ok(false) };
    statuses::get_visible(site, Viewer::Account(by.id), status).await?;
    let choice = poll.options.iter().position(|option| option.title == answer);
    let Some(choice) = choice.and_then(|at| i64::try_from(at).ok()) else { return Ok(false) };
    if poll.is_over(site.now()) || by.is_local() {
        return Ok(false);
    }
    let mut tx = site.store.begin().await?;
    store::polls::lock(&mut tx, poll.id).await?;
    let before = store::polls::choices(&mut tx, by.id, &[poll.id]).await?;
    if !poll.multiple && !before.is_empty() {
        tx.commit().await?;
        return Ok(false);
    }
    let vote = PollVote { id: site.id(), poll_id: poll.id, account_id: by.id, choice };
    let is_new = count(site, &mut tx, &poll, &vote, before.is_empty()).await?;
    tx.commit().await?;
    Ok(is_new)
}

/// Stores a vote, counts it, and sees to it that other servers hear of it.
async fn count(site: &Site, tx: &mut Tx, poll: &Poll, vote: &PollVote, is_first: bool) -> Result<bool> {
    if !store::polls::vote(&mut *tx, vote).await? {
        return Ok(false);
    }
    let is_first = is_first && store::polls::choices(&mut *tx, vote.account_id, &[poll.id]).await?.len() == 1;
    if is_first {
        store::polls::count_voter(&mut *tx, poll.id).await?;
    }
    store::polls::plan_update(&mut *tx, poll.id, site.now().plus_millis(limits::POLL_UPDATE_AFTER_MS))
        .await?;
    store::events::record(tx, site.id(), &Event::Voted(vote.clone())).await?;
    Ok(true)
}

fn refused(message: &str) -> crate::Error {
    Refusal::Invalid(vec![Problem::new("poll", message)]).into()
}

/// Closes polls that have ended, once each; answers how many.
pub async fn close_due(site: &Site) -> Result<usize> {
    let due = store::polls::expired(&site.store, site.now(), limits::DUE_BATCH).await?;
    for (poll_id, status_id) in &due {
        let mut tx = site.store.begin().await?;
        if store::polls::close(&mut tx, *poll_id, site.now()).await? {
            let event = Event::PollClosed { poll_id: *poll_id, status_id: *status_id };
            store::events::record(&mut tx, site.id(), &event).await?;
        }
        tx.commit().await?;
    }
    Ok(due.len())
}

/// Records that other servers are to hear how polls stand, where that is due; answers how many.
pub async fn tell_due(site: &Site) -> Result<usize> {
    let due = store::polls::updates_due(&site.store, site.now(), limits::DUE_BATCH).await?;
    for (poll_id, status_id) in &due {
        let mut tx = site.store.begin().await?;
        if store::polls::update_planned(&mut tx, *poll_id).await? {
            let event = Event::PollUpdated { status_id: *status_id };
            store::events::record(&mut tx, site.id(), &event).await?;
        }
        tx.commit().await?;
    }
    Ok(due.len())
}

/// The poll with this id, for those who send it on.
pub async fn find(site: &Site, id: PollId) -> Result<Option<Poll>> {
    Ok(store::polls::find(&site.store, id).await?)
}
